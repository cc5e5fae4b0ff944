"""Glancing: what the Today screen adds once it stands, read beside it on a connection of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from os import stat
from os.path import isabs

from quizzer.config import Home
from quizzer.domain.rounds import Round, next_rounds
from quizzer.domain.stats import Retention
from quizzer.services.mock_draft import drafts
from quizzer.store.connection import connect
from quizzer.store.figures import Figures
from quizzer.store.rounds import Rounds

RETENTION_DAYS = 30
WEAK_SPOTS = 3


@dataclass(frozen=True, slots=True)
class Glance:
    """Weak spots, retention by deck, the next interview, and whether the notes have moved on."""

    weakest: tuple[tuple[str, str, int], ...] = ()
    """Question, deck and lapses of the cards forgotten most often."""
    retention: Mapping[str, Retention] = field(default_factory=dict)
    """Due showings of the last 30 days by deck."""
    next_round: Round | None = None
    days_left: int = 0
    """Until the next interview."""
    unfinished: int = 0
    """Mock interviews that were not finished."""
    changed: int = 0
    """Notes that are not as they were at the last import, those that are gone included."""


def glance(home: Home, day: date) -> Glance:
    """Read it all; StoreError when the database cannot be opened. Safe in a thread."""
    connection = connect(home.database, is_read_only=True)
    try:
        figures = Figures(connection)
        rounds = next_rounds(Rounds(connection, home.database).all(), day)
        kept = figures.retention_by_deck(day - timedelta(days=RETENTION_DAYS))
        return Glance(
            weakest=tuple(figures.weakest(WEAK_SPOTS)),
            retention={deck: Retention(shown, passed) for deck, (shown, passed) in kept.items()},
            next_round=rounds[0] if rounds else None,
            days_left=rounds[0].days_left(day) if rounds else 0,
            unfinished=len(drafts(home)),
            changed=count_changed(figures.note_files()),
        )
    finally:
        connection.close()


def count_changed(files: Iterable[tuple[str, int, int]]) -> int:
    """How many files, given by path, size and time of change, are no longer so; one `stat` each, none is opened."""
    return sum(isabs(path) and _found(path) != (size, mtime_ns) for path, size, mtime_ns in files)


def _found(path: str) -> tuple[int, int] | None:
    try:
        info = stat(path)
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns
