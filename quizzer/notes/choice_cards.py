"""Cards with options: the letters and texts of what is right, and why, are their answer."""

from __future__ import annotations

from quizzer.domain.cards import CardDraft, Confidence, Kind
from quizzer.notes.choices import Choice
from quizzer.notes.page import Page


def choice_card(
    page: Page,
    question: str,
    choice: Choice,
    span: tuple[int, int],
    *,
    convention: str,
    context: tuple[str, ...] = (),
    confidence: Confidence = Confidence.SURE,
    tags: tuple[str, ...] = (),
) -> CardDraft:
    """The card of a question with options; `span` is its first line and one past its last, from 0."""
    return page.card(
        question,
        choice.answer,
        span,
        convention=f"{convention}, choice",
        context=context,
        kind=Kind.CHOICE,
        confidence=confidence,
        options=choice.options,
        tags=tags,
        data={"right": choice.letters},
    )
