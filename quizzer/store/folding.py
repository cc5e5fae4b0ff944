"""The whole log folded into schedules and sums, in one pass over as little of every row as that takes.

This is what a rebuild runs. It comes out as `domain.scheduling.replay` and `domain.stats.Sums` do from whole entries,
which is how `quizzer doctor` checks the result.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from quizzer.domain.ledger import judged_tries
from quizzer.domain.reviews import Entry, Schedule
from quizzer.domain.scheduling import Scheduler, find_cancelled, take_step
from quizzer.domain.stats import MATURE_DAYS, Sums, Tally, tally_showing
from quizzer.store.codec import to_schedule

_ROWS = (
    "SELECT id, card_id, entry, quality, study_day, shift, elapsed_ms, deck, json_extract(before, '$.interval'), "
    "CASE WHEN entry IN ('standing', 'postponed') THEN after END, CASE WHEN answer <> '{}' THEN answer END "
    "FROM reviews NOT INDEXED WHERE learner_id = ? AND entry <> 'cancel' ORDER BY "
)
Key = TypeVar("Key")
Shape = tuple[Entry, int, bool | None]
"""What a showing adds but for its time: its entry, its quality, and whether its card was mature; None at first."""
_ENTRIES = {str(entry): entry for entry in Entry}
_SHOWINGS = {Entry.SCHEDULED, Entry.REPEAT, Entry.PRACTICE}
_to_day = lru_cache(maxsize=8192)(date.fromisoformat)
_ELAPSED = Tally._fields.index("elapsed_ms")
"""The last figure."""


class Folded(NamedTuple):
    """What a log comes to."""

    schedules: dict[str, Schedule | None]
    """By card, those with entries; of merged ones the card that has the history."""
    sums: Sums


def fold(connection: sqlite3.Connection, learner_id: int, scheduler_of: Callable[[str], Scheduler]) -> Folded:
    """Every schedule and every sum of a learner's log; `scheduler_of` gives the rule of a card."""
    cursor = connection.cursor()
    cursor.row_factory = None
    try:
        # As the rows lie in the file, which is how they were written unless logs of two devices were joined.
        return _fold(cursor, learner_id, scheduler_of, "rowid")
    except _OutOfOrder:
        return _fold(cursor, learner_id, scheduler_of, "id")


class _OutOfOrder(Exception):
    """The rows do not lie in the order of their ids."""


def _fold(cursor: sqlite3.Cursor, learner_id: int, scheduler_of: Callable[[str], Scheduler], order: str) -> Folded:
    owners = dict(cursor.execute("SELECT id, merged_into FROM cards WHERE merged_into IS NOT NULL").fetchall())
    cancelled = _cancelled(cursor, learner_id)
    schedules: dict[str, Schedule | None] = {}
    rules: dict[str, Scheduler] = {}
    by_day: dict[tuple[str, str, Shape], int] = defaultdict(int)
    by_card: dict[tuple[str, Shape], int] = defaultdict(int)
    spent: dict[str | tuple[str, str], int] = defaultdict(int)
    slips: Counter[tuple[str, str, str]] = Counter()
    last_id = ""
    for row in cursor.execute(_ROWS + order, (learner_id,)):
        review_id, card_id, kind, quality, day, shift, elapsed_ms, deck, interval, after, answer = row
        if review_id < last_id:
            raise _OutOfOrder
        last_id = review_id
        owner = owners.get(card_id, card_id) if owners else card_id
        schedule = schedules.get(owner)
        if schedule is None and owner not in rules:
            rules[owner] = scheduler_of(owner)
        if review_id in cancelled:
            schedules[owner] = schedule
            continue
        entry = _ENTRIES[kind]
        given = to_schedule(json.loads(after)) if after else None
        schedules[owner] = take_step(rules[owner], schedule, entry, quality, _to_day(day), shift, given)
        if entry not in _SHOWINGS:
            continue
        shape = entry, quality, None if interval is None else interval >= MATURE_DAYS
        by_day[day, deck, shape] += 1
        by_card[card_id, shape] += 1
        spent[day, deck] += elapsed_ms
        spent[card_id] += elapsed_ms
        if answer:
            for (function, slip), count in judged_tries(json.loads(answer)).items():
                slips[card_id, function, slip] += count
    days = _sum_up((((day, deck), shape), count) for (day, deck, shape), count in by_day.items())
    cards = _sum_up(by_card.items())
    return Folded(
        schedules,
        Sums(
            {(_to_day(key[0]), key[1]): Tally._make([*figures, spent[key]]) for key, figures in days.items()},
            {key: Tally._make([*figures, spent[key]]) for key, figures in cards.items()},
            slips,
        ),
    )


def _cancelled(cursor: sqlite3.Cursor, learner_id: int) -> set[str]:
    rows: Iterable[tuple[str, str]] = cursor.execute(
        "SELECT id, cancels FROM reviews INDEXED BY reviews_cancels WHERE learner_id = ? AND entry = 'cancel' "
        "ORDER BY id DESC",
        (learner_id,),
    )
    return find_cancelled(rows)


def _sum_up(counts: Iterable[tuple[tuple[Key, Shape], int]]) -> dict[Key, list[int]]:
    """The figures of each key but for the time, from how many showings of each shape it had."""
    sums: dict[Key, list[int]] = {}
    for (key, shape), count in counts:
        figures = sums.setdefault(key, [0] * _ELAPSED)
        for place in _places(shape):
            figures[place] += count
    return sums


@lru_cache(maxsize=256)
def _places(shape: Shape) -> tuple[int, ...]:
    """The figures of a tally that a showing of this shape adds one to."""
    entry, quality, is_mature = shape
    interval = None if is_mature is None else MATURE_DAYS if is_mature else 1
    return tuple(n for n, figure in enumerate(tally_showing(entry, quality, interval)) if figure)
