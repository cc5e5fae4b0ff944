"""Export: everything that quizzer knows, in forms that others can read.

The JSON form is one object, stable and documented by `export.schema.json`. It names no path of the home, no host and no
time of export, so that the same contents always give the same bytes.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizzer.domain.cards import NOTHING, Card, Source
from quizzer.domain.reviews import Review, Schedule
from quizzer.errors import QuizzerError
from quizzer.store.codec import schedule_row, to_schedule
from quizzer.store.reading import Reader

VERSION = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """What is exported."""

    cards: tuple[Card, ...]
    schedules: Mapping[str, Schedule]
    log: Mapping[str, tuple[Review, ...]]
    """Every entry of each card, undone ones too, oldest first."""
    names: Mapping[str, str]
    """What each note file is called, below the folder it was imported with."""
    rounds: tuple[Mapping[str, Any], ...] = ()
    """Dated interviews, in the order of their dates."""
    merged: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """From cards whose history was merged to the cards that have it."""


def gather(reader: Reader, *, deck: str = "", tag: str = "", reviewed: Set[str] | None = None) -> Contents:
    """Everything, or what belongs to a deck (with those within it), carries a tag, or is among `reviewed`.

    A card that took over the history of another brings that other with it.
    """
    from quizzer.domain.candidates import is_within

    joined = reader.merged_cards()
    everything = reader.all_cards()
    chosen = {
        card.id
        for card in everything
        if (not deck or is_within(card.deck, deck))
        and (not tag or any(is_within(have, tag) for have in card.tags))
        and (reviewed is None or card.id in reviewed)
    }
    chosen |= {old for old, new in joined.items() if new in chosen}
    log: dict[str, list[Review]] = defaultdict(list)
    for review in reader.reviews():
        if review.card_id in chosen:
            log[review.card_id].append(review)
    rows = reader.schedule_rows()
    return Contents(
        tuple(card for card in everything if card.id in chosen),
        {card_id: to_schedule(row) for card_id, row in rows.items() if card_id in chosen},
        {card_id: tuple(found) for card_id, found in log.items()},
        {source.path: source_name(source) for source in reader.sources()},
        () if deck or tag or reviewed is not None else tuple(reader.round_rows()),
        {old: new for old, new in joined.items() if old in chosen and new in chosen},
    )


def source_name(source: Source) -> str:
    """A note file's path below the folder that was imported; of a file that was named itself, its name."""
    path, root = Path(source.path), Path(source.root)
    if not path.is_absolute():
        return source.path
    return path.relative_to(root).as_posix() if root in path.parents else path.name


def to_json(contents: Contents) -> str:
    """The whole as one JSON object, ending with a newline."""
    value = {
        "version": VERSION,
        "rounds": [dict(row) for row in contents.rounds],
        "cards": [
            card_json(
                card,
                contents.schedules.get(card.id),
                contents.log.get(card.id, ()),
                contents.names.get(card.path, Path(card.path).name),
                contents.merged.get(card.id),
            )
            for card in contents.cards
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def card_json(
    card: Card, schedule: Schedule | None, log: Iterable[Review], name: str, merged_into: str | None = None
) -> dict[str, Any]:
    """One card with its schedule and its log; `name` is what its note file is called."""
    return {
        "id": card.id,
        "deck": card.deck,
        "kind": str(card.kind),
        "state": str(card.state),
        "returns_as": str(card.returns_as) if card.returns_as else None,
        "merged_into": merged_into,
        "source": f"{name}:{card.line}" if card.path else None,
        "position": card.position,
        "context": list(card.context),
        "question": card.question,
        "answer": card.answer,
        "options": list(card.options),
        "tags": list(card.tags),
        "own_tags": list(card.own_tags),
        "flagged": card.is_flagged,
        "bundled": card.is_bundled,
        "buried_until": card.buried_until.isoformat() if card.buried_until else None,
        "confidence": str(card.confidence),
        "sibling": card.sibling or None,
        "author_id": card.author_id or None,
        "data": dict(card.data),
        "schedule": schedule_json(schedule),
        "reviews": [review_json(review) for review in log],
    }


def schedule_json(schedule: Schedule | None) -> dict[str, Any] | None:
    """A schedule in the words of SM-2; None for a card never reviewed."""
    if schedule is None:
        return None
    value: dict[str, Any] = {
        "repetition": schedule.repetition,
        "interval": schedule.interval,
        "ease_factor": schedule.ease_factor,
        "due": schedule.due.isoformat(),
        "lapses": schedule.lapses,
        "last_day": schedule.last_day.isoformat(),
        "repeat_on": schedule.repeat_on.isoformat() if schedule.repeat_on else None,
    }
    if schedule.stability is not None:
        value |= {"stability": schedule.stability, "difficulty": schedule.difficulty}
    return value


def review_json(review: Review) -> dict[str, Any]:
    """One entry of the log, whole."""
    return {
        "id": review.id,
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
        "device": review.device,
        "sequence": review.sequence,
        "deck": review.deck,
        "before": schedule_row(review.before) if review.before else None,
        "after": schedule_row(review.after) if review.after else None,
        "answer": dict(review.answer),
    }


def to_jsonl(contents: Contents) -> str:
    """One card a line, in the form of `to_json`."""
    cards = json.loads(to_json(contents))["cards"]
    return "".join(json.dumps(card, ensure_ascii=False) + "\n" for card in cards)


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: under another name, to the disk, then renamed. QuizzerError when it cannot be.

    A pipe or a device is written into: renamed over, it would be gone.
    """
    if _is_stream(path):
        with _said(path), path.open("wb") as stream:
            stream.write(data)
        return
    with drafted(path) as draft, draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A name to write under, beside the file, that becomes the file at the end and leaves nothing when that fails."""
    if _is_stream(path):
        raise QuizzerError(f"{path} cannot hold a file", hint="choose another place with --out")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with _said(path):
            yield draft
            draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What goes wrong while writing, as one sentence with the next step."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise QuizzerError(f"cannot write {path}: {reason}", hint="choose another place with --out") from error


def _is_stream(path: Path) -> bool:
    return path.exists() and not (path.is_file() or path.is_dir())
