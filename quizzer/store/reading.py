"""What is kept, read: sources, cards, stubs, batches, rounds and the whole log as domain values; nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.exc import DBAPIError

from quizzer.domain.cards import Card, CardState, Source, Stub
from quizzer.domain.reviews import Review
from quizzer.store import card_rows
from quizzer.store.batch import BATCHES, CARDS, REVIEWS, ROUNDS, SCHEDULES, SOURCES, STUBS
from quizzer.store.codec import to_review
from quizzer.store.connection import explained
from quizzer.store.engine import open_engine


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What is known of one import, merge or edit."""

    id: str
    kind: str
    made_at: int
    title: str
    summary: Mapping[str, Any]


class Reader:
    """Everything that is kept, but the hot path; close it after use."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self._path = path
        self._engine = open_engine(path, is_read_only=is_read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise explained(error.orig, self._path) from error  # type: ignore[arg-type]

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

    def cards(self, *, state: CardState | None = None, deck: str = "", ids: Sequence[str] = ()) -> list[Card]:
        """Cards by deck, note and place; all that are not parked unless a state is asked for."""
        query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True)
        query = query.where(CARDS.c.state == str(state) if state else CARDS.c.state != "parked")
        if deck:
            query = query.where(or_(CARDS.c.deck == deck, CARDS.c.deck.startswith(f"{deck}/", autoescape=True)))
        if ids:
            query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).where(CARDS.c.id.in_(list(ids)))
        with self._reading() as connection:
            return card_rows.read(connection, query.order_by(CARDS.c.deck, SOURCES.c.path, CARDS.c.position))

    def all_cards(self) -> list[Card]:
        """Every card, parked ones too, in the order they came."""
        query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).order_by(CARDS.c.number)
        with self._reading() as connection:
            return card_rows.read(connection, query)

    def merged_cards(self) -> dict[str, str]:
        """From the cards whose history was merged to the cards that have it now."""
        with self._reading() as connection:
            query = select(CARDS.c.id, CARDS.c.merged_into).where(CARDS.c.merged_into.is_not(None))
            return {row.id: row.merged_into for row in connection.execute(query)}

    def candidates(self, paths: Iterable[str], keys: Iterable[str], author_ids: Iterable[str]) -> list[Card]:
        """See `card_rows.candidates`."""
        with self._reading() as connection:
            return card_rows.candidates(connection, paths, keys, author_ids)

    def showings(self, ids: Sequence[str]) -> dict[str, int]:
        """How many showings hang on each of these cards; cards without any are left out."""
        with self._reading() as connection:
            return card_rows.showings(connection, ids)

    def deck_sizes(self) -> dict[str, int]:
        """Cards of each deck that are not parked."""
        query = select(CARDS.c.deck, func.count()).where(CARDS.c.state != "parked").group_by(CARDS.c.deck)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query.order_by(CARDS.c.deck))}

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

    def round_rows(self, learner_id: int = 1) -> list[Mapping[str, Any]]:
        """Dated interviews by date, topics as JSON text."""
        with self._reading() as connection:
            query = select(ROUNDS).where(ROUNDS.c.learner_id == learner_id).order_by(ROUNDS.c.day, ROUNDS.c.id)
            return [dict(row) for row in connection.execute(query).mappings()]

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


def _to_source(row: Any) -> Source:
    return Source(
        path=row["path"], root=row["root"], deck=row["deck"], content_hash=row["content_hash"], size=row["size"], named_deck=row["named_deck"],
        mtime_ns=row["mtime_ns"], is_bundled=bool(row["is_bundled"]), is_gone=bool(row["is_gone"]),
        is_confirmed=bool(row["is_confirmed"]),
    )  # fmt: skip
