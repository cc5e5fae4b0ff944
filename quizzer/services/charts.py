"""Charts: what a report draws, as values. Each can also be told as a table, its bars made of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from quizzer.domain.text_plot import spark

MOST_ROWS = 16
"""Of a table that stands for a line over time."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; a share (0 to 1) beside each row is drawn as a bar when there are any."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


class Chart(Protocol):
    """A picture to be: `title` stands above it, `table` says the same in words."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def table(self) -> Table:
        """The same as text; no rows when there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A column for each named count, all from one base line."""

    title: str
    name: str
    """What the names are, such as `Day`."""
    unit: str
    columns: tuple[tuple[str, int], ...]

    @property
    def table(self) -> Table:
        """A row for each column that is not empty."""
        top = max((count for _, count in self.columns), default=0)
        kept = [(name, count) for name, count in self.columns if count]
        rows = tuple((name, f"{count:,}") for name, count in kept)
        return Table(self.title, (self.name, self.unit), rows, tuple(count / top for _, count in kept))


@dataclass(frozen=True, slots=True)
class Lines:
    """Shares (0 to 1) over time, a line for each name; None where there is nothing to say."""

    title: str
    name: str
    """What the points are, such as `From`."""
    lines: Mapping[str, tuple[float | None, ...]]
    points: tuple[date, ...]

    @property
    def table(self) -> Table:
        """A row for each point at which any line has a value, or for every so manyth; one line alone gets bars."""
        known = [n for n in range(len(self.points)) if any(line[n] is not None for line in self.lines.values())]
        kept = known[:: max(1, -(-len(known) // MOST_ROWS))]
        rows = tuple((self.points[n].isoformat(), *(_percent(line[n]) for line in self.lines.values())) for n in kept)
        alone = next(iter(self.lines.values())) if len(self.lines) == 1 else ()
        return Table(self.title, (self.name, *self.lines), rows, tuple(alone[n] or 0.0 for n in kept) if alone else ())


@dataclass(frozen=True, slots=True)
class Year:
    """Answers on each day of the 53 weeks up to a day, as a map of weeks and weekdays."""

    title: str
    day: date
    counts: Mapping[date, int]

    @property
    def first(self) -> date:
        """The Monday that the map begins with."""
        return self.day - timedelta(days=self.day.weekday() + 52 * 7)

    @property
    def table(self) -> Table:
        """A row for each month with an answer."""
        months: dict[str, list[int]] = {}
        for day, count in sorted(self.counts.items()):
            if count and self.first <= day <= self.day:
                had = months.setdefault(f"{day:%Y-%m}", [0, 0])
                had[0] += 1
                had[1] += count
        top = max((count for _, count in months.values()), default=0)
        rows = tuple((month, f"{days}", f"{count:,}") for month, (days, count) in months.items())
        shares = tuple(count / top for _, count in months.values())
        return Table(self.title, ("Month", "Days", "Answers"), rows, shares)


@dataclass(frozen=True, slots=True)
class Sparks:
    """A small line of weeks for each name, each on a scale of its own, the newest week at the right."""

    title: str
    weeks: Mapping[str, tuple[int, ...]]

    @property
    def table(self) -> Table:
        """A row for each name, its weeks as one word."""
        rows = tuple((name, spark(weeks)) for name, weeks in self.weeks.items() if any(weeks))
        return Table(self.title, ("Deck", "Weeks, this one at the right"), rows)


def text_bar(share: float, width: int = 20) -> str:
    """A bar made of text.

    >>> text_bar(0.25, 8)
    '██░░░░░░'
    """
    full = round(max(0.0, min(1.0, share)) * width)
    return "█" * full + "░" * (width - full)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
