"""Rows to domain values and back: one place where dates, JSON and enums cross the border."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from quizzer.domain.cards import NOTHING, Card, CardState, Confidence, Kind, Place
from quizzer.domain.reviews import Entry, Review, Schedule

Row = Mapping[Any, Any]


def dump(value: object) -> str:
    """JSON in one canonical form: sorted keys, no spaces, text as it is."""
    if value == []:
        return "[]"
    return "{}" if value == {} else _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
"""Kept, because `json.dumps` makes one for each call that wants anything but its defaults."""


def to_date(text: str | None) -> date | None:
    """An ISO date, or None."""
    return date.fromisoformat(text) if text else None


def to_schedule(row: Row) -> Schedule:
    """The schedule of a row of `schedules`, or of the JSON kept in a review."""
    return Schedule(
        due=date.fromisoformat(row["due"]),
        last_day=date.fromisoformat(row["last_day"]),
        repetition=row["repetition"],
        interval=row["interval"],
        ease=row["ease"],
        lapses=row["lapses"],
        repeat_on=to_date(row["repeat_on"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
    )


def schedule_row(schedule: Schedule) -> dict[str, Any]:
    """The columns of `schedules` that a schedule fills."""
    return {
        "due": schedule.due.isoformat(),
        "last_day": schedule.last_day.isoformat(),
        "repetition": schedule.repetition,
        "interval": schedule.interval,
        "ease": schedule.ease,
        "lapses": schedule.lapses,
        "repeat_on": schedule.repeat_on.isoformat() if schedule.repeat_on else None,
        "stability": schedule.stability,
        "difficulty": schedule.difficulty,
    }


_KINDS = {str(kind): kind for kind in Kind}
_STATES = {str(state): state for state in CardState}
_CONFIDENCES = {str(confidence): confidence for confidence in Confidence}


def to_card(row: Row, path: str = "", others: tuple[Place, ...] = ()) -> Card:
    """The card of a row of `cards`; `path` is its source's, `others` its further places."""
    return Card(
        id=row["id"],
        deck=row["deck"],
        kind=_KINDS[row["kind"]],
        question=row["question"],
        answer=row["answer"],
        state=_STATES[row["state"]],
        path=path,
        line=row["line"],
        position=row["position"],
        context=_texts(row["context"]),
        others=others,
        returns_as=_STATES[row["returns_as"]] if row["returns_as"] else None,
        options=_texts(row["options"]),
        tags=tuple(dict.fromkeys((*_texts(row["tags"]), *_texts(row["own_tags"])))),
        own_tags=_texts(row["own_tags"]),
        sibling=row["sibling"],
        author_id=row["author_id"],
        confidence=_CONFIDENCES[row["confidence"]],
        buried_until=to_date(row["buried_until"]),
        is_flagged=bool(row["is_flagged"]),
        is_bundled=bool(row["is_bundled"]),
        data=MappingProxyType(json.loads(row["data"])) if row["data"] != "{}" else NOTHING,
    )


@lru_cache(maxsize=4096)
def _texts(text: str) -> tuple[str, ...]:
    # Kept, because the cards of a note share headings and tags, and most have no options.
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def _schedule_in(text: str) -> Schedule:
    # Kept, because cards learnt together pass through the same schedules, and what came after comes before next time.
    return to_schedule(json.loads(text))


def to_review(row: Row) -> Review:
    """The entry of a row of `reviews`."""
    return Review(
        id=row["id"],
        card_id=row["card_id"],
        reviewed_at=row["reviewed_at"],
        offset_minutes=row["offset_minutes"],
        study_day=date.fromisoformat(row["study_day"]),
        quality=row["quality"],
        entry=Entry(row["entry"]),
        before=_schedule_in(row["before"]) if row["before"] else None,
        after=_schedule_in(row["after"]) if row["after"] else None,
        elapsed_ms=row["elapsed_ms"],
        scheduler=row["scheduler"],
        scheduler_version=row["scheduler_version"],
        shift=row["shift"],
        cancels=row["cancels"],
        deck=row["deck"],
        device=row["device"],
        sequence=row["sequence"],
        answer=MappingProxyType(json.loads(row["answer"])) if row["answer"] != "{}" else NOTHING,
    )


def review_row(review: Review, learner_id: int) -> dict[str, Any]:
    """The columns of `reviews`, with their checksum."""
    row: dict[str, Any] = {
        "id": review.id,
        "learner_id": learner_id,
        "card_id": review.card_id,
        "deck": review.deck,
        "device": review.device,
        "sequence": review.sequence,
        "reviewed_at": review.reviewed_at,
        "offset_minutes": review.offset_minutes,
        "study_day": review.study_day.isoformat(),
        "quality": review.quality,
        "entry": str(review.entry),
        "elapsed_ms": review.elapsed_ms,
        "scheduler": review.scheduler,
        "scheduler_version": review.scheduler_version,
        "shift": review.shift,
        "cancels": review.cancels,
        "before": dump(schedule_row(review.before)) if review.before else None,
        "after": dump(schedule_row(review.after)) if review.after else None,
        "answer": dump(dict(review.answer)),
    }
    row["checksum"] = checksum(row)
    return row


def checksum(row: Row) -> str:
    """What a review row's bytes add up to: `doctor` finds a bit that flipped on the disk."""
    import hashlib  # loaded by the first review: a card is shown without it

    text = "\x1f".join("" if row[key] is None else str(row[key]) for key in _SUMMED)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


_SUMMED: Sequence[str] = (
    "id", "card_id", "deck", "device", "sequence", "reviewed_at", "offset_minutes", "study_day", "quality", "entry",
    "elapsed_ms", "scheduler", "scheduler_version", "shift", "cancels", "before", "after", "answer",
)  # fmt: skip
