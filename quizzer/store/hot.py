"""The hot path: what is asked next, one card; the counts are in `counting`. Plain SQL, so that the first card needs no ORM.

`next_due` gives the first card of `domain.queue`'s order; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from quizzer.domain.cards import Card
from quizzer.domain.reviews import Schedule
from quizzer.store.codec import to_card, to_schedule
from quizzer.store.counting import NOT_BURIED, Choice, Counting, narrow

FEW = 500
"""Cards; up to so many due ones are sorted, more are found by walking the queue's own index."""


class Queue(Counting):
    """What is asked next, for one learner."""

    def next_due(self, choice: Choice) -> tuple[Card, Schedule] | None:
        """The due card with the shortest interval, then the longest overdue."""
        # With few cards due their own index finds them at once; with many, the first in the queue's order is near.
        few = self._one(
            "SELECT count(*) FROM (SELECT 1 FROM schedules WHERE learner_id = ? AND is_askable = 1 AND due <= ? LIMIT ?)",
            (self._learner, choice.day.isoformat(), FEW),
        )
        if not few:
            return None
        index = "schedules_queue" if few == FEW else "schedules_by_due"
        return self._scheduled(
            choice, "s.due <= ?", "s.interval, s.due, s.card_id", is_sibling_kept_apart=True, index=index
        )

    def next_repeat(self, choice: Choice) -> tuple[Card, Schedule] | None:
        """The card that the closing round of the day asks next: the one graded longest ago."""
        order = (
            "(SELECT max(r.id) FROM reviews r WHERE r.learner_id = s.learner_id AND r.card_id = s.card_id), s.card_id"
        )
        return self._scheduled(choice, "s.repeat_on = ?", order, is_sibling_kept_apart=False)

    def next_ahead(self, choice: Choice, days: int) -> tuple[Card, Schedule] | None:
        """The card that falls due next within so many days, for studying ahead."""
        last = (choice.day + timedelta(days=days)).isoformat()
        return self._scheduled(
            choice, f"s.due <= '{last}' AND s.due > ?", "s.due, s.interval, s.card_id", is_sibling_kept_apart=True
        )

    def _scheduled(
        self, choice: Choice, condition: str, order: str, *, is_sibling_kept_apart: bool, index: str = ""
    ) -> tuple[Card, Schedule] | None:
        where, values = narrow(choice, "s.")
        day = choice.day.isoformat()
        siblings, sibling_values = (_NO_SIBLING_TODAY, (self._learner, day)) if is_sibling_kept_apart else ("", ())
        by = f"INDEXED BY {index}" if index else ""
        row = self._connection.execute(
            f"SELECT c.*, {_SCHEDULE}, p.path FROM schedules s JOIN cards c ON c.id = s.card_id "
            f"LEFT JOIN sources p ON p.id = c.source_id WHERE s.learner_id = ? AND s.card_id = ("
            f"SELECT s.card_id FROM schedules s {by} CROSS JOIN cards c ON c.id = s.card_id "
            f"WHERE s.learner_id = ? AND s.is_askable = 1 AND {condition} {NOT_BURIED} {where} {siblings} "
            f"ORDER BY {order} LIMIT 1)",
            (self._learner, self._learner, day, day, *values, *sibling_values),
        ).fetchone()
        return (to_card(row, row["path"] or ""), to_schedule(row)) if row else None

    def next_unseen(self, choice: Choice, limit_of: Callable[[str], int] | None = None) -> Card | None:
        """The next new card: the person's own before those that ship with quizzer, decks taking turns.

        Decks that had fewest new cards today come first; within a deck by note and place. `limit_of` gives how many
        new cards a deck may bring on one day; None for as many as there are.
        """
        introduced = self.introduced(choice.day)
        decks = self._unseen_decks()
        for is_bundled, deck in sorted(decks, key=lambda each: (each[0], introduced.get(each[1], 0), each[1])):
            if choice.decks and deck not in choice.decks:
                continue
            if limit_of is not None and introduced.get(deck, 0) >= limit_of(deck):
                continue
            card = self._first_unseen(choice, is_bundled, deck)
            if card is not None:
                return card
        return None

    def _unseen_decks(self) -> list[tuple[int, str]]:
        # Jumps from deck to deck in the index, however many cards each holds.
        least = f"SELECT min(deck) FROM cards WHERE {_UNSEEN} AND is_bundled = ?1"
        jumps = (
            f"WITH RECURSIVE jump(deck) AS ({least} UNION ALL SELECT ({least} AND deck > jump.deck) "
            "FROM jump WHERE jump.deck IS NOT NULL) SELECT deck FROM jump WHERE deck IS NOT NULL"
        )
        return [(own, row[0]) for own in (0, 1) for row in self._connection.execute(jumps, (own,))]

    def _first_unseen(self, choice: Choice, is_bundled: int, deck: str) -> Card | None:
        where, values = narrow(replace(choice, decks=()), "c.")
        day = choice.day.isoformat()
        least = f"SELECT min(source_id) FROM cards WHERE {_UNSEEN} AND is_bundled = ?1 AND deck = ?2"
        jumps = (
            f"WITH RECURSIVE jump(note) AS ({least} UNION ALL SELECT ({least} AND source_id > jump.note) "
            "FROM jump WHERE jump.note IS NOT NULL) "
            "SELECT jump.note FROM jump JOIN sources p ON p.id = jump.note ORDER BY p.path"
        )
        # Cards added by hand stand in no note: they come first.
        notes = [(None,), *self._connection.execute(jumps, (is_bundled, deck)).fetchall()]
        for (note,) in notes:
            row = self._connection.execute(
                f"SELECT c.*, p.path FROM cards c LEFT JOIN sources p ON p.id = c.source_id "
                f"WHERE c.state = 'active' AND c.is_unseen = 1 AND c.is_bundled = ? AND c.deck = ? AND c.source_id IS ? "
                f"AND (c.buried_until IS NULL OR c.buried_until <= ?) {where} {_NO_SIBLING_TODAY} "
                "ORDER BY c.position, c.id LIMIT 1",
                (is_bundled, deck, note, day, *values, self._learner, day),
            ).fetchone()
            if row:
                return to_card(row, row["path"] or "")
        return None

    def next_cram(self, choice: Choice) -> tuple[Card, Schedule | None] | None:
        """Any active card, due or not: the forgotten first, then those reviewed longest ago."""
        where, values = narrow(choice, "c.")
        row = self._connection.execute(
            f"SELECT c.*, {_SCHEDULE}, p.path FROM cards c LEFT JOIN schedules s ON s.card_id = c.id "
            f"AND s.learner_id = ? LEFT JOIN sources p ON p.id = c.source_id WHERE c.state = 'active' {where} "
            f"ORDER BY s.interval IS NULL, s.interval, s.last_day, c.number LIMIT 1",
            (self._learner, *values),
        ).fetchone()
        if row is None:
            return None
        return to_card(row, row["path"] or ""), to_schedule(row) if row["due"] else None

    def card(self, card_id: str) -> Card | None:
        """One card by its id."""
        row = self._connection.execute(
            "SELECT c.*, p.path FROM cards c LEFT JOIN sources p ON p.id = c.source_id WHERE c.id = ?", (card_id,)
        ).fetchone()
        return to_card(row, row["path"] or "") if row else None

    def is_merged(self, card_id: str) -> bool:
        """Whether another card has taken over this one's history."""
        row = self._connection.execute("SELECT merged_into IS NOT NULL FROM cards WHERE id = ?", (card_id,)).fetchone()
        return bool(row and row[0])

    def find_ids(self, start: str) -> list[str]:
        """Ids that begin with `start`, at most ten: people type the first few characters."""
        rows = self._connection.execute(
            "SELECT id FROM cards WHERE id >= ? AND id < ? ORDER BY id LIMIT 10", (start, start + "\U0010ffff")
        )
        return [row[0] for row in rows]

    def next_day(self, day: date) -> date | None:
        """The next study day after `day` on which something is due."""
        row = self._connection.execute(
            "SELECT min(due) FROM schedules WHERE learner_id = ? AND is_askable = 1 AND due > ?",
            (self._learner, day.isoformat()),
        ).fetchone()
        return date.fromisoformat(row[0]) if row[0] else None

    def fact(self, key: str, default: str) -> str:
        """One fact about the file itself."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default


_SCHEDULE = "s.due, s.last_day, s.repetition, s.interval, s.ease, s.lapses, s.repeat_on, s.stability, s.difficulty"
_UNSEEN = "state = 'active' AND is_unseen = 1"
_NO_SIBLING_TODAY = (
    "AND (c.sibling = '' OR NOT EXISTS (SELECT 1 FROM cards o JOIN schedules t ON t.card_id = o.id "
    "WHERE o.sibling = c.sibling AND o.source_id IS c.source_id AND o.id <> c.id "
    "AND t.learner_id = ? AND t.last_day >= ?))"
)
