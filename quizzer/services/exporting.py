"""Export: everything that quizzer knows, in forms that others can read.

The JSON form is one object, stable and documented by `export.schema.json`. It names no path of the home, no host and no
time of export, so that the same contents always give the same bytes.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizzer.domain.cards import NOTHING, Card, CardState, Kind, Source
from quizzer.domain.reviews import Review, Schedule
from quizzer.domain.scheduling import effective
from quizzer.errors import AnswerError, QuizzerError
from quizzer.store.codec import schedule_row, to_schedule
from quizzer.store.repository import Repository

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


def gather(repository: Repository, *, deck: str = "", tag: str = "") -> Contents:
    """Everything, or what belongs to a deck (with those within it) or carries a tag."""
    from quizzer.domain.candidates import is_within

    cards = [
        card
        for card in repository.all_cards()
        if (not deck or is_within(card.deck, deck)) and (not tag or any(is_within(have, tag) for have in card.tags))
    ]
    wanted = {card.id for card in cards}
    log: dict[str, list[Review]] = defaultdict(list)
    for review in repository.reviews():
        if review.card_id in wanted:
            log[review.card_id].append(review)
    rows = repository.schedule_rows()
    schedules = {card_id: to_schedule(row) for card_id, row in rows.items() if card_id in wanted}
    names = {source.path: source_name(source) for source in repository.sources()}
    entries = {card_id: tuple(found) for card_id, found in log.items()}
    rounds = () if deck or tag else tuple(repository.round_rows())
    merged = {old: new for old, new in repository.merged_cards().items() if old in wanted and new in wanted}
    return Contents(tuple(cards), schedules, entries, names, rounds, merged)


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


def to_markdown(contents: Contents) -> str:
    """The cards as one Markdown document, deck by deck, that `quizzer import` reads again."""
    parts: list[str] = []
    for deck, cards in _by_deck(contents).items():
        parts.append(f"# {deck}")
        for card in cards:
            question, answer = sides(card)
            level = "##"
            heading = " ".join(question.split("\n")[0].split())
            rest = question.partition("\n")[2].strip()
            parts += [f"{level} {heading}", *([rest] if rest else []), answer]
    return "\n\n".join(parts) + "\n"


def to_html(contents: Contents) -> str:
    """The cards as one self-contained page to read or print; nothing in it is loaded from anywhere."""
    from quizzer.services.anki import markup

    parts = [_PAGE_START]
    for deck, cards in _by_deck(contents).items():
        parts.append(f"<h1>{html.escape(deck)}</h1>")
        for card in cards:
            question, answer = sides(card)
            context = " › ".join(card.context)
            parts.append(
                f"<section><p class=context>{html.escape(context)}</p>{markup.to_html(question)}"
                f"<details open><summary>Answer</summary>{markup.to_html(answer)}</details></section>"
            )
    return "\n".join(_without_addresses(part) for part in parts) + "\n</body></html>\n"


_PAGE_START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>quizzer: cards</title>
<meta name="viewport" content="width=device-width"><style>
:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
section { border-top: 1px solid #8886; break-inside: avoid; padding: .4em 0; } .context { color: #888; font-size: 85%; margin: 0; }
pre { overflow: auto; background: #8882; padding: .6em; } table { border-collapse: collapse; } td, th { border: 1px solid #8888; padding: .2em .5em; }
</style></head><body>"""
_LOADED = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')


def _without_addresses(text: str) -> str:
    return _LOADED.sub(lambda found: f"[image: {found[2] or found[1]}]", text)


def _by_deck(contents: Contents) -> dict[str, list[Card]]:
    decks: dict[str, list[Card]] = {}
    for card in contents.cards:
        if card.state is not CardState.PARKED:
            decks.setdefault(card.deck, []).append(card)
    return dict(sorted(decks.items()))


def sides(card: Card) -> tuple[str, str]:
    """Question and answer as Markdown; a computed card as one sample variant with its solution."""
    if card.kind is Kind.COMPUTED:
        from quizzer.services.computing import Computation, load

        try:
            sample = Computation(card, load(card), None)
            return sample.question, sample.solution
        except AnswerError:
            return card.question, card.answer
    if card.options:
        letters = "\n".join(f"- {chr(65 + n)}. {option}" for n, option in enumerate(card.options))
        return f"{card.question}\n\n{letters}", card.answer
    return card.question, card.answer


FORMS: Mapping[str, Callable[[Contents], str]] = {
    "json": to_json, "jsonl": to_jsonl, "md": to_markdown, "html": to_html,
}  # fmt: skip
CSV_COLUMNS = (
    "id", "deck", "kind", "state", "source", "context", "question", "answer", "tags", "repetition", "interval",
    "ease_factor", "due", "lapses", "reviews", "last_reviewed",
)  # fmt: skip


def to_csv(contents: Contents, *, is_raw: bool = False) -> str:
    """One row a card, with a byte order mark so that spreadsheets read UTF-8.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe, unless `is_raw`.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for card in contents.cards:
        schedule = contents.schedules.get(card.id)
        showings = [review for review in effective(contents.log.get(card.id, ())) if review.is_showing]
        row = [
            card.id, card.deck, str(card.kind), str(card.state),
            f"{contents.names.get(card.path, '')}:{card.line}" if card.path else "", " > ".join(card.context),
            card.question, card.answer, " ".join(card.tags),
            *((schedule.repetition, schedule.interval, schedule.ease_factor, schedule.due.isoformat(), schedule.lapses)
              if schedule else ("", "", "", "", "")),
            len(showings), showings[-1].study_day.isoformat() if showings else "",
        ]  # fmt: skip
        writer.writerow([cell if is_raw else guarded(cell) for cell in row])
    return out.getvalue()


def guarded(cell: object) -> object:
    """The cell, unable to start a formula in a spreadsheet.

    >>> guarded("=1+1"), guarded("ok")
    ("'=1+1", 'ok')
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + cell
    return cell


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: under another name, to the disk, then renamed."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise QuizzerError(f"cannot write {path}: {error.strerror}", hint="choose another place with --out") from error
