"""Backups of the database: made by SQLite itself, opened and checked before they count, thinned out by age.

A live file is never copied byte by byte. A restore keeps what it replaces as a backup of its own.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizzer.errors import StoreError
from quizzer.store.connection import APPLICATION_ID, explained

_STAMP = "%Y%m%dT%H%M%S%f"
KEEP_ALL = timedelta(days=2)
KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY = 12, 10, 9


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that can be restored."""

    path: Path
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a verified backup holds."""

    cards: int
    reviews: int
    last_review: int | None
    """Milliseconds since 1970 in UTC."""


def make(database: Path, folder: Path, *, reason: str, now: datetime | None = None) -> Backup:
    """Back the database up into `folder`; the result has been opened and checked, and is on the disk."""
    moment = now or datetime.now(UTC)
    target = folder / f"{moment.astimezone(UTC).strftime(_STAMP)}-{reason}.db"
    draft = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source:
            draft.unlink(missing_ok=True)
            with closing(sqlite3.connect(draft)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        verify(draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.rename(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StoreError(
            f"the backup could not be made: {getattr(error, 'strerror', None) or error}",
            hint=f"check space and rights of {folder}",
        ) from error
    return Backup(target, moment, reason)


def verify(path: Path) -> Contents:
    """Open the file and check it whole; StoreError when it cannot be restored."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreError(f"{path} is not a quizzer database")
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise StoreError(f"{path} is damaged: {verdict}")
            cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
            reviews, last = connection.execute("SELECT count(*), max(reviewed_at) FROM reviews").fetchone()
            return Contents(cards, reviews, last)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def find(folder: Path) -> list[Backup]:
    """The backups in `folder`, newest first."""
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        stamp, _, reason = path.stem.partition("-")
        try:
            made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, made_at, reason))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def superfluous(backups: list[Backup], now: datetime) -> list[Backup]:
    """What thinning removes: all of two days stay, then one a day, a week and a month; the newest always stays."""
    kept: set[Path] = {backup.path for backup in backups if now - backup.made_at <= KEEP_ALL}
    kept.update(backup.path for backup in backups[:1])
    for form, count in (("%Y-%m-%d", KEEP_DAILY), ("%G-%V", KEEP_WEEKLY), ("%Y-%m", KEEP_MONTHLY)):
        newest: dict[str, Path] = {}
        for backup in backups:
            newest.setdefault(backup.made_at.strftime(form), backup.path)
        kept.update(list(newest.values())[:count])
    return [backup for backup in backups if backup.path not in kept]


def thin(folder: Path, now: datetime) -> int:
    """Remove what is superfluous, but never the newest backup that verifies; how many were removed."""
    backups = find(folder)
    sound = next((backup.path for backup in backups if _is_sound(backup.path)), None)
    removable = [backup for backup in superfluous(backups, now) if backup.path != sound]
    for backup in removable:
        backup.path.unlink(missing_ok=True)
    return len(removable)


def _is_sound(path: Path) -> bool:
    try:
        verify(path)
    except StoreError:
        return False
    return True


def restore(chosen: Path, database: Path, folder: Path) -> Backup | None:
    """Put `chosen` in the database's place; what was there is kept as a backup, if it can still be read."""
    verify(chosen)
    replaced: Backup | None = None
    if database.exists():
        try:
            replaced = make(database, folder, reason="before-restore")
        except StoreError:
            damaged = database.with_name(f"{database.name}.damaged-{datetime.now(UTC).strftime(_STAMP)}")
            database.rename(damaged)
            replaced = None
    draft = database.with_suffix(".restore")
    draft.write_bytes(chosen.read_bytes())
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    # The old write-ahead log belongs to the old file: with the new one it would be corruption.
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    draft.replace(database)
    return replaced
