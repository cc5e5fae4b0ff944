"""Reports: what the reading commands and the Today screen show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from quizzer.domain.cards import Card, Stub
from quizzer.domain.plain_text import as_read
from quizzer.domain.reviews import Schedule
from quizzer.domain.streak import Streak, streak
from quizzer.services.day_share import Waiting
from quizzer.services.study import Desk

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
    streak: Streak
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
            "early": self.waiting.early,
            "held_new": self.waiting.held_new,
            "held_due": self.waiting.held_due,
            "minutes": self.minutes,
            "done": self.done,
            "streak": self.streak.length,
            "freezes": self.streak.freezes,
            "stubs": self.stubs,
            "next_day": self.next_day,
            "forecast": list(self.forecast),
            "decks": [
                {"deck": d.name, "due": d.due, "new": d.new, "repeats": d.repeats, "total": d.total, "mature": d.mature}
                for d in self.decks
            ],
        }


def count_waiting(desk: Desk) -> Waiting:
    """What a sitting would ask now, with the cards that interviews ahead ask before they are due.

    With an interview ahead this reads the log; without one it is as quick as `Desk.waiting`.
    """
    whole = desk.waiting()
    if not desk.rounds_ahead():
        return whole
    planned = desk.start().waiting()
    return replace(planned, held_new=max(0, whole.new + whole.held_new - planned.new))


def today(desk: Desk, waiting: Waiting | None = None) -> Today:
    """Everything about today, without the ORM; `waiting` as `count_waiting` gives it, else interviews are left out."""
    day = desk.clock.now().day
    waiting = waiting or desk.waiting()
    figures = desk.figures
    counts = desk.deck_counts()
    mature = figures.mature_by_deck()
    limits = desk.due_limits()
    lines = tuple(
        DeckLine(
            name, limits.count({name: c.due}) if limits else c.due, c.unseen, c.repeats, c.total, mature.get(name, 0)
        )
        for name, c in sorted(counts.items(), key=lambda each: as_read(each[0]))
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
class History:
    """The past year by day."""

    day: date
    showings: dict[date, int]


def history(desk: Desk) -> History:
    """What the heat map shows."""
    day = desk.clock.now().day
    past = desk.record.by_day(first=day - timedelta(days=366))
    return History(day, {on: one.showings for on, one in past.items()})


def open_questions(desk: Desk, limit: int = 2_000) -> list[Stub]:
    """Questions that the notes do not answer yet, by note and line."""
    return desk.figures.open_questions(limit)
