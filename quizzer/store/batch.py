"""A batch: the rows that one import, merge or edit changes, recorded as it changes them, so that undo is exact.

For each row the columns before and after are kept. Taking a batch back restores the columns that it changed and
takes out the rows that it added, unless reviews hang on them by now: then the card is parked and they are kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text, update

from quizzer.store.codec import dump
from quizzer.store.tables import (
    BatchRow,
    CardRow,
    ChangeRow,
    MetaRow,
    PlaceRow,
    ReviewRow,
    RoundRow,
    ScheduleRow,
    SourceRow,
    StubRow,
)

CARDS: Table = CardRow.__table__  # type: ignore[attr-defined]
SOURCES: Table = SourceRow.__table__  # type: ignore[attr-defined]
STUBS: Table = StubRow.__table__  # type: ignore[attr-defined]
PLACES: Table = PlaceRow.__table__  # type: ignore[attr-defined]
BATCHES: Table = BatchRow.__table__  # type: ignore[attr-defined]
CHANGES: Table = ChangeRow.__table__  # type: ignore[attr-defined]
REVIEWS: Table = ReviewRow.__table__  # type: ignore[attr-defined]
META: Table = MetaRow.__table__  # type: ignore[attr-defined]
ROUNDS: Table = RoundRow.__table__  # type: ignore[attr-defined]
SCHEDULES: Table = ScheduleRow.__table__  # type: ignore[attr-defined]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "cards": ("id",), "sources": ("id",), "stubs": ("id",), "places": ("card_id", "source_id"),
}  # fmt: skip
_TABLES = {table.name: table for table in (CARDS, SOURCES, STUBS, PLACES)}
CHUNK = 500
"""Values in one IN list."""
_SEARCHED = {"question", "answer", "tags", "context"}


class Batch:
    """Writes rows inside a transaction that somebody else began, and records what it did."""

    def __init__(self, connection: Connection, batch_id: str) -> None:
        self._connection = connection
        self.id = batch_id
        self._changes: list[dict[str, Any]] = []

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows."""
        if not rows:
            return
        self._connection.execute(insert(table), list(rows))
        for row in rows:
            self._record(table, row, None, {})
        if table is CARDS:
            index_cards(self._connection, [str(row["id"]) for row in rows])

    def update(
        self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any], stamp: Mapping[str, Any] | None = None
    ) -> bool:
        """Change the row with this key; only what really differs is written, then with `stamp`. Whether anything was."""
        condition = [table.c[name] == value for name, value in key.items()]
        row = self._connection.execute(select(table).where(*condition)).mappings().one()
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed:
            return False
        changed |= stamp or {}
        is_searched = table is CARDS and bool(_SEARCHED & changed.keys())
        if is_searched:
            unindex_cards(self._connection, [str(row["id"])])
        self._connection.execute(update(table).where(*condition).values(changed))
        if is_searched:
            index_cards(self._connection, [str(row["id"])])
        self._record(table, row, {name: row[name] for name in changed}, changed)
        return True

    def update_sources(self, changes: Sequence[tuple[Mapping[Any, Any], Mapping[str, Any]]]) -> None:
        """Change rows of `sources`, each given as it is now with the columns that it gets, in a few statements."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for row, values in changes:
            alike[tuple(values)].append({"changed_id": row["id"], **{f"new_{name}": values[name] for name in values}})
            self._record(SOURCES, row, {name: row[name] for name in values}, values)
        self._update_alike(SOURCES, alike)

    def update_cards(self, changes: Mapping[str, Mapping[str, Any]], stamp: Mapping[str, Any]) -> None:
        """As `update` for many cards by id, in a few statements."""
        rows = {str(row["id"]): row for row in self._rows(list(changes))}
        changed = {
            card_id: {name: value for name, value in values.items() if rows[card_id][name] != value}
            for card_id, values in changes.items()
        }
        changed = {card_id: {**values, **stamp} for card_id, values in changed.items() if values}
        searched = [card_id for card_id, values in changed.items() if _SEARCHED & values.keys()]
        unindex_cards(self._connection, searched)
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for card_id, values in changed.items():
            alike[tuple(values)].append({"changed_id": card_id, **{f"new_{name}": values[name] for name in values}})
            self._record(CARDS, rows[card_id], {name: rows[card_id][name] for name in values}, values)
        self._update_alike(CARDS, alike)
        index_cards(self._connection, searched)

    def _update_alike(self, table: Table, alike: Mapping[tuple[str, ...], list[dict[str, Any]]]) -> None:
        for names, values_of in alike.items():
            statement = update(table).where(table.c.id == bindparam("changed_id"))
            self._connection.execute(statement.values({n: bindparam(f"new_{n}") for n in names}), values_of)

    def _rows(self, ids: Sequence[str]) -> Iterator[Mapping[Any, Any]]:
        for start in range(0, len(ids), CHUNK):
            query = select(CARDS).where(CARDS.c.id.in_(ids[start : start + CHUNK]))
            yield from self._connection.execute(query).mappings()

    def delete(self, table: Table, key: Mapping[str, Any]) -> None:
        """Take out every row with this key (stubs and places only: cards and reviews stay)."""
        condition = [table.c[name] == value for name, value in key.items()]
        for row in self._connection.execute(select(table).where(*condition)).mappings().all():
            self._record(table, row, dict(row), None)
        self._connection.execute(delete(table).where(*condition))

    def _record(
        self, table: Table, row: Mapping[Any, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        self._changes.append({
            "batch_id": self.id,
            "relation": table.name,
            "row_id": dump([row[name] for name in _KEYS[table.name]]),
            "before": None if before is None else dump(before),
            "after": None if after is None else dump(after),
        })  # fmt: skip

    def finish(self) -> int:
        """Write down what was done; how many rows changed."""
        if self._changes:
            self._connection.execute(insert(CHANGES), self._changes)
        count, self._changes = len(self._changes), []
        return count


def take_back(connection: Connection, batch_id: str) -> list[str]:
    """Undo a batch, newest change first; the ids of cards kept (parked) because they have been reviewed since."""
    kept: list[str] = []
    changes = connection.execute(select(CHANGES).where(CHANGES.c.batch_id == batch_id).order_by(CHANGES.c.id.desc()))
    for change in changes.mappings().all():
        table = _TABLES[change["relation"]]
        key = dict(zip(_KEYS[table.name], json.loads(change["row_id"]), strict=True))
        condition = [table.c[name] == value for name, value in key.items()]
        if change["before"] is None:
            if table is CARDS and _has_reviews(connection, key["id"]):
                connection.execute(update(CARDS).where(*condition).values(state="parked", returns_as="active"))
                kept.append(key["id"])
            elif table is SOURCES and _has_cards(connection, key["id"]):
                connection.execute(update(SOURCES).where(*condition).values(is_gone=True, content_hash=""))
            else:
                if table is CARDS:
                    unindex_cards(connection, [key["id"]])
                connection.execute(delete(table).where(*condition))
        elif change["after"] is None:
            connection.execute(insert(table).values(json.loads(change["before"])))
        else:
            if table is CARDS:
                unindex_cards(connection, [key["id"]])
            connection.execute(update(table).where(*condition).values(json.loads(change["before"])))
            if table is CARDS:
                index_cards(connection, [key["id"]])
    return kept


def _has_reviews(connection: Connection, card_id: str) -> bool:
    return connection.execute(select(REVIEWS.c.id).where(REVIEWS.c.card_id == card_id).limit(1)).first() is not None


def _has_cards(connection: Connection, source_id: str) -> bool:
    return connection.execute(select(CARDS.c.id).where(CARDS.c.source_id == source_id).limit(1)).first() is not None


def index_cards(connection: Connection, ids: Sequence[str]) -> None:
    """Put cards into the search index. Triggers cannot: with trusted_schema=OFF they may not write to it."""
    connection.execute(
        text(
            "INSERT INTO cards_text (rowid, question, answer, tags, context) "
            "SELECT number, question, answer, tags, context FROM cards WHERE id IN (SELECT value FROM json_each(:ids))"
        ),
        {"ids": dump(list(ids))},
    )


def unindex_cards(connection: Connection, ids: Sequence[str]) -> None:
    """Take cards out of the search index; to be called while their text is still what was indexed."""
    connection.execute(
        text(
            "INSERT INTO cards_text (cards_text, rowid, question, answer, tags, context) "
            "SELECT 'delete', number, question, answer, tags, context FROM cards "
            "WHERE id IN (SELECT value FROM json_each(:ids))"
        ),
        {"ids": dump(list(ids))},
    )
