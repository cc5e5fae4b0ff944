"""The library: find notes and read them, whatever their kind, into one shape.

Any bytes give cards or a problem with its line; nothing raises, and no file is ever written.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace

from quizzer.domain.cards import Problem, Reading
from quizzer.errors import NoteError
from quizzer.notes import reader
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.remembered import forget_much
from quizzer.notes.text import decode
from quizzer.notes.walk import DECKS, JSON, ORG, PLAIN, TABLES, Found, LeftOut, Limits, find

__all__ = ["Found", "LeftOut", "Limits", "find", "interpret", "load", "read"]


_EXPORTED = "#separator:"
"""How an export of Anki begins, whatever its file is called."""


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
    if suffix == JSON and not columns:
        return _read_json(text.text, path)
    is_other = not (rules and rules.says_no("quizzer"))  # else it is left alone, whatever its kind
    if is_other and (suffix in (*DECKS, *ORG, *TABLES, *PLAIN) or columns or text.text.startswith(_EXPORTED)):
        reading = _read_other(text.text, path, suffix, columns=columns, confirmed=confirmed, rules=rules)
    else:
        reading = reader.read_note(text.text, path, confirmed=confirmed, rules=rules)
    return replace(reading, repairs=text.repairs, problems=(*text.problems, *reading.problems))


def _read_json(text: str, path: str) -> Reading:
    """A list of cards as fields, which is YAML too; other JSON is somebody else's."""
    from quizzer.notes.deck_file import read_deck

    return read_deck(f"cards: {text}" if text.lstrip().startswith("[") else text, path)


def _read_other(
    text: str, path: str, suffix: str, *, columns: str, confirmed: bool, rules: FrontMatter | None
) -> Reading:
    """What is not Markdown, or need not be: each kind is loaded when the first file of it is read."""
    if suffix in DECKS:
        from quizzer.notes.deck_file import read_deck

        return read_deck(text, path)
    if suffix in ORG:
        from quizzer.notes.org import read_org

        return read_org(text, path, confirmed=confirmed)
    from quizzer.notes import anki_text, table, table_columns

    if columns or (suffix in TABLES and table.looks_like_table(text)):
        try:
            return table.read_table(text, path, table_columns.read_mapping(columns))
        except table_columns.BadMapping as error:
            return Reading(path, problems=(Problem(path, 1, str(error), is_refusal=True),), is_refused=True)
    if suffix in TABLES or anki_text.looks_like_export(text):
        return anki_text.read_export(text, path)
    return reader.read_note(text, path, confirmed=confirmed, rules=rules)


def read(found: Found, *, confirmed: bool = False, repair: bool = True, limits: Limits | None = None) -> Reading:
    """Load a file and interpret it; one that cannot be loaded is a refusal."""
    try:
        data = load(found, limits)
    except NoteError as error:
        return Reading(found.path, problems=(Problem(found.path, 1, error.message, is_refusal=True),), is_refused=True)
    return interpret(data, found.path, confirmed=confirmed, repair=repair)
