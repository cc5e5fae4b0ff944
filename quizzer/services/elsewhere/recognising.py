"""Which program a file comes from, by what is in it and not by its name."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from quizzer.errors import NoteError
from quizzer.services.anki.package import COLLECTIONS
from quizzer.services.elsewhere.database import is_database, opened, tables


class Program(StrEnum):
    """The programs whose collections come in with their history."""

    ANKI = "Anki"
    MNEMOSYNE = "Mnemosyne"
    MNEMOSYNE_CARDS = "Mnemosyne's shared cards"
    HASHCARDS = "hashcards"


_ENDINGS = {".apkg": Program.ANKI, ".colpkg": Program.ANKI, ".cards": Program.MNEMOSYNE_CARDS}
_DATABASES = frozenset({".db", ".sqlite", ".sqlite3", ".anki2", ".anki21"})


def program_of(path: Path) -> Program | None:
    """The program that wrote the file; None when it is no collection but notes, or not there.

    NoteError for a database of no program that is known here, and for an ending that promises what the file is not.
    """
    if not path.is_file():
        return None
    ending = path.suffix.lower()
    if is_database(path):
        return _of_database(path)
    found = _of_archive(path)
    if found is None and ending in _DATABASES:
        raise NoteError("not a database: its first bytes are not SQLite's", source=str(path), hint="nothing was stored")
    return found or _ENDINGS.get(ending)


def is_export(path: Path) -> bool:
    """Whether a file looks like a JSON export of quizzer: cheap, by its first bytes."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            start = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False
    return start.startswith(b"{") and (b'"version"' in start or path.suffix.lower() == ".json")


def _of_database(path: Path) -> Program:
    with opened(path) as connection:
        found = tables(connection)
    if {"facts", "data_for_fact", "cards", "tags_for_card", "log"} <= found.keys():
        return Program.MNEMOSYNE
    if {"card_hash", "reviewed_at", "grade"} <= found.get("reviews", frozenset()):
        return Program.HASHCARDS
    if {"col", "notes", "cards", "revlog"} <= found.keys():
        return Program.ANKI
    if {"reviews", "schedules", "batches"} <= found.keys():
        raise NoteError(
            "a database of quizzer itself",
            source=str(path),
            hint="quizzer --home FOLDER opens it; `quizzer export` carries it elsewhere",
        )
    raise NoteError(
        "a database of no program that is known here", source=str(path), hint="Anki, Mnemosyne and hashcards are"
    )


def _of_archive(path: Path) -> Program | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return None
    if names & set(COLLECTIONS):
        return Program.ANKI
    return Program.MNEMOSYNE_CARDS if "cards.xml" in names else None
