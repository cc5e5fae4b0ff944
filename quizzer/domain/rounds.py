"""Rounds: dated interviews, each with its topics and the minutes a day that the person gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quizzer.domain.candidates import Candidate, is_within


@dataclass(frozen=True, slots=True)
class Topic:
    """Some decks or tags of a round, and how much they matter there."""

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    """Worth of a card known on the day, beside 1 for an ordinary one."""

    def takes(self, candidate: Candidate) -> bool:
        """Whether the card stands in one of the decks or carries one of the tags."""
        return any(is_within(candidate.deck, deck) for deck in self.decks) or any(
            is_within(have, want) for have in candidate.tags for want in self.tags
        )


@dataclass(frozen=True, slots=True)
class Round:
    """One dated interview."""

    name: str
    day: date
    topics: tuple[Topic, ...] = ()
    """None at all stands for every card."""
    minutes: float = 20.0
    """A day."""

    def days_left(self, day: date) -> int:
        """Days of study left, `day` included and the day of the interview not; 0 once it has come."""
        return max(0, (self.day - day).days)

    def is_over(self, day: date) -> bool:
        """Whether the interview lies behind: from then on cards follow their schedules alone."""
        return day > self.day

    def weight(self, candidate: Candidate) -> float:
        """How much the card matters for this round: the highest weight among its topics, 0 outside them."""
        if not self.topics:
            return 1.0
        return max((topic.weight for topic in self.topics if topic.takes(candidate)), default=0.0)


def next_rounds(rounds: Iterable[Round], day: date) -> list[Round]:
    """The rounds still to come, the nearest first."""
    return sorted((r for r in rounds if not r.is_over(day)), key=lambda r: (r.day, r.name))
