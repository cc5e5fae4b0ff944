"""The note files of earlier imports as they were found then. Plain SQL: that nothing is new is told without an ORM."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from quizzer.domain.cards import Source
from quizzer.errors import StoreError
from quizzer.store.connection import SCHEMA_VERSION, check, connect, explained

NOTHING_KEPT = "nothing"
"""The state (`Kept.state`) of a store that is new, or not there yet."""
COLUMNS_OF = "columns:"
"""How the key of a fact begins that says what the columns of a table stand for; its path follows."""
RULES_OF = "rules:"
"""How the key of a fact begins that holds the person's rules for a folder at its last import; its path follows."""
Seen = tuple[str, int, int]
"""Path, time of the last change in nanoseconds, size in bytes."""


@dataclass(frozen=True, slots=True)
class SeenFiles:
    """The person's own note files, those that ship with quizzer left out."""

    settled: dict[str, Seen]
    """Those that were there and read to the end, by path."""
    unsettled: list[str]
    """Those that were there and are to be read again whatever they are."""
    gone: list[str]
    """Those that were not there at the last import of their root."""
    columns: dict[str, str]
    """What the columns of tables were said to stand for, by the path of the table."""
    rules: dict[str, str]
    """The person's rules for folders as they were when those were last imported, by path."""


def is_current(database: Path) -> bool:
    """Whether there is a database of the newest schema. Raises StoreError when the file is none of ours, or damaged."""
    return database.exists() and check(database) >= SCHEMA_VERSION


def seen_files(database: Path) -> SeenFiles | None:
    """Every note file that was ever read; None where the database has to be made or upgraded first.

    Raises StoreError when the file is none of ours, or damaged.
    """
    if not database.exists():
        return None
    try:
        with _asking(database) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return _seen(connection) if version == SCHEMA_VERSION else None
    except StoreError:
        check(database)  # says more plainly what the file is
        raise


def _seen(connection: sqlite3.Connection) -> SeenFiles:
    told = "SELECT path, mtime_ns, size FROM sources WHERE content_hash <> '' AND NOT is_gone AND NOT is_bundled"
    settled = {row[0]: row for row in connection.execute(told)}
    rest = "SELECT path, is_gone FROM sources WHERE (is_gone OR content_hash = '') AND NOT is_bundled"
    others = connection.execute(rest).fetchall()
    return SeenFiles(
        settled,
        [path for path, is_gone in others if not is_gone],
        [path for path, is_gone in others if is_gone],
        *_facts(connection),
    )


def _facts(connection: sqlite3.Connection) -> tuple[dict[str, str], dict[str, str]]:
    columns, rules = {}, {}
    for key, value in connection.execute("SELECT key, value FROM meta"):
        if key.startswith(COLUMNS_OF):
            columns[key.removeprefix(COLUMNS_OF)] = value
        elif key.startswith(RULES_OF):
            rules[key.removeprefix(RULES_OF)] = value
    return columns, rules


def seen_roots(database: Path) -> list[str]:
    """The folders and files that were asked for, those that ship with quizzer left out."""
    with _asking(database) as connection:
        return _roots(connection)


def _roots(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT root FROM sources WHERE NOT is_bundled GROUP BY root ORDER BY min(path)")
    return [row[0] for row in found]


def sources_at(
    database: Path, paths: Iterable[str], *, is_with_roots: bool = True
) -> tuple[dict[str, Source], list[str]]:
    """What is kept of these files, by path, those that were never read left out; and what `seen_roots` gives."""
    with _asking(database) as connection:
        rows = connection.execute(
            "SELECT path, root, deck, content_hash, size, mtime_ns, named_deck, is_bundled, is_gone, is_confirmed "
            "FROM sources WHERE path IN (SELECT value FROM json_each(?))",
            (json.dumps(list(paths)),),
        ).fetchall()
        return {row[0]: Source(*row[:7], *map(bool, row[7:])) for row in rows}, _roots(
            connection
        ) if is_with_roots else []


@contextmanager
def _asking(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(connect(database, is_read_only=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise explained(error, database) from error
