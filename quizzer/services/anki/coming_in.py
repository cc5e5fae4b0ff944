"""Anki cards into quizzer: text as Markdown, tags, decks, pictures, and the review log as our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizzer.config import Home, Settings
from quizzer.domain.cards import Card, CardDraft, CardState, Confidence, Kind, Reading, Source, Standing
from quizzer.domain.plain_text import clean
from quizzer.domain.plan import Plan
from quizzer.domain.reviews import Entry, Grade, Review, Schedule
from quizzer.domain.scheduling import SM2, apply
from quizzer.domain.study_day import study_day
from quizzer.errors import QuizzerError
from quizzer.services.anki import markup, package, template
from quizzer.services.anki.package import AnkiCard, AnkiReview, Collection
from quizzer.services.clock import Clock
from quizzer.services.health import rebuild
from quizzer.services.importing import Importer, Preview, ReadFile

GRADES = {1: Grade.AGAIN, 2: Grade.HARD, 3: Grade.GOOD, 4: Grade.EASY}
DEVICE = "anki"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in."""

    new: int
    known: int
    entries: int
    """Log entries."""
    suspended: int
    pictures: int
    left_behind: tuple[str, ...]
    """What could not be carried over, item by item."""


def bring_in(home: Home, settings: Settings, clock: Clock, path: Path) -> Arrived:
    """Import a package: cards new to this home are added, known ones edited, the log joined to ours."""
    collection = package.read(path)
    drafts, left_behind = read_cards(collection, path)
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    try:
        source = Source(f"anki/{path.name}", f"anki/{path.name}", path.stem, "", 0, 0, named_deck=path.stem)
        file = ReadFile(source, Reading(f"anki/{path.name}", tuple(drafts)))
        before = {card.author_id for card in repository.all_cards()}
        importer.apply(repository, importer.compare(repository, Preview(Plan(), (file,))))
        ours = {card.author_id: card for card in repository.all_cards() if card.author_id}
        by_id = {card.id: ours[author_id(card)] for card in collection.cards if author_id(card) in ours}
        reviews = convert_log(collection, by_id, clock, settings)
        now = clock.now()
        _, entries = repository.merge_log((), (), reviews, (), (now.instant, now.offset_minutes, now.day))
        suspended = {
            by_id[card.id].id: {"state": str(CardState.SUSPENDED)}
            for card in collection.cards
            if card.queue == -1 and card.id in by_id and author_id(card) not in before
        }
        if suspended:
            repository.update_cards("import", f"suspended in {path.name}", suspended, now.instant)
    finally:
        repository.close()
    rebuild(home, settings)
    pictures = _keep_pictures(home, collection)
    fresh = sum(draft.author_id not in before for draft in drafts)
    return Arrived(fresh, len(drafts) - fresh, entries, len(suspended), pictures, tuple(left_behind))


def author_id(card: AnkiCard) -> str:
    """What an Anki card is known by in every export of it."""
    return f"anki:{card.guid}:{card.ordinal}"


def read_cards(collection: Collection, path: Path) -> tuple[list[CardDraft], list[str]]:
    """The cards as drafts, and what each of them could not bring."""
    drafts: list[CardDraft] = []
    left_behind = [f"{name}: not a picture, left in the package" for name in collection.left_out]
    has_log = {review.card_id for review in collection.reviews}
    day_zero = datetime.fromtimestamp(collection.created, UTC).date()
    for number, card in enumerate(collection.cards, 1):
        question, answer, kind = _sides(card)
        if not question or not answer:
            left_behind.append(f"note {card.guid}, card {card.ordinal + 1}: an empty side")
            continue
        if "[sound:" in question + answer:
            left_behind.append(f"note {card.guid}: its sound is not played here")
        standing = None
        if card.kind == 2 and card.id not in has_log and card.interval > 0:
            due = day_zero + timedelta(days=max(0, min(card.due, 60_000)))
            standing = Standing(card.interval, due, card.factor / 1000 or None, card.repetitions, card.lapses)
        drafts.append(
            CardDraft(
                question=question,
                answer=answer,
                path=f"anki/{path.name}",
                line=number,
                end_line=number,
                kind=kind,
                confidence=Confidence.EXPLICIT,
                convention="Anki",
                tags=tuple(clean(tag) for tag in card.tags),
                deck=clean(card.deck),
                sibling=card.guid if _has_siblings(card) else "",
                author_id=author_id(card),
                standing=standing,
            )
        )
    return drafts, left_behind


