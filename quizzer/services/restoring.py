"""A JSON export comes back: cards with their ids, the whole log, the rounds; schedules are made again by replay.

Into an empty home it gives what was exported; into another it adds what is not there yet, because a log is a set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzer.config import Home, Settings
from quizzer.domain.cards import Source
from quizzer.domain.reviews import Review
from quizzer.errors import NoteError
from quizzer.services import export_rows
from quizzer.services.clock import Clock
from quizzer.services.exporting import VERSION, schedule_json
from quizzer.services.importing import Importer
from quizzer.services.rules import signature
from quizzer.store.arrivals import Export
from quizzer.store.codec import to_schedule
from quizzer.store.repository import Repository

MOST_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    cards: int
    entries: int
    known: int
    """Cards that were here already."""
    differing: int = 0
    """Schedules that this home's rule makes other than the export has them."""


def restore(home: Home, settings: Settings, clock: Clock, path: Path, *, is_dry: bool = False) -> Restored:
    """Read an export into this home; NoteError names what is wrong with the file, and nothing was stored.

    `is_dry` stores nothing and says what would come back.
    """
    value = _load(path)
    now = clock.now()
    try:
        rows = [export_rows.card_row(card, now.instant) for card in value["cards"]]
        found = [
            export_rows.review(row["id"], each)
            for row, card in zip(rows, value["cards"], strict=True)
            for each in card["reviews"]
        ]
        reviews = sorted(found, key=lambda review: review.id)
        rounds = [export_rows.round_row(each) for each in value.get("rounds", [])]
        export_rows.check_references(rows, reviews)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NoteError(f"not a whole export: {error}", source=str(path), hint="nothing was stored") from error
    names = sorted({row["path"] for row in rows} - {""})
    sources = [Source(name, name, "", "", 0, 0, named_deck="", is_gone=True) for name in names]
    importer = Importer(home, settings, clock)
    if is_dry:
        return _would_come(importer, rows, reviews)
    repository = importer.repository()
    try:
        cards, entries = repository.restore(
            Export(sources, rows, reviews, rounds),
            (now.instant, now.offset_minutes, now.day),
            importer.scheduler_for,
            signature(settings),
        )
        differing = _differing(repository, value["cards"]) if cards == len(rows) else 0
    finally:
        repository.close()
    return Restored(cards, entries, len(rows) - cards, differing)


def _differing(repository: Repository, cards: Sequence[Mapping[str, Any]]) -> int:
    kept = {card_id: schedule_json(to_schedule(row)) for card_id, row in repository.schedule_rows().items()}
    return sum(card.get("schedule") != kept.get(card["id"]) for card in cards)


def _would_come(importer: Importer, rows: Sequence[Mapping[str, Any]], reviews: Sequence[Review]) -> Restored:
    if not importer.home.database.exists():
        return Restored(len(rows), len(reviews), 0)
    repository = importer.repository()
    try:
        known = {card.id for card in repository.all_cards()} & {row["id"] for row in rows}
        kept = {review.id for review in repository.reviews()}
    finally:
        repository.close()
    return Restored(len(rows) - len(known), sum(review.id not in kept for review in reviews), len(known))


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NoteError("larger than any export", source=str(path))
        value = export_rows.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise NoteError(f"cannot be read as an export: {error}", source=str(path), hint="nothing was stored") from error
    if not isinstance(value, dict) or not isinstance(value.get("cards"), list):
        raise NoteError("not an export of quizzer: it has no cards", source=str(path))
    if value.get("version") != VERSION:
        raise NoteError(
            f"an export of version {value.get('version')!r}; this quizzer reads version {VERSION}",
            source=str(path),
            hint="use the quizzer that wrote it, or a newer one",
        )
    return value
