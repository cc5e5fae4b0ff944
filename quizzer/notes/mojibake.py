"""Text that was read with the wrong encoding once, and how it was meant.

UTF-8 that was taken for Mac Roman or Windows-1252 turns `→` into `‚Üí` or `â†’`. Reading it back the same way is
exact, so the whole document is tried first, then each damaged line, and only then ftfy with everything but the
repair of encodings switched off. Text that shows no damage is never touched: a cheap pattern decides whether ftfy
(50 ms to import) is asked at all, and ftfy's measure of badness decides whether anything is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizzer.domain.patterns import late

_HIGH = bytes(range(0x80, 0x100))
_UNDEFINED_1252 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
WINDOWS_1252 = {
    byte: (chr(byte) if byte in _UNDEFINED_1252 else bytes([byte]).decode("cp1252")) for byte in range(0x80, 0xA0)
}
"""Latin-1's code point to Windows-1252's character; the five undefined bytes stay the controls they are."""
_FROM_1252 = {ord(character): byte for byte, character in WINDOWS_1252.items()}
_FOREIGN = ("mac_roman", "cp1251", "cp1253", "cp1254", "cp1257", "cp437", "iso8859_2")
"""Besides Windows-1252, the encodings that ftfy knows damage from."""


@dataclass(frozen=True, slots=True)
class LineRepair:
    """One changed line, counted from 1."""

    line: int
    before: str
    after: str
    is_certain: bool


def _pair_pattern(high: str) -> str:
    """A pattern for a UTF-8 lead byte and its continuation, as the 128 upper characters of an encoding show them."""
    lead, tail = high[0xC2 - 0x80 : 0xF5 - 0x80], high[: 0xC0 - 0x80]
    return f"[{re.escape(lead)}][{re.escape(tail)}]"


_TAIL_1252 = "".join(WINDOWS_1252.get(byte, chr(byte)) for byte in range(0x80, 0xC0))
_LOST_SPACE = re.compile("[ÂÃ] ")
"""A no-break space or `à` whose second byte became a plain space; or just a letter."""
_SUSPECT = re.compile(
    "|".join(
        [
            _pair_pattern("".join(WINDOWS_1252.get(byte, chr(byte)) for byte in _HIGH)),
            *(_pair_pattern(_HIGH.decode(encoding, "replace").replace("\ufffd", "\x80")) for encoding in _FOREIGN),
            _LOST_SPACE.pattern,
        ]
    )
)
"""Found in every text that one of the reversals could change; healthy text seldom has it."""
_TURKISH = dict(zip("ĞİŞğış", (0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE), strict=True))
"""Where Windows-1254 differs from Windows-1252."""
_FROM_1254 = {**_FROM_1252, **{ord(letter): byte for letter, byte in _TURKISH.items()}}


def _sure_pattern(high: str) -> str:
    """A sign of three bytes (quotes, dashes, arrows, ticks) or a picture, as the 128 upper characters show them."""
    tail = f"[{re.escape(high[: 0xC0 - 0x80])}]"
    sign, picture = re.escape(high[0xE2 - 0x80]), re.escape(high[0xF0 - 0x80] + high[0x9F - 0x80])
    return f"{sign}{tail}{{2}}|{picture}{tail}{{2}}"


_UPPER_1252 = _HIGH.decode("latin-1").translate(WINDOWS_1252)
_UPPER_1254 = _UPPER_1252.translate({byte: letter for letter, byte in _TURKISH.items()})
_SURE = late(
    "|".join(
        _sure_pattern(high) for high in (_UPPER_1252, _UPPER_1254, _HIGH.decode("mac_roman"), _HIGH.decode("cp437"))
    )
)
"""Letters that nobody writes in a row: `â€™`, `‚Üí`, `ΓÇö`, `ðŸš€`."""
_LOST = {"âˆ": "∝", "â€": "”", "ï¸": "\ufe0f", "âŒ": "❌", "â“": "❓", "â—": "❗", "â\xad": "⭐"}
"""Signs with a byte that Windows-1252 does not define, so that it was dropped; other readings are rarer (`∏` is E2 88 8F)."""
_LOST_BYTE = re.compile(f"(?:{'|'.join(_LOST)}|ðŸ[{re.escape(_TAIL_1252)}]?)(?![{re.escape(_TAIL_1252)}])")
"""These, and a picture of which too little is left to know it."""
_IN_A_ROW = re.compile(r"[ÂÃ] |[^\x00-\x7f]{2,}")
"""All that these are made of, found sooner: most letters of most notes are ASCII."""
_ABOUT_DAMAGE = late(
    r"mojibake|\butf-?8\b|\bcp-?\d{3,4}\b|windows-125|latin-?1\b|mac ?roman|\bencod(?:ed|ing)|\bdecod", re.I
)
"""A line that speaks of encodings may show damage on purpose."""
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FENCE = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")


def _badness(text: str) -> int:
    from ftfy.badness import badness

    return int(badness(text))


def _back_from_mac_roman(text: str) -> str:
    return text.encode("mac_roman").decode("utf-8")


def _back_from_1252(text: str) -> str:
    return text.translate(_FROM_1252).encode("latin-1").decode("utf-8")


def _back_from_1254(text: str) -> str:
    return text.translate(_FROM_1254).encode("latin-1").decode("utf-8")


def _back_from_cp437(text: str) -> str:
    return text.encode("cp437").decode("utf-8")


_REVERSALS: tuple[Callable[[str], str], ...] = (
    _back_from_1252,
    _back_from_mac_roman,
    _back_from_1254,
    _back_from_cp437,
)
"""In this order: what Mac Roman damage begins with is no lead byte in Windows-1252, but the other way round it is."""


def _is_suspect(text: str) -> bool:
    return bool(_SUSPECT.search(text) or _LOST_BYTE.search(text))


def _is_bad(text: str) -> bool:
    return bool(_SURE.search(text)) or _badness(text) > 0


def _reverse(text: str, times: int = 3) -> str | None:
    """The text read back exactly, or None when no reversal succeeds in full and leaves nothing bad.

    Text may have been damaged more than once.
    """
    for reversal in _REVERSALS:
        try:
            candidate = reversal(text)
        except UnicodeError:
            continue
        if candidate == text:
            continue
        if not _is_bad(candidate):
            return candidate
        again = _reverse(candidate, times - 1) if times > 1 else None
        if again is not None:
            return again
    return None


def _fix_gently(line: str, *, guess: bool) -> str:
    """What ftfy makes of the encoding alone; `guess` lets it fill in bytes that were lost on the way."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=guess,
        replace_lossy_sequences=guess,
        fix_c1_controls=False,
        normalization=None,
        explain=False,
    )
    return fix_encoding(line, config)


