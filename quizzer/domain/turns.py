"""Turns: one place in a queue each, and the sentence that says why the card comes now."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from quizzer.domain.candidates import Candidate
from quizzer.domain.plain_text import counted
from quizzer.domain.reviews import Schedule
from quizzer.domain.values import dataclass


class Turn(StrEnum):
    """Which part of the queue a card stands in."""

    DUE = "due"
    NEW = "new"
    REPEAT = "repeat"
    AHEAD = "ahead"
    CRAM = "cram"
    ROUND = "round"
    """Chosen by an interview plan."""
    MOCK = "mock"
    """Asked in a mock interview."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One place in the queue."""

    candidate: Candidate
    turn: Turn
    day: date
    recall: float | None = None
    """Expected recall on `day`, when the scheduler can say."""
    gain: float | None = None
    """What an interview plan expects of asking it: the rise of its recall on the day."""

    @property
    def card_id(self) -> str:
        """The card that is asked."""
        return self.candidate.card_id

    @property
    def why(self) -> str:
        """Why this card comes now, in one sentence."""
        return _why(self)


def _why(asked: Asked) -> str:
    schedule, day = asked.candidate.schedule, asked.day
    match asked.turn:
        case Turn.NEW:
            origin = "a bundled deck" if asked.candidate.is_bundled else "your notes"
            return f"New, from {origin}: never asked before."
        case Turn.REPEAT:
            return "Asked again: graded below 4 earlier today. No date moves."
        case Turn.CRAM:
            return "Cram: nothing you answer moves a date."
        case Turn.MOCK:
            return "Mock interview: a pass moves nothing, a failure is a lapse."
        case Turn.ROUND:
            seen = "For the interview" if schedule else "For the interview, and never asked before"
            points = round((asked.gain or 0) * 100)
            gain = counted(points, "point") if points else "less than a point"
            return f"{seen}: asking it now adds {gain} to its recall on the day."
        case _ if schedule is None:
            return "Never asked before."
        case Turn.AHEAD:
            days = (schedule.due - day).days
            return f"Ahead: due in {count_days(days)}. A pass moves nothing, a failure is a lapse."
        case _:
            return _why_due(schedule, day, asked.recall)


def _why_due(schedule: Schedule, day: date, recall: float | None) -> str:
    since = f"last reviewed {count_days((day - schedule.last_day).days)} ago"
    late = (day - schedule.due).days
    when = "Due today" if late == 0 else f"Due {count_days(late)} ago"
    if recall is not None:
        return f"{when}: {since}, expected recall {recall:.0%}."
    return f"{when}: {since}; short intervals come first."


def count_days(days: int) -> str:
    """A number of days in words.

    >>> count_days(1), count_days(12)
    ('1 day', '12 days')
    """
    return "1 day" if days == 1 else f"{days} days"
