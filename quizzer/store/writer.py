"""Writes what one file's plan makes of its cards, inside a transaction that the repository began."""

from __future__ import annotations

import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update

from quizzer.domain.cards import Card, Place, Source, Standing, Stub, question_key
from quizzer.domain.plan import Fate, Item, after
from quizzer.domain.scheduling import SM2, standing_entry
from quizzer.store.batch import CARDS, CHUNK, PLACES, SOURCES, STUBS, Batch
from quizzer.store.codec import dump
from quizzer.store.log import ReviewLog


def new_id() -> str:
    """A random id for a card or source: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class FileWriter:
    """Writes the items of one file's plan; new cards are gathered and go in together."""

    def __init__(self, connection: Connection, batch: Batch, moment: tuple[int, int, date]) -> None:
        self._connection = connection
        self._batch = batch
        self._moment = moment
        self._now = moment[0]
        self._source_ids: dict[str, str] = {}
        self._new: list[dict[str, Any]] = []
        self._changed: dict[str, dict[str, Any]] = {}
        self._places: dict[str, tuple[Place, ...]] = {}
        self._standings: list[tuple[Card, Standing]] = []

    def find_source(self, source: Source) -> str:
        """The id of the note file's row; a new file gets one that still counts as changed."""
        return self._source_id(source.path) or self.put_source(replace(source, content_hash=""))

    def put_source(self, source: Source) -> str:
        """Write the row of the note file; its id."""
        row = self._connection.execute(select(SOURCES).where(SOURCES.c.path == source.path)).mappings().first()
        seen = {"size": source.size, "mtime_ns": source.mtime_ns}
        values = {
            "root": source.root, "named_deck": source.named_deck, "deck": source.deck,
            "content_hash": source.content_hash, "is_bundled": source.is_bundled, "is_gone": source.is_gone,
            "is_confirmed": source.is_confirmed,
        }  # fmt: skip
        if row is None:
            source_id = new_id()
            self._batch.insert(
                SOURCES, [{"id": source_id, "path": source.path, "read_at": self._now, **values, **seen}]
            )
            return source_id
        if any(row[name] != value for name, value in values.items()):
            self._batch.update(SOURCES, {"id": row["id"]}, {**values, **seen, "read_at": self._now})
        else:
            # Saved again as it was: nothing that anybody would want to take back.
            self._connection.execute(update(SOURCES).where(SOURCES.c.id == row["id"]).values(seen))
        return str(row["id"])

    def put_stubs(self, source_id: str, stubs: Sequence[Stub]) -> None:
        """Put the open questions of a file in place of those it had."""
        rows = [
            {"source_id": source_id, "question": stub.question, "context": dump(list(stub.context)),
             "line": stub.line, "end_line": stub.end_line}
            for stub in stubs
        ]  # fmt: skip
        columns = ("question", "context", "line", "end_line")
        kept = self._connection.execute(
            select(*(STUBS.c[name] for name in columns)).where(STUBS.c.source_id == source_id).order_by(STUBS.c.id)
        ).all()
        if [tuple(row[name] for name in columns) for row in rows] == [tuple(row) for row in kept]:
            return
        self._batch.delete(STUBS, {"source_id": source_id})
        start = self._connection.execute(select(func.coalesce(func.max(STUBS.c.id), 0))).scalar_one()
        self._batch.insert(STUBS, [{"id": start + n, **row} for n, row in enumerate(rows, 1)])

    def put(self, item: Item, source: Source | None) -> None:
        """Carry out one settled item."""
        if item.changes_nothing:
            return
        card = after(item, new_id, (item.draft.deck or self._deck_of(item.draft.path)) if item.draft else "")
        if item.fate in (Fate.PARKED, Fate.DETACHED):
            values: dict[str, Any] = {
                "state": str(card.state), "returns_as": str(card.returns_as) if card.returns_as else None,
            }  # fmt: skip
            if item.fate is Fate.DETACHED:
                values |= {"source_id": None, "line": 0, "position": 0}
        else:
            values = self._text_values(card, source)
        if item.card is None:
            self._new.append({"id": card.id, **_FRESH, **values, "created_at": self._now, "updated_at": self._now})
        else:
            self._changed[card.id] = values
        if item.card is not None or card.others:
            self._places[card.id] = card.others
        if item.draft is not None and item.draft.standing is not None:
            self._standings.append((card, item.draft.standing))

    def _text_values(self, card: Card, source: Source | None) -> dict[str, Any]:
        return {
            "source_id": self._source_id(card.path), "deck": card.deck, "kind": str(card.kind),
            "state": str(card.state), "returns_as": None,
            "is_bundled": source.is_bundled if source and source.path == card.path else card.is_bundled,
            "question": card.question, "answer": card.answer, "question_key": question_key(card.question),
            "context": dump(list(card.context)), "options": dump(list(card.options)),
            "tags": dump([tag for tag in card.tags if tag not in card.own_tags]),
            "sibling": card.sibling, "author_id": card.author_id, "confidence": str(card.confidence),
            "data": dump(dict(card.data)), "position": card.position, "line": card.line,
        }  # fmt: skip

    def _source_id(self, path: str) -> str | None:
        if not path:
            return None
        if path not in self._source_ids:
            row = self._connection.execute(select(SOURCES.c.id).where(SOURCES.c.path == path)).first()
            if row is None:
                return None
            self._source_ids[path] = str(row.id)
        return self._source_ids[path]

    def _deck_of(self, path: str) -> str:
        row = self._connection.execute(select(SOURCES.c.deck).where(SOURCES.c.path == path)).first()
        return str(row.deck) if row else ""

    def finish(self) -> None:
        """Change and add the cards, then every further place, then what was learnt elsewhere."""
        self._batch.update_cards(self._changed, {"updated_at": self._now})
        self._batch.insert(CARDS, self._new)
        self._put_places()
        self._put_standings()

    def _put_standings(self) -> None:
        raw = self._connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        log = ReviewLog(raw, Path())
        for card, standing in self._standings:
            if not log.of_card(card.id):
                entry = standing_entry(card.id, card.deck, standing, self._moment)
                log.append_within(entry, lambda _: SM2)

    def _put_places(self) -> None:
        kept_by_card = self._kept_places(list(self._places))
        for card_id, others in self._places.items():
            wanted = {self._place_source(place.path): place for place in others}
            kept = kept_by_card[card_id]
            for source_id in kept - wanted.keys():
                self._batch.delete(PLACES, {"card_id": card_id, "source_id": source_id})
            for source_id, place in wanted.items():
                values = {"line": place.line, "position": place.position, "context": dump(list(place.context))}
                key = {"card_id": card_id, "source_id": source_id}
                if source_id in kept:
                    self._batch.update(PLACES, key, values)
                else:
                    self._batch.insert(PLACES, [{**key, **values}])

    def _kept_places(self, ids: Sequence[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for start in range(0, len(ids), CHUNK):
            query = select(PLACES.c.card_id, PLACES.c.source_id).where(PLACES.c.card_id.in_(ids[start : start + CHUNK]))
            for row in self._connection.execute(query):
                found[row.card_id].add(row.source_id)
        return found

    def _place_source(self, path: str) -> str:
        source_id = self._source_id(path)
        if source_id is not None:
            return source_id
        # A file later in the same import: its row is filled when its turn comes.
        empty = Source(path=path, root=path, deck="", content_hash="", size=0, mtime_ns=0)
        return self.put_source(empty)


_FRESH: Mapping[str, Any] = {"is_unseen": True, "is_flagged": False, "own_tags": "[]", "merged_into": None}
