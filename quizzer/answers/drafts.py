"""Drafts whose question can be computed: made into computed cards, with what there is to tell their author."""

from __future__ import annotations

from dataclasses import replace

from quizzer.answers import prose
from quizzer.domain.cards import CardDraft, Kind, Problem
from quizzer.errors import AnswerError

_READ = (Kind.BASIC, Kind.DEFINITION)
"""Kinds that prose can be; a choice or a cloze already says how it is asked."""
_DRAWS = 8
"""Tried for a question of a note: its function and its typical values are quizzer's own, and only the note's number is new."""


def computed_draft(draft: CardDraft) -> tuple[CardDraft, Problem | None]:
    """The draft as a computed card when its words say surely what to compute, else the draft itself.

    The note's answer stays with the card, for reading after the steps. The problem, when there is one, tells that the
    note's answer disagrees, or why a question that looks like one was left alone.
    """
    if draft.kind not in _READ or draft.data:
        return draft, None
    found = prose.recognise(draft.question, draft.answer)
    if found is None:
        return draft, None
    if isinstance(found, prose.Unsure):
        return draft, Problem(draft.path, draft.line, f"not computed as {found.function}: {found.reason}")
    complaints = _complaints(draft, found)
    if complaints:
        return draft, Problem(draft.path, draft.line, f"not computed: {complaints[0]}")
    problem = Problem(draft.path, draft.line, found.remark) if found.remark else None
    return replace(draft, kind=Kind.COMPUTED, data=found.data), problem


def _complaints(draft: CardDraft, found: prose.Recognised) -> tuple[str, ...]:
    from quizzer.answers import computed, linter  # hardly any note has a question that can be computed

    try:
        return linter.lint(computed.load(draft.question, found.data), _DRAWS)
    except AnswerError as error:
        return (error.message,)
