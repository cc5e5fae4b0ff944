"""Where cards meet answers: a computed card as an exercise, with tries, hints, steps and fresh numbers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from quizzer.answers import checker, computed, what_if, worked
from quizzer.answers.computed import ComputedCard, Variant
from quizzer.answers.tutor import MAX_TRIES, Stage, Tutor
from quizzer.answers.verdict import Right, Unreadable, Verdict, Wrong
from quizzer.answers.what_if import WhatIf
from quizzer.domain.cards import Card


class Computation:
    """A computed card on the table: up to three tries, hints at a cost, then the worked solution."""

    option_lines: Sequence[str] = ()
    takes_answer = True

    def __init__(self, card: Card, loaded: ComputedCard, seed: int | None) -> None:
        self._card = card
        self.loaded = loaded
        self.variant: Variant = loaded.variant(seed)
        self.tutor = Tutor(hints=loaded.hints_for(self.variant))
        self.verdict: Verdict | None = None
        """Of the newest try."""

    @property
    def question(self) -> str:
        """With this showing's numbers."""
        return self.variant.question

    @property
    def is_settled(self) -> bool:
        """Right, out of tries, or shown on request."""
        return self.tutor.stage is not Stage.ASKING

    @property
    def suggested_quality(self) -> int | None:
        """Good for the first try, Hard for a later one or with a hint, Again when it was shown."""
        return self.tutor.suggested

    @property
    def can_vary(self) -> bool:
        """Whether fresh numbers can be drawn."""
        return self.loaded.can_vary

    @property
    def answer(self) -> str:
        """The right answer, exact and readable."""
        return self.variant.answer

    @cached_property
    def steps(self) -> list[str]:
        """The worked solution, a line a step, with this showing's numbers."""
        return worked.listed(self.loaded.steps(self.variant))

    @property
    def solution(self) -> str:
        """The answer, the worked steps, and what the note itself says when the numbers are the note's own."""
        parts = [f"**{self.answer}**"]
        if self.steps:
            parts.append("```text\n" + "\n".join(self.steps) + "\n```")
        if self.variant.seed is None and "template" in self._card.data:
            parts.append(self._card.answer)
        return "\n\n".join(parts)

    def echo(self, typed: str) -> str:
        """What would be graded."""
        return self.loaded.echo(self.variant, typed)

    def submit(self, typed: str) -> Sequence[str]:
        """Judge a try."""
        if self.is_settled:
            return []
        verdict = self.loaded.check(self.variant, typed)
        self.verdict = verdict
        number = self.tutor.try_number
        self.tutor = self.tutor.tried(typed, verdict)
        match verdict:
            case Right():
                return [f"Right: {verdict.reading or verdict.understood}"]
            case Wrong():
                message = verdict.message.replace(": ", "; ", 1)  # one colon a line is enough
                if self.is_settled:
                    return [f"Not right: {message}"]
                return [f"Not yet: {message} (try {number} of {MAX_TRIES})"]
            case Unreadable():
                return [f"Not graded: {verdict.message}"]

    @property
    def has_hint(self) -> bool:
        """Whether a hint can be asked for now."""
        return self.tutor.has_hint

    def hint(self) -> str | None:
        """The next hint; taking one makes the suggested grade Hard."""
        if not self.tutor.has_hint:
            return None
        self.tutor = self.tutor.hinted()
        return self.tutor.hint

    def give_up(self) -> None:
        """Show the solution, which suggests Again."""
        self.tutor = self.tutor.shown()

    def again(self, seed: int | None) -> Computation:
        """The same card with the numbers of this seed, None for the note's own; from the first try."""
        return Computation(self._card, self.loaded, seed)

    def renewed(self) -> Computation:
        """The same card with numbers that differ from these, wherever it has others."""
        fresh = self
        for _ in range(MOST_DRAWS):
            fresh = self.again(secrets.randbits(48))
            if fresh.question != self.question:
                break
        return fresh

    @cached_property
    def what_ifs(self) -> tuple[WhatIf, ...]:
        """Questions about one changed variable, for after a right answer."""
        return what_if.what_ifs(self.loaded, self.variant)

    def check_what_if(self, asked: WhatIf, typed: str) -> Verdict:
        """Judge a factor."""
        return checker.check(asked.expected, typed)

    def is_factor_right(self, place: int, typed: str) -> bool:
        """Whether `typed` is the factor that the what-if question at this place asks for."""
        return isinstance(self.check_what_if(self.what_ifs[place], typed), Right)

    def record(self) -> dict[str, Any]:
        """Everything that explains the grade later: the seed and numbers, every try, what was understood, slips."""
        return {
            "function": self.loaded.function.name,
            "seed": self.variant.seed,
            "parameters": dict(self.variant.shown),
            "tries": [_try(each.typed, each.verdict) for each in self.tutor.tries],
            "hints": self.tutor.hints_taken,
            "slips": list(self.tutor.slips),
            "stage": str(self.tutor.stage),
        }


MOST_DRAWS = 20
"""Draws until the numbers differ from those on the table."""
MOST_TYPED = 500
"""Characters of a typed answer that the log keeps."""


def _try(typed: str, verdict: Verdict) -> dict[str, str]:
    kept = {"typed": typed[:MOST_TYPED], "verdict": type(verdict).__name__.lower()}
    if isinstance(verdict, Right | Wrong):
        kept["understood"] = verdict.understood
    if isinstance(verdict, Wrong) and verdict.slip:
        kept["slip"] = verdict.slip
    return kept


def load(card: Card) -> ComputedCard:
    """The card, validated; AnswerError when its data do not fit (it was refused at import, or a function is gone)."""
    return computed.load(card.question, card.data)
