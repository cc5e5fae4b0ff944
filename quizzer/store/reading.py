"""What is kept, read: sources, cards, stubs, batches, rounds and the whole log as domain values; nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, or_, select
from sqlalchemy.exc import DBAPIError

from quizzer.domain.cards import Card, CardState, Source, Stub
from quizzer.domain.reviews import Review
from quizzer.store import card_rows
from quizzer.store.codec import to_review
from quizzer.store.connection import explained
from quizzer.store.engine import open_engine
from quizzer.store.kept import Kept
from quizzer.store.tables import CARDS, REVIEWS, ROUNDS, SCHEDULES, SOURCES, STUBS


class Reader(Kept):
    """Everything that is kept, but the hot path; close it after use."""

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self._connection, is_read_only=self._is_read_only)

    def _cards(self, query: Any) -> list[Card]:
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        with self._asking() as plain:
            return card_rows.with_places(plain, rows)

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
        return self._cards(query.order_by(CARDS.c.deck, SOURCES.c.path, CARDS.c.position))

    def all_cards(self) -> list[Card]:
        """Every card, parked ones too, in the order they came."""
        query = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).order_by(CARDS.c.number)
        return self._cards(query)

    def merged_cards(self) -> dict[str, str]:
        """From the cards whose history was merged to the cards that have it now."""
        with self._reading() as connection:
            query = select(CARDS.c.id, CARDS.c.merged_into).where(CARDS.c.merged_into.is_not(None))
            return {row.id: row.merged_into for row in connection.execute(query)}

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
