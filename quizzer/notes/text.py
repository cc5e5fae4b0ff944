"""Bytes to clean text: encoding, line ends, damage from a wrong encoding, control characters.

Everything that was done to the text is told: repairs line by line, anything else as a problem of the file.
Nothing is refused but what is not text at all.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.domain.cards import Problem, Repair
from quizzer.domain.plain_text import clean, is_clean
from quizzer.notes.merge_marks import without_merge_marks
from quizzer.notes.pasted_code import with_pasted_code
from quizzer.notes.spaces import mend_spaces

if TYPE_CHECKING:
    from quizzer.notes.mojibake import LineRepair

_MARKED_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"SQLite format 3")
_ASCII = bytes(range(0x80))
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text: lines end in newline, nothing in it can steer a terminal."""

    text: str
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """True when the bytes are not text; `text` is empty then."""
        return any(problem.is_refusal for problem in self.problems)


def _refuse(path: str, message: str, line: int = 1) -> Text:
    return Text("", problems=(Problem(path, line, message, is_refusal=True),))


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    return data.startswith(_MAGIC) or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20


def _from_1252(data: bytes) -> str:
    from quizzer.notes.mojibake import WINDOWS_1252

    return data.decode("latin-1").translate(WINDOWS_1252)


def _unmarked_utf_16(data: bytes) -> str:
    """UTF-16 without a mark, told by where its zero bytes are: all at one side of each pair. Empty when it is not."""
    if not any(data[:2]) or len(data) % 2:
        return ""
    sides = (("utf-16-le", data[1::2].count(0), data[::2]), ("utf-16-be", data[::2].count(0), data[1::2]))
    for encoding, zeros, others in sides:
        if 4 * zeros > len(data) // 2 and 0 not in others:
            text = data.decode(encoding, "replace")
            return "" if "\ufffd" in text or _is_binary(text.encode()) else text
    return ""


def _is_western(data: bytes) -> bool:
    """Can this be Windows-1252? There, letters with accents stand among others; elsewhere they make up whole words."""
    high = data.translate(None, _ASCII)
    words = [run for run in _HIGH_RUN.findall(data) if len(set(run)) > 2]
    return 2 * sum(map(len, words)) <= len(high) or len(words) < 2


@dataclass(frozen=True, slots=True)
class _Decoded:
    """Bytes without a mark as characters."""

    text: str
    strange: frozenset[int] = frozenset()
    """The lines, from 1, that are not UTF-8."""
    problems: tuple[Problem, ...] = ()


def _decode_unmarked(data: bytes, path: str) -> _Decoded | None:
    """UTF-8, else Windows-1252 for the lines that are not; most files have one encoding, a pasted line another.

    None when it is not Western text in either.
    """
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return _Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = data.count(b"\n", 0, error.start) + 1
    lines, strange, good = [], set(), 0
    for number, raw in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(raw.decode("utf-8"))
            good += not raw.isascii()
        except UnicodeDecodeError:
            lines.append(_from_1252(raw))
            strange.add(number)
    if not good and not _is_western(data):
        return None
    where = f"{len(strange)} line{'s' * (len(strange) != 1)} of it" if good else "it"
    problem = Problem(path, first, f"not UTF-8: {where} was read as Windows-1252")
    return _Decoded("\n".join(lines), frozenset(strange), (problem,))


def _without(
    text: str, repairs: tuple[LineRepair, ...], is_unwanted: Callable[[LineRepair], bool]
) -> tuple[str, tuple[LineRepair, ...]]:
    lines = text.split("\n")
    for repair in filter(is_unwanted, repairs):
        lines[repair.line - 1] = repair.before
    return "\n".join(lines), tuple(repair for repair in repairs if not is_unwanted(repair))


def _refuse_nul(data: bytes, path: str) -> Text:
    is_text = not _is_binary(data) and 20 * data.count(0) < len(data)
    line = data.count(b"\n", 0, data.index(0)) + 1
    return (
        _refuse(path, "a NUL byte; save it again as UTF-8 text", line)
        if is_text
        else _refuse(path, "binary data, not text")
    )


def decode(data: bytes, path: str, repair: bool = True, *, doubtful: bool = True) -> Text:
    """Read the bytes of a file.

    UTF-8 with or without a mark, UTF-16 and UTF-32 with one, UTF-16 even without, else Windows-1252. `repair` switches the mending of
    text that was read with the wrong encoding before, `doubtful` that of lines where it is a guess. Binary data gives an empty text and a refusal; nothing raises.
    """
    mark, encoding = next((pair for pair in _MARKED_ENCODINGS if data.startswith(pair[0])), (b"", ""))
    decoded: _Decoded | None
    if mark and encoding != "utf-8":
        try:
            decoded = _Decoded(data[len(mark) :].decode(encoding))
        except UnicodeDecodeError:
            return _refuse(path, f"starts like {encoding.upper()} text but is not; save it as UTF-8")
        if "\0" in decoded.text:
            return _refuse(path, "binary data, not text")
    elif b"\0" in data:
        decoded = _Decoded(_unmarked_utf_16(data))
        if not decoded.text:
            return _refuse_nul(data, path)
    elif _is_binary(data):
        return _refuse(path, "binary data, not text")
    else:
        decoded = _decode_unmarked(data[len(mark) :], path)
        if decoded is None:
            return _refuse(path, "not UTF-8, and no text in Windows-1252 either; save it as UTF-8")
    text, problems = decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.problems
    line_repairs: tuple[LineRepair, ...] = ()
    if repair and not text.isascii():
        from quizzer.notes.mojibake import mend

        text, line_repairs = mend(text)
    if decoded.strange:
        text, line_repairs = _without(text, line_repairs, lambda repair: repair.line in decoded.strange)
    if not doubtful:
        text, line_repairs = _without(text, line_repairs, lambda repair: not repair.is_certain)
    text, merged = without_merge_marks(with_pasted_code(mend_spaces(text)))
    if merged:
        problems += (Problem(path, merged, "marks of a merge that nobody finished; both versions were read"),)
    repairs = tuple(
        Repair(path, item.line, clean(item.before), clean(item.after), item.is_certain) for item in line_repairs
    )
    if not text.strip():
        problems += (Problem(path, 1, "the file is empty"),)
    if not is_clean(text):
        line = next(number for number, item in enumerate(text.split("\n"), 1) if not is_clean(item))
        problems += (Problem(path, line, "control characters; they are shown as marks such as ␛ or ‹U+202E›"),)
        text = clean(text)
    return Text(text, repairs, problems)
