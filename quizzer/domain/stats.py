"""Statistics: what showings add up to, as values. The same sums are kept beside the log as it grows and can be made
again from it; everything shown of them (retention, lapse rate, pace, spread) is worked out here.

True retention counts due showings alone: a first sight, a same-day repetition and practice say nothing of what was
kept over an interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from operator import add
from typing import NamedTuple

from quizzer.domain.ledger import judged_tries
from quizzer.domain.reviews import Entry, Review
from quizzer.domain.scheduling import effective

MATURE_DAYS = 21
"""From this interval on a card counts as mature (Anki's figure)."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Due showings and how many of them passed."""

    shown: int = 0
    passed: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; None when nothing was shown."""
        return self.passed / self.shown if self.shown else None


class Tally(NamedTuple):
    """Sums over showings: of a day, a deck, a card, or all of them. A tuple, because a log is a million of them."""

    showings: int = 0
    unseen: int = 0
    """First showings."""
    young: int = 0
    """Due showings with an interval under 21 days."""
    young_passed: int = 0
    mature: int = 0
    mature_passed: int = 0
    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    elapsed_ms: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*map(add, self, other))

    @property
    def young_kept(self) -> Retention:
        """True retention of young cards."""
        return Retention(self.young, self.young_passed)

    @property
    def mature_kept(self) -> Retention:
        """True retention of mature cards."""
        return Retention(self.mature, self.mature_passed)

    @property
    def kept(self) -> Retention:
        """True retention of all cards."""
        return Retention(self.young + self.mature, self.young_passed + self.mature_passed)

    @property
    def lapse_rate(self) -> float | None:
        """Due showings that were failed, 0 to 1; None when nothing was due."""
        share = self.kept.share
        return None if share is None else 1.0 - share

    @property
    def seconds(self) -> float | None:
        """Mean seconds of a showing; None without one."""
        return self.elapsed_ms / 1000 / self.showings if self.showings else None


NO_TALLY = Tally()


def tally(entry: Review) -> Tally:
    """What one entry that counts adds; nothing for one that is not a showing."""
    if not entry.is_showing:
        return NO_TALLY
    interval = entry.before.interval if entry.before else None
    return tally_showing(entry.entry, entry.quality, interval)._replace(elapsed_ms=entry.elapsed_ms)


@lru_cache(maxsize=4096)
def tally_showing(entry: Entry, quality: int, interval: int | None) -> Tally:
    """What a showing adds but for its time; `interval` is the one before it, None for a first showing."""
    answer = "again" if quality < 3 else ("hard", "good", "easy")[quality - 3]
    figures = {"showings": 1, answer: 1}
    if entry is Entry.SCHEDULED:
        if interval is None:
            figures["unseen"] = 1
        else:
            age = "mature" if interval >= MATURE_DAYS else "young"
            figures[age] = 1
            figures[f"{age}_passed"] = int(quality >= 3)
    return Tally(**figures)


def tries(entry: Review) -> Counter[tuple[str, str]]:
    """The judged tries of one entry by function and slip, the slip empty where none was made."""
    return judged_tries(entry.answer) if entry.is_showing else Counter()


@dataclass(slots=True)
class Sums:
    """Everything that is kept beside the log, folded from it."""

    days: dict[tuple[date, str], Tally] = field(default_factory=dict)
    """By study day and deck, under the name that it had then."""
    cards: dict[str, Tally] = field(default_factory=dict)
    slips: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Judged tries by card, function and slip."""

    def add_log(self, log: Iterable[Review]) -> None:
        """Add the entries of one card (with those merged into it), oldest first; cancelled ones do not count."""
        for entry in effective(log):
            one = tally(entry)
            if one.showings:
                key = (entry.study_day, entry.deck)
                self.days[key] = self.days.get(key, NO_TALLY).plus(one)
                self.cards[entry.card_id] = self.cards.get(entry.card_id, NO_TALLY).plus(one)
                for (function, slip), count in tries(entry).items():
                    self.slips[entry.card_id, function, slip] += count


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row and what they brought."""

    first: date
    tally: Tally


def by_period(days: Mapping[date, Tally], today: date, *, length: int, count: int) -> tuple[Period, ...]:
    """The last `count` periods of `length` days, the last of them ending today; the oldest first, empty ones too.

    >>> from datetime import date
    >>> found = by_period({date(2027, 1, 1): Tally(showings=3)}, date(2027, 1, 8), length=7, count=2)
    >>> [(period.first.day, period.tally.showings) for period in found]
    [(26, 3), (2, 0)]
    """
    start = today - timedelta(days=length * count - 1)
    sums = [NO_TALLY] * count
    for day, one in days.items():
        place = (day - start).days // length
        if 0 <= place < count:
            sums[place] = sums[place].plus(one)
    return tuple(Period(start + timedelta(days=length * place), one) for place, one in enumerate(sums))


@dataclass(frozen=True, slots=True)
class Spread:
    """How figures lie: the least, the quarters between, the greatest. All of them whole figures that occur."""

    least: int
    low: int
    """A quarter of the figures are no greater."""
    middle: int
    high: int
    """Three quarters of the figures are no greater."""
    most: int
    mean: float


def spread(counts: Mapping[int, int]) -> Spread | None:
    """The spread of figures given with how often each occurs; None without any. Quarters by nearest rank.

    >>> spread({1: 2, 6: 1, 15: 1})
    Spread(least=1, low=1, middle=1, high=6, most=15, mean=5.75)
    """
    figures = sorted((figure, count) for figure, count in counts.items() if count > 0)
    total = sum(count for _, count in figures)
    if not total:
        return None

    def at(share: float) -> int:
        seen = 0
        for figure, count in figures:
            seen += count
            if seen >= share * total:
                return figure
        return figures[-1][0]

    mean = sum(figure * count for figure, count in figures) / total
    return Spread(figures[0][0], at(0.25), at(0.5), at(0.75), figures[-1][0], mean)


def histogram(counts: Mapping[int, int], edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    """How many figures lie from each edge up to the next, the last one open; edges rising, figures below all go first.

    >>> list(histogram({1: 5, 6: 2, 40: 1}, (1, 7, 21)))
    [(1, 7), (7, 0), (21, 1)]
    """
    bounds = list(edges)
    sums = [0] * len(bounds)
    for figure, count in counts.items():
        sums[max(0, sum(edge <= figure for edge in bounds) - 1)] += count
    return zip(bounds, sums, strict=True)


def level(count: int, top: int) -> int:
    """0 for nothing, else 1 to 4 by the share of the busiest day.

    >>> [level(n, 40) for n in (0, 1, 15, 40)]
    [0, 1, 2, 4]
    """
    return 0 if count <= 0 or top <= 0 else min(4, 1 + (count - 1) * 4 // top)
