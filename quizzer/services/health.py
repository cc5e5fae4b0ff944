"""Health: the log replayed against the schedules, the file checked, backups made and restored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from quizzer.config import Home, Settings
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import Scheduler, replay
from quizzer.domain.stats import Sums
from quizzer.errors import StoreError
from quizzer.services.rules import scheduler_of, signature
from quizzer.store import backup
from quizzer.store.codec import checksum, to_schedule
from quizzer.store.connection import check, connect
from quizzer.store.hot import Queue
from quizzer.store.log import ReviewLog
from quizzer.store.sums import read_sums

SUMS_SINCE = 2
"""The schema that has every sum."""


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
    is_rule_new: bool = False
    """Whether another rule of memory was chosen since the schedules were made: the next opening makes them again."""


def examine(home: Home, settings: Settings) -> Health:
    """Check the file, every row's checksum, the references, and each schedule against the replay of its log."""
    version = check(home.database)
    with closing(connect(home.database, is_read_only=True)) as connection:
        connection.row_factory = sqlite3.Row
        findings = [*_check_file(connection), *_check_rows(connection)]
        is_rule_new = Queue(connection).fact("rules", "sm2") != signature(settings)
        rule = None if is_rule_new else _rule(settings)
        findings += _check_folds(connection, ReviewLog(connection, home.database), rule, version)
        cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
        reviews = connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
    return Health(cards, reviews, tuple(findings), is_rule_new)


def rebuild(home: Home, settings: Settings) -> int:
    """Make every schedule and every sum again from the log, in one transaction; how many schedules."""
    from quizzer.store import migrate

    migrate.ensure(home.database, home.backups)
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


def _check_folds(
    connection: sqlite3.Connection, log: ReviewLog, rule: Callable[[str], Scheduler] | None, version: int
) -> list[Finding]:
    """Schedules and sums that differ from the log's; without a rule the sums alone."""
    decks = dict(connection.execute("SELECT id, deck FROM cards").fetchall())
    wanted: dict[str, Schedule | None] = {}
    sums = Sums()
    for card_id, entries in log.by_card():
        if rule is not None:
            wanted[card_id] = replay(rule(decks.get(card_id, "")), entries)
        sums.add_log(entries)
    kept = {
        row["card_id"]: to_schedule(row) for row in connection.execute("SELECT * FROM schedules WHERE learner_id = 1")
    }
    strays = [
        Finding(f"the schedule of card {card_id[:8]} is not what its log gives", card_id, can_be_rebuilt=True)
        for card_id in sorted(kept.keys() | wanted.keys())
        if rule is not None and kept.get(card_id) != wanted.get(card_id)
    ]
    # Before the sums of cards and slips there were those of days alone; the upgrade makes all of them from the log.
    return strays + (_compare_sums(read_sums(connection), sums) if version >= SUMS_SINCE else [])


def _compare_sums(kept: Sums, wanted: Sums) -> list[Finding]:
    kinds: list[tuple[str, Mapping[Any, object], Mapping[Any, object]]] = [
        ("days", kept.days, wanted.days), ("cards", kept.cards, wanted.cards), ("slips", kept.slips, wanted.slips),
    ]  # fmt: skip
    return [
        Finding(
            f"the sums of {name} differ from what the log gives in {wrong} {'place' if wrong == 1 else 'places'}",
            can_be_rebuilt=True,
        )
        for name, had, has in kinds
        if (wrong := sum(had.get(key) != has.get(key) for key in had.keys() | has.keys()))
    ]


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
