"""Writes what the plan makes of the cards of some files, inside a transaction that the repository began."""

from __future__ import annotations

import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from quizzer.domain.cards import Card, Place, Source, Standing, Stub, question_key
from quizzer.domain.plan import Fate, Item, after
from quizzer.domain.scheduling import SM2, standing_entry
from quizzer.store.batch import Batch, listed, run
from quizzer.store.codec import dump
from quizzer.store.log import ReviewLog


def new_id() -> str:
    """A random id for a card or source: 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class FilePart:
    """What a plan makes of one file."""

    source: Source | None
    """None for parked cards that have no file any more."""
    items: Sequence[Item] = ()
    """Settled."""
    stubs: Sequence[Stub] = ()


class FileWriter:
    """Writes the items of a plan for some files; what is new is gathered and goes in together."""

    def __init__(self, connection: sqlite3.Connection, batch: Batch, moment: tuple[int, int, date]) -> None:
        self._connection = connection
        self._batch = batch
        self._moment = moment
        self._now = moment[0]
        self._source_ids: dict[str, str] = {}
        self._known: set[str] = set()
        self._new: list[dict[str, Any]] = []
        self._changed: dict[str, dict[str, Any]] = {}
        self._places: dict[str, tuple[Place, ...]] = {}
        self._standings: list[tuple[Card, Standing]] = []

    def put_files(self, files: Sequence[FilePart]) -> None:
        """Everything that files bring; `finish` completes it."""
        sources = [file.source for file in files if file.source is not None]
        ids = dict(zip((source.path for source in sources), self.find_sources(sources), strict=True))
        self.put_stubs({ids[file.source.path]: file.stubs for file in files if file.source is not None})
        for file in files:
            for item in file.items:
                self.put(item, file.source)

    def find_sources(self, sources: Sequence[Source]) -> list[str]:
        """The ids of the rows of note files; new files get one that still counts as changed."""
        rows = self._source_rows([source.path for source in sources])
        fresh = [source for source in sources if source.path not in rows]
        self._insert_sources([replace(source, content_hash="") for source in fresh])
        self._source_ids |= {path: str(row["id"]) for path, row in rows.items()}
        self._known |= {str(row["id"]) for row in rows.values()}
        return [self._source_ids[source.path] for source in sources]

    def put_sources(self, sources: Sequence[Source]) -> dict[str, str]:
        """Write the rows of note files as they are now; their ids by path."""
        rows = self._source_rows([source.path for source in sources])
        self._insert_sources([source for source in sources if source.path not in rows])
        changed: list[tuple[Mapping[Any, Any], Mapping[str, Any]]] = []
        touched: list[dict[str, Any]] = []
        for source in sources:
            row = rows.get(source.path)
            if row is None:
                continue
            values = {name: value for name, value in _told(source).items() if row[name] != value}
            if values:
                values |= {name: value for name, value in _seen(source).items() if row[name] != value}
                changed.append((row, values | {"read_at": self._now}))
            elif any(row[name] != value for name, value in _seen(source).items()):
                touched.append({"id": row["id"], **_seen(source)})
        self._batch.update_sources(changed)
        # Saved again as they were: nothing that anybody would want to take back.
        self._connection.executemany("UPDATE sources SET size = :size, mtime_ns = :mtime_ns WHERE id = :id", touched)
        self._source_ids |= {path: str(row["id"]) for path, row in rows.items()}
        return {source.path: self._source_ids[source.path] for source in sources}

    def _insert_sources(self, sources: Sequence[Source]) -> None:
        rows = [
            {"id": new_id(), "path": source.path, "read_at": self._now, **_told(source), **_seen(source)}
            for source in sources
        ]
        self._batch.insert("sources", rows)
        self._source_ids |= {row["path"]: row["id"] for row in rows}

    def _source_rows(self, paths: Sequence[str]) -> dict[str, Mapping[Any, Any]]:
        if not paths:
            return {}
        rows = run(
            self._connection, "SELECT * FROM sources WHERE path IN (SELECT value FROM json_each(?))", listed(paths)
        )
        return {row["path"]: row for row in rows}

    def put_stubs(self, stubs_of: Mapping[str, Sequence[Stub]]) -> None:
        """Put the open questions of files, by the id of their row, in place of those they had."""
        kept = self._kept_stubs([source_id for source_id in stubs_of if source_id in self._known])
        fresh: list[dict[str, Any]] = []
        for source_id, stubs in stubs_of.items():
            rows = [
                {"question": stub.question, "context": dump(list(stub.context)), "line": stub.line,
                 "end_line": stub.end_line}
                for stub in stubs
            ]  # fmt: skip
            if [tuple(row.values()) for row in rows] == kept[source_id]:
                continue
            if kept[source_id]:
                self._batch.delete("stubs", {"source_id": source_id})
            fresh += [{"source_id": source_id, **row} for row in rows]
        if fresh:
            (start,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM stubs").fetchone()
            self._batch.insert("stubs", [{"id": start + n, **row} for n, row in enumerate(fresh, 1)])

    def _kept_stubs(self, ids: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        query = (
            "SELECT source_id, question, context, line, end_line FROM stubs "
            "WHERE source_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        for source_id, *columns in self._connection.execute(query, listed(ids)):
            found[source_id].append(tuple(columns))
        return found

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
            row = self._connection.execute("SELECT id FROM sources WHERE path = ?", (path,)).fetchone()
            if row is None:
                return None
            self._source_ids[path] = row[0]
        return self._source_ids[path]

    def _deck_of(self, path: str) -> str:
        row = self._connection.execute("SELECT deck FROM sources WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def finish(self) -> None:
        """Change and add the cards, then every further place, then what was learnt elsewhere."""
        self._batch.update_cards(self._changed, {"updated_at": self._now})
        self._batch.insert("cards", self._new)
        self._put_places()
        self._put_standings()

    def _put_standings(self) -> None:
        if not self._standings:
            return
        log = ReviewLog(self._connection, Path(), is_brief=True)
        for card, standing in self._standings:
            if not log.of_card(card.id):
                entry = standing_entry(card.id, card.deck, standing, self._moment)
                log.append_within(entry, lambda _: SM2)

    def _put_places(self) -> None:
        self._make_room({place.path for others in self._places.values() for place in others})
        kept_by_card = self._kept_places(list(self._places))
        fresh: list[dict[str, Any]] = []
        for card_id, others in self._places.items():
            wanted = {self._source_ids[place.path]: place for place in others}
            kept = kept_by_card[card_id]
            for source_id in kept - wanted.keys():
                self._batch.delete("places", {"card_id": card_id, "source_id": source_id})
            for source_id, place in wanted.items():
                values = {"line": place.line, "position": place.position, "context": dump(list(place.context))}
                key = {"card_id": card_id, "source_id": source_id}
                if source_id in kept:
                    self._batch.update("places", key, values)
                else:
                    fresh.append({**key, **values})
        self._batch.insert("places", fresh)

    def _make_room(self, paths: set[str]) -> None:
        """Rows for files that come later in the same import: each is filled when its turn comes."""
        unknown = sorted(paths - self._source_ids.keys())
        self._source_ids |= {path: str(row["id"]) for path, row in self._source_rows(unknown).items()}
        later = [path for path in unknown if path not in self._source_ids]
        self._insert_sources([Source(path, path, "", "", 0, 0) for path in later])

    def _kept_places(self, ids: Sequence[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        query = "SELECT card_id, source_id FROM places WHERE card_id IN (SELECT value FROM json_each(?))"
        for card_id, source_id in self._connection.execute(query, listed(ids)):
            found[card_id].add(source_id)
        return found


def _told(source: Source) -> dict[str, Any]:
    """What is known of a file that an import may change and its undo brings back."""
    return {
        "root": source.root, "named_deck": source.named_deck, "deck": source.deck,
        "content_hash": source.content_hash, "is_bundled": source.is_bundled, "is_gone": source.is_gone,
        "is_confirmed": source.is_confirmed,
    }  # fmt: skip


def _seen(source: Source) -> dict[str, Any]:
    """How the file was found on the disk."""
    return {"size": source.size, "mtime_ns": source.mtime_ns}


_FRESH: Mapping[str, Any] = {"is_unseen": True, "is_flagged": False, "own_tags": "[]", "merged_into": None}
