"""Marks: what a person sets on a card beside its text (suspended, buried, flagged, own tags), undoable one by one.

Plain SQL, because it happens in the middle of a review. Each mark is a batch of its own in the form that
`quizzer.store.batch` takes back too.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzer.store.codec import dump
from quizzer.store.connection import writing

COLUMNS = frozenset({
    "state", "returns_as", "buried_until", "is_flagged", "own_tags", "deck", "source_id", "line", "position",
})  # fmt: skip
KIND = "mark"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark that was set and can be taken back."""

    id: str
    title: str
    card_ids: tuple[str, ...]


class Marks:
    """Sets marks, and takes the newest back."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def put(self, title: str, changes: Mapping[str, Mapping[str, Any]], now: int) -> Mark | None:
        """Set columns of cards by id; None when nothing differed. ValueError for a column that is not a mark."""
        with writing(self._connection, self._path):
            mark = Mark(self._next_id(now), title, tuple(changes))
            rows = [row for card_id, values in changes.items() for row in self._change(mark.id, card_id, values)]
            if not rows:
                return None
            self._connection.execute(
                "INSERT INTO batches (id, kind, made_at, title, summary) VALUES (?, ?, ?, ?, '{}')",
                (mark.id, KIND, now, title),
            )
            self._connection.executemany(
                "INSERT INTO batch_changes (batch_id, relation, row_id, before, after) VALUES (?, 'cards', ?, ?, ?)",
                rows,
            )
            return mark

    def _next_id(self, now: int) -> str:
        """An id that sorts after every earlier one and every review, even when the clock was set back in between."""
        row = self._connection.execute("SELECT (SELECT max(id) FROM batches), (SELECT max(id) FROM reviews)").fetchone()
        order = max([now, *(int(newest[:12], 16) + 1 for newest in row if newest)])
        return f"{order:012x}-{uuid.uuid4().hex[:8]}"

    def _change(self, batch_id: str, card_id: str, values: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
        if not values.keys() <= COLUMNS:
            raise ValueError(f"not marks: {sorted(values.keys() - COLUMNS)}")
        names = sorted(values)
        row = self._connection.execute(f"SELECT {', '.join(names)} FROM cards WHERE id = ?", (card_id,)).fetchone()
        before = dict(zip(names, row, strict=True)) if row else {}
        changed = {name: values[name] for name in names if row and before[name] != values[name]}
        if not changed:
            return []
        self._set(card_id, changed)
        return [(batch_id, dump([card_id]), dump({name: before[name] for name in changed}), dump(changed))]

    def _set(self, card_id: str, values: Mapping[str, Any]) -> None:
        assignments = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(f"UPDATE cards SET {assignments} WHERE id = ?", (*values.values(), card_id))

    def newest(self) -> Mark | None:
        """The newest mark that has not been taken back."""
        row = self._connection.execute(
            "SELECT id, title FROM batches WHERE kind = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1", (KIND,)
        ).fetchone()
        if row is None:
            return None
        ids = self._connection.execute("SELECT row_id FROM batch_changes WHERE batch_id = ?", (row[0],))
        return Mark(row[0], row[1], tuple(json.loads(each[0])[0] for each in ids))

    def take_back(self, mark: Mark, now: int) -> None:
        """Put the columns back as they were before the mark."""
        with writing(self._connection, self._path):
            rows = self._connection.execute(
                "SELECT row_id, before FROM batch_changes WHERE batch_id = ? ORDER BY id DESC", (mark.id,)
            ).fetchall()
            for row_id, before in rows:
                self._set(json.loads(row_id)[0], json.loads(before))
            self._connection.execute("UPDATE batches SET undone_at = ? WHERE id = ?", (now, mark.id))
