"""Due limits: how many due cards a study day may still ask, in all and by deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from quizzer.config import NO_LIMIT, Settings
from quizzer.store.counting import Choice
from quizzer.store.hot import Queue


@dataclass(frozen=True, slots=True)
class DueLimits:
    """What today's limits leave."""

    settings: Settings
    reviewed: Mapping[str, int]
    """Due cards answered today, by deck."""
    more_today: int
    """Cards that the person asked for on top: raises every limit."""

    @property
    def left(self) -> int:
        """Of all decks together."""
        return max(0, self.settings.due_per_day + self.more_today - sum(self.reviewed.values()))

    def left_of(self, deck: str) -> int:
        """Of one deck, besides the limit for all."""
        limit = self.settings.for_deck(deck).due_per_day
        return max(0, limit + self.more_today - self.reviewed.get(deck, 0))

    def count(self, due: Mapping[str, int]) -> int:
        """How many of these due cards, by deck, today still asks."""
        return min(self.left, sum(min(count, self.left_of(deck)) for deck, count in due.items()))

    def narrow(self, choice: Choice, decks: list[str]) -> Choice | None:
        """The choice without the decks, among all of them, that have had their share; None when nothing is left."""
        full = tuple(deck for deck in decks if not self.left_of(deck))
        return replace(choice, without=full) if self.left else None


def due_limits(settings: Settings, queue: Queue, day: date, more_today: int = 0) -> DueLimits | None:
    """The limits of the day; None when neither the person nor a deck sets one."""
    own = any("due_per_day" in deck for deck in settings.decks.values())
    if settings.due_per_day >= NO_LIMIT and not own:
        return None
    return DueLimits(settings, queue.reviewed(day), more_today)
