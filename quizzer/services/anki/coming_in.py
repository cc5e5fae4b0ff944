"""Anki cards into quizzer: text as Markdown, tags, decks, pictures, and the review log as our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizzer.domain.cards import CardDraft, Confidence, Kind, Standing
from quizzer.domain.plain_text import clean, counted
from quizzer.domain.reviews import Grade
from quizzer.errors import NoteError, QuizzerError
from quizzer.services.anki import markup, package, template
from quizzer.services.anki.package import AnkiCard, AnkiReview, Collection
from quizzer.services.elsewhere.history import Collected, Showing, source_of

GRADES = {1: Grade.AGAIN, 2: Grade.HARD, 3: Grade.GOOD, 4: Grade.EASY}
DEVICE = "anki"


def collect(path: Path, deck: str = "") -> Collected:
    """Everything that a package holds; `deck` takes every card. NoteError when the package cannot be read."""
    collection = package.read(path)
    try:
        drafts, left_behind = read_cards(collection, path)
    except (ValueError, OverflowError, OSError) as error:
        raise NoteError(f"cannot be read as an Anki package: {error}", source=str(path)) from error
    if deck:
        drafts = [replace(draft, deck=deck) for draft in drafts]
    ids = {card.id: author_id(card) for card in collection.cards}
    return Collected(
        source_of("anki", path, deck or path.stem),
        tuple(drafts),
        tuple(_showing(review, ids[review.card_id]) for review in collection.reviews if _is_kept(review, ids)),
        frozenset(author_id(card) for card in collection.cards if card.queue == -1),
        frozenset(author_id(card) for card in collection.cards if card.flags & 7),
        (*left_behind, *_reviews_left(collection.reviews, ids)),
        collection.media,
    )


def _is_kept(review: AnkiReview, ids: Mapping[int, str]) -> bool:
    return review.card_id in ids and review.button in GRADES


def _reviews_left(reviews: Sequence[AnkiReview], ids: Mapping[int, str]) -> list[str]:
    lost = sum(review.card_id not in ids for review in reviews)
    by_hand = sum(review.card_id in ids and review.button not in GRADES for review in reviews)
    lines = [f"{counted(lost, 'review')}: their cards are not in the package"] if lost else []
    return lines + ([f"{counted(by_hand, 'change')} made by hand: no answers"] if by_hand else [])


def _showing(review: AnkiReview, card: str) -> Showing:
    """Answers in filtered decks and changes by hand are practice."""
    return Showing(
        card, review.id, int(GRADES[review.button]), f"{DEVICE}{review.card_id:x}", review.elapsed_ms, review.kind >= 3
    )


def author_id(card: AnkiCard) -> str:
    """What an Anki card is known by in every export of it."""
    return f"anki:{card.guid}:{card.ordinal}"


def read_cards(collection: Collection, path: Path) -> tuple[list[CardDraft], list[str]]:
    """The cards as drafts, and what each of them could not bring."""
    drafts: list[CardDraft] = []
    left_behind = list(collection.left_out)
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
