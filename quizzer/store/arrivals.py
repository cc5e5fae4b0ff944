"""What comes from elsewhere with its history, put in within a transaction that the repository began.

The log is a set: an entry that is known by its id is not put in a second time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from typing import Any

from quizzer.domain.cards import Card, Source
from quizzer.domain.plan import Item
from quizzer.domain.reviews import Review
from quizzer.domain.scheduling import effective
from quizzer.store import card_rows
from quizzer.store.batch import Batch, insert_rows, run
from quizzer.store.codec import review_row
from quizzer.store.log import ReviewLog
from quizzer.store.writer import FileWriter

Moment = tuple[int, int, date]
"""Instant, offset in minutes and study day."""


@dataclass(frozen=True, slots=True)
class Export:
    """An export of quizzer as rows."""

    sources: Sequence[Source]
    cards: Sequence[Mapping[str, Any]]
    """Rows without source, with the path of their note as `path`."""
    reviews: Sequence[Review]
    rounds: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Cards of another program and what it knows of them."""

    source: Source | None
    """What the cards are kept under; None when they are here already and only their history comes."""
    items: Sequence[Item]
    author_ids: Collection[str]
    """The ids by which the program knows its cards."""
    history: Callable[[Mapping[str, Card], str], tuple[Sequence[Review], Mapping[str, Mapping[str, Any]]]]
    """From the cards by the program's own ids, and the batch, to the log entries and columns to set by card id."""


def add_export(connection: sqlite3.Connection, batch: Batch, export: Export, moment: Moment) -> tuple[int, int]:
    """Add the cards, entries and rounds that are not here yet; how many cards and entries."""
    writer = FileWriter(connection, batch, moment)
    known = _ids(connection, "cards")
    new = [card for card in export.cards if card["id"] not in known]
    # Where every card is here already, so is the note it came from, often under another path.
    paths = {card["path"] for card in new}
    ids = writer.put_sources([source for source in export.sources if source.path in paths])
    rows = [{name: card[name] for name in card if name != "path"} for card in new]
    for row, card in zip(rows, new, strict=True):
        row["source_id"] = ids.get(card["path"])
    batch.insert("cards", rows)
    added = _add_entries(connection, export.reviews)
    had = _ids(connection, "rounds")
    fresh = [dict(one) for one in export.rounds if one["id"] not in had]
    insert_rows(connection, "rounds", fresh)
    return len(new), added


def add_arrival(connection: sqlite3.Connection, batch: Batch, arrival: Arrival, moment: Moment, log: ReviewLog) -> int:
    """Add the cards with their history; how many log entries came in."""
    writer = FileWriter(connection, batch, moment)
    if arrival.source is not None:
        writer.find_sources([arrival.source])
    for item in arrival.items:
        writer.put(item, arrival.source)
    writer.finish()
    if arrival.source is not None:
        writer.put_sources([arrival.source])
    query = "SELECT c.*, s.path FROM cards AS c LEFT JOIN sources AS s ON s.id = c.source_id WHERE c.author_id <> ''"
    rows = run(connection, query).fetchall()
    cards = {c.author_id: c for c in card_rows.with_places(connection, rows) if c.author_id in arrival.author_ids}
    reviews, marks = arrival.history(cards, batch.id)
    batch.update_cards(marks, {"updated_at": moment[0]})
    return _add_entries(connection, _anew(log, reviews))


def _add_entries(connection: sqlite3.Connection, reviews: Sequence[Review]) -> int:
    kept = _ids(connection, "reviews")
    rows = [review_row(review, 1) for review in reviews if review.id not in kept]
    insert_rows(connection, "reviews", rows)
    return len(rows)


def _ids(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in connection.execute(f"SELECT id FROM {table}")}


def _anew(log: ReviewLog, reviews: Sequence[Review]) -> list[Review]:
    """The entries, under an id of their own where an undo took back what an earlier import had brought."""
    entries = {e.id: e for card_id in dict.fromkeys(r.card_id for r in reviews) for e in log.of_card(card_id)}
    counting = {entry.id for entry in effective(entries.values())}
    return [replace(review, id=_free_id(review.id, entries.keys() - counting)) for review in reviews]


def _free_id(base: str, undone: Collection[str]) -> str:
    names = chain((base,), (f"{base}.{number}" for number in count(1)))
    return next(name for name in names if name not in undone)
