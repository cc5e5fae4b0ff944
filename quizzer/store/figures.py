"""Figures of today and of the days to come, in plain SQL over the day table and the schedules; see `record` for the past."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from quizzer.domain.cards import Stub
from quizzer.domain.stats import MATURE_DAYS


class Figures:
    """What the log adds up to, for one learner."""

    def __init__(self, connection: sqlite3.Connection, learner_id: int = 1) -> None:
        self._connection = connection
        self._learner = learner_id

    def of_day(self, day: date) -> tuple[int, int]:
        """Showings and milliseconds of one study day."""
        row = self._connection.execute(
            "SELECT coalesce(sum(showings), 0), coalesce(sum(elapsed_ms), 0) FROM days WHERE learner_id = ? AND study_day = ?",
            (self._learner, day.isoformat()),
        ).fetchone()
        return int(row[0]), int(row[1])

    def days_studied(self) -> set[date]:
        """Study days with at least one showing."""
        rows = self._connection.execute(
            "SELECT DISTINCT study_day FROM days WHERE learner_id = ? AND showings > 0", (self._learner,)
        )
        return {date.fromisoformat(row[0]) for row in rows}

    def seconds_per_card(self, usual: float) -> float:
        """Mean seconds of a showing over the last 30 days studied; `usual` until there are 20 showings."""
        row = self._connection.execute(
            "SELECT sum(elapsed_ms), sum(showings) FROM (SELECT elapsed_ms, showings FROM days WHERE learner_id = ? "
            "ORDER BY study_day DESC LIMIT 300)",
            (self._learner,),
        ).fetchone()
        return row[0] / row[1] / 1000 if row[1] and row[1] >= 20 and row[0] else usual

    def mature_by_deck(self) -> dict[str, int]:
        """Cards of each deck with an interval of 21 days or more."""
        rows = self._connection.execute(
            "SELECT deck, count(*) FROM schedules WHERE learner_id = ? AND is_askable = 1 AND interval >= ? GROUP BY deck",
            (self._learner, MATURE_DAYS),
        )
        return {row[0]: int(row[1]) for row in rows}

    def tags(self) -> list[str]:
        """Every tag of a card that is not parked, of its note or given here."""
        rows = self._connection.execute(
            "SELECT DISTINCT t.value FROM cards c, json_each(c.tags) t WHERE c.state <> 'parked' UNION "
            "SELECT t.value FROM cards c, json_each(c.own_tags) t WHERE c.state <> 'parked' ORDER BY 1"
        )
        return [str(row[0]) for row in rows]

    def stubs(self) -> int:
        """Questions that the notes leave open."""
        row = self._connection.execute(
            "SELECT count(*) FROM stubs JOIN sources ON sources.id = stubs.source_id WHERE NOT sources.is_gone"
        ).fetchone()
        return int(row[0])

    def open_questions(self, limit: int) -> list[Stub]:
        """The first of the questions that the notes leave open, by note and line."""
        rows = self._connection.execute(
            "SELECT question, path, line, end_line, context FROM stubs JOIN sources ON sources.id = stubs.source_id "
            "WHERE NOT sources.is_gone ORDER BY path, line LIMIT ?",
            (limit,),
        )
        return [Stub(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in rows]

    def weakest(self, limit: int) -> list[tuple[str, str, int]]:
        """Question, deck and lapses of the cards forgotten most often."""
        rows = self._connection.execute(
            "SELECT c.question, c.deck, s.lapses FROM schedules s JOIN cards c ON c.id = s.card_id "
            "WHERE s.learner_id = ? AND s.is_askable = 1 AND s.lapses > 0 ORDER BY s.lapses DESC, s.interval LIMIT ?",
            (self._learner, limit),
        )
        return [(row[0], row[1], int(row[2])) for row in rows]

    def retention_by_deck(self, first: date) -> dict[str, tuple[int, int]]:
        """Due showings of each deck since `first`, and how many of them passed."""
        rows = self._connection.execute(
            "SELECT deck, sum(young + mature), sum(young_passed + mature_passed) FROM days "
            "WHERE learner_id = ? AND study_day >= ? GROUP BY deck",
            (self._learner, first.isoformat()),
        )
        return {row[0]: (int(row[1]), int(row[2])) for row in rows}

    def note_files(self) -> list[tuple[str, int, int]]:
        """Path, size and time of change (ns) of the person's own notes, as they were when last read."""
        return self._connection.execute(
            "SELECT path, size, mtime_ns FROM sources WHERE NOT is_gone AND NOT is_bundled"
        ).fetchall()

    def root_of(self, path: str) -> str:
        """What a note was imported with: a folder, or the file itself; empty for a note that is not known."""
        row = self._connection.execute("SELECT root FROM sources WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def forecast(self, day: date, days: int, decks: Sequence[str] = ()) -> tuple[int, ...]:
        """Cards due on each of the days after `day`."""
        where, values = within(decks)
        rows = self._connection.execute(
            f"SELECT due, count(*) FROM schedules WHERE learner_id = ? AND is_askable = 1 AND due > ? AND due <= ? {where} "
            "GROUP BY due",
            (self._learner, day.isoformat(), (day + timedelta(days=days)).isoformat(), *values),
        )
        found = {row[0]: int(row[1]) for row in rows}
        return tuple(found.get((day + timedelta(days=n)).isoformat(), 0) for n in range(1, days + 1))

    def load(self, day: date) -> dict[date, int]:
        """Cards due on each day from `day` on."""
        rows = self._connection.execute(
            "SELECT due, count(*) FROM schedules WHERE learner_id = ? AND is_askable = 1 AND due >= ? GROUP BY due",
            (self._learner, day.isoformat()),
        )
        return {date.fromisoformat(row[0]): int(row[1]) for row in rows}

    def cards_by_state(self, decks: Sequence[str] = ()) -> dict[str, int]:
        """New, young, mature, suspended and parked cards."""
        where, values = within(decks)
        row = self._connection.execute(
            f"SELECT coalesce(sum(state = 'active' AND is_unseen), 0), coalesce(sum(state = 'suspended'), 0), "
            f"coalesce(sum(state = 'parked'), 0) FROM cards WHERE 1 {where}",
            tuple(values),
        ).fetchone()
        ages = self._connection.execute(
            f"SELECT coalesce(sum(interval < ?), 0), coalesce(sum(interval >= ?), 0) FROM schedules "
            f"WHERE learner_id = ? AND is_askable = 1 {where}",
            (MATURE_DAYS, MATURE_DAYS, self._learner, *values),
        ).fetchone()
        return {
            "new": int(row[0]), "young": int(ages[0]), "mature": int(ages[1]), "suspended": int(row[1]),
            "parked": int(row[2]),
        }  # fmt: skip


def within(decks: Sequence[str], column: str = "deck") -> tuple[str, list[Any]]:
    """A condition that keeps to these decks, with its values; nothing for all of them."""
    if not decks:
        return "", []
    return f"AND {column} IN (SELECT value FROM json_each(?))", [json.dumps(list(decks))]
