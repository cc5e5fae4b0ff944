"""Fuzz: days added to or taken from a due date, so that cards learnt together do not come back together for ever.

The range is the one that Anki users know: from two and a half days on, one day either way and a share of the
interval that falls from 15 % to 5 %. Where in the range is drawn from the card's id and its count of repetitions,
or, with balancing, is the day with the least to do. The result is a `shift` in days: the same pure call labels the
button and makes the schedule, and the log keeps it for replay. Off unless asked for, and never before an interview.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizzer.domain.draw import draw
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import Scheduler
from quizzer.errors import UsageError

SHORTEST_FUZZED = 2.5
"""Days; anything shorter stays exact."""
_SHARES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""Of the days between the first two numbers, the share that widens the range."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVEN_WEEK = (1.0,) * 7


@dataclass(frozen=True, slots=True)
class Fuzz:
    """How due dates are spread."""

    load: Mapping[date, int] | None = None
    """Cards already due on each day; given, the least loaded day of the range is taken, the earlier of equals."""
    week: Sequence[float] = EVEN_WEEK
    """How much each weekday may hold, from Monday: 1 for a usual day, 0.5 for an easy one, 0 for a day off."""


def fuzz_range(interval: int) -> tuple[int, int]:
    """The fewest and the most days that `interval` may become.

    >>> fuzz_range(2), fuzz_range(6), fuzz_range(100)
    ((2, 2), (4, 8), (93, 107))
    """
    if interval < SHORTEST_FUZZED:
        return interval, interval
    reach = 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in _SHARES)
    return max(2, round(interval - reach)), round(interval + reach)


def shifts(
    scheduler: Scheduler, schedule: Schedule | None, day: date, card_id: str, fuzz: Fuzz | None
) -> dict[int, int]:
    """The shift of each of the six qualities, for `scheduling.preview` and the review alike; empty when off."""
    if fuzz is None:
        return {}
    found: dict[int, int] = {}
    for quality in range(6):
        after = scheduler.review(schedule, quality, day)
        found[quality] = shift(after, card_id, fuzz)
    return found


def shift(after: Schedule, card_id: str, fuzz: Fuzz) -> int:
    """Days to move the due date of `after`, a schedule as the rule alone gives it."""
    interval = (after.due - after.last_day).days
    low, high = fuzz_range(interval)
    days = range(low, min(high, (date.max - after.last_day).days) + 1)
    if len(days) < 2:
        return 0
    weights = [fuzz.week[(after.last_day + timedelta(days=d)).weekday()] for d in days]
    if not any(weights):
        weights = [1.0] * len(days)
    if fuzz.load is None:
        chosen = _draw(days, weights, f"{card_id}/{after.lapses}/{after.repetition}")
    else:
        chosen = _least_loaded(days, weights, after.last_day, fuzz.load)
    return chosen - interval


def _draw(days: Sequence[int], weights: Sequence[float], seed: str) -> int:
    """One of `days` by weight: always the same one for the same seed."""
    point = draw(seed) * sum(weights)
    for day, weight in zip(days, weights, strict=True):
        if point < weight:
            return day
        point -= weight
    return max(day for day, weight in zip(days, weights, strict=True) if weight)


def _least_loaded(days: Sequence[int], weights: Sequence[float], start: date, load: Mapping[date, int]) -> int:
    def crowding(day_and_weight: tuple[int, float]) -> float:
        day, weight = day_and_weight
        return (load.get(start + timedelta(days=day), 0) + 1) / weight

    return min(((d, w) for d, w in zip(days, weights, strict=True) if w), key=crowding)[0]


def week_of(text: str) -> tuple[float, ...]:
    """How much each weekday may hold, from Monday, as in `sat=0.5 sun=0`; UsageError names what is not understood."""
    week = list(EVEN_WEEK)
    for part in text.replace(",", " ").split():
        found = re.fullmatch(r"([a-z]{3})[a-z]*[=:](0|1|0?\.\d+|1\.0|0\.0)", part.lower())
        if not found or found[1] not in _WEEKDAYS:
            raise UsageError(f"easy_days: {part!r} is not understood", hint="as in: sat=0.5 sun=0")
        week[_WEEKDAYS.index(found[1])] = float(found[2])
    return tuple(week)
