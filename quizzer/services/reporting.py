"""Reports: what the reading commands and the Today screen show, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quizzer.domain.cards import Card, Stub
from quizzer.domain.reviews import Schedule
from quizzer.domain.streak import streak
from quizzer.services.study import Desk, Waiting

USUAL_SECONDS = 20
"""Seconds a card, before there are enough reviews to know better."""


@dataclass(frozen=True, slots=True)
class DeckLine:
    """One deck today."""

    name: str
    due: int
    new: int
    repeats: int
    total: int
    mature: int


@dataclass(frozen=True, slots=True)
class Today:
    """What waits today."""

    day: str
    waiting: Waiting
    minutes: int
    done: int
    """Showings today."""
    streak: int
    decks: tuple[DeckLine, ...]
    stubs: int
    next_day: str | None
    forecast: tuple[int, ...]
    """Cards due on each of the next seven days, tomorrow first."""

    def as_json(self) -> dict[str, Any]:
        """The documented form of `quizzer due --json`."""
        return {
            "day": self.day,
            "due": self.waiting.due,
            "new": self.waiting.new,
            "repeats": self.waiting.repeats,
            "held_new": self.waiting.held_new,
            "minutes": self.minutes,
            "done": self.done,
            "streak": self.streak,
            "stubs": self.stubs,
            "next_day": self.next_day,
            "forecast": list(self.forecast),
            "decks": [
                {"deck": d.name, "due": d.due, "new": d.new, "repeats": d.repeats, "total": d.total, "mature": d.mature}
                for d in self.decks
            ],
        }


def today(desk: Desk) -> Today:
    """Everything about today, without the ORM."""
    day = desk.clock.now().day
    waiting = desk.waiting()
    figures = desk.figures
    counts = desk.deck_counts()
    mature = figures.mature_by_deck()
    lines = tuple(
        DeckLine(name, c.due, c.unseen, c.repeats, c.total, mature.get(name, 0)) for name, c in counts.items()
    )
    done, _ = figures.of_day(day)
    upcoming = desk.queue.next_day(day)
    return Today(
        day=day.isoformat(),
        waiting=waiting,
        minutes=round(waiting.total * figures.seconds_per_card(USUAL_SECONDS) / 60),
        done=done,
        streak=streak(figures.days_studied(), day),
        decks=lines,
        stubs=figures.stubs(),
        next_day=upcoming.isoformat() if upcoming else None,
        forecast=figures.forecast(day, 7),
    )


def card_line(card: Card, schedule: Schedule | None, reviews: int) -> dict[str, Any]:
    """The documented form of one card in `quizzer cards --json`."""
    from quizzer.services.exporting import schedule_json

    return {
        "id": card.id,
        "deck": card.deck,
        "kind": str(card.kind),
        "state": str(card.state),
        "question": card.question,
        "context": list(card.context),
        "tags": list(card.tags),
        "source": f"{card.path}:{card.line}" if card.path else None,
        "flagged": card.is_flagged,
        "reviews": reviews,
        "schedule": schedule_json(schedule),
    }


@dataclass(frozen=True, slots=True)
class Retention:
    """Due showings and how many of them passed."""

    shown: int
    passed: int

    @property
    def share(self) -> float | None:
        """0 to 1; None when nothing was shown."""
        return self.passed / self.shown if self.shown else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How it is going, over all or one deck."""

    reviews: int
    days: int
    minutes: int
    streak: int
    young: Retention
    mature: Retention
    answers: dict[str, int]
    cards: dict[str, int]
    forecast: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """The documented form of `quizzer stats --json`."""
        return {
            "reviews": self.reviews,
            "days": self.days,
            "minutes": self.minutes,
            "streak": self.streak,
            "retention": {"young": self.young.share, "mature": self.mature.share},
            "answers": self.answers,
            "cards": self.cards,
            "forecast": list(self.forecast),
        }


def progress(desk: Desk, decks: Sequence[str] = ()) -> Progress:
    """Figures of the whole log, from the day table that every review keeps."""
    day = desk.clock.now().day
    names = desk.deck_names(tuple(decks))
    sums = desk.figures.sums(names)
    return Progress(
        reviews=sums["showings"],
        days=sums["days"],
        minutes=round(sums["elapsed_ms"] / 60_000),
        streak=streak(desk.figures.days_studied(), day),
        young=Retention(sums["young"], sums["young_passed"]),
        mature=Retention(sums["mature"], sums["mature_passed"]),
        answers={name: sums[name] for name in ("again", "hard", "good", "easy")},
        cards=desk.figures.cards_by_state(names),
        forecast=desk.figures.forecast(day, 30, names),
    )


@dataclass(frozen=True, slots=True)
class History:
    """The past year by day, and what keeps being forgotten."""

    day: date
    showings: dict[date, int]
    weakest: tuple[tuple[str, str, int], ...]
    """Question, deck and lapses."""


def history(desk: Desk, *, weakest: int = 5) -> History:
    """What the heat map and the list of weak cards show."""
    day = desk.clock.now().day
    return History(day, desk.figures.by_day(day - timedelta(days=366)), tuple(desk.figures.weakest(weakest)))


def open_questions(desk: Desk, limit: int = 2_000) -> list[Stub]:
    """Questions that the notes do not answer yet, by note and line."""
    return desk.figures.open_questions(limit)
