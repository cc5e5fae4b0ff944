"""Drafts that can be computed: each is made into a working card here and run through the linter before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.domain.cards import CardDraft, Kind, Problem
from quizzer.errors import AnswerError


def enrich(drafts: Sequence[CardDraft]) -> tuple[list[CardDraft], list[Problem]]:
    """The drafts, and what is wrong with those that were refused."""
    kept: list[CardDraft] = []
    problems: list[Problem] = []
    for draft in drafts:
        complaints = find_complaints(draft) if draft.kind is Kind.COMPUTED else ()
        if complaints:
            problems += [
                Problem(draft.path, draft.line, f"card refused: {text}", is_refusal=True) for text in complaints
            ]
        else:
            kept.append(draft)
    return kept, problems


def find_complaints(draft: CardDraft) -> tuple[str, ...]:
    """What the linter says of a computed card: its corners and fifty draws; empty when it may be asked."""
    from quizzer.answers import computed
    from quizzer.answers.linter import lint

    try:
        return lint(computed.load(draft.question, draft.data))
    except AnswerError as error:
        return (str(error),)
