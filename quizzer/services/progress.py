"""Progress: what was done, what is kept and what comes, over all or some decks; from the sums beside the log alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from quizzer.domain.stats import NO_TALLY, Period, Retention, Spread, Tally, by_period, histogram, spread
from quizzer.domain.streak import Streak, streak
from quizzer.services.study import Desk

YEAR = 53 * 7
"""Days that a heat map looks back, at most."""
FORECAST_DAYS = 30
POINTS = 13
"""Of the curve of retention: weeks while the log is young, then stretches of four weeks, a year together."""
WEEK, STRETCH = 7, 28
SPARK_WEEKS = 26
INTERVALS = (1, 3, 7, 21, 60, 180, 365)
"""Days from which the columns of the intervals count."""
EASES = tuple(range(130, 311, 20))
"""Hundredths from which the columns of the ease factors count."""


@dataclass(frozen=True, slots=True)
class DeckFigures:
    """What was done in one deck, under the name that it had then."""

    name: str
    tally: Tally
    days: int
    weeks: tuple[int, ...]
    """Showings of each of the last 26 weeks, this one at the end."""

    @property
    def minutes(self) -> float:
        """Spent on it."""
        return self.tally.elapsed_ms / 60_000

    def as_json(self) -> dict[str, Any]:
        """The documented form within `quizzer stats --json`."""
        return {
            "deck": self.name,
            "reviews": self.tally.showings,
            "days": self.days,
            "minutes": round(self.minutes, 1),
            "retention": retention_json(self.tally),
            "weeks": list(self.weeks),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How it is going."""

    day: date
    since: date | None
    """The first day that totals and decks count; None for all days."""
    total: Tally
    days: int
    """Study days with a showing."""
    streak: Streak
    """Of all decks: a day counts whatever was studied on it."""
    by_day: Mapping[date, Tally]
    """The past year, whatever `since` is."""
    curve: tuple[Period, ...]
    """Retention over time, the oldest first."""
    decks: tuple[DeckFigures, ...]
    cards: Mapping[str, int]
    """By state: new, young, mature, suspended, parked."""
    forecast: tuple[int, ...]
    """Cards due on each of the coming days, tomorrow first."""
    eases: Mapping[int, int]
    """How many cards have each ease factor (hundredths)."""
    intervals: Mapping[int, int]
    """How many cards have each interval (days)."""
    stubs: int
    """Questions that the notes leave open."""

    @property
    def minutes(self) -> int:
        """Spent on answers."""
        return round(self.total.elapsed_ms / 60_000)

    @property
    def answers(self) -> dict[str, int]:
        """How many showings got each grade."""
        return {"again": self.total.again, "hard": self.total.hard, "good": self.total.good, "easy": self.total.easy}

    @property
    def interval_columns(self) -> list[tuple[int, int]]:
        """From how many days on, and how many cards."""
        return list(histogram(self.intervals, INTERVALS))

    @property
    def ease_columns(self) -> list[tuple[int, int]]:
        """From which ease factor (hundredths) on, and how many cards."""
        return list(histogram(self.eases, EASES))

    def as_json(self) -> dict[str, Any]:
        """The documented form of `quizzer stats --json`."""
        return {
            "day": self.day.isoformat(),
            "since": self.since.isoformat() if self.since else None,
            "reviews": self.total.showings,
            "days": self.days,
            "minutes": self.minutes,
            "seconds_per_card": self.total.seconds,
            "streak": self.streak.length,
            "longest_streak": self.streak.longest,
            "freezes": self.streak.freezes,
            "retention": retention_json(self.total),
            "lapse_rate": self.total.lapse_rate,
            "curve": [{"from": p.first.isoformat(), **retention_json(p.tally)} for p in self.curve],
            "answers": self.answers,
            "cards": dict(self.cards),
            "ease": _spread_json(spread(self.eases)),
            "interval": _spread_json(spread(self.intervals)),
            "forecast": list(self.forecast),
            "by_day": [
                {"day": day.isoformat(), "reviews": one.showings, "minutes": round(one.elapsed_ms / 60_000, 2)}
                for day, one in self.by_day.items()
            ],
            "stubs": self.stubs,
            "decks": [deck.as_json() for deck in self.decks],
        }


def progress(desk: Desk, decks: Sequence[str] = (), days: int | None = None) -> Progress:
    """The figures of these decks, of the last `days` days or of all; UsageError for a deck that does not exist."""
    day = desk.clock.now().day
    names = desk.deck_names(tuple(decks))
    since = day - timedelta(days=days - 1) if days else None
    daily = desk.record.by_day(names)
    counted = {on: one for on, one in daily.items() if since is None or on >= since}
    weeks = desk.record.weeks_by_deck(day, SPARK_WEEKS, names)
    return Progress(
        day=day,
        since=since,
        total=reduce(Tally.plus, counted.values(), NO_TALLY),
        days=len(counted),
        streak=streak(desk.figures.days_studied(), day),
        by_day={on: one for on, one in daily.items() if on > day - timedelta(days=YEAR)},
        curve=_curve(daily, day),
        decks=tuple(
            DeckFigures(name, one, on, weeks.get(name, (0,) * SPARK_WEEKS))
            for name, (one, on) in desk.record.by_deck(names, since or date.min).items()
        ),
        cards=desk.figures.cards_by_state(names),
        forecast=desk.figures.forecast(day, FORECAST_DAYS, names),
        eases=desk.record.eases(names),
        intervals=desk.record.intervals(names),
        stubs=desk.figures.stubs(),
    )


def _curve(daily: Mapping[date, Tally], day: date) -> tuple[Period, ...]:
    first = min(daily, default=day)
    length = WEEK if (day - first).days < WEEK * POINTS else STRETCH
    return by_period(daily, day, length=length, count=POINTS)


def retention_json(one: Tally) -> dict[str, Any]:
    """Shares of due showings that passed, None where nothing was due."""
    return {"young": one.young_kept.share, "mature": one.mature_kept.share, "all": one.kept.share}


def _spread_json(found: Spread | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "least": found.least, "low": found.low, "middle": found.middle, "high": found.high, "most": found.most,
        "mean": round(found.mean, 2),
    }  # fmt: skip


def percent(kept: Retention, digits: int = 1, nothing: str = "–") -> str:
    """A retention as people read it; a dash when nothing was due."""
    return nothing if kept.share is None else f"{kept.share:.{digits}%}"
