"""Rows to domain values and back: sources, cards, stubs, batches. One verb, one transaction.

Built on SQLAlchemy Core over the SQLModel tables: rows go in as plain dicts, in bulk.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from quizzer.domain.cards import Card, CardState, Place, Source, Stub
from quizzer.domain.plan import Item
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import SM2
from quizzer.store.batch import (
    BATCHES,
    CARDS,
    CHUNK,
    PLACES,
    REVIEWS,
    ROUNDS,
    SCHEDULES,
    SOURCES,
    STUBS,
    Batch,
    take_back,
)  # fmt: skip
from quizzer.store.codec import dump, review_row, to_card, to_review
from quizzer.store.connection import explained
from quizzer.store.engine import open_engine
from quizzer.store.log import SchedulerFor
from quizzer.store.merge import fold_again, log_within, merge_into, merged_in
from quizzer.store.writer import FileWriter


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What is known of one import, merge or edit."""

    id: str
    kind: str
    made_at: int
    title: str
    summary: Mapping[str, Any]


class Repository:
    """Everything in the store but the hot path."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self._path = path
        self._engine = open_engine(path, is_read_only=is_read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise explained(error.orig, self._path) from error  # type: ignore[arg-type]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise explained(error.orig, self._path) from error  # type: ignore[arg-type]

    # --- sources

    def sources(self) -> list[Source]:
        """Every note file that was ever read, by path."""
        with self._reading() as connection:
            return [_to_source(row) for row in connection.execute(select(SOURCES).order_by(SOURCES.c.path)).mappings()]

    def stubs(self, paths: Iterable[str] | None = None) -> list[Stub]:
        """The questions that the notes leave open, by file and line."""
        query = select(STUBS, SOURCES.c.path).join(SOURCES).where(SOURCES.c.is_gone.is_(False))
        if paths is not None:
            query = query.where(SOURCES.c.path.in_(list(paths)))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(SOURCES.c.path, STUBS.c.line)).mappings()
            return [
                Stub(row["question"], row["path"], row["line"], row["end_line"], tuple(json.loads(row["context"])))
                for row in rows
            ]

    # --- cards

    def cards(self, *, state: CardState | None = None, deck: str = "", ids: Sequence[str] = ()) -> list[Card]:
        """Cards by deck, note and place; all that are not parked unless a state is asked for."""
        query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True)
        query = query.where(CARDS.c.state == str(state) if state else CARDS.c.state != "parked")
        if deck:
            query = query.where(or_(CARDS.c.deck == deck, CARDS.c.deck.startswith(f"{deck}/", autoescape=True)))
        if ids:
            query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).where(CARDS.c.id.in_(list(ids)))
        with self._reading() as connection:
            return self._read_cards(connection, query.order_by(CARDS.c.deck, SOURCES.c.path, CARDS.c.position))

    def all_cards(self) -> list[Card]:
        """Every card, parked ones too, in the order they came."""
        query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).order_by(CARDS.c.number)
        with self._reading() as connection:
            return self._read_cards(connection, query)

    def merged_cards(self) -> dict[str, str]:
        """From the cards whose history was merged to the cards that have it now."""
        with self._reading() as connection:
            query = select(CARDS.c.id, CARDS.c.merged_into).where(CARDS.c.merged_into.is_not(None))
            return {row.id: row.merged_into for row in connection.execute(query)}

    def candidates(self, paths: Iterable[str], keys: Iterable[str], author_ids: Iterable[str]) -> list[Card]:
        """The cards that drafts of these files may turn out to be.

        Those of the files themselves and of files that are gone, the parked and the source-less, and any with the
        same question or the same id of its author anywhere.
        """
        with self._reading() as connection:
            found: dict[str, Card] = {}
            base = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).where(CARDS.c.merged_into.is_(None))
            loose = or_(CARDS.c.state == "parked", CARDS.c.source_id.is_(None), SOURCES.c.is_gone)
            for card in self._read_cards(connection, base.where(loose)):
                found[card.id] = card
            for column, values in (
                (SOURCES.c.path, paths), (CARDS.c.question_key, keys), (CARDS.c.author_id, author_ids),
            ):  # fmt: skip
                for part in _chunks(sorted(set(values) - {""})):
                    for card in self._read_cards(connection, base.where(column.in_(part))):
                        found[card.id] = card
            for part in _chunks(sorted(set(paths))):
                elsewhere = select(PLACES.c.card_id).join(SOURCES).where(SOURCES.c.path.in_(part))
                for card in self._read_cards(connection, base.where(CARDS.c.id.in_(elsewhere))):
                    found[card.id] = card
            return list(found.values())

    def _read_cards(self, connection: Connection, query: Any) -> list[Card]:
        rows = connection.execute(query).mappings().all()
        places = self._places(connection, [row["id"] for row in rows])
        return [to_card(row, row["path"] or "", places.get(row["id"], ())) for row in rows]

    def _places(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        if connection.execute(select(PLACES.c.card_id).limit(1)).first() is None:
            return found
        for part in _chunks(ids):
            query = select(PLACES, SOURCES.c.path).join(SOURCES).where(PLACES.c.card_id.in_(part))
            for row in connection.execute(query.order_by(SOURCES.c.path)).mappings():
                place = Place(row["path"], row["line"], row["position"], tuple(json.loads(row["context"])))
                found[row["card_id"]] = (*found.get(row["card_id"], ()), place)
        return found

    def showings(self, ids: Sequence[str]) -> dict[str, int]:
        """How many showings hang on each of these cards; cards without any are left out."""
        owner = func.coalesce(CARDS.c.merged_into, CARDS.c.id)
        found: dict[str, int] = {}
        with self._reading() as connection:
            for part in _chunks(ids):
                query = (
                    select(owner, func.count())
                    .join(REVIEWS, REVIEWS.c.card_id == CARDS.c.id)
                    .where(owner.in_(part), REVIEWS.c.entry.in_(["scheduled", "repeat", "practice"]))
                    .group_by(owner)
                )
                found.update({row[0]: row[1] for row in connection.execute(query)})
        return found

    def deck_sizes(self) -> dict[str, int]:
        """Cards of each deck that are not parked."""
        query = select(CARDS.c.deck, func.count()).where(CARDS.c.state != "parked").group_by(CARDS.c.deck)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.order_by(CARDS.c.deck))}

    # --- batches

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

    def last_batch(self, kind: str = "") -> BatchRecord | None:
        """The newest batch that has not been taken back."""
        query = select(BATCHES).where(BATCHES.c.undone_at.is_(None)).order_by(BATCHES.c.id.desc()).limit(1)
        if kind:
            query = query.where(BATCHES.c.kind == kind)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return BatchRecord(row["id"], row["kind"], row["made_at"], row["title"], json.loads(row["summary"]))

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

    def store_file(
        self,
        batch_id: str,
        source: Source | None,
        items: Iterable[Item],
        stubs: Sequence[Stub],
        moment: tuple[int, int, date],
    ) -> int:
        """Everything that one file brings, in one transaction: all of it or none. How many rows changed.

        `source` is None for parked cards that have no file any more. `moment` is the instant, its offset and its
        study day: when what was learnt in another tool is written into the log.
        """
        with self._writing() as connection:
            batch = Batch(connection, batch_id)
            writer = FileWriter(connection, batch, moment)
            if source is not None:
                source_id = writer.find_source(source)
                writer.put_stubs(source_id, stubs)
            for item in items:
                writer.put(item, source)
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
            for source in sources:
                writer.put_source(source)
            log = log_within(connection, self._path)
            for entry in entries:
                log.append_within(entry, scheduler_for)
            return batch.finish()

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

    def merge_log(
        self,
        sources: Sequence[Source],
        cards: Sequence[Mapping[str, Any]],
        reviews: Sequence[Review],
        rounds: Sequence[Mapping[str, Any]],
        moment: tuple[int, int, date],
    ) -> tuple[int, int]:
        """Add cards, log entries and rounds that are not here yet, in one transaction; how many cards and entries.

        `cards` are rows without source, with the path of their note as `path`. Schedules are left to a rebuild.
        """
        with self._writing() as connection:
            # A card may have been merged into one that comes after it.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            batch_id = f"{moment[0]:012x}-{uuid.uuid4().hex[:8]}"
            values = {"id": batch_id, "kind": "restore", "made_at": moment[0], "title": "an export", "summary": "{}"}
            connection.execute(insert(BATCHES).values(values))
            batch = Batch(connection, batch_id)
            writer = FileWriter(connection, batch, moment)
            ids = {source.path: writer.put_source(source) for source in sources}
            known = {row.id for row in connection.execute(select(CARDS.c.id))}
            new = [card for card in cards if card["id"] not in known]
            rows = [{name: card[name] for name in card if name != "path"} for card in new]
            for row, card in zip(rows, new, strict=True):
                row["source_id"] = ids.get(card["path"])
            batch.insert(CARDS, rows)
            kept = {row.id for row in connection.execute(select(REVIEWS.c.id))}
            entries = [review_row(review, 1) for review in reviews if review.id not in kept]
            if entries:
                connection.execute(insert(REVIEWS), entries)
            had = {row.id for row in connection.execute(select(ROUNDS.c.id))}
            fresh = [dict(one) for one in rounds if one["id"] not in had]
            if fresh:
                connection.execute(insert(ROUNDS), fresh)
            batch.finish()
            return len(new), len(entries)

    def round_rows(self, learner_id: int = 1) -> list[Mapping[str, Any]]:
        """Dated interviews by date, topics as JSON text."""
        with self._reading() as connection:
            query = select(ROUNDS).where(ROUNDS.c.learner_id == learner_id).order_by(ROUNDS.c.day, ROUNDS.c.id)
            return [dict(row) for row in connection.execute(query).mappings()]

    # --- the whole log, for exports and checks

    def reviews(self, learner_id: int = 1) -> list[Review]:
        """Every entry of the log, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(REVIEWS).where(REVIEWS.c.learner_id == learner_id).order_by(REVIEWS.c.id))
            return [to_review(row) for row in rows.mappings()]

    def schedule_rows(self, learner_id: int = 1) -> dict[str, Mapping[str, Any]]:
        """The schedules as they are kept, by card."""
        with self._reading() as connection:
            rows = connection.execute(select(SCHEDULES).where(SCHEDULES.c.learner_id == learner_id)).mappings()
            return {row["card_id"]: dict(row) for row in rows}


def _open_batch(connection: Connection, kind: str, title: str, now: int) -> str:
    """A batch whose id sorts after every earlier one, even when the clock was set back in between."""
    newest = connection.execute(select(func.max(BATCHES.c.id))).scalar_one()
    order = max(now, int(newest[:12], 16) + 1) if newest else now
    batch_id = f"{order:012x}-{uuid.uuid4().hex[:8]}"
    connection.execute(insert(BATCHES).values(id=batch_id, kind=kind, made_at=now, title=title, summary="{}"))
    return batch_id


def _to_source(row: Any) -> Source:
    return Source(
        path=row["path"], root=row["root"], deck=row["deck"], content_hash=row["content_hash"], size=row["size"], named_deck=row["named_deck"],
        mtime_ns=row["mtime_ns"], is_bundled=bool(row["is_bundled"]), is_gone=bool(row["is_gone"]),
        is_confirmed=bool(row["is_confirmed"]),
    )  # fmt: skip


def _chunks(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])
