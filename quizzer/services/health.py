"""Health: the log replayed against the schedules, the file checked, backups made and restored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from quizzer.config import Home, Settings
from quizzer.domain.reviews import Review, Schedule
from quizzer.domain.scheduling import Scheduler, effective, replay
from quizzer.errors import StoreError
from quizzer.services.rules import scheduler_of, signature
from quizzer.store import backup
from quizzer.store.codec import checksum, to_review, to_schedule
from quizzer.store.connection import check, connect
from quizzer.store.log import ReviewLog


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    message: str
    card_id: str = ""
    can_be_rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What `doctor` found."""

    cards: int
    reviews: int
    findings: tuple[Finding, ...]


def examine(home: Home, settings: Settings) -> Health:
    """Check the file, every row's checksum, the references, and each schedule against the replay of its log."""
    check(home.database)
    with closing(connect(home.database, is_read_only=True)) as connection:
        connection.row_factory = sqlite3.Row
        findings = [*_check_file(connection), *_check_rows(connection)]
        logs = _logs(connection)
        findings += _check_schedules(connection, logs, _rule(settings))
        findings += _check_days(connection)
        cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
        reviews = connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
    return Health(cards, reviews, tuple(findings))


def rebuild(home: Home, settings: Settings) -> int:
    """Make every schedule and every day's figures again from the log, in one transaction; how many schedules."""
    check(home.database)
    backup.make(home.database, home.backups, reason="before-rebuild")
    with closing(connect(home.database)) as connection:
        return ReviewLog(connection, home.database).rebuild(_rule(settings), signature(settings))


def _rule(settings: Settings) -> Callable[[str], Scheduler]:
    return lambda deck: scheduler_of(settings.for_deck(deck))


def _check_file(connection: sqlite3.Connection) -> list[Finding]:
    found = [Finding(f"the file is damaged: {row[0]}") for row in connection.execute("PRAGMA integrity_check(20)")]
    found = [] if [f.message for f in found] == ["the file is damaged: ok"] else found
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        found.append(Finding(f"{len(broken)} rows refer to rows that are not there"))
    return found


def _check_rows(connection: sqlite3.Connection) -> list[Finding]:
    return [
        Finding(f"the review {row['id']} is not as it was written", row["card_id"])
        for row in connection.execute("SELECT * FROM reviews")
        if checksum(row) != row["checksum"]
    ]


def _logs(connection: sqlite3.Connection) -> dict[str, list[Review]]:
    owners = dict(connection.execute("SELECT id, coalesce(merged_into, id) FROM cards").fetchall())
    logs: dict[str, list[Review]] = {}
    for row in connection.execute("SELECT * FROM reviews ORDER BY id"):
        logs.setdefault(owners.get(row["card_id"], row["card_id"]), []).append(to_review(row))
    return logs


def _decks(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, deck FROM cards").fetchall())


def _check_schedules(
    connection: sqlite3.Connection, logs: dict[str, list[Review]], rule: Callable[[str], Scheduler]
) -> list[Finding]:
    decks = _decks(connection)
    kept: dict[str, Schedule] = {
        row["card_id"]: to_schedule(row) for row in connection.execute("SELECT * FROM schedules WHERE learner_id = 1")
    }
    wanted = {card_id: replay(rule(decks.get(card_id, "")), entries) for card_id, entries in logs.items()}
    return [
        Finding(f"the schedule of card {card_id[:8]} is not what its log gives", card_id, can_be_rebuilt=True)
        for card_id in sorted(kept.keys() | wanted.keys())
        if kept.get(card_id) != wanted.get(card_id)
    ]


def _check_days(connection: sqlite3.Connection) -> list[Finding]:
    kept = connection.execute("SELECT coalesce(sum(showings), 0) FROM days").fetchone()[0]
    wanted = sum(entry.is_showing for entries in _logs(connection).values() for entry in effective(entries))
    if kept == wanted:
        return []
    return [Finding(f"the figures of the days count {kept} showings, the log {wanted}", can_be_rebuilt=True)]


def back_up_daily(home: Home, settings: Settings, now: datetime | None = None) -> bool:
    """Make the day's backup if the newest is older than a day, and thin out the old ones; whether one was made."""
    moment = now or datetime.now(UTC)
    newest = next(iter(backup.find(home.backups)), None)
    if newest is not None and moment - newest.made_at < timedelta(days=1):
        return False
    make_backup(home, settings, reason="daily")
    backup.thin(home.backups, moment)
    return True


def make_backup(home: Home, settings: Settings, reason: str = "by-hand") -> backup.Backup:
    """Back up now, into the second folder too when one is set."""
    from pathlib import Path

    from quizzer.services.exporting import write_file

    made = backup.make(home.database, home.backups, reason=reason)
    if settings.backups_folder:
        folder = Path(settings.backups_folder).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / made.path.name, made.path.read_bytes())
    return made


def find_backup(home: Home, name: str) -> backup.Backup:
    """The backup whose file name begins with `name`; the newest that verifies when it is empty."""
    for found in backup.find(home.backups):
        if name and not found.path.name.startswith(name):
            continue
        try:
            backup.verify(found.path)
        except StoreError:
            if name:
                raise
            continue
        return found
    raise StoreError("there is no such backup" if name else "there is no sound backup", hint="`quizzer backup list`")
