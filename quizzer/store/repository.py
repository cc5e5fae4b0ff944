"""What is kept, changed: sources, cards, stubs, batches. One verb, one transaction.

Built on SQLAlchemy Core over the SQLModel tables: rows go in as plain dicts, in bulk.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from quizzer.domain.cards import Source
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import SM2
from quizzer.store import arrivals
from quizzer.store.batch import BATCHES, CARDS, META, SOURCES, Batch, take_back
from quizzer.store.codec import dump
from quizzer.store.connection import explained
from quizzer.store.log import SchedulerFor
from quizzer.store.merge import fold_again, log_within, merge_into, merged_in
from quizzer.store.reading import BatchRecord, Reader
from quizzer.store.seen import COLUMNS_OF
from quizzer.store.writer import FilePart, FileWriter

__all__ = ["BatchRecord", "Repository"]


class Repository(Reader):
    """Everything in the store but the hot path: what `Reader` reads, and the verbs that write."""

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise explained(error.orig, self._path) from error  # type: ignore[arg-type]

    def begin_batch(self, kind: str, title: str, now: int) -> str:
        """Open a batch; what is then stored under its id can be taken back as one."""
        with self._writing() as connection:
            return _open_batch(connection, kind, title, now)

    def end_batch(self, batch_id: str, summary: Mapping[str, Any]) -> None:
        """Write what the batch did; an empty batch leaves no trace."""
        with self._writing() as connection:
            has_changes = connection.execute(
                text("SELECT 1 FROM batch_changes WHERE batch_id = :id LIMIT 1"), {"id": batch_id}
            ).first()
            if has_changes:
                connection.execute(update(BATCHES).where(BATCHES.c.id == batch_id).values(summary=dump(dict(summary))))
            else:
                connection.execute(BATCHES.delete().where(BATCHES.c.id == batch_id))

    def merge_cards(self, title: str, old_id: str, new_id: str, now: int, scheduler_for: SchedulerFor) -> str:
        """Give the history of one card to another, as one batch; its id."""
        with self._writing() as connection:
            batch_id = _open_batch(connection, "merge", title, now)
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
                log = log_within(connection, self._path)
                for entry in log.of_batch(batch_id):
                    log.append_within(cancel(entry), scheduler_for)
            connection.execute(update(BATCHES).where(BATCHES.c.id == batch_id).values(undone_at=now))
            return kept

    def store_files(self, batch_id: str, files: Sequence[FilePart], moment: tuple[int, int, date]) -> int:
        """Everything that these files bring, in one transaction: all of it or none. How many rows changed.

        `moment` is the instant, its offset and its study day: when what was learnt in another tool is written into
        the log.
        """
        with self._writing() as connection:
            batch = Batch(connection, batch_id)
            writer = FileWriter(connection, batch, moment)
            writer.put_files(files)
            writer.finish()
            return batch.finish()

    def finish_files(
        self,
        batch_id: str,
        sources: Iterable[Source],
        moment: tuple[int, int, date],
        entries: Sequence[Review] = (),
        scheduler_for: SchedulerFor = lambda _: SM2,
    ) -> int:
        """Write down that these files have been read as they are now: the last step of an import.

        Until then they count as changed. So an import that was cut short between two files is simply done again, and
        a card on its way from one to the other is still found. `entries` go into the log with it. How many rows
        changed.
        """
        with self._writing() as connection:
            batch = Batch(connection, batch_id)
            writer = FileWriter(connection, batch, moment)
            writer.put_sources(list(sources))
            log = log_within(connection, self._path)
            for entry in entries:
                log.append_within(entry, scheduler_for)
            return batch.finish()

    def keep_columns(self, columns: Mapping[str, str]) -> None:
        """Remember what the columns of tables stand for, by the path of the table, for the next time they are read."""
        with self._writing() as connection:
            for path, text_of in columns.items():
                connection.execute(META.delete().where(META.c.key == f"{COLUMNS_OF}{path}"))
                connection.execute(insert(META).values(key=f"{COLUMNS_OF}{path}", value=text_of))

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
            batch_id = _open_batch(connection, kind, title, now)
            batch = Batch(connection, batch_id)
            for card_id, values in changes.items():
                batch.update(CARDS, {"id": card_id}, values, {"updated_at": now})
            for path, deck in (decks or {}).items():
                batch.update(SOURCES, {"path": path}, {"deck": deck})
            if batch.finish() == 0:
                connection.execute(BATCHES.delete().where(BATCHES.c.id == batch_id))
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
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            batch = Batch(connection, _open_batch(connection, "restore", "an export", moment[0]))
            added = arrivals.add_export(connection, batch, export, moment)
            log_within(connection, self._path).rebuild_within(scheduler_for, rules)
            if not any(added):
                connection.execute(BATCHES.delete().where(BATCHES.c.id == batch.id))
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
            batch = Batch(connection, _open_batch(connection, "import", title, moment[0]))
            log = log_within(connection, self._path)
            entries = arrivals.add_arrival(connection, batch, arrival, moment, log)
            log.rebuild_within(scheduler_for, rules)
            if batch.finish() == 0 and entries == 0:
                connection.execute(BATCHES.delete().where(BATCHES.c.id == batch.id))
            return batch.id, entries


def _open_batch(connection: Connection, kind: str, title: str, now: int) -> str:
    """A batch whose id sorts after every earlier one, even when the clock was set back in between."""
    newest = connection.execute(select(func.max(BATCHES.c.id))).scalar_one()
    order = max(now, int(newest[:12], 16) + 1) if newest else now
    batch_id = f"{order:012x}-{uuid.uuid4().hex[:8]}"
    connection.execute(insert(BATCHES).values(id=batch_id, kind=kind, made_at=now, title=title, summary="{}"))
    return batch_id
