"""What choosing needs of every card, read at once: plain SQL, so that the first card of a sitting needs no ORM."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from quizzer.domain.candidates import Candidate
from quizzer.domain.reviews import Schedule
from quizzer.store.codec import to_date, to_schedule

_SCHEDULE = "s.due, s.last_day, s.repetition, s.interval, s.ease, s.lapses, s.repeat_on, s.stability, s.difficulty"
_ACTIVE = (
    "SELECT c.id, c.deck, p.path, c.position, c.context, c.sibling, c.tags, c.own_tags, c.buried_until AS buried, "
    f"c.is_flagged, c.is_bundled, {_SCHEDULE} FROM cards c LEFT JOIN sources p ON p.id = c.source_id "
    "LEFT JOIN schedules s ON s.card_id = c.id AND s.learner_id = ? WHERE c.state = 'active' "
    "ORDER BY c.deck, p.path, c.position, c.id"
)


def read_candidates(connection: sqlite3.Connection, learner_id: int = 1) -> list[Candidate]:
    """Every active card with its schedule, by deck, note and place."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [_candidate(row) for row in cursor.execute(_ACTIVE, (learner_id,))]


def _candidate(row: Any) -> Candidate:
    schedule: Schedule | None = to_schedule(row) if row["due"] else None
    context = json.loads(row["context"])
    return Candidate(
        card_id=row["id"],
        deck=row["deck"],
        schedule=schedule,
        path=row["path"] or "",
        position=row["position"],
        topic=context[0] if context else "",
        sibling=row["sibling"],
        tags=tuple(dict.fromkeys((*json.loads(row["tags"]), *json.loads(row["own_tags"])))),
        buried_until=to_date(row["buried"]),
        is_flagged=bool(row["is_flagged"]),
        is_bundled=bool(row["is_bundled"]),
    )
