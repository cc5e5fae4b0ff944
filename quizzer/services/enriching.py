"""Drafts that can be computed: each is made into a working card here and run through the linter before it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.cards import CardDraft, Kind, Problem
from quizzer.errors import AnswerError


def enrich(drafts: Sequence[CardDraft]) -> tuple[list[CardDraft], list[Problem]]:
    """The drafts with what can be computed made so, and what there is to tell their author.

    A computed card that the linter complains of is refused; a note's numeric question becomes a computed card when its
    words say surely what to compute, and stays as it is otherwise.
    """
    kept: list[CardDraft] = []
    problems: list[Problem] = []
    for draft in drafts:
        if draft.kind is Kind.COMPUTED:
            complaints = find_complaints(draft)
            problems += [
                Problem(draft.path, draft.line, f"card refused: {text}", is_refusal=True) for text in complaints
            ]
            if not complaints:
                kept.append(draft)
        elif _DIGIT.search(draft.answer) or _DIGIT.search(draft.question):
            computed, problem = _computed(draft)
            kept.append(computed)
            problems += [problem] if problem else []
        else:
            kept.append(draft)
    return kept, problems


_DIGIT = re.compile(r"\d")


def _computed(draft: CardDraft) -> tuple[CardDraft, Problem | None]:
    from quizzer.answers.drafts import computed_draft

    return computed_draft(draft)


def find_complaints(draft: CardDraft) -> tuple[str, ...]:
    """What the linter says of a computed card: its corners and fifty draws; empty when it may be asked."""
    from quizzer.answers import computed
    from quizzer.answers.linter import lint

    try:
        return lint(computed.load(draft.question, draft.data))
    except AnswerError as error:
        return (str(error),)
