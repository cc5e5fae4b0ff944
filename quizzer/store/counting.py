"""Counting: how much waits, in all and by deck, and what a day has had. Plain SQL, as in `hot`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from quizzer.domain.values import dataclass
from quizzer.store.held import count_held


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in a deck, or in all."""

    due: int = 0
    unseen: int = 0
    repeats: int = 0
    """Cards of today that the closing round asks again."""
    total: int = 0
    """All that are not parked; of a deck only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cards may be asked now."""

    day: date
    decks: tuple[str, ...] = ()
    """Exact names; empty for all."""
    tags: tuple[str, ...] = ()
    """Any of them will do; those below (`ml/rl` below `ml`) too."""
    is_flagged: bool = False
    without: tuple[str, ...] = ()
    """Exact names of decks that are not asked."""
    left_out: frozenset[str] = frozenset()
    """Cards that this sitting has skipped or, in a cram, shown."""


class Counting:
    """What waits, for one learner."""

    def __init__(self, connection: sqlite3.Connection, learner_id: int = 1) -> None:
        self._connection = connection
        self._connection.row_factory = sqlite3.Row
        self._learner = learner_id

    def counts(self, choice: Choice, most_unseen: int | None = None) -> Counts:
        """Due, unseen, and to be repeated; of the unseen no more than `most_unseen`, which spares counting a million."""
        where, values = narrow(choice, "s.")
        day = choice.day.isoformat()
        due = self._one(
            f"SELECT count(*) FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND s.due <= ? {NOT_BURIED} {where}"
            if where
            else f"SELECT count(*) FROM schedules s WHERE s.learner_id = ? AND s.is_askable = 1 AND s.due <= ? "
            f"{NOT_BURIED}",
            (self._learner, day, day, *values),
        )
        repeats = self._one(
            f"SELECT count(*) FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND s.repeat_on = ? {NOT_BURIED} {where}",
            (self._learner, day, day, *values),
        )
        where, values = narrow(choice, "c.")
        held = count_held(self._connection, self._learner, choice.day, where, values).values()
        held_due, held_unseen = sum(of[0] for of in held), sum(of[1] for of in held)
        # The first few are found at once by the index that holds none but these.
        index = "INDEXED BY cards_unseen" if most_unseen is not None and not where else ""
        unseen = self._one(
            f"SELECT count(*) FROM (SELECT 1 FROM cards c {index} WHERE c.state = 'active' AND c.is_unseen = 1 "
            f"AND (c.buried_until IS NULL OR c.buried_until <= ?) {where} LIMIT ?)",
            (day, *values, -1 if most_unseen is None else most_unseen + held_unseen),
        )
        return Counts(due - held_due, unseen - held_unseen, repeats)

    def decks(self, day: date) -> dict[str, Counts]:
        """The counts of every deck that has a card which is not parked, by name."""
        text = day.isoformat()
        found: dict[str, dict[str, int]] = {}
        for deck, total, unseen in self._connection.execute(
            "SELECT deck, count(*), "
            "sum(state = 'active' AND is_unseen AND "
            "(buried_until IS NULL OR buried_until <= ?)) FROM cards "
            "WHERE state <> 'parked' GROUP BY deck ORDER BY deck",
            (text,),
        ):
            found[deck] = {"total": total, "unseen": unseen or 0}
        for key, column in (("due", "due <="), ("repeats", "repeat_on =")):
            for deck, count in self._connection.execute(
                f"SELECT deck, count(*) FROM schedules s WHERE learner_id = ? AND is_askable = 1 AND {column} ? "
                f"{NOT_BURIED} GROUP BY deck",
                (self._learner, text, text),
            ):
                found.setdefault(deck, {})[key] = count
        for deck, held in count_held(self._connection, self._learner, day, "", ()).items():
            for key, count in zip(("due", "unseen"), held, strict=True):
                if count:
                    found[deck][key] -= count
        return {deck: Counts(**values) for deck, values in found.items()}

    def deck_names(self) -> list[str]:
        """Every deck that has a card which is not parked."""
        rows = self._connection.execute("SELECT DISTINCT deck FROM cards WHERE state <> 'parked' ORDER BY deck")
        return [row[0] for row in rows]

    def rules_by_deck(self) -> list[tuple[str, str]]:
        """Every deck with each rule of memory that schedules in it were made by."""
        rows = self._connection.execute(
            "SELECT DISTINCT deck, scheduler FROM schedules WHERE learner_id = ?", (self._learner,)
        )
        return [(row[0], row[1]) for row in rows]

    def due_by_deck(self, choice: Choice) -> dict[str, int]:
        """Due cards of every deck that has any, without those held for a sibling's sake."""
        where, values = narrow(choice, "c.")
        day = choice.day.isoformat()
        rows = self._connection.execute(
            "SELECT s.deck, count(*) FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND s.due <= ? {NOT_BURIED} {where} GROUP BY s.deck",
            (self._learner, day, day, *values),
        )
        held = count_held(self._connection, self._learner, choice.day, where, values)
        return {row[0]: int(row[1]) - held.get(row[0], (0, 0))[0] for row in rows}

    def unseen_by_deck(self, choice: Choice) -> dict[str, int]:
        """New cards of every deck, without those held for a sibling's sake."""
        where, values = narrow(choice, "c.")
        rows = self._connection.execute(
            f"SELECT c.deck, count(*) FROM cards c WHERE c.state = 'active' AND c.is_unseen = 1 "
            f"AND (c.buried_until IS NULL OR c.buried_until <= ?) {where} GROUP BY c.deck",
            (choice.day.isoformat(), *values),
        )
        held = count_held(self._connection, self._learner, choice.day, where, values)
        return {row[0]: int(row[1]) - held.get(row[0], (0, 0))[1] for row in rows}

    def is_behind(self, day: date, most: int) -> bool:
        """Whether more cards than `most` were due before `day`; counted no further than that."""
        overdue = self._one(
            "SELECT count(*) FROM (SELECT 1 FROM schedules s WHERE s.learner_id = ? AND s.is_askable = 1 AND s.due < ? "
            f"{NOT_BURIED} LIMIT ?)",
            (self._learner, day.isoformat(), day.isoformat(), most + 1),
        )
        return overdue > most

    def recent_showings(self, day: date, days: int = 14) -> list[int]:
        """Showings of each of the last study days before `day` that had any."""
        rows = self._connection.execute(
            "SELECT sum(showings) FROM days WHERE learner_id = ? AND study_day < ? GROUP BY study_day "
            "ORDER BY study_day DESC LIMIT ?",
            (self._learner, day.isoformat(), days),
        )
        return [int(row[0]) for row in rows]

    def reviewed(self, day: date) -> dict[str, int]:
        """Due cards answered on this study day, by deck."""
        rows = self._connection.execute(
            "SELECT deck, young + mature FROM days WHERE learner_id = ? AND study_day = ? AND young + mature > 0",
            (self._learner, day.isoformat()),
        )
        return {row[0]: int(row[1]) for row in rows}

    def introduced(self, day: date) -> dict[str, int]:
        """Cards shown for the first time on this study day, by deck."""
        rows = self._connection.execute(
            "SELECT deck, unseen FROM days WHERE learner_id = ? AND study_day = ? AND unseen > 0",
            (self._learner, day.isoformat()),
        )
        return {row[0]: int(row[1]) for row in rows}

    def _one(self, statement: str, values: Iterable[Any]) -> int:
        return int(self._connection.execute(statement, tuple(values)).fetchone()[0])


NOT_BURIED = "AND (s.buried_until IS NULL OR s.buried_until <= ?)"


def narrow(choice: Choice, prefix: str) -> tuple[str, list[Any]]:
    """The conditions of a choice, with their values; `prefix` is the table that has the deck."""
    parts: list[str] = []
    values: list[Any] = []
    if choice.decks:
        parts.append(f"AND {prefix}deck IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(choice.decks))
    if choice.without:
        parts.append(f"AND {prefix}deck NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(choice.without))
    if choice.tags:
        parts.append(
            "AND EXISTS (SELECT 1 FROM json_each(?) w, (SELECT value FROM json_each(c.tags) "
            "UNION ALL SELECT value FROM json_each(c.own_tags)) t "
            "WHERE lower(t.value) = lower(w.value) "
            "OR substr(lower(t.value), 1, length(w.value) + 1) = lower(w.value) || '/')"
        )
        values.append(json.dumps(choice.tags))
    if choice.is_flagged:
        parts.append("AND c.is_flagged = 1")
    if choice.left_out:
        parts.append("AND c.id NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(choice.left_out)))
    return " ".join(parts), values
