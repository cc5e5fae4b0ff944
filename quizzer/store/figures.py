"""Figures: sums over the day table and the schedules, in plain SQL; a million reviews are a few thousand rows here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from quizzer.domain.cards import Stub
from quizzer.domain.weak_topics import Recalls
from quizzer.store.log import MATURE_DAYS

_SUMMED = (
    "showings", "unseen", "young", "young_passed", "mature", "mature_passed", "again", "hard", "good", "easy", "elapsed_ms",
)  # fmt: skip

_COUNTS = (
    "r.id NOT IN (SELECT c.cancels FROM reviews c WHERE c.entry = 'cancel' AND c.cancels IS NOT NULL AND c.id NOT IN "
    "(SELECT u.cancels FROM reviews u WHERE u.entry = 'cancel' AND u.cancels IS NOT NULL))"
)
"""An entry that was not undone, or was redone."""


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

    def by_day(self, first: date, decks: Sequence[str] = ()) -> dict[date, int]:
        """Showings of each study day since `first`."""
        where, values = _within(decks)
        rows = self._connection.execute(
            f"SELECT study_day, sum(showings) FROM days WHERE learner_id = ? AND study_day >= ? {where} GROUP BY study_day",
            (self._learner, first.isoformat(), *values),
        )
        return {date.fromisoformat(row[0]): int(row[1]) for row in rows}

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

    def forecast(self, day: date, days: int, decks: Sequence[str] = ()) -> tuple[int, ...]:
        """Cards due on each of the days after `day`."""
        where, values = _within(decks)
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

    def sums(self, decks: Sequence[str] = ()) -> dict[str, int]:
        """Every figure of the day table summed, and `days` with a showing."""
        where, values = _within(decks)
        row = self._connection.execute(
            f"SELECT {', '.join(f'coalesce(sum({name}), 0)' for name in _SUMMED)}, "
            f"count(DISTINCT CASE WHEN showings > 0 THEN study_day END) FROM days WHERE learner_id = ? {where}",
            (self._learner, *values),
        ).fetchone()
        return dict(zip((*_SUMMED, "days"), map(int, row), strict=True))

    def by_deck(self, decks: Sequence[str] = ()) -> dict[str, dict[str, int]]:
        """The sums of each deck with a showing, by the name that it had then."""
        where, values = _within(decks)
        rows = self._connection.execute(
            f"SELECT deck, {', '.join(f'sum({name})' for name in _SUMMED)}, "
            f"count(DISTINCT study_day) FROM days WHERE learner_id = ? AND showings > 0 {where} GROUP BY deck ORDER BY deck",
            (self._learner, *values),
        )
        return {row[0]: dict(zip((*_SUMMED, "days"), map(int, row[1:]), strict=True)) for row in rows}

    def recalls(self, decks: Sequence[str] = ()) -> list[Recalls]:
        """How often each card that may be asked was shown when due, and forgotten; reads the whole log once."""
        where, values = _within(decks, "o.deck")
        rows = self._connection.execute(
            "SELECT o.tags, o.context, count(*), sum(r.quality < 3) FROM reviews r JOIN cards c ON c.id = r.card_id "
            "JOIN cards o ON o.id = coalesce(c.merged_into, c.id) WHERE r.learner_id = ? AND r.entry = 'scheduled' "
            f"AND r.before IS NOT NULL AND o.state = 'active' AND {_COUNTS} {where} GROUP BY o.id",
            (self._learner, *values),
        )
        return [
            Recalls(tuple(json.loads(tags)), tuple(json.loads(path)), shown, lapses)
            for tags, path, shown, lapses in rows
        ]

    def computed_answers(self, decks: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
        """What the log keeps of each showing of a computed card."""
        where, values = _within(decks, "c.deck")
        rows = self._connection.execute(
            "SELECT r.answer FROM cards c JOIN reviews r ON r.card_id = c.id WHERE c.kind = 'computed' "
            f"AND r.learner_id = ? AND r.entry IN ('scheduled', 'repeat', 'practice') AND {_COUNTS} {where}",
            (self._learner, *values),
        )
        return (json.loads(row[0]) for row in rows)

    def forgotten(self, lapses: int, decks: Sequence[str] = ()) -> list[tuple[str, str, str, int]]:
        """Id, question, deck and lapses of the cards with so many lapses or more, those with most first."""
        where, values = _within(decks, "c.deck")
        rows = self._connection.execute(
            "SELECT c.id, c.question, c.deck, s.lapses FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND s.lapses >= ? {where} ORDER BY s.lapses DESC, c.deck, c.id",
            (self._learner, lapses, *values),
        )
        return [(row[0], row[1], row[2], int(row[3])) for row in rows]

    def cards_by_state(self, decks: Sequence[str] = ()) -> dict[str, int]:
        """New, young, mature, suspended and parked cards."""
        where, values = _within(decks)
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


def _within(decks: Sequence[str], column: str = "deck") -> tuple[str, list[Any]]:
    if not decks:
        return "", []
    return f"AND {column} IN (SELECT value FROM json_each(?))", [json.dumps(list(decks))]
