"""A batch: the rows that one import, merge or edit changes, recorded as it changes them, so that undo is exact.

For each row the columns before and after are kept. Taking a batch back restores the columns that it changed and
takes out the rows that it added, unless reviews hang on them by now: then the card is parked and they are kept. Plain
SQL: names of tables and columns are the code's own, values are bound.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quizzer.store.codec import dump

_KEYS: Mapping[str, tuple[str, ...]] = {
    "cards": ("id",), "sources": ("id",), "stubs": ("id",), "places": ("card_id", "source_id"),
}  # fmt: skip
_SEARCHED = {"question", "answer", "tags", "context"}


def run(
    connection: sqlite3.Connection, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> sqlite3.Cursor:
    """Execute, with rows by name on this cursor alone: the connection may be shared with SQLAlchemy."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(statement, values)


def insert_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that all have the columns of the first."""
    if rows:
        names = list(rows[0])
        values = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) VALUES ({values})", rows)


class Batch:
    """Writes rows inside a transaction that somebody else began, and records what it did."""

    def __init__(self, connection: sqlite3.Connection, batch_id: str) -> None:
        self._connection = connection
        self.id = batch_id
        self._changes: list[dict[str, Any]] = []

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows."""
        insert_rows(self._connection, table, rows)
        for row in rows:
            self._record(table, row, None, {})
        if table == "cards":
            index_cards(self._connection, [str(row["id"]) for row in rows])

    def update(
        self, table: str, key: Mapping[str, Any], values: Mapping[str, Any], stamp: Mapping[str, Any] | None = None
    ) -> bool:
        """Change the row with this key; only what really differs is written, then with `stamp`. Whether anything was.

        KeyError where there is no such row.
        """
        row = run(self._connection, f"SELECT * FROM {table} WHERE {_where(key)}", key).fetchone()
        if row is None:
            raise KeyError(f"{table}: {dict(key)}")
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed:
            return False
        changed |= stamp or {}
        is_searched = table == "cards" and bool(_SEARCHED & changed.keys())
        if is_searched:
            unindex_cards(self._connection, [str(row["id"])])
        _update(self._connection, table, key, changed)
        if is_searched:
            index_cards(self._connection, [str(row["id"])])
        self._record(table, row, {name: row[name] for name in changed}, changed)
        return True

    def update_sources(self, changes: Iterable[tuple[Mapping[Any, Any], Mapping[str, Any]]]) -> None:
        """Change rows of `sources`, each given as it is now with the columns that it gets, in a few statements."""
        alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row, values in changes:
            alike[tuple(values)].append((*values.values(), row["id"]))
            self._record("sources", row, {name: row[name] for name in values}, values)
        self._update_alike("sources", alike)

    def update_cards(self, changes: Mapping[str, Mapping[str, Any]], stamp: Mapping[str, Any]) -> None:
        """As `update` for many cards by id, in a few statements."""
        if not changes:
            return
        found = run(
            self._connection, "SELECT * FROM cards WHERE id IN (SELECT value FROM json_each(?))", listed(changes)
        )
        rows = {row["id"]: row for row in found}
        changed = {
            card_id: {name: value for name, value in values.items() if rows[card_id][name] != value}
            for card_id, values in changes.items()
        }
        changed = {card_id: {**values, **stamp} for card_id, values in changed.items() if values}
        searched = [card_id for card_id, values in changed.items() if _SEARCHED & values.keys()]
        unindex_cards(self._connection, searched)
        alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for card_id, values in changed.items():
            alike[tuple(values)].append((*values.values(), card_id))
            self._record("cards", rows[card_id], {name: rows[card_id][name] for name in values}, values)
        self._update_alike("cards", alike)
        index_cards(self._connection, searched)

    def _update_alike(self, table: str, alike: Mapping[tuple[str, ...], list[tuple[Any, ...]]]) -> None:
        for names, values_of in alike.items():
            columns = ", ".join(f"{_quoted(name)} = ?" for name in names)
            self._connection.executemany(f"UPDATE {table} SET {columns} WHERE id = ?", values_of)

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Take out every row with this key (stubs and places only: cards and reviews stay)."""
        for row in run(self._connection, f"SELECT * FROM {table} WHERE {_where(key)}", key).fetchall():
            self._record(table, row, dict(row), None)
        run(self._connection, f"DELETE FROM {table} WHERE {_where(key)}", key)

    def _record(
        self, table: str, row: Mapping[Any, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        self._changes.append({
            "batch_id": self.id,
            "relation": table,
            "row_id": dump([row[name] for name in _KEYS[table]]),
            "before": None if before is None else dump(before),
            "after": None if after is None else dump(after),
        })  # fmt: skip

    def finish(self) -> int:
        """Write down what was done; how many rows changed."""
        insert_rows(self._connection, "batch_changes", self._changes)
        count, self._changes = len(self._changes), []
        return count


def take_back(connection: sqlite3.Connection, batch_id: str) -> list[str]:
    """Undo a batch, newest change first; the ids of cards kept (parked) because they have been reviewed since."""
    kept: list[str] = []
    for change in run(
        connection, "SELECT * FROM batch_changes WHERE batch_id = ? ORDER BY id DESC", (batch_id,)
    ).fetchall():
        table: str = change["relation"]
        key = dict(zip(_KEYS[table], json.loads(change["row_id"]), strict=True))
        if change["before"] is None:
            if table == "cards" and _has_reviews(connection, key["id"]):
                _update(connection, table, key, {"state": "parked", "returns_as": "active"})
                kept.append(key["id"])
            elif table == "sources" and _has_cards(connection, key["id"]):
                _update(connection, table, key, {"is_gone": True, "content_hash": ""})
            else:
                if table == "cards":
                    unindex_cards(connection, [key["id"]])
                run(connection, f"DELETE FROM {table} WHERE {_where(key)}", key)
        elif change["after"] is None:
            insert_rows(connection, table, [json.loads(change["before"])])
        else:
            if table == "cards":
                unindex_cards(connection, [key["id"]])
            _update(connection, table, key, json.loads(change["before"]))
            if table == "cards":
                index_cards(connection, [key["id"]])
    return kept


def _update(connection: sqlite3.Connection, table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    columns = ", ".join(f"{_quoted(name)} = :new_{name}" for name in values)
    bound = {**key, **{f"new_{name}": value for name, value in values.items()}}
    run(connection, f"UPDATE {table} SET {columns} WHERE {_where(key)}", bound)


def _where(key: Mapping[str, Any]) -> str:
    return " AND ".join(f"{_quoted(name)} = :{name}" for name in key)


def _quoted(name: str) -> str:
    """A column's name, which may come out of a record in the file."""
    return '"' + name.replace('"', '""') + '"'


