"""Bytes to clean text: encoding, line ends, damage from a wrong encoding, control characters.

Everything that was done to the text is told: repairs line by line, anything else as a problem of the file.
Nothing is refused but what is not text at all.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.domain.cards import Problem, Repair
from quizzer.domain.plain_text import clean, is_clean

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


def _refuse(path: str, message: str) -> Text:
    return Text("", problems=(Problem(path, 1, message, is_refusal=True),))


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    if data.startswith(_MAGIC) or b"\0" in data:
        return True
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20


def _from_1252(data: bytes) -> str:
    from quizzer.notes.mojibake import WINDOWS_1252

    return data.decode("latin-1").translate(WINDOWS_1252)


def _decode_unmarked(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8, else Windows-1252 for the lines that are not; most files have one encoding, a pasted line another."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = data.count(b"\n", 0, error.start) + 1
    lines, strange, good = [], 0, 0
    for raw in data.split(b"\n"):
        try:
            lines.append(raw.decode("utf-8"))
            good += not raw.isascii()
        except UnicodeDecodeError:
            lines.append(_from_1252(raw))
            strange += 1
    where = f"{strange} line{'s' * (strange != 1)} of it" if good else "it"
    return "\n".join(lines), (Problem(path, first, f"not UTF-8: {where} was read as Windows-1252"),)


def _without_guesses(text: str, repairs: tuple[LineRepair, ...]) -> tuple[str, tuple[LineRepair, ...]]:
    lines = text.split("\n")
    for repair in repairs:
        if not repair.is_certain:
            lines[repair.line - 1] = repair.before
    return "\n".join(lines), tuple(repair for repair in repairs if repair.is_certain)


def decode(data: bytes, path: str, repair: bool = True, *, doubtful: bool = True) -> Text:
    """Read the bytes of a file.

    UTF-8 with or without a mark, UTF-16 and UTF-32 with one, else Windows-1252. `repair` switches the mending of
    text that was read with the wrong encoding before, `doubtful` that of lines where it is a guess. Binary data gives an empty text and a refusal; nothing raises.
    """
    problems: tuple[Problem, ...] = ()
    mark, encoding = next((pair for pair in _MARKED_ENCODINGS if data.startswith(pair[0])), (b"", ""))
    if mark and encoding != "utf-8":
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            return _refuse(path, f"starts like {encoding.upper()} text but is not; save it as UTF-8")
        if "\0" in text:
            return _refuse(path, "binary data, not text")
    elif _is_binary(data):
        return _refuse(path, "binary data, not text")
    else:
        text, problems = _decode_unmarked(data[len(mark) :], path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    line_repairs: tuple[LineRepair, ...] = ()
    if repair and not text.isascii():
        from quizzer.notes.mojibake import mend

        text, line_repairs = mend(text)
    if not doubtful:
        text, line_repairs = _without_guesses(text, line_repairs)
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
