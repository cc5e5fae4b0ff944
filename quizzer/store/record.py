"""The record: what the sums beside the log say of the past, in plain SQL; a million reviews are a few thousand rows here.

Sums of days and decks go by the name that a deck had then; sums of cards go by the card as it is now, so that topics,
notes and slips follow a card that was moved, tagged or merged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from quizzer.domain.stats import Tally
from quizzer.domain.weak_topics import Recalls
from quizzer.store.figures import within

_SUMMED = ", ".join(f"sum({name})" for name in Tally._fields)
_CARDS = "FROM card_sums s JOIN cards c ON c.id = s.card_id JOIN cards o ON o.id = coalesce(c.merged_into, c.id)"


class Record:
    """What one learner did, and how it went."""

    def __init__(self, connection: sqlite3.Connection, learner_id: int = 1) -> None:
        self._connection = connection
        self._learner = learner_id

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(statement, (self._learner, *values)).fetchall()

    def by_day(self, decks: Sequence[str] = (), first: date = date.min) -> dict[date, Tally]:
        """The sums of each study day with a showing since `first`, in order."""
        where, values = within(decks)
        rows = self._rows(
            f"SELECT study_day, {_SUMMED} FROM days WHERE learner_id = ? AND study_day >= ? AND showings > 0 {where} "
            "GROUP BY study_day ORDER BY study_day",
            (first.isoformat(), *values),
        )
        return {date.fromisoformat(row[0]): Tally(*row[1:]) for row in rows}

    def by_deck(self, decks: Sequence[str] = (), first: date = date.min) -> dict[str, tuple[Tally, int]]:
        """The sums of each deck with a showing since `first`, and on how many days it had one, by name."""
        where, values = within(decks)
        rows = self._rows(
            f"SELECT deck, {_SUMMED}, count(*) FROM days WHERE learner_id = ? AND study_day >= ? AND showings > 0 {where} "
            "GROUP BY deck ORDER BY deck",
            (first.isoformat(), *values),
        )
        return {row[0]: (Tally(*row[1:-1]), row[-1]) for row in rows}

    def weeks_by_deck(self, today: date, weeks: int, decks: Sequence[str] = ()) -> dict[str, tuple[int, ...]]:
        """Showings of each deck in each of the last `weeks` weeks, today's the last; decks without any are left out."""
        where, values = within(decks)
        rows = self._rows(
            "SELECT deck, CAST(julianday(?2) - julianday(study_day) AS INTEGER) / 7 AS ago, sum(showings) FROM days "
            f"WHERE learner_id = ?1 AND study_day <= ?2 AND showings > 0 AND ago < ?3 {where} GROUP BY deck, ago",
            (today.isoformat(), weeks, *values),
        )
        found: dict[str, list[int]] = {}
        for deck, ago, count in rows:
            found.setdefault(deck, [0] * weeks)[weeks - 1 - ago] = count
        return {deck: tuple(counts) for deck, counts in found.items()}

    def recalls(self, decks: Sequence[str] = ()) -> list[Recalls]:
        """How often the cards that may be asked were shown when due, and forgotten: those alike together."""
        where, values = within(decks, "o.deck")
        rows = self._rows(
            "SELECT o.tags, o.own_tags, o.context, coalesce(p.path, ''), sum(s.young + s.mature) AS shown, "
            f"sum(s.young_passed + s.mature_passed) {_CARDS} LEFT JOIN sources p ON p.id = o.source_id "
            f"WHERE s.learner_id = ? AND o.state = 'active' {where} GROUP BY o.tags, o.own_tags, o.context, o.source_id HAVING shown > 0",
            values,
        )
        return [
            Recalls(tuple(dict.fromkeys((*json.loads(tags), *json.loads(own)))), tuple(json.loads(context)), shown,
                    shown - passed, path)
            for tags, own, context, path, shown, passed in rows
        ]  # fmt: skip

    def tries(self, decks: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        """Function, slip (empty where none was made) and how many judged tries of computed cards."""
        where, values = within(decks, "c.deck")
        return [
            (row[0], row[1], row[2])
            for row in self._rows(
                "SELECT s.function, s.slip, sum(s.tries) FROM slip_sums s JOIN cards c ON c.id = s.card_id "
                f"WHERE s.learner_id = ? AND c.kind = 'computed' {where} GROUP BY 1, 2",
                values,
            )
        ]

    def forgotten(self, lapses: int, decks: Sequence[str] = ()) -> list[tuple[str, str, str, int]]:
        """Id, question, deck and lapses of the cards with so many lapses or more, those with most first."""
        where, values = within(decks, "c.deck")
        rows = self._rows(
            "SELECT c.id, c.question, c.deck, s.lapses FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND s.lapses >= ? {where} ORDER BY s.lapses DESC, c.deck, c.id",
            (lapses, *values),
        )
        return [(row[0], row[1], row[2], int(row[3])) for row in rows]

    def eases(self, decks: Sequence[str] = ()) -> dict[int, int]:
        """How many cards have each ease factor (hundredths)."""
        return self._counted("ease", decks)

    def intervals(self, decks: Sequence[str] = ()) -> dict[int, int]:
        """How many cards have each interval (days)."""
        return self._counted("interval", decks)

    def _counted(self, column: str, decks: Sequence[str]) -> dict[int, int]:
        where, values = within(decks)
        rows = self._rows(
            f"SELECT {column}, count(*) FROM schedules WHERE learner_id = ? AND is_askable = 1 {where} GROUP BY 1",
            values,
        )
        return {int(row[0]): int(row[1]) for row in rows}
