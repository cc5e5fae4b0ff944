"""The note files of earlier imports as they were found then. Plain SQL: that nothing is new is told without an ORM."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from quizzer.domain.cards import Source
from quizzer.store.connection import SCHEMA_VERSION, check, connect, explained

COLUMNS_OF = "columns:"
"""How the key of a fact begins that says what the columns of a table stand for; its path follows."""
SeenRow = tuple[str, str, int, int, int, int, int]
"""Path, root, time of the last change in nanoseconds, size in bytes; whether it was read to the end, was gone at the
last import, ships with quizzer."""


def is_current(database: Path) -> bool:
    """Whether there is a database of the newest schema. Raises StoreError when the file is none of ours, or damaged."""
    return database.exists() and check(database) >= SCHEMA_VERSION


def seen_files(database: Path) -> list[SeenRow]:
    """Every note file that was ever read, by a current database."""
    return _ask(database, "SELECT path, root, mtime_ns, size, content_hash <> '', is_gone, is_bundled FROM sources", ())


def sources_at(database: Path, paths: Iterable[str]) -> dict[str, Source]:
    """What is kept of these files, by path; those that were never read are left out."""
    wanted = list(paths)
    if not wanted:
        return {}
    rows = _ask(
        database,
        "SELECT path, root, deck, content_hash, size, mtime_ns, named_deck, is_bundled, is_gone, is_confirmed "
        "FROM sources WHERE path IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    return {row[0]: Source(*row[:7], *map(bool, row[7:])) for row in rows}


def columns_at(database: Path) -> dict[str, str]:
    """What the columns of tables were said to stand for, by the path of the table."""
    rows = _ask(database, "SELECT key, value FROM meta WHERE key LIKE ?", (f"{COLUMNS_OF}%",))
    return {key.removeprefix(COLUMNS_OF): value for key, value in rows}


def _ask(database: Path, statement: str, values: tuple[str, ...]) -> list[Any]:
    try:
        with closing(connect(database, is_read_only=True)) as connection:
            return connection.execute(statement, values).fetchall()
    except sqlite3.Error as error:
        raise explained(error, database) from error
