"""Bring a database to the newest schema: a verified backup beside it, then every migration in one transaction.

Foreign keys are off on that connection before the transaction begins (a batch migration would otherwise cascade
into the reviews) and checked after it. A kill at any moment leaves the old schema or the new one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

import quizzer
from quizzer.errors import StoreError
from quizzer.store import backup
from quizzer.store.connection import APPLICATION_ID, SCHEMA_VERSION, check, connect, set_pragmas


def migrations_folder() -> Path:
    """Where the migrations lie: inside the installed package, or beside it in a checkout."""
    package = Path(quizzer.__file__).parent
    for folder in (package / "_migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise StoreError("the migrations are missing from this installation", hint="install quizzer again")


def create(path: Path) -> None:
    """Make a new database: built under another name, then renamed, so that no half-made file is ever opened."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    left = _left_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        set_pragmas(connection)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.close()
        _upgrade(draft)
        _set_aside(left)
        # A hard link fails where a rename would replace a database that another start made meanwhile.
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:
            if path.exists():
                return
            draft.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"cannot create the database {path}: {getattr(error, 'strerror', None) or error}",
            hint="check the folder's permissions, or use --home DIR",
        ) from error
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                leftover.unlink()


def _left_beside(path: Path) -> dict[Path, int]:
    """The write-ahead log of a database that is gone, and its index, with the number of each file."""
    found = {}
    for end in ("-wal", "-shm"):
        beside = path.with_name(path.name + end)
        with suppress(OSError):
            found[beside] = beside.stat().st_ino
    return {} if path.exists() else found


def _set_aside(left: dict[Path, int]) -> None:
    """Move them out of the way: SQLite would write what they hold into the new file. Whoever wants it finds it."""
    for beside, number in left.items():
        with suppress(FileNotFoundError):
            # Under another number it belongs to a database that another start made meanwhile.
            if beside.stat().st_ino == number:
                beside.rename(beside.with_name(f"{beside.name}.left-{os.getpid()}"))


def ensure(path: Path, backups: Path) -> None:
    """Create the database if there is none, upgrade it if it is behind, else do nothing but look."""
    if not path.exists():
        create(path)
    elif check(path) < SCHEMA_VERSION:
        backup.make(path, backups, reason="before-upgrade")
        _upgrade(path)


def _upgrade(path: Path) -> None:
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda link: link.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.connect() as connection:
            _switch_foreign_keys(connection, "OFF")
            with connection.begin():
                _run(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise StoreError(f"the upgrade of {path} would break {len(broken)} references; nothing was changed")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
            _switch_foreign_keys(connection, "ON")
    finally:
        engine.dispose()


def _switch_foreign_keys(connection: Connection, value: str) -> None:
    # Inside a transaction the pragma does nothing, and SQLAlchemy begins one by itself: go past it.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA foreign_keys={value}")


def _run(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