def _repair_line(line: str) -> tuple[str, bool]:
    """The line as it was meant, and whether that is beyond doubt.

    In doubt are lost bytes, and a line that already holds the character the repair would make: it may be about damage.
    """
    pieces = _LOST_BYTE.split(line)
    if len(pieces) > 1:
        mended = [_repair_line(piece)[0] if _SUSPECT.search(piece) else piece for piece in pieces]
        signs = [_LOST.get(found[0], "\ufffd") for found in _LOST_BYTE.finditer(line)]
        return "".join(part for pair in zip(mended, [*signs, ""], strict=True) for part in pair), False
    if not _is_bad(line):
        return line, True
    exact = _reverse(line)
    if exact is not None:
        return exact, True
    fixed = _fix_gently(line, guess=False)
    if fixed == line or _is_bad(fixed):
        return _fix_gently(line, guess=True), False
    is_new = bool(set(fixed) - set(line))
    return fixed, is_new and not _LOST_SPACE.search(line)


def _is_damaged_outside_code(line: str) -> bool:
    if _ABOUT_DAMAGE.search(line):
        return False
    prose = _CODE_SPAN.sub("", line)
    return _is_suspect(prose)


def _unfenced(lines: list[str]) -> list[int]:
    """Indexes of the lines outside code fences: text in a fence may be about damage."""
    outside, fence = [], ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip("`~ \t"):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        outside.append(index)
    return outside


def _repair_lines(text: str) -> tuple[str, tuple[LineRepair, ...]]:
    lines = text.split("\n")
    found = []
    for index in _unfenced(lines):
        if not lines[index].isascii() and _is_suspect(lines[index]):
            after, is_certain = _repair_line(lines[index])
            if after != lines[index]:
                found.append(LineRepair(index + 1, lines[index], after, is_certain))
    found = sorted([*found, *_as_elsewhere(lines, found)], key=lambda repair: repair.line)
    is_damaged = any(
        (repair.is_certain or _LOST_BYTE.search(repair.before)) and _is_damaged_outside_code(repair.before)
        for repair in found
    )
    repairs = tuple(found) if is_damaged else ()
    for repair in repairs:
        lines[repair.line - 1] = repair.after
    return "\n".join(lines), repairs


def _as_elsewhere(lines: list[str], found: list[LineRepair]) -> Iterator[LineRepair]:
    """Lines that read back exactly in a way in which other lines of the same text were damaged beyond doubt."""
    known = {repair.line for repair in found}
    ways = [way for way in _REVERSALS if any(_reads_back(way, each) for each in found)]
    for index in _unfenced(lines) if ways else ():
        line = lines[index]
        if index + 1 in known or line.isascii() or not _SUSPECT.search(line):
            continue
        after = next((text for way in ways if (text := _by(way, line)) is not None), line)
        if after != line and not _is_bad(after):
            yield LineRepair(index + 1, line, after, len(_SUSPECT.findall(line)) > 1)


def _reads_back(way: Callable[[str], str], repair: LineRepair) -> bool:
    return repair.is_certain and bool(_SURE.search(repair.before)) and _by(way, repair.before) == repair.after


def _by(way: Callable[[str], str], line: str) -> str | None:
    try:
        return way(line)
    except UnicodeError:
        return None


def mend(text: str) -> tuple[str, tuple[LineRepair, ...]]:
    """The text as its author wrote it, and every line that changed; healthy text comes back as it is.

    A guess (a byte was lost on the way), and a repair inside inline code, is kept only in a document that shows
    damage beyond doubt elsewhere: a note may be about damaged text.
    The number of lines never changes.
    """
    if text.isascii() or not _is_suspect("\n".join(_IN_A_ROW.findall(text))) or not _is_bad(text):
        return text, ()
    whole = _reverse(text)
    if whole is None or whole.count("\n") != text.count("\n"):
        return _repair_lines(text)
    pairs = zip(text.split("\n"), whole.split("\n"), strict=True)
    repairs = tuple(
        LineRepair(number, before, after, True) for number, (before, after) in enumerate(pairs, 1) if before != after
    )
    if not any(_is_damaged_outside_code(repair.before) for repair in repairs):
        return text, ()
    return whole, repairs
