"""A SQLite file of another program opened without trusting it: a copy is read, the file itself never touched."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quizzer.errors import NoteError

MOST_BYTES = 2**30
MOST_VALUE_BYTES = 16 * 2**20
MOST_STEPS = 20_000
"""In 100,000 instructions of SQLite's machine: hundreds of times what reading a million rows takes."""
_HEADER = b"SQLite format 3\x00"


def is_database(path: Path) -> bool:
    """Whether a file is a SQLite database, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError:
        return False


def guard(connection: sqlite3.Connection) -> None:
    """Let nothing in the file run: no functions from its schema, no writing, no huge value, no endless query."""
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_VALUE_BYTES)
    steps = iter(range(MOST_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, 100_000)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the file, what is still in its write-ahead log included; NoteError when it is damaged."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        try:
            for end in ("", "-wal"):
                original = path.with_name(path.name + end)
                if not end or original.is_file():
                    if original.stat().st_size > MOST_BYTES:
                        raise NoteError("larger than 1 GiB", source=str(path))
                    shutil.copyfile(original, copy.with_name(copy.name + end))
            with closing(sqlite3.connect(copy)) as connection:
                guard(connection)
                connection.row_factory = sqlite3.Row
                yield connection
        except OSError as error:
            raise NoteError(f"cannot be read: {error.strerror}", source=str(path)) from error
        except sqlite3.Error as error:
            raise NoteError(f"the database is damaged: {error}", source=str(path), hint="nothing was stored") from error


def tables(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The real tables with their columns; views and virtual tables, which could run anything, are none."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'create virtual%' LIMIT 1000"
    ).fetchall()
    return {
        row[0]: frozenset(c[0] for c in connection.execute("SELECT name FROM pragma_table_info(?)", (row[0],)))
        for row in names
    }
