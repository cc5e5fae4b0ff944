"""What an import brings, stored in plain SQL: batches and whole files, one verb, one transaction."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from itertools import islice
from typing import Any

from quizzer.domain.cards import Source
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import SM2
from quizzer.errors import Overtaken
from quizzer.store.batch import Batch
from quizzer.store.codec import dump
from quizzer.store.connection import writing
from quizzer.store.kept import Kept, state_of
from quizzer.store.log import ReviewLog, SchedulerFor
from quizzer.store.seen import COLUMNS_OF, RULES_OF
from quizzer.store.writer import FilePart, FileWriter

_SOURCES_AT_ONCE = 200


class Intake(Kept):
    """The verbs of an import."""

    _is_together = False
    _expected = ""

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return nullcontext(self._connection) if self._is_together else writing(self._connection, self._path)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for every verb inside: all of it or none, and the disk is waited for once."""
        with self._writing():
            self._is_together = True
            try:
                yield
            finally:
                self._is_together = False

    @contextmanager
    def unchanged_since(self, state: str) -> Iterator[None]:
        """Inside, a batch is written only while nothing but it has changed what was kept then; else Overtaken.

        Between two transactions somebody else may write. What was planned would then bring cards a second time.
        """
        self._expected = state
        try:
            yield
        finally:
            self._expected = ""

    @contextmanager
    def _storing(self) -> Iterator[sqlite3.Connection]:
        with self._writing() as connection:
            if self._expected and state_of(connection) != self._expected:
                raise Overtaken
            yield connection
            if self._expected:
                self._expected = state_of(connection)

    def begin_batch(self, kind: str, title: str, now: int) -> str:
        """Open a batch; what is then stored under its id can be taken back as one."""
        with self._storing() as connection:
            return open_batch(connection, kind, title, now)

    def end_batch(self, batch_id: str, summary: Mapping[str, Any]) -> None:
        """Write what the batch did; an empty batch leaves no trace."""
        with self._storing() as connection:
            query = "SELECT 1 FROM batch_changes WHERE batch_id = ? LIMIT 1"
            if connection.execute(query, (batch_id,)).fetchone():
                connection.execute("UPDATE batches SET summary = ? WHERE id = ?", (dump(dict(summary)), batch_id))
            else:
                drop_batch(connection, batch_id)

    def store_files(self, batch_id: str, files: Sequence[FilePart], moment: tuple[int, int, date]) -> int:
        """Everything that these files bring, in one transaction: all of it or none. How many rows changed.

        `moment` is the instant, its offset and its study day: when what was learnt in another tool is written into
        the log.
        """
        with self._storing() as connection:
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
        with self._storing() as connection:
            batch = Batch(connection, batch_id)
            rows, rest = 0, iter(sources)
            while some := list(islice(rest, _SOURCES_AT_ONCE)):
                FileWriter(connection, batch, moment).put_sources(some)
                rows += batch.finish()
            log = ReviewLog(connection, self._path, is_brief=True)
            for entry in entries:
                log.append_within(entry, scheduler_for)
            return rows

    def keep_columns(self, columns: Mapping[str, str]) -> None:
        """Remember what the columns of tables stand for, by the path of the table, for the next time they are read."""
        self._keep_facts(COLUMNS_OF, columns)

    def keep_rules(self, rules: Mapping[str, str]) -> None:
        """Remember the person's rules for folders that were just imported, so that a change is noticed."""
        self._keep_facts(RULES_OF, rules)

    def _keep_facts(self, kind: str, facts: Mapping[str, str]) -> None:
        with self._writing() as connection:
            connection.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                [(f"{kind}{path}", text_of) for path, text_of in facts.items()],
            )


def open_batch(connection: sqlite3.Connection, kind: str, title: str, now: int) -> str:
    """A batch whose id sorts after every earlier one, even when the clock was set back in between."""
    (newest,) = connection.execute("SELECT max(id) FROM batches").fetchone()
    order = max(now, int(newest[:12], 16) + 1) if newest else now
    batch_id = f"{order:012x}-{uuid.uuid4().hex[:8]}"
    connection.execute(
        "INSERT INTO batches (id, kind, made_at, title, summary) VALUES (?, ?, ?, ?, '{}')",
        (batch_id, kind, now, title),
    )
    return batch_id


def drop_batch(connection: sqlite3.Connection, batch_id: str) -> None:
    """Take out a batch that changed nothing."""
    connection.execute("DELETE FROM batches WHERE id = ?", (batch_id,))
