"""The review log: appended to, never changed; the schedule and the sums follow in the same transaction.

Plain SQL without the ORM, because a grade goes through here and the screen waits for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from quizzer.domain.reviews import Review, Schedule
from quizzer.domain.scheduling import Scheduler, effective, mark, replay
from quizzer.store.codec import dump, review_row, schedule_row, to_review, to_schedule
from quizzer.store.connection import writing
from quizzer.store.folding import fold
from quizzer.store.sums import add_entry, write_sums

SchedulerFor = Callable[[str], Scheduler]
"""From the name of a deck to the scheduler that it uses."""

REVIEW_COLUMNS = (
    "id, learner_id, card_id, deck, device, sequence, reviewed_at, offset_minutes, study_day, quality, entry, "
    "elapsed_ms, scheduler, scheduler_version, shift, cancels, before, after, answer, checksum"
)
_WALKED = "+learner_id = ?"
"""Not by an index of the learner's, which would sort the whole log: the newest entries are found by walking the ids."""
REVIEW_VALUES = ", ".join(f":{name.strip()}" for name in REVIEW_COLUMNS.split(","))


class ReviewLog:
    """The log of one learner in one database file.

    With `is_brief` it lives within one transaction, so what was merged is looked up once: nothing indexes it, and
    to look for every card would read all cards each time.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, learner_id: int = 1, *, is_brief: bool = False
    ) -> None:
        self._connection = connection
        self._path = path
        self._learner = learner_id
        self._device: str = self._run("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
        self._is_brief = is_brief
        self._joined: dict[str, list[str]] | None = None

    def _run(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        # Rows by name on this cursor alone: the connection may be shared with SQLAlchemy, which wants tuples.
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(statement, values)

    def append(self, review: Review, scheduler_for: SchedulerFor) -> Review:
        """Store one entry with its schedule and its sums, in one transaction; gives it back with id and sequence.

        When somebody else graded the card meanwhile, the entry is kept all the same and the schedule comes from the
        replay of both, so that no answer is lost.
        """
        with writing(self._connection, self._path):
            return self.append_within(review, scheduler_for)

    def append_within(self, review: Review, scheduler_for: SchedulerFor) -> Review:
        """As `append`, inside a transaction that the caller began."""
        sequence, last_id, last_batch = self._run(
            "SELECT coalesce(max(sequence), 0), (SELECT max(id) FROM reviews), (SELECT max(id) FROM batches) "
            "FROM reviews WHERE device = ?",
            (self._device,),
        ).fetchone()
        # The id sorts as the log was written, and after every mark: undo takes the newest of both, even when the clock
        # was set back in between or stood still.
        instant = max(
            review.reviewed_at,
            int(last_id[:12], 16) if last_id else 0,
            int(last_batch[:12], 16) + 1 if last_batch else 0,
        )
        stored = replace(
            review,
            id=f"{instant:012x}-{sequence + 1:08x}-{self._device}",
            device=self._device,
            sequence=sequence + 1,
        )
        cancelled = self.entry(stored.cancels) if stored.cancels else None
        owner, deck = self._owner_of(stored.card_id)
        if not stored.deck:
            stored = replace(stored, deck=deck)
        self._run(f"INSERT INTO reviews ({REVIEW_COLUMNS}) VALUES ({REVIEW_VALUES})", review_row(stored, self._learner))
        if cancelled is None and self.schedule_of(owner) == stored.before:
            schedule = stored.after
        else:
            schedule = replay(scheduler_for(deck), self.of_card(owner))
        self.write_schedule(owner, schedule, mark(scheduler_for(deck)))
        self._count(stored, cancelled)
        return stored

    def rebuild(self, scheduler_for: SchedulerFor, signature: str) -> int:
        """Make every schedule and every sum again from the log, in one transaction; how many schedules.

        `signature` is written down as what they were made by.
        """
        with writing(self._connection, self._path):
            return self.rebuild_within(scheduler_for, signature)

    def rebuild_within(self, scheduler_for: SchedulerFor, signature: str) -> int:
        """As `rebuild`, inside a transaction that the caller began."""
        decks = dict(self._run("SELECT id, deck FROM cards").fetchall())
        rules = {deck: scheduler_for(deck) for deck in set(decks.values())}
        marks = {deck: mark(rule) for deck, rule in rules.items()}
        folded = fold(self._connection, self._learner, lambda card_id: rules[decks[card_id]])
        self._put_schedules({
            card_id: (*schedule_row(schedule).values(), marks[decks[card_id]])
            for card_id, schedule in folded.schedules.items()
            if schedule is not None
        })  # fmt: skip
        write_sums(self._connection, folded.sums, self._learner)
        self._run(
            "INSERT INTO meta (key, value) VALUES ('rules', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (signature,),
        )
        return int(self._run("SELECT count(*) FROM schedules").fetchone()[0])

    def _put_schedules(self, wanted: Mapping[str, tuple[Any, ...]]) -> None:
        """These rows in the place of those there are; what stands as it should is not written again."""
        cursor = self._connection.cursor()
        cursor.row_factory = None
        cursor.execute(f"SELECT card_id, {_SCHEDULE_COLUMNS} FROM schedules WHERE learner_id = ?", (self._learner,))
        kept = {row[0]: row[1:] for row in cursor.fetchall()}
        strays = ((self._learner, card_id) for card_id in kept.keys() - wanted.keys())
        cursor.executemany("DELETE FROM schedules WHERE learner_id = ? AND card_id = ?", strays)
        names = ("learner", "card", *_SCHEDULE_NAMES)
        cursor.executemany(
            _UPSERT_SCHEDULE,
            (
                dict(zip(names, (self._learner, card_id, *values), strict=True))
                for card_id, values in wanted.items()
                if kept.get(card_id) != values
            ),
        )

    def by_card(self) -> Iterator[tuple[str, list[Review]]]:
        """The log of every card that has one, oldest first, with the entries of those merged into it; one at a time."""
        owners = dict(self._run("SELECT id, merged_into FROM cards WHERE merged_into IS NOT NULL").fetchall())
        joined = set(owners.values())
        rows = self._run("SELECT * FROM reviews WHERE learner_id = ? ORDER BY card_id, id", (self._learner,))
        for card_id, group in groupby(rows, key=itemgetter("card_id")):
            if card_id not in owners and card_id not in joined:
                yield card_id, [to_review(row) for row in group]
        for owner in sorted(joined):
            if entries := self.of_card(owner):
                yield owner, entries

    def _count(self, stored: Review, cancelled: Review | None) -> None:
        sign, entry = 1, stored
        while cancelled is not None:
            # Undo takes the figures of the entry back, redo (a cancelled undo) puts them in again.
            sign, entry = -sign, cancelled
            cancelled = self.entry(entry.cancels) if entry.cancels else None
        add_entry(self._connection, entry, sign, self._learner)

    def _owner_of(self, card_id: str) -> tuple[str, str]:
        """The card whose history an entry belongs to, and its deck: itself, or the one that it was merged into."""
        row = self._run(
            "SELECT o.id, o.deck FROM cards c JOIN cards o ON o.id = coalesce(c.merged_into, c.id) WHERE c.id = ?",
            (card_id,),
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else (card_id, "")

    def entry(self, review_id: str) -> Review | None:
        """The entry with this id."""
        row = self._run("SELECT * FROM reviews WHERE id = ?", (review_id,)).fetchone()
        return to_review(row) if row else None

    def of_card(self, card_id: str) -> list[Review]:
        """Every entry of the card, and of the cards that were merged into it, oldest first."""
        ids = [card_id, *self._merged_into(card_id)]
        rows = self._run(
            f"SELECT * FROM reviews WHERE learner_id = ? AND card_id IN ({', '.join('?' * len(ids))}) ORDER BY id",
            (self._learner, *ids),
        )
        return [to_review(row) for row in rows]

    def _merged_into(self, card_id: str) -> Sequence[str]:
        if not self._is_brief:
            return [row[0] for row in self._run("SELECT id FROM cards WHERE merged_into = ?", (card_id,))]
        if self._joined is None:
            self._joined = {}
            for row in self._run("SELECT id, merged_into FROM cards WHERE merged_into IS NOT NULL"):
                self._joined.setdefault(row[1], []).append(row[0])
        return self._joined.get(card_id, ())

    def of_batch(self, batch_id: str) -> list[Review]:
        """The entries that an import put into the log and that still count, newest first."""
        rows = self._run(
            "SELECT * FROM reviews WHERE learner_id = ? AND answer = ? AND id NOT IN "
            "(SELECT cancels FROM reviews WHERE entry = 'cancel' AND cancels IS NOT NULL) ORDER BY id DESC",
            (self._learner, dump({"import": batch_id})),
        )
        return [to_review(row) for row in rows]

    def newest(self, limit: int, study_day: str | None = None) -> list[Review]:
        """The newest entries, newest first; of one study day when it is given."""
        condition, values = ("learner_id = ? AND study_day = ?", (study_day,)) if study_day else (_WALKED, ())
        rows = self._run(
            f"SELECT * FROM reviews WHERE {condition} ORDER BY id DESC LIMIT ?",
            (self._learner, *values, limit),
        )
        return [to_review(row) for row in rows]

    def last_undoable(self) -> Review | None:
        """The newest showing that still counts: what undo takes back. What an import brought goes with the import."""
        return self._newest_where(
            "entry IN ('scheduled', 'repeat', 'practice', 'postponed') AND answer NOT LIKE '{\"import\":%' AND id NOT IN "
            "(SELECT c.cancels FROM reviews c WHERE c.entry = 'cancel' AND c.cancels IS NOT NULL AND c.id NOT IN "
            "(SELECT r.cancels FROM reviews r WHERE r.entry = 'cancel' AND r.cancels IS NOT NULL))"
        )

    def last_redoable(self) -> Review | None:
        """The newest undo that nothing but undos followed: what redo takes back."""
        row = self._newest_where("entry <> 'cancel'")
        cancel = self._newest_where(
            "entry = 'cancel' AND id NOT IN (SELECT r.cancels FROM reviews r WHERE r.entry = 'cancel' AND r.cancels IS NOT NULL) "
            "AND cancels NOT IN (SELECT c.id FROM reviews c WHERE c.entry = 'cancel')"
        )
        return cancel if cancel and (row is None or cancel.id > row.id) else None

    def shown_on(self, study_day: str) -> frozenset[str]:
        """The cards that were shown on a study day, by showings that count."""
        rows = self._run(
            "SELECT * FROM reviews WHERE learner_id = ? AND study_day = ? ORDER BY id", (self._learner, study_day)
        )
        return frozenset(entry.card_id for entry in effective(map(to_review, rows)) if entry.is_showing)

    def newest_instant(self) -> int | None:
        """The latest instant that the log has seen, by the clock of then."""
        row = self._run(f"SELECT id FROM reviews WHERE {_WALKED} ORDER BY id DESC LIMIT 1", (self._learner,)).fetchone()
        return int(row[0][:12], 16) if row else None

    def is_news(self, subject: str, text: str) -> bool:
        """Whether this differs from what was last said of the subject; it is said now."""
        said = self._run("SELECT value FROM meta WHERE key = ?", (f"said:{subject}",)).fetchone()
        if said and said[0] == text:
            return False
        with writing(self._connection, self._path):
            self._run(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (f"said:{subject}", text),
            )
        return True

    def _newest_where(self, condition: str) -> Review | None:
        row = self._run(
            f"SELECT * FROM reviews WHERE {_WALKED} AND {condition} ORDER BY id DESC LIMIT 1", (self._learner,)
        ).fetchone()
        return to_review(row) if row else None

    def schedule_of(self, card_id: str) -> Schedule | None:
        """The card's schedule as it is kept; None when it has never been reviewed."""
        row = self._run(
            "SELECT * FROM schedules WHERE learner_id = ? AND card_id = ?", (self._learner, card_id)
        ).fetchone()
        return to_schedule(row) if row else None

    def write_schedule(self, card_id: str, schedule: Schedule | None, scheduler: str) -> None:
        """Put the fold of a card's log in its place; None takes it out."""
        if schedule is None:
            self._run("DELETE FROM schedules WHERE learner_id = ? AND card_id = ?", (self._learner, card_id))
            return
        self._run(_UPSERT_SCHEDULE, self._schedule_values(card_id, schedule, scheduler))

    def _schedule_values(self, card_id: str, schedule: Schedule, scheduler: str) -> dict[str, Any]:
        return schedule_row(schedule) | {"learner": self._learner, "card": card_id, "scheduler": scheduler}


_SCHEDULE_COLUMNS = "due, last_day, repetition, interval, ease, lapses, repeat_on, stability, difficulty, scheduler"
"""Those of `schedule_row`, in its order, and the rule they were made by."""
_SCHEDULE_NAMES = _SCHEDULE_COLUMNS.split(", ")
_UPSERT_SCHEDULE = (
    f"INSERT INTO schedules (learner_id, card_id, deck, is_askable, buried_until, {_SCHEDULE_COLUMNS}) "
    "SELECT :learner, id, deck, state = 'active', buried_until, "
    + ", ".join(f":{name}" for name in _SCHEDULE_NAMES)
    + " FROM cards WHERE id = :card ON CONFLICT (learner_id, card_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _SCHEDULE_NAMES)
)
