"""What is kept, changed: what an import does, and merges, undo, edits, arrivals. One verb, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from quizzer.domain.reviews import Review
from quizzer.store import arrivals
from quizzer.store.batch import Batch, run, take_back
from quizzer.store.intake import Intake, drop_batch, open_batch
from quizzer.store.kept import BatchRecord
from quizzer.store.log import ReviewLog, SchedulerFor
from quizzer.store.merge import fold_again, merge_into, merged_in
from quizzer.store.reading import Reader

__all__ = ["BatchRecord", "Repository"]


class Repository(Reader, Intake):
    """Everything in the store but the hot path: what `Reader` reads, and the verbs that write."""

    def merge_cards(self, title: str, old_id: str, new_id: str, now: int, scheduler_for: SchedulerFor) -> str:
        """Give the history of one card to another, as one batch; its id."""
        with self._writing() as connection:
            batch_id = open_batch(connection, "merge", title, now)
            batch = Batch(connection, batch_id)
            touched = merge_into(connection, batch, old_id, new_id, now)
            batch.finish()
            fold_again(connection, self._path, touched, scheduler_for)
            return batch_id

    def undo_batch(
        self,
        batch_id: str,
        now: int,
        scheduler_for: SchedulerFor,
        cancel: Callable[[Review], Review] | None = None,
    ) -> list[str]:
        """Take a batch back exactly; the ids of cards that stay parked because they have been reviewed since.

        Schedules of histories that it joined are made again. `cancel` gives the entry that takes back one that the
        batch put into the log.
        """
        with self._writing() as connection:
            parted = merged_in(connection, batch_id)
            kept = take_back(connection, batch_id)
            fold_again(connection, self._path, parted, scheduler_for)
            if cancel is not None:
                log = ReviewLog(connection, self._path, is_brief=True)
                for entry in log.of_batch(batch_id):
                    log.append_within(cancel(entry), scheduler_for)
            run(connection, "UPDATE batches SET undone_at = ? WHERE id = ?", (now, batch_id))
            return kept

    def update_cards(
        self,
        kind: str,
        title: str,
        changes: Mapping[str, Mapping[str, Any]],
        now: int,
        *,
        decks: Mapping[str, str] | None = None,
    ) -> str | None:
        """Change columns of cards by id, as one batch of its own; its id, or None when nothing differed.

        `decks` gives source files, by path, another deck in the same batch.
        """
        with self._writing() as connection:
            batch_id = open_batch(connection, kind, title, now)
            batch = Batch(connection, batch_id)
            for card_id, values in changes.items():
                batch.update("cards", {"id": card_id}, values, {"updated_at": now})
            for path, deck in (decks or {}).items():
                batch.update("sources", {"path": path}, {"deck": deck})
            if batch.finish() == 0:
                drop_batch(connection, batch_id)
                return None
        return batch_id

    def restore(
        self,
        export: arrivals.Export,
        moment: tuple[int, int, date],
        scheduler_for: SchedulerFor,
        rules: str,
    ) -> tuple[int, int]:
        """Add what of an export is not here yet and make every schedule again, in one transaction.

        How many cards and log entries were added. `rules` is written down as what the schedules were made by.
        """
        with self._writing() as connection:
            # A card may have been merged into one that comes after it.
            connection.execute("PRAGMA defer_foreign_keys = ON")
            batch = Batch(connection, open_batch(connection, "restore", "an export", moment[0]))
            added = arrivals.add_export(connection, batch, export, moment)
            ReviewLog(connection, self._path).rebuild_within(scheduler_for, rules)
            if not any(added):
                drop_batch(connection, batch.id)
            batch.finish()
            return added

    def store_arrival(
        self,
        title: str,
        arrival: arrivals.Arrival,
        moment: tuple[int, int, date],
        scheduler_for: SchedulerFor,
        rules: str,
    ) -> tuple[str, int]:
        """Store cards from another program with their history, in one transaction; the batch and how many log entries.

        Entries that an undo took back with an earlier import come in again. Every schedule is made again from the log.
        """
        with self._writing() as connection:
            batch = Batch(connection, open_batch(connection, "import", title, moment[0]))
            log = ReviewLog(connection, self._path, is_brief=True)
            entries = arrivals.add_arrival(connection, batch, arrival, moment, log)
            log.rebuild_within(scheduler_for, rules)
            if batch.finish() == 0 and entries == 0:
                drop_batch(connection, batch.id)
            return batch.id, entries
