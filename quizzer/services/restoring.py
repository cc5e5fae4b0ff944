"""A JSON export comes back: cards with their ids, the whole log, the rounds; schedules are made again by replay.

Into an empty home it gives what was exported; into another it adds what is not there yet, because a log is a set.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quizzer.config import Home, Settings
from quizzer.domain.cards import CardState, Confidence, Kind, Source, question_key
from quizzer.domain.plain_text import clean
from quizzer.domain.reviews import Entry, Review
from quizzer.errors import NoteError
from quizzer.services.clock import Clock
from quizzer.services.exporting import VERSION
from quizzer.services.importing import Importer
from quizzer.services.rules import signature
from quizzer.store.arrivals import Export
from quizzer.store.codec import dump, to_schedule

MOST_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    cards: int
    entries: int
    known: int
    """Cards that were here already."""


def is_export(path: Path) -> bool:
    """Whether a file looks like a JSON export of quizzer: cheap, by its first bytes."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            start = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False
    return start.startswith(b"{") and (b'"version"' in start or path.suffix.lower() == ".json")


def restore(home: Home, settings: Settings, clock: Clock, path: Path, *, is_dry: bool = False) -> Restored:
    """Read an export into this home; NoteError names what is wrong with the file, and nothing was stored.

    `is_dry` stores nothing and says what would come back.
    """
    value = _load(path)
    now = clock.now()
    try:
        names = sorted({_source(card)[0] for card in value["cards"]} - {""})
        rows = [_card_row(card, now.instant) for card in value["cards"]]
        reviews = sorted(
            (_review(card["id"], r) for card in value["cards"] for r in card["reviews"]), key=lambda r: r.id
        )
        lost = {row["merged_into"] for row in rows} - {None} - {row["id"] for row in rows}
        if lost:
            raise ValueError(f"merged into a card that is not there: {min(lost)}")
        rounds = [_round_row(each) for each in value.get("rounds", [])]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoteError(f"not a whole export: {error!r}", source=str(path), hint="nothing was stored") from error
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
    finally:
        repository.close()
    return Restored(cards, entries, len(rows) - cards)


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
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise NoteError(f"cannot be read as an export: {error}", source=str(path)) from error
    if not isinstance(value, dict) or not isinstance(value.get("cards"), list):
        raise NoteError("not an export of quizzer: it has no cards", source=str(path))
    if value.get("version") != VERSION:
        raise NoteError(
            f"an export of version {value.get('version')!r}; this quizzer reads version {VERSION}",
            source=str(path),
            hint="use the quizzer that wrote it, or a newer one",
        )
    return value


def _source(card: Mapping[str, Any]) -> tuple[str, int]:
    name, _, line = str(card["source"] or "").rpartition(":")
    return name, int(line or 0)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return clean(value)


def _card_row(card: Mapping[str, Any], now: int) -> dict[str, Any]:
    name, line = _source(card)
    return {
        "id": _text(card["id"]),
        "path": name,
        "deck": _text(card["deck"]),
        "kind": str(Kind(card["kind"])),
        "state": str(CardState(card["state"])),
        "returns_as": str(CardState(card["returns_as"])) if card.get("returns_as") else None,
        "buried_until": date.fromisoformat(card["buried_until"]).isoformat() if card.get("buried_until") else None,
        "is_flagged": bool(card.get("flagged")),
        "is_bundled": bool(card.get("bundled")),
        "is_unseen": True,
        "question": _text(card["question"]),
        "answer": _text(card["answer"]),
        "question_key": question_key(card["question"]),
        "context": dump([_text(part) for part in card["context"]]),
        "options": dump([_text(part) for part in card.get("options", [])]),
        "tags": dump([_text(part) for part in card.get("tags", [])]),
        "own_tags": "[]",
        "sibling": _text(card.get("sibling") or ""),
        "author_id": _text(card.get("author_id") or ""),
        "confidence": str(Confidence(card.get("confidence", "sure"))),
        "data": dump(dict(card.get("data", {}))),
        "position": int(card.get("position", 0)),
        "line": line,
        "created_at": now,
        "updated_at": now,
        "merged_into": _text(card["merged_into"]) if card.get("merged_into") else None,
    }


def _review(card_id: str, value: Mapping[str, Any]) -> Review:
    quality = int(value["quality"])
    if not 0 <= quality <= 5:
        raise ValueError(f"a quality is 0 to 5, not {quality}")
    return Review(
        id=_text(value["id"]),
        card_id=card_id,
        reviewed_at=int(value["reviewed_at"]),
        offset_minutes=int(value["offset_minutes"]),
        study_day=date.fromisoformat(value["study_day"]),
        quality=quality,
        entry=Entry(value["entry"]),
        before=to_schedule(value["before"]) if value["before"] else None,
        after=to_schedule(value["after"]) if value["after"] else None,
        elapsed_ms=int(value["elapsed_ms"]),
        scheduler=_text(value["scheduler"]),
        scheduler_version=_text(value["scheduler_version"]),
        shift=int(value["shift"]),
        cancels=value["cancels"],
        deck=_text(value["deck"]),
        device=_text(value["device"]),
        sequence=int(value["sequence"]),
        answer=MappingProxyType(dict(value["answer"])),
    )


def _round_row(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": _text(value["id"]),
        "learner_id": 1,
        "name": _text(value["name"]),
        "day": date.fromisoformat(value["day"]).isoformat(),
        "minutes": int(value["minutes"]),
        "topics": _text(value["topics"]),
        "created_at": int(value["created_at"]),
    }
