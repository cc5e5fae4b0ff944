"""What is kept, asked in plain SQL: as much as an import wants, so that one that brings little loads no ORM."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzer.domain.cards import Card
from quizzer.domain.reviews import Schedule
from quizzer.store import card_rows
from quizzer.store.batch import listed, run
from quizzer.store.codec import to_schedule
from quizzer.store.connection import connect, explained
from quizzer.store.seen import NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What is known of one import, merge or edit."""

    id: str
    kind: str
    made_at: int
    title: str
    summary: Mapping[str, Any]


class Kept:
    """One connection to the file, and what is asked through it; close it after use."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self._path = path
        self._is_read_only = is_read_only
        self._connection = connect(path, is_read_only=is_read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.Error as error:
            raise explained(error, self._path) from error

    def candidates(
        self, paths: Iterable[str], keys: Iterable[str], author_ids: Iterable[str], *, is_loose: bool = True
    ) -> list[Card]:
        """See `card_rows.candidates`."""
        with self._asking() as connection:
            return card_rows.candidates(connection, paths, keys, author_ids, is_loose=is_loose)

    def has_cards(self) -> bool:
        """Whether any card is kept."""
        with self._asking() as connection:
            return connection.execute("SELECT 1 FROM cards LIMIT 1").fetchone() is not None

    def showings(self, ids: Iterable[str]) -> dict[str, int]:
        """How many showings hang on each of these cards; cards without any are left out."""
        with self._asking() as connection:
            return card_rows.showings(connection, ids)

    def schedules_of(self, ids: Iterable[str], learner_id: int = 1) -> dict[str, Schedule]:
        """The schedules of these cards; cards without one are left out."""
        query = "SELECT * FROM schedules WHERE learner_id = ? AND card_id IN (SELECT value FROM json_each(?))"
        with self._asking() as connection:
            rows = run(connection, query, (learner_id, *listed(ids))).fetchall()
        return {row["card_id"]: to_schedule(row) for row in rows}

    def deck_sizes(self, decks: Iterable[str]) -> dict[str, int]:
        """How many cards of each of these decks are not parked."""
        query = (
            "SELECT deck, count(*) FROM cards "
            "WHERE deck IN (SELECT value FROM json_each(?)) AND state <> 'parked' GROUP BY deck"
        )
        with self._asking() as connection:
            return dict(connection.execute(query, listed(decks)).fetchall())

    def state(self) -> str:
        """A mark of what is kept: every import, edit and merge changes it, and every undo of one; reviews do not."""
        with self._asking() as connection:
            return state_of(connection)

    def last_batch(self, kind: str = "") -> BatchRecord | None:
        """The newest batch that has not been taken back."""
        query = "SELECT id, kind, made_at, title, summary FROM batches WHERE undone_at IS NULL AND ? IN ('', kind)"
        with self._asking() as connection:
            row = connection.execute(f"{query} ORDER BY id DESC LIMIT 1", (kind,)).fetchone()
        if row is None:
            return None
        batch_id, made_as, made_at, title, summary = row
        return BatchRecord(batch_id, made_as, made_at, title, json.loads(summary))


def state_of(connection: sqlite3.Connection) -> str:
    """See `Kept.state`."""
    newest = connection.execute(
        "SELECT (SELECT max(id) FROM batches), (SELECT count(undone_at) FROM batches), "
        "(SELECT max(id) FROM batch_changes)"
    ).fetchone()
    return " ".join(map(str, newest)) if any(newest) else NOTHING_KEPT
