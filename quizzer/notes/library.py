"""The library: find notes and read them, whatever their kind, into one shape.

Any bytes give cards or a problem with its line; nothing raises, and no file is ever written.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace

from quizzer.domain.cards import Problem, Reading
from quizzer.errors import NoteError
from quizzer.notes import deck_file, reader, table
from quizzer.notes.anki_text import looks_like_export, read_export
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.org import read_org
from quizzer.notes.remembered import forget_much
from quizzer.notes.text import decode
from quizzer.notes.walk import DECKS, ORG, PLAIN, TABLES, Found, LeftOut, Limits, find

__all__ = ["Found", "LeftOut", "Limits", "find", "interpret", "load", "read"]


def load(found: Found, limits: Limits | None = None) -> bytes:
    """The bytes of a file that was found.

    Raises NoteError when it cannot be opened any more, is not a regular file by now, or outgrew the limit.
    """
    most = (limits or Limits()).max_bytes
    try:
        descriptor = os.open(found.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise NoteError("not a regular file", source=f"{found.path}:1")
            data = file.read(most + 1)
    except OSError as error:
        raise NoteError(f"cannot be read: {error.strerror}", source=f"{found.path}:1") from None
    if len(data) > most:
        raise NoteError(f"larger than the limit of {most / 1024 / 1024:.1f} MiB", source=f"{found.path}:1")
    return data


def interpret(
    data: bytes,
    path: str,
    *,
    confirmed: bool = False,
    repair: bool = True,
    doubtful: bool = True,
    columns: str = "",
    rules: FrontMatter | None = None,
) -> Reading:
    """Everything that bytes hold, read by the ending of `path` and by what they look like.

    `confirmed` reads even what does not look like notes; `repair` mends text that was read with the wrong encoding,
    `doubtful` also where that is a guess. `columns` says what the columns of a table stand for,
    `rules` what the person set for every note of its folder.
    """
    forget_much()
    text = decode(data, path, repair, doubtful=doubtful)
    if text.is_refused:
        return Reading(path, problems=text.problems, is_refused=True)
    suffix = os.path.splitext(path)[1].lower()
    if suffix in DECKS:
        reading = deck_file.read_deck(text.text, path)
    elif suffix in ORG:
        reading = read_org(text.text, path, confirmed=confirmed)
    elif columns or (suffix in TABLES and table.looks_like_table(text.text)):
        reading = _read_table(text.text, path, columns)
    elif suffix in TABLES or (suffix in PLAIN and looks_like_export(text.text)):
        reading = read_export(text.text, path)
    else:
        reading = reader.read_note(text.text, path, confirmed=confirmed, rules=rules)
    return replace(reading, repairs=text.repairs, problems=(*text.problems, *reading.problems))


def _read_table(text: str, path: str, columns: str) -> Reading:
    try:
        return table.read_table(text, path, table.read_mapping(columns))
    except table.BadMapping as error:
        return Reading(path, problems=(Problem(path, 1, str(error), is_refusal=True),), is_refused=True)


def read(found: Found, *, confirmed: bool = False, repair: bool = True, limits: Limits | None = None) -> Reading:
    """Load a file and interpret it; one that cannot be loaded is a refusal."""
    try:
        data = load(found, limits)
    except NoteError as error:
        return Reading(found.path, problems=(Problem(found.path, 1, error.message, is_refusal=True),), is_refused=True)
    return interpret(data, found.path, confirmed=confirmed, repair=repair)
