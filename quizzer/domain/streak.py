"""The streak: study days in a row with at least one review, and the freezes that carry it over a day off.

Seven days in a row earn a freeze, two are kept at most. A day without a review uses one up, if there is one: it does
not count, but the streak goes on. A longer gap than there are freezes ends it, and the freezes with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

EARNED_EVERY = 7
"""Days studied for one freeze."""
MOST_FREEZES = 2
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Streak:
    """The streak up to a day."""

    length: int = 0
    """Days studied in a row; a frozen one does not count."""
    longest: int = 0
    """The longest there ever was, this one included."""
    freezes: int = 0
    """Days off that it would survive."""
    frozen: tuple[date, ...] = ()
    """The days off that it has survived, the earliest first."""


def streak(days: Collection[date], today: date) -> Streak:
    """The streak up to `today`; today itself may still be to come, and days after it are not looked at.

    >>> streak({date(2026, 1, 1), date(2026, 1, 2)}, date(2026, 1, 3)).length
    2
    """
    length = longest = freezes = 0
    frozen: list[date] = []
    last: date | None = None
    for day in sorted(set(days)):
        if day > today:
            break
        if last is not None and not (missed := _missed(last, day, freezes)) and day - last > _DAY:
            length, freezes, frozen = 0, 0, []
        elif last is not None:
            freezes -= len(missed)
            frozen += missed
        length += 1
        longest = max(longest, length)
        if length % EARNED_EVERY == 0:
            freezes = min(MOST_FREEZES, freezes + 1)
        last = day
    if last is None:
        return Streak()
    missed = _missed(last, today, freezes)
    if today - last > _DAY and not missed:
        return Streak(0, longest)
    return Streak(length, longest, freezes - len(missed), (*frozen, *missed))


def _missed(last: date, day: date, freezes: int) -> list[date]:
    """The days between two that freezes can cover; none when there are more of them than freezes."""
    count = (day - last).days - 1
    return [last + n * _DAY for n in range(1, count + 1)] if 0 < count <= freezes else []
