"""Cards as they are read: rows with their further places, candidates for a re-import, showings counted. Plain SQL."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quizzer.domain.cards import Card, Place
from quizzer.store.batch import listed, run
from quizzer.store.codec import to_card

_NUMBERED = (
    "SELECT c.*, s.path FROM json_each(?) AS wanted CROSS JOIN cards AS c ON c.number = wanted.value "
    "LEFT JOIN sources AS s ON s.id = c.source_id WHERE c.merged_into IS NULL ORDER BY wanted.key"
)
_LOOSE = (
    "SELECT number FROM cards INDEXED BY cards_parked WHERE state = 'parked'",
    "SELECT number FROM cards WHERE source_id IS NULL OR source_id IN (SELECT id FROM sources WHERE is_gone)",
)
_IN = "IN (SELECT value FROM json_each(?))"
_OF_PATHS = (
    f"SELECT number FROM cards WHERE source_id IN (SELECT id FROM sources WHERE path {_IN})",
    "SELECT number FROM cards WHERE id IN (SELECT card_id FROM places WHERE source_id IN "
    f"(SELECT id FROM sources WHERE path {_IN}))",
)
_MERGED = "SELECT id, merged_into FROM cards INDEXED BY cards_parked WHERE state = 'parked' AND merged_into IS NOT NULL"
"""Merged cards are parked; which are is told by an index, so that not every card is read."""
_SHOWN = (
    f"SELECT card_id, count(*) FROM reviews WHERE learner_id IN (SELECT id FROM learners) AND card_id {_IN} "
    "AND entry IN ('scheduled', 'repeat', 'practice') GROUP BY card_id"
)


def with_places(connection: sqlite3.Connection, rows: Sequence[Mapping[Any, Any]]) -> list[Card]:
    """The cards of rows of `cards` that have the path of their source beside their own columns."""
    places = _places(connection, [row["id"] for row in rows])
    return [to_card(row, row["path"] or "", places.get(row["id"], ())) for row in rows]


def candidates(
    connection: sqlite3.Connection,
    paths: Iterable[str],
    keys: Iterable[str],
    author_ids: Iterable[str],
    *,
    is_loose: bool = True,
) -> list[Card]:
    """The cards that drafts of these files may turn out to be.

    Those of the files themselves, and any with the same question or the same id of its author anywhere; where
    `is_loose`, also those of files that are gone, the parked and the source-less.
    """
    of_paths = listed(sorted(set(paths)))
    asked: list[tuple[str, tuple[str, ...]]] = [
        *((loose, ()) for loose in _LOOSE if is_loose),
        (_OF_PATHS[0], of_paths),
        (f"SELECT number FROM cards WHERE question_key {_IN}", listed(sorted(set(keys) - {""}))),
        (_OF_PATHS[1], of_paths),
    ]
    if ids := set(author_ids) - {""}:
        asked.append((f"SELECT number FROM cards WHERE author_id <> '' AND author_id {_IN}", listed(sorted(ids))))
    numbers = dict.fromkeys(row[0] for query, values in asked for row in connection.execute(query, values))
    return with_places(connection, run(connection, _NUMBERED, (json.dumps(list(numbers)),)).fetchall())


def showings(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """How many showings hang on each of these cards; cards without any are left out."""
    owners = dict(connection.execute(_MERGED).fetchall())
    wanted = set(ids)
    asked = [*wanted, *(card_id for card_id, owner in owners.items() if owner in wanted)]
    counts: Counter[str] = Counter()
    for card_id, shown in connection.execute(_SHOWN, listed(asked)):
        counts[owners.get(card_id, card_id)] += shown
    return {card_id: shown for card_id, shown in counts.items() if card_id in wanted}


def _places(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    if connection.execute("SELECT 1 FROM places LIMIT 1").fetchone() is None:
        return found
    query = (
        "SELECT p.card_id, s.path, p.line, p.position, p.context FROM places AS p JOIN sources AS s "
        f"ON s.id = p.source_id WHERE p.card_id {_IN} ORDER BY s.path"
    )
    for card_id, path, line, position, context in connection.execute(query, listed(ids)):
        place = Place(path, line, position, tuple(json.loads(context)))
        found[card_id] = (*found.get(card_id, ()), place)
    return found