def _has_siblings(card: AnkiCard) -> bool:
    return card.note_type.is_cloze or len(card.note_type.templates) > 1


def _sides(card: AnkiCard) -> tuple[str, str, Kind]:
    if not card.note_type.templates:
        raise QuizzerError(f"the note type {card.note_type.name!r} has no template")
    ordinal = 0 if card.note_type.is_cloze else min(card.ordinal, len(card.note_type.templates) - 1)
    front_form, back_form = card.note_type.templates[ordinal]
    cloze = card.ordinal + 1 if card.note_type.is_cloze else 0
    front = template.fill(front_form, card.fields, cloze=cloze)
    back = template.fill(back_form, card.fields, cloze=cloze, is_answer=True)
    question, answer = clean(markup.to_markdown(front)), clean(markup.to_markdown(back))
    if cloze:
        hidden = "; ".join(filter(None, (template.hidden(value, cloze) for value in card.fields.values())))
        answer = clean(markup.to_markdown(hidden)) + "\n\n" + answer if hidden else answer
        return question, answer, Kind.CLOZE
    if answer.startswith(question):
        # `{{FrontSide}}` repeats the question above the answer; ours stands there anyway.
        answer = answer[len(question) :].lstrip("\n -")
    return question, answer, Kind.BASIC


def convert_log(collection: Collection, by_id: Mapping[int, Card], clock: Clock, settings: Settings) -> list[Review]:
    """Anki's review log as ours: the first answer of a study day counts, later ones are its repetitions.

    Answers in filtered decks and changes by hand are practice. Schedules come from the replay, by our own rule.
    """
    converted: list[Review] = []
    seen: set[tuple[int, object]] = set()
    counted: dict[int, int] = defaultdict(int)
    schedules: dict[str, Schedule | None] = {}
    for review in sorted(collection.reviews, key=lambda each: each.id):
        if review.card_id not in by_id or review.button not in GRADES:
            continue
        zone = clock.local(review.id).tzinfo
        assert zone is not None
        day = study_day(review.id, zone, settings.rollover_hour)
        is_first = (review.card_id, day) not in seen
        entry = _entry(review, is_first=is_first)
        if entry is Entry.SCHEDULED:
            seen.add((review.card_id, day))
        counted[review.id] += 1
        offset = clock.local(review.id).utcoffset()
        card = by_id[review.card_id]
        entered = Review(
            id=f"{review.id:012x}-{counted[review.id]:08x}-{DEVICE}{review.card_id:x}",
            card_id=card.id,
            reviewed_at=review.id,
            offset_minutes=round(offset.total_seconds() / 60) if offset else 0,
            study_day=day,
            quality=int(GRADES[review.button]),
            entry=entry,
            before=schedules.get(card.id),
            after=None,
            deck=card.deck,
            elapsed_ms=max(0, review.elapsed_ms),
            device=f"{DEVICE}{review.card_id:x}",
            sequence=review.id,
        )
        schedules[card.id] = apply(SM2, schedules.get(card.id), entered)
        converted.append(replace(entered, after=schedules[card.id]))
    return converted


def _entry(review: AnkiReview, *, is_first: bool) -> Entry:
    if review.kind >= 3:
        return Entry.PRACTICE
    return Entry.SCHEDULED if is_first else Entry.REPEAT


def _keep_pictures(home: Home, collection: Collection) -> int:
    folder = home.data / "media"
    if collection.media:
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in collection.media.items():
        target = folder / name
        if not target.exists():
            target.write_bytes(data)
    return len(collection.media)


def warn(arrived: Arrived, limit: int = 20) -> Sequence[str]:
    """The lines about what could not be carried over."""
    more = len(arrived.left_behind) - limit
    return [*arrived.left_behind[:limit], *([f"and {more} more"] if more > 0 else [])]
