"""The values of a JSON export, each checked before anything is stored: types, ranges, dates, references.

Everything here raises ValueError, TypeError, KeyError or AttributeError for what no quizzer has written.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from quizzer.domain.cards import CardState, Confidence, Kind, question_key
from quizzer.domain.plain_text import clean
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.store.codec import dump, to_schedule
from quizzer.store.rounds import read_topics

_REVIEW_ID = re.compile(r"[0-9a-f]{12}-[0-9a-f]{8,16}-[\w.-]{1,100}", re.ASCII)
_LAST_INSTANT = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since 1970."""
_MOST = 2**53
MOST_DAYS = 1_000_000
MOST_INTERVAL = 10**12
"""Days: SM-2 caps the date, never the interval, and twenty perfect answers make 4.2e10."""
MOST_EASE = 100_000


def text(value: object) -> str:
    """A text, safe to show."""
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r:.60}")
    return clean(value)


def texts(values: object) -> list[str]:
    """A list of texts."""
    if not isinstance(values, list):
        raise TypeError(f"a list of texts expected, not {values!r:.60}")
    return [text(value) for value in values]


def whole(value: object, low: int = 0, high: int = _MOST) -> int:
    """A whole number from `low` to `high`."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"a whole number from {low} to {high} expected, not {value!r:.60}")
    return value


def _day(value: object) -> str:
    return date.fromisoformat(text(value)).isoformat()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"true or false expected, not {value!r:.60}")
    return value


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"an object expected, not {value!r:.60}")
    return value


def source_of(card: Mapping[str, Any]) -> tuple[str, int]:
    """Note file and line of a card; empty and 0 for one added by hand."""
    if card["source"] is None:
        return "", 0
    name, _, line = text(card["source"]).rpartition(":")
    return name, whole(int(line) if line.isascii() and line.isdigit() else line)


def card_row(card: Mapping[str, Any], now: int) -> dict[str, Any]:
    """The row of a card, with the name of its note as `path`."""
    name, line = source_of(card)
    tags, own = texts(card.get("tags", [])), texts(card.get("own_tags", []))
    return {
        "id": _identity(card["id"]),
        "path": name,
        "deck": text(card["deck"]),
        "kind": str(Kind(card["kind"])),
        "state": str(CardState(card["state"])),
        "returns_as": str(CardState(card["returns_as"])) if card.get("returns_as") is not None else None,
        "buried_until": _day(card["buried_until"]) if card.get("buried_until") is not None else None,
        "is_flagged": _flag(card.get("flagged", False)),
        "is_bundled": _flag(card.get("bundled", False)),
        "is_unseen": True,
        "question": text(card["question"]),
        "answer": text(card["answer"]),
        "question_key": question_key(text(card["question"])),
        "context": dump(texts(card["context"])),
        "options": dump(texts(card.get("options", []))),
        "tags": dump(_tags_of_note(tags, own)),
        "own_tags": dump(own),
        "sibling": text(card.get("sibling") or ""),
        "author_id": text(card.get("author_id") or ""),
        "confidence": str(Confidence(card.get("confidence", "sure"))),
        "data": dump(_object(card.get("data", {}))),
        "position": whole(card.get("position", 0)),
        "line": line,
        "created_at": now,
        "updated_at": now,
        "merged_into": _identity(card["merged_into"]) if card.get("merged_into") is not None else None,
    }


def _tags_of_note(tags: list[str], own: list[str]) -> list[str]:
    """The tags that the note carries: as few as give all of them in their order, with those given here behind."""
    prefixes = (tags[:count] for count in range(len(tags)))
    return next((some for some in prefixes if list(dict.fromkeys((*some, *own))) == tags), tags)


def _identity(value: object) -> str:
    found = text(value)
    if not found or len(found) > 200:
        raise ValueError(f"an id expected, not {found[:60]!r}")
    return found


def review(card_id: str, value: Mapping[str, Any]) -> Review:
    """One entry of the log."""
    identity = text(value["id"])
    if not _REVIEW_ID.fullmatch(identity):
        raise ValueError(f"no id of a review: {identity[:60]!r}")
    entry, cancels = Entry(value["entry"]), value["cancels"]
    if (entry is Entry.CANCEL) != (cancels is not None):
        raise ValueError(f"the review {identity} takes nothing back, or is none that does")
    return Review(
        id=identity,
        card_id=card_id,
        reviewed_at=whole(value["reviewed_at"], high=_LAST_INSTANT),
        offset_minutes=whole(value["offset_minutes"], -1_440, 1_440),
        study_day=date.fromisoformat(text(value["study_day"])),
        quality=whole(value["quality"], high=5),
        entry=entry,
        before=_schedule(value["before"]),
        after=_schedule(value["after"]),
        elapsed_ms=whole(value["elapsed_ms"]),
        scheduler=text(value["scheduler"]),
        scheduler_version=text(value["scheduler_version"]),
        shift=whole(value["shift"], -MOST_DAYS, MOST_DAYS),
        cancels=None if cancels is None else text(cancels),
        deck=text(value["deck"]),
        device=text(value["device"]),
        sequence=whole(value["sequence"]),
        answer=MappingProxyType(_object(value["answer"])),
    )


def _schedule(value: Mapping[str, Any] | None) -> Schedule | None:
    if value is None:
        return None
    schedule = to_schedule(_object(value))
    for number in (schedule.repetition, schedule.lapses):
        whole(number, high=MOST_DAYS)
    whole(schedule.interval, high=MOST_INTERVAL)
    whole(schedule.ease, 130, MOST_EASE)
    for real in (schedule.stability, schedule.difficulty):
        if real is not None and not (isinstance(real, int | float) and math.isfinite(real)):
            raise ValueError(f"a number expected, not {real!r:.60}")
    return schedule


def round_row(value: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a dated interview."""
    topics = text(value["topics"])
    read_topics(topics)
    return {
        "id": _identity(value["id"]),
        "learner_id": 1,
        "name": text(value["name"]),
        "day": _day(value["day"]),
        "minutes": whole(value["minutes"], 1, 1_440),
        "topics": topics,
        "created_at": whole(value["created_at"], high=_LAST_INSTANT),
    }


def check_references(rows: Sequence[Mapping[str, Any]], reviews: Sequence[Review]) -> None:
    """Raise ValueError for an id that is given twice, a merge into nothing or in a circle, an undo of itself."""
    for ids in ([row["id"] for row in rows], [one.id for one in reviews]):
        twice = next((one for one, other in zip(sorted(ids), sorted(ids)[1:], strict=False) if one == other), None)
        if twice is not None:
            raise ValueError(f"{twice} stands in it twice")
    merged = {row["id"]: row["merged_into"] for row in rows}
    for card_id, target in merged.items():
        if target is not None and target not in merged:
            raise ValueError(f"merged into a card that is not there: {target}")
        if target is not None and merged[target] is not None:
            raise ValueError(f"{card_id} is merged into a card that is merged itself")
    cancels = {one.id: one.cancels for one in reviews if one.cancels is not None}
    settled: set[str] = set()
    for start in cancels:
        chain: list[str] = []
        at: str | None = start
        while at is not None and at not in settled:
            if at in chain:
                raise ValueError(f"the undo {start} takes itself back")
            chain.append(at)
            at = cancels.get(at)
        settled.update(chain)


def parse(data: str) -> Any:
    """JSON text as a value; ValueError for what is no JSON, numbers that are none included."""

    def refuse(name: str) -> Any:
        raise ValueError(f"{name} is no number")

    return json.loads(data, parse_constant=refuse)
