"""A spool: what an import has read, put aside on the disk until it is stored, so that memory does not grow with it.

SQLite's own temporary file: it has no name that anybody could find, and is gone with the process, however that ends.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from quizzer.domain.cards import NOTHING, CardDraft, Coverage, Dropped, Problem, Reading, Repair, Source, Standing, Stub
from quizzer.errors import StoreError

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")

_SCHEMA = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "CREATE TABLE held (number INTEGER PRIMARY KEY, name BLOB, value BLOB)",
    "CREATE TABLE drafts (number INTEGER PRIMARY KEY, question INTEGER, identity INTEGER)",
    "BEGIN",
)
_NOT_ALONE = (
    "SELECT number FROM drafts WHERE identity IN (SELECT identity FROM drafts GROUP BY identity HAVING count(*) > 1) "
    "UNION SELECT number FROM drafts WHERE question IN "
    "(SELECT question FROM drafts GROUP BY question HAVING count(DISTINCT identity) BETWEEN 2 AND ?)"
)


class Spool(Generic[_Name, _Value]):
    """Values in the order in which they were put in, each under a name, and the keys of the drafts in them."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        for statement in _SCHEMA:
            self._connection.execute(statement)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, name: _Name, value: _Value) -> None:
        """Add a value. StoreError when the disk for temporary files is full."""
        self._insert("INSERT INTO held VALUES (?, ?, ?)", [(self._count, _packed(name), _packed(value))])
        self._count += 1

    def at(self, number: int) -> tuple[_Name, _Value]:
        """A value and its name, by its place from 0."""
        row = self._connection.execute("SELECT name, value FROM held WHERE number = ?", (number,)).fetchone()
        return pickle.loads(row[0]), pickle.loads(row[1])

    def names(self) -> Iterator[_Name]:
        """The names alone."""
        for number in range(self._count):
            (data,) = self._connection.execute("SELECT name FROM held WHERE number = ?", (number,)).fetchone()
            yield pickle.loads(data)

    def put_keys(self, keys: Iterable[tuple[int, int, int]]) -> None:
        """The number of a draft, and of its question and of the whole a number of 64 bits."""
        self._insert("INSERT INTO drafts VALUES (?, ?, ?)", keys)

    def not_alone(self, most: int) -> set[int]:
        """Drafts that are read twice, or whose question has from two to so `most` different answers."""
        return {row[0] for row in self._connection.execute(_NOT_ALONE, (most,))}

    def _insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise StoreError(
                f"what was read does not fit into the folder for temporary files: {error}",
                hint="free some space, or let TMPDIR name another folder",
            ) from error


def _packed(value: object) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return buffer.getvalue()


def _by_values(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """How a frozen value is put aside: as what makes it again, far quicker than in the way of `dataclasses`."""
    values_of = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, values_of(value))


def _sealed(values: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(values) if values else NOTHING


_FROZEN = (CardDraft, Coverage, Dropped, Problem, Reading, Repair, Source, Standing, Stub)
_REDUCERS: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    MappingProxyType: lambda mapping: (_sealed, (dict(mapping),)),
    **{kind: _by_values(kind) for kind in _FROZEN},
}
