"""The whole log folded into schedules and sums, in one pass over as little of every row as that takes.

This is what a rebuild runs. It comes out as `domain.scheduling.replay` and `domain.stats.Sums` do from whole entries,
which is how `quizzer doctor` checks the result. Rows come card by card, so that what a card is made of stays at hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple

from quizzer.domain.ledger import judged_tries
from quizzer.domain.reviews import Entry, Schedule
from quizzer.domain.scheduling import Scheduler, find_cancelled, take_step
from quizzer.domain.sm2 import Step
from quizzer.domain.stats import MATURE_DAYS, Sums, Tally, tally_showing
from quizzer.store.codec import to_schedule

_ROWS = (
    "SELECT card_id, id, entry, quality, study_day, shift, CASE WHEN entry IN ('standing', 'postponed') THEN after END, "
    f"elapsed_ms, deck, json_extract(before, '$.interval') >= {MATURE_DAYS}, CASE WHEN answer <> '{{}}' THEN answer END "
    "FROM reviews WHERE learner_id = ? AND entry <> 'cancel' ORDER BY card_id, id"
)
Row = tuple[Any, ...]
"""One of `_ROWS`."""
_ENTRIES = {str(entry): entry for entry in Entry}
_SHOWINGS = {str(entry) for entry in (Entry.SCHEDULED, Entry.REPEAT, Entry.PRACTICE)}
_to_day = lru_cache(maxsize=8192)(date.fromisoformat)


class Folded(NamedTuple):
    """What a log comes to."""

    schedules: dict[str, Schedule | None]
    """By card, those with entries; of merged ones the card that has the history."""
    sums: Sums


def fold(connection: sqlite3.Connection, learner_id: int, scheduler_of: Callable[[str], Scheduler]) -> Folded:
    """Every schedule and every sum of a learner's log; `scheduler_of` gives the rule of a card."""
    cursor = connection.cursor()
    cursor.row_factory = None
    owners = read_owners(cursor)
    joined: dict[str, list[Row]] = {owner: [] for owner in owners.values()}
    cancelled = read_cancelled(cursor, learner_id)
    schedules: dict[str, Schedule | None] = {}
    added = _Added()
    for card_id, group in groupby(cursor.execute(_ROWS, (learner_id,)), itemgetter(0)):
        rows = [row for row in group if row[1] not in cancelled]
        owner = owners.get(card_id, card_id)
        if owner in joined:
            joined[owner] += rows
            schedules[owner] = None
        else:
            schedules[owner] = _fold_card(scheduler_of(owner), rows)
        added.add_card(card_id, rows)
    for owner in schedules.keys() & joined.keys():
        schedules[owner] = _fold_card(scheduler_of(owner), sorted(joined[owner], key=itemgetter(1)))
    return Folded(schedules, added.sums())


def _fold_card(scheduler: Scheduler, rows: Iterable[Row]) -> Schedule | None:
    """As `domain.scheduling.replay`, from rows that count, in the order of their ids."""
    schedule: Schedule | None = None
    steps: list[Step] = []
    for _, _, kind, quality, day, shift, after, *_ in rows:
        if kind == "scheduled":
            # Nearly all of them: the rule takes those in a row at once.
            steps.append((quality, _to_day(day), shift))
            continue
        if steps:
            schedule, steps = scheduler.review_all(schedule, steps), []
        given = to_schedule(json.loads(after)) if after else None
        schedule = take_step(scheduler, schedule, _ENTRIES[kind], quality, _to_day(day), shift, given)
    return scheduler.review_all(schedule, steps) if steps else schedule


_FIGURES = Struct(f"<{len(Tally._fields) - 1}Qq")
"""A tally as bytes, which is a whole number too; the time comes last."""
_TIME = 8 * (_FIGURES.size - 8)
"""Where the time begins, in bits."""


class _Added:
    """Sums as they grow: a tally packed into one whole number, so that a showing is one addition to each."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, str], int] = defaultdict(int)
        self._cards: dict[str, int] = {}
        self._slips: Counter[tuple[str, str, str]] = Counter()

    def add_card(self, card_id: str, rows: Sequence[Row]) -> None:
        """Add the rows of one card that count."""
        days, own = self._days, 0
        for _, _, kind, quality, day, _, _, elapsed_ms, deck, is_mature, answer in rows:
            figures = _pack(kind, quality, is_mature)
            if not figures:
                continue
            figures += elapsed_ms << _TIME
            days[day, deck] += figures
            own += figures
            if answer:
                for (function, slip), count in judged_tries(json.loads(answer)).items():
                    self._slips[card_id, function, slip] += count
        if own:
            self._cards[card_id] = own

    def sums(self) -> Sums:
        """Everything added so far."""
        days = {(_to_day(day), deck): _unpack(figures) for (day, deck), figures in self._days.items()}
        return Sums(days, {card_id: _unpack(figures) for card_id, figures in self._cards.items()}, self._slips)


@lru_cache(maxsize=256)
def _pack(kind: str, quality: int, is_mature: int | None) -> int:
    """What a showing adds but for its time; 0 for what is not one. `is_mature` is None at first sight."""
    if kind not in _SHOWINGS:
        return 0
    interval = None if is_mature is None else MATURE_DAYS if is_mature else 1
    tally = tally_showing(_ENTRIES[kind], quality, interval)
    return int.from_bytes(_FIGURES.pack(*tally), "little")


def _unpack(figures: int) -> Tally:
    return Tally._make(_FIGURES.unpack(figures.to_bytes(_FIGURES.size, "little", signed=True)))


def read_owners(cursor: sqlite3.Cursor) -> dict[str, str]:
    """The cards that were merged, and the card that has the history of each."""
    return dict(cursor.execute("SELECT id, merged_into FROM cards WHERE merged_into IS NOT NULL").fetchall())


def read_cancelled(cursor: sqlite3.Cursor, learner_id: int) -> set[str]:
    """The ids of entries that do not count."""
    rows: Iterable[tuple[str, str]] = cursor.execute(
        "SELECT id, cancels FROM reviews INDEXED BY reviews_cancels WHERE learner_id = ? AND entry = 'cancel' "
        "ORDER BY id DESC",
        (learner_id,),
    )
    return find_cancelled(rows)
