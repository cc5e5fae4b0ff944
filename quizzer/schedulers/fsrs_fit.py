"""Fit FSRS to a person's own reviews: better parameters if they predict later reviews better, else none.

The reviews are split by time. Parameters are searched on the earlier four fifths and judged on the latest fifth, which
the search has never seen, by log loss: the mean surprise per review on a later day. Nine parameters that matter
most to recall are moved one at a time by shrinking factors, held near the published ones by a prior; the rest stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log
from types import MappingProxyType

from quizzer.domain.pace import LOWEST_PASS
from quizzer.domain.reviews import Entry, Review
from quizzer.domain.scheduling import effective
from quizzer.domain.study_day import review_day
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory

LEAST_TESTS = 400
"""Reviews on a later day than the one before: fewer say more of luck than of memory."""
MOST_REVIEWS = 6_000
"""The newest so many reviews; more take longer and change little."""
TRAINED_SHARE = 0.8
_MOVED = (0, 1, 2, 3, 8, 11, 14, 15, 20)
"""The four first stabilities, growth, two of what a failure leaves, Hard's share, the curve."""
_STEPS = (0.5, 0.25, 0.12, 0.06)
"""Of the logarithm of a parameter."""
_SPREAD = 0.6
"""Of the logarithm of a parameter among people."""
_LEAST_DECAY = 0.1
_MOST: Mapping[int, float] = MappingProxyType(
    {0: 100.0, 1: 100.0, 2: 100.0, 3: 100.0, 8: 4.5, 11: 5.0, 14: 4.0, 15: 1.0, 20: 0.8}
)
"""What the scheduler accepts."""
_LEAST_CHANCE = 1e-6

History = list[tuple[int, int, date]]
"""The showings of one card, oldest first: quality, days since the one before, study day."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a search found."""

    parameters: tuple[float, ...]
    before: float
    """Log loss of the published parameters on the latest fifth."""
    after: float
    """Log loss of the found ones there."""
    trained: int
    tested: int
    """Reviews on later days in either part."""

    @property
    def is_better(self) -> bool:
        """Whether the found parameters predict the unseen reviews better: only then may they be used."""
        return self.after < self.before


def fit(logs: Mapping[str, Sequence[Review]], start: tuple[float, ...] = DEFAULT_PARAMETERS) -> Fit:
    """Search parameters for the log of every card, each oldest first.

    UsageError with fewer than 400 reviews on later days.
    """
    histories = _newest(logs)
    days = sorted(day for history in histories for _, elapsed, day in history if elapsed > 0)
    if len(days) < LEAST_TESTS:
        raise UsageError(
            f"{len(days)} reviews on later days are too few to fit FSRS to",
            hint=f"it takes {LEAST_TESTS}; until then the published parameters are the better guess",
        )
    border = days[int(len(days) * TRAINED_SHARE)]
    found = _search(histories, start, border)
    before, tested = _loss(FsrsMemory(start), histories, border, date.max)
    after, _ = _loss(FsrsMemory(found), histories, border, date.max)
    return Fit(found, before, after, trained=len(days) - tested, tested=tested)


def _newest(logs: Mapping[str, Sequence[Review]]) -> list[History]:
    """Whole histories, those reviewed last first, up to the most that are used; none that began elsewhere."""
    chosen: list[History] = []
    count = 0
    for entries in sorted(filter(None, logs.values()), key=lambda entries: entries[-1].reviewed_at, reverse=True):
        if count >= MOST_REVIEWS:
            break
        counting = effective(entries)
        if not any(entry.entry is Entry.STANDING for entry in counting):
            chosen.append(_history([entry for entry in counting if entry.is_showing]))
            count += len(chosen[-1])
    return chosen


def _history(showings: Sequence[Review]) -> History:
    history: History = []
    last: date | None = None
    for entry in showings:
        day = review_day(entry.study_day, last)
        history.append((entry.quality, (day - last).days if last else 0, day))
        last = day
    return history


def _loss(memory: FsrsMemory, histories: Sequence[History], begin: date, end: date) -> tuple[float, int]:
    """Mean surprise, in nats, of the showings on later days from `begin` up to, not including, `end`; their number."""
    total, count = 0.0, 0
    for history in histories:
        state: tuple[float, float] | None = None
        for quality, elapsed, day in history:
            if day >= end:
                break
            if state is None:
                state = memory.first(quality)
                continue
            if elapsed > 0 and day >= begin:
                known = memory.recall(state[0], elapsed)
                total -= log(max(_LEAST_CHANCE, known if quality >= LOWEST_PASS else 1 - known))
                count += 1
            state = memory.after(*state, quality, elapsed)
    return (total / count if count else 0.0), count


def _search(histories: Sequence[History], start: tuple[float, ...], border: date) -> tuple[float, ...]:
    """Move one parameter at a time wherever that helps, by ever smaller steps; days from `border` on stay unseen."""

    def cost(parameters: tuple[float, ...]) -> float:
        loss, count = _loss(FsrsMemory(parameters), histories, date.min, border)
        away = sum((log(parameters[i] / start[i]) / _SPREAD) ** 2 / 2 for i in _MOVED)
        return loss + away / max(1, count)

    best, least = start, cost(start)
    for step in _STEPS:
        for i in _MOVED:
            for factor in (exp(step), exp(-step)):
                moved = _moved(best, i, factor)
                found = cost(moved)
                if found < least:
                    best, least = moved, found
                    break
    return best


def _moved(parameters: tuple[float, ...], i: int, factor: float) -> tuple[float, ...]:
    value = min(_MOST[i], parameters[i] * factor)
    if i == 20:
        value = max(_LEAST_DECAY, value)
    return (*parameters[:i], value, *parameters[i + 1 :])