def listed(values: Iterable[str]) -> tuple[str]:
    """What `json_each(?)` makes the rows of a list of."""
    return (dump(list(values)),)


def _has_reviews(connection: sqlite3.Connection, card_id: str) -> bool:
    return connection.execute("SELECT 1 FROM reviews WHERE card_id = ? LIMIT 1", (card_id,)).fetchone() is not None


def _has_cards(connection: sqlite3.Connection, source_id: str) -> bool:
    return connection.execute("SELECT 1 FROM cards WHERE source_id = ? LIMIT 1", (source_id,)).fetchone() is not None


def index_cards(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Put cards into the search index. Triggers cannot: with trusted_schema=OFF they may not write to it."""
    if ids:
        connection.execute(
            "INSERT INTO cards_text (rowid, question, answer, tags, context) "
            "SELECT number, question, answer, tags, context FROM cards WHERE id IN (SELECT value FROM json_each(?))",
            listed(ids),
        )


def unindex_cards(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Take cards out of the search index; to be called while their text is still what was indexed."""
    if ids:
        connection.execute(
            "INSERT INTO cards_text (cards_text, rowid, question, answer, tags, context) "
            "SELECT 'delete', number, question, answer, tags, context FROM cards "
            "WHERE id IN (SELECT value FROM json_each(?))",
            listed(ids),
        )
