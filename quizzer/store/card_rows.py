"""Cards as they are read: rows with their further places, candidates for a re-import, showings counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from quizzer.domain.cards import Card, Place
from quizzer.store.batch import CARDS, CHUNK, PLACES, REVIEWS, SOURCES
from quizzer.store.codec import to_card


def read(connection: Connection, query: Any) -> list[Card]:
    """The cards of a query over cards with the path of their source."""
    rows = connection.execute(query).mappings().all()
    places = _places(connection, [row["id"] for row in rows])
    return [to_card(row, row["path"] or "", places.get(row["id"], ())) for row in rows]


def candidates(
    connection: Connection, paths: Iterable[str], keys: Iterable[str], author_ids: Iterable[str]
) -> list[Card]:
    """The cards that drafts of these files may turn out to be.

    Those of the files themselves and of files that are gone, the parked and the source-less, and any with the
    same question or the same id of its author anywhere.
    """
    found: dict[str, Card] = {}
    base = select(CARDS, SOURCES.c.path).join(SOURCES, isouter=True).where(CARDS.c.merged_into.is_(None))
    loose = or_(CARDS.c.state == "parked", CARDS.c.source_id.is_(None), SOURCES.c.is_gone)
    for card in read(connection, base.where(loose)):
        found[card.id] = card
    for column, values in (
        (SOURCES.c.path, paths), (CARDS.c.question_key, keys), (CARDS.c.author_id, author_ids),
    ):  # fmt: skip
        for part in _chunks(sorted(set(values) - {""})):
            for card in read(connection, base.where(column.in_(part))):
                found[card.id] = card
    for part in _chunks(sorted(set(paths))):
        elsewhere = select(PLACES.c.card_id).join(SOURCES).where(SOURCES.c.path.in_(part))
        for card in read(connection, base.where(CARDS.c.id.in_(elsewhere))):
            found[card.id] = card
    return list(found.values())


def showings(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """How many showings hang on each of these cards; cards without any are left out."""
    owner = func.coalesce(CARDS.c.merged_into, CARDS.c.id)
    found: dict[str, int] = {}
    for part in _chunks(ids):
        query = (
            select(owner, func.count())
            .join(REVIEWS, REVIEWS.c.card_id == CARDS.c.id)
            .where(owner.in_(part), REVIEWS.c.entry.in_(["scheduled", "repeat", "practice"]))
            .group_by(owner)
        )
        found.update({row[0]: row[1] for row in connection.execute(query)})
    return found


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    if connection.execute(select(PLACES.c.card_id).limit(1)).first() is None:
        return found
    for part in _chunks(ids):
        query = select(PLACES, SOURCES.c.path).join(SOURCES).where(PLACES.c.card_id.in_(part))
        for row in connection.execute(query.order_by(SOURCES.c.path)).mappings():
            place = Place(row["path"], row["line"], row["position"], tuple(json.loads(row["context"])))
            found[row["card_id"]] = (*found.get(row["card_id"], ()), place)
    return found


def _chunks(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])
