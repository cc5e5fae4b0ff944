"""A connection to quizzer's SQLite file: what must hold before it is opened, and the pragmas on every one.

Plain `sqlite3`, so that the first card can be on screen before SQLModel is imported; `engine` opens its pooled
connections through the same function.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizzer.errors import StoreError

APPLICATION_ID = 0x51756961
"""Marks the file as quizzer's ("Quia") in SQLite's header."""
SCHEMA_VERSION = 3
"""`PRAGMA user_version` of the newest schema this quizzer knows: the number of migrations."""
BUSY_TIMEOUT_MS = 5_000

_HANDLE = getattr(os, "O_PATH", None)
"""Opens a file for nothing but to be known again. Closing what was opened in any other way would let go of all locks
that this process has on the file, SQLite's own too: another program would then take away the log that is written."""


class FileConnection(sqlite3.Connection):
    """A connection that knows which file it opened: under the same name there may be another by now."""

    _opened: os.stat_result | None = None
    _handle: int | None = None

    def know(self, path: Path) -> None:
        """Remember the file; where the system allows it by a handle, whose number is asked for anew each time.

        Some file systems, mostly over a network, give a file other numbers while it is open.
        """
        try:
            self._opened = path.stat()
            self._handle = None if _HANDLE is None else os.open(path, _HANDLE | os.O_CLOEXEC)
        except OSError:
            return

    def is_at(self, path: Path) -> bool:
        """Whether the file that was opened is the one that the path names now."""
        try:
            known = self._opened if self._handle is None else os.fstat(self._handle)
            return known is None or os.path.samestat(known, path.stat())
        except OSError:
            return False

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        self._let_go()

    def __del__(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def connect(path: Path, *, is_read_only: bool = False) -> sqlite3.Connection:
    """Open an existing, checked file with every pragma set; transactions are begun by hand.

    A file that cannot be written is opened to look and search; a transaction is then refused with the reason.
    """
    is_read_only = is_read_only or is_fixed(path)
    try:
        connection = sqlite3.connect(
            _address(path, is_read_only=is_read_only), uri=True, isolation_level=None, check_same_thread=False,
            factory=FileConnection,
        )  # fmt: skip
        connection.know(path)
        set_pragmas(connection, is_read_only=is_read_only)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    return connection


def is_fixed(path: Path) -> bool:
    """Whether the file, or the folder in which its log would stand, cannot be written by this person."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _address(path: Path, *, is_read_only: bool) -> str:
    mode = "ro" if is_read_only else "rw"
    # SQLite wants to make files beside a database even to read it, unless it is told that nobody can change it.
    is_whole = is_read_only and is_fixed(path) and not _has_log(path)
    return f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if is_whole else ''}"


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def is_replaced(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether another file has taken the place of the one that was opened, as after the restoring of a backup."""
    return path.exists() and not _is_at(connection, path)


def _is_at(connection: sqlite3.Connection, path: Path) -> bool:
    return not isinstance(connection, FileConnection) or connection.is_at(path)


def set_pragmas(connection: sqlite3.Connection, *, is_read_only: bool = False) -> None:
    """Durable by default: WAL with FULL loses nothing acknowledged in a power cut, NORMAL does."""
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA trusted_schema=OFF")
    if not is_read_only:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")


def check(path: Path) -> int:
    """The schema version of the file, after making sure that it is ours; raises StoreError and touches nothing.

    Only SQLite opens it: see `_HANDLE`.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise StoreError(f"cannot read the database {path}: {error.strerror}") from error
    if stat.S_ISREG(status.st_mode) and not status.st_size:
        raise StoreError(f"the database {path} is empty (0 bytes)", hint=RESTORE_HINT)
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{path} is not a SQLite database", hint="choose another folder with --home")
    application, version = _ask_version(path)
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is a SQLite database, but not quizzer's", hint="choose another folder with --home")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has schema {version}, written by a newer quizzer; this one knows schema {SCHEMA_VERSION}",
            hint="install the newer quizzer again; the file was not touched",
        )
    return version


def _ask_version(path: Path) -> tuple[int, int]:
    try:
        connection = sqlite3.connect(_address(path, is_read_only=True), uri=True)
        try:
            application: int = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            return application, version
        finally:
            connection.close()
    except sqlite3.Error as error:
        if "not a database" in str(error):
            raise StoreError(f"{path} is not a SQLite database", hint=RESTORE_HINT) from error
        raise explained(error, path) from error


RESTORE_HINT = "`quizzer backup list` shows the backups, `quizzer backup restore` brings one back"


def explained(error: sqlite3.Error, path: Path) -> StoreError:
    """The driver's error in words for a person; the file is as it was."""
    text = str(error)
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return StoreError(f"the database {path} is damaged: {text}", hint=RESTORE_HINT)
    if getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR_SHM"):
        # Even a reader needs it, so nothing was to be saved, and nothing can be lost.
        return StoreError(
            f"the disk is full: to open {path}, quizzer needs 32 KB for a file beside it",
            hint="free some space there and try again; nothing is lost",
        )
    if "full" in text:
        return StoreError("the disk is full, and nothing more was written", hint="free some space and try again")
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return StoreError(
            f"the database {path} cannot be written: {text}", hint="check the folder's permissions, or use --home"
        )
    if "locked" in text or "busy" in text:
        return StoreError(
            "another quizzer is writing to the database and did not finish in 5 s", hint="wait for it and try again"
        )
    if "disk I/O" in text:
        return StoreError(
            f"the disk refused to take it ({text}), and nothing more was written",
            hint="check space and permissions, then try again",
        )
    return StoreError(f"the database {path} could not be used: {text}")


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction: begun at once as the writer, committed at the end, rolled back on any error.

    Nothing is committed to a file that has been moved, replaced or removed since it was opened: nobody would find it.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            if not _is_at(connection, path):
                raise StoreError(
                    f"the database {path} was replaced or taken away while quizzer was open",
                    hint="quit quizzer and start it again; `quizzer backup list` shows what there is",
                )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise explained(error, path) from error
