"""Sums beside the log: by day and deck, by card, and by slip; kept in the review's own transaction.

They hold nothing that the log does not: `read_sums` over the log's own fold is the check, and `write_sums` makes them
again. Rows of zeros stay where everything was undone; they count as not there.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence, Set
from datetime import date
from typing import Any

from quizzer.domain.reviews import Review
from quizzer.domain.stats import NO_TALLY, Sums, Tally, tally, tries

FIGURES = ", ".join(Tally._fields)
_MARKS = ", ".join("?" * len(Tally._fields))
_ADDED = ", ".join(f"{name} = {name} + excluded.{name}" for name in Tally._fields)

_ADD_TO_DAY = (
    f"INSERT INTO days (learner_id, study_day, deck, {FIGURES}) VALUES (?, ?, ?, {_MARKS}) "
    f"ON CONFLICT (learner_id, study_day, deck) DO UPDATE SET {_ADDED}"
)
_ADD_TO_CARD = (
    f"INSERT INTO card_sums (learner_id, card_id, {FIGURES}) VALUES (?, ?, {_MARKS}) "
    f"ON CONFLICT (learner_id, card_id) DO UPDATE SET {_ADDED}"
)
_ADD_TO_SLIPS = (
    "INSERT INTO slip_sums (learner_id, card_id, function, slip, tries) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (learner_id, card_id, function, slip) DO UPDATE SET tries = tries + excluded.tries"
)


def add_entry(connection: sqlite3.Connection, entry: Review, sign: int, learner_id: int) -> None:
    """Add an entry to the sums, or with sign -1 take it out; inside the caller's transaction."""
    figures = tally(entry)
    if not figures.showings:
        return
    signed = [sign * figure for figure in figures]
    connection.execute(_ADD_TO_DAY, (learner_id, entry.study_day.isoformat(), entry.deck, *signed))
    connection.execute(_ADD_TO_CARD, (learner_id, entry.card_id, *signed))
    for (function, slip), count in tries(entry).items():
        connection.execute(_ADD_TO_SLIPS, (learner_id, entry.card_id, function, slip, sign * count))


def write_sums(connection: sqlite3.Connection, sums: Sums, learner_id: int) -> None:
    """Put these sums in the place of those there are; inside the caller's transaction."""
    days = {(day.isoformat(), deck, *one) for (day, deck), one in sums.days.items()}
    cards = {(card_id, *one) for card_id, one in sums.cards.items()}
    slips = {(*key, count) for key, count in sums.slips.items()}
    _replace(connection, "days", ("study_day", "deck"), Tally._fields, days, _ADD_TO_DAY, learner_id)
    _replace(connection, "card_sums", ("card_id",), Tally._fields, cards, _ADD_TO_CARD, learner_id)
    keys = ("card_id", "function", "slip")
    _replace(connection, "slip_sums", keys, ("tries",), slips, _ADD_TO_SLIPS, learner_id)


def _replace(
    connection: sqlite3.Connection,
    table: str,
    keys: Sequence[str],
    figures: Sequence[str],
    wanted: Set[tuple[Any, ...]],
    add: str,
    learner_id: int,
) -> None:
    """Rows of a table that should be, in their stored form; what stands as it should is not written again."""
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"SELECT {', '.join((*keys, *figures))} FROM {table} WHERE learner_id = ?", (learner_id,))
    kept = set(rows.fetchall())
    same = " AND ".join(f"{key} = ?" for key in keys)
    strays = ((learner_id, *row[: len(keys)]) for row in kept - wanted)
    cursor.executemany(f"DELETE FROM {table} WHERE learner_id = ? AND {same}", strays)
    cursor.executemany(add, ((learner_id, *row) for row in wanted - kept))


def read_sums(connection: sqlite3.Connection, learner_id: int = 1) -> Sums:
    """The sums as they are kept, without rows of zeros."""
    cursor = connection.cursor()
    cursor.row_factory = None
    days = cursor.execute(f"SELECT study_day, deck, {FIGURES} FROM days WHERE learner_id = ?", (learner_id,)).fetchall()
    cards = cursor.execute(f"SELECT card_id, {FIGURES} FROM card_sums WHERE learner_id = ?", (learner_id,)).fetchall()
    slips = cursor.execute(
        "SELECT card_id, function, slip, tries FROM slip_sums WHERE learner_id = ? AND tries <> 0", (learner_id,)
    ).fetchall()
    by_day = {(date.fromisoformat(row[0]), row[1]): Tally(*row[2:]) for row in days}
    by_card = {row[0]: Tally(*row[1:]) for row in cards}
    return Sums(
        days={key: one for key, one in by_day.items() if one != NO_TALLY},
        cards={key: one for key, one in by_card.items() if one != NO_TALLY},
        slips=Counter({(row[0], row[1], row[2]): row[3] for row in slips}),
    )
