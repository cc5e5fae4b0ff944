"""Showings: what memory and pace need of the whole log, in one pass over as little of every row as that takes.

The first card of a sitting waits for this when an interview lies ahead. It comes out as `domain.memory.find_showings`
does from whole entries.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from quizzer.domain.memory import Shown
from quizzer.store.codec import to_schedule
from quizzer.store.folding import read_cancelled, read_owners

_ROWS = (
    "SELECT card_id, id, study_day, quality, elapsed_ms, before IS NULL, CASE WHEN entry = 'standing' THEN after END "
    "FROM reviews WHERE learner_id = ? AND entry NOT IN ('cancel', 'postponed') ORDER BY card_id, id"
)
_to_day = lru_cache(maxsize=8192)(date.fromisoformat)


def read_showings(connection: sqlite3.Connection, learner_id: int = 1) -> dict[str, list[Shown]]:
    """The showings of every card that has any, oldest first; those of merged ones with the card that they went to."""
    cursor = connection.cursor()
    cursor.row_factory = None
    owners, cancelled = read_owners(cursor), read_cancelled(cursor, learner_id)
    found: dict[str, list[Shown]] = {}
    joined: dict[str, list[tuple[str, Shown]]] = {owner: [] for owner in owners.values()}
    for card_id, group in groupby(cursor.execute(_ROWS, (learner_id,)), itemgetter(0)):
        rows = [
            (
                own_id,
                Shown(
                    _to_day(day), quality, elapsed_ms, bool(is_first), to_schedule(json.loads(given)) if given else None
                ),
            )
            for _, own_id, day, quality, elapsed_ms, is_first, given in group
            if own_id not in cancelled
        ]
        owner = owners.get(card_id, card_id)
        if owner in joined:
            joined[owner] += rows
        else:
            found[card_id] = [shown for _, shown in rows]
    for owner, rows in joined.items():
        if rows:
            found[owner] = [shown for _, shown in sorted(rows, key=itemgetter(0))]
    return found
