"""Search: cards by words, deck, tag and condition, a page at a time. Plain SQL over the FTS5 index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizzer.domain.cards import Card
from quizzer.domain.leech import MARKS
from quizzer.domain.reviews import Schedule
from quizzer.store.codec import to_card, to_schedule

PAGE = 200
_SCHEDULE = "s.due, s.last_day, s.repetition, s.interval, s.ease, s.lapses, s.repeat_on, s.stability, s.difficulty"
_FROM = (
    "FROM cards c LEFT JOIN schedules s ON s.card_id = c.id AND s.learner_id = :learner "
    "LEFT JOIN sources p ON p.id = c.source_id"
)
_TAGGED = (
    "EXISTS (SELECT 1 FROM (SELECT value FROM json_each(c.tags) UNION ALL SELECT value FROM json_each(c.own_tags)) t "
    "WHERE lower(t.value) = lower({0}) OR substr(lower(t.value), 1, length({0}) + 1) = lower({0}) || '/')"
)
CONDITIONS = {
    "due": "s.is_askable = 1 AND s.due <= :day",
    "new": "c.state = 'active' AND c.is_unseen = 1",
    "leech": f"s.lapses >= {min(MARKS)}",
    "suspended": "c.state = 'suspended'",
    "parked": "c.state = 'parked'",
    "flagged": "c.is_flagged = 1",
    "buried": "c.buried_until > :day",
}
"""What may follow `is:`, each as SQL."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One part of a query: a field, its value, and whether it must not hold."""

    field: str
    """`words`, `tag`, `deck` or `is`."""
    value: str
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A card that was found, with its schedule."""

    card: Card
    schedule: Schedule | None


class Search:
    """Finds cards, for one learner."""

    def __init__(self, connection: sqlite3.Connection, learner_id: int = 1) -> None:
        self._connection = connection
        self._learner = learner_id

    def count(self, conditions: Sequence[Condition], day: date) -> int:
        """How many cards there are."""
        where, values = self._where(conditions, day)
        return int(self._connection.execute(f"SELECT count(*) {_FROM} {where}", values).fetchone()[0])

    def page(self, conditions: Sequence[Condition], day: date, offset: int = 0) -> list[Hit]:
        """One page of cards, in the order they came."""
        where, values = self._where(conditions, day)
        rows = self._connection.execute(
            f"SELECT c.*, {_SCHEDULE}, p.path {_FROM} {where} ORDER BY c.number LIMIT {PAGE} OFFSET :offset",
            {**values, "offset": offset},
        )
        return [Hit(to_card(row, row["path"] or ""), to_schedule(row) if row["due"] else None) for row in rows]

    def _where(self, conditions: Sequence[Condition], day: date) -> tuple[str, dict[str, Any]]:
        values: dict[str, Any] = {"learner": self._learner, "day": day.isoformat()}
        parts: list[str] = []
        if not any(each.field == "is" and each.value == "parked" for each in conditions):
            parts.append("c.state <> 'parked'")
        for number, each in enumerate(conditions):
            name = f"v{number}"
            values[name] = _match(each.value) if each.field == "words" else each.value
            sql = f"({_sql(each, ':' + name)})"
            parts.append(f"coalesce(NOT {sql}, 1)" if each.is_denied else sql)
        return f"WHERE {' AND '.join(parts)}" if parts else "", values


def _sql(condition: Condition, place: str) -> str:
    match condition.field:
        case "tag":
            return _TAGGED.format(place)
        case "deck":
            return f"instr(lower(c.deck), lower({place})) > 0"
        case "is":
            return CONDITIONS[condition.value]
        case _:
            return f"c.number IN (SELECT rowid FROM cards_text WHERE cards_text MATCH {place})"


def _match(words: str) -> str:
    """Words as FTS5 wants them: each quoted, the beginning of a word being enough; nothing in them is syntax."""
    quoted = ('"' + word.replace('"', '""') + '"' for word in words.split())
    return " ".join(f"{word}*" for word in quoted)
