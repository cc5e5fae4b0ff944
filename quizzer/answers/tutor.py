"""The tutor: tries, hints and the grade they suggest, as one value without clock or screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from quizzer.answers.verdict import Right, Unreadable, Verdict, Wrong
from quizzer.domain.reviews import Grade

MAX_TRIES = 3
"""Wrong answers before the solution is shown."""


class Stage(StrEnum):
    """Where one question stands."""

    ASKING = "asking"
    SOLVED = "solved"
    SHOWN = "shown"
    """The solution was asked for, or the tries are used up."""


@dataclass(frozen=True, slots=True)
class Try:
    """One thing that was typed, with what was made of it; logged with the review."""

    typed: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tutor:
    """One question being worked on. Every verb gives a new value."""

    hints: tuple[str, ...] = ()
    tries: tuple[Try, ...] = ()
    hints_taken: int = 0
    stage: Stage = Stage.ASKING

    @property
    def wrong_tries(self) -> int:
        """Tries that count: unreadable ones do not."""
        return sum(isinstance(each.verdict, Wrong) for each in self.tries)

    @property
    def try_number(self) -> int:
        """The try that is being made, from 1."""
        return min(self.wrong_tries + 1, MAX_TRIES)

    @property
    def hint(self) -> str:
        """The latest hint taken; empty when none was."""
        return self.hints[self.hints_taken - 1] if self.hints_taken else ""

    @property
    def has_hint(self) -> bool:
        """Whether another hint can be taken."""
        return self.stage is Stage.ASKING and self.hints_taken < len(self.hints)

    @property
    def slips(self) -> tuple[str, ...]:
        """Names of the slips made, in their order."""
        return tuple(each.verdict.slip for each in self.tries if isinstance(each.verdict, Wrong) and each.verdict.slip)

    @property
    def suggested(self) -> Grade | None:
        """Good for the first try without a hint, Hard for a later one or with hints, Again when it was shown.

        An estimate that is only right in its power of ten suggests Hard. None while the question is open.
        """
        if self.stage is Stage.SHOWN:
            return Grade.AGAIN
        if self.stage is Stage.ASKING:
            return None
        last = self.tries[-1].verdict
        is_rough = isinstance(last, Right) and last.band is not None and last.band > 2
        return Grade.HARD if self.wrong_tries or self.hints_taken or is_rough else Grade.GOOD

    def tried(self, typed: str, verdict: Verdict) -> Tutor:
        """After a check. An unreadable answer costs nothing; the third wrong one ends the asking."""
        if self.stage is not Stage.ASKING:
            return self
        after = replace(self, tries=(*self.tries, Try(typed, verdict)))
        match verdict:
            case Right():
                return replace(after, stage=Stage.SOLVED)
            case Wrong():
                return replace(after, stage=Stage.SHOWN) if after.wrong_tries >= MAX_TRIES else after
            case Unreadable():
                return after

    def hinted(self) -> Tutor:
        """After a hint was asked for; the same when there is none left."""
        return replace(self, hints_taken=self.hints_taken + 1) if self.has_hint else self

    def shown(self) -> Tutor:
        """After the solution was asked for; nothing changes once the question is solved."""
        return replace(self, stage=Stage.SHOWN) if self.stage is Stage.ASKING else self
