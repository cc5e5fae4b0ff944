"""Leeches: cards that keep being forgotten, and what a person can do about one.

A leech is marked and shown, never put away silently: it usually says that the note is unclear, not that the person
is slow.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from quizzer.domain.reviews import Schedule
from quizzer.domain.sm2 import due_after

MARKS = (4, 6, 8)
"""Lapses at which a card is marked, and marked again."""
POSTPONED_DAYS = 7
NEVER_REVIEWED = "A card never reviewed has no date to put off; b buries it until tomorrow."


class Remedy(StrEnum):
    """What can be done about a leech; the value is the sentence that offers it."""

    EDIT = "Edit the note: make the question say what it asks for."
    SPLIT = "Split it: one card for each thing to remember."
    POSTPONE = f"Postpone it by {POSTPONED_DAYS} days, to come back with a fresh eye."
    SUSPEND = "Suspend it until you say otherwise."


def new_mark(before: Schedule | None, after: Schedule | None, marks: tuple[int, ...] = MARKS) -> int | None:
    """The mark that a review has just reached, or None; an import of many lapses reaches the highest at once."""
    had = before.lapses if before else 0
    has = after.lapses if after else 0
    return max((mark for mark in marks if had < mark <= has), default=None)


def advise(mark: int) -> str:
    """What to say of a card that has just reached a mark, in a line.

    >>> advise(4).split(":")[0]
    'Forgotten 4 times'
    """
    return f"Forgotten {mark} times: {' '.join(Remedy)}"


def postpone(schedule: Schedule, day: date, days: int = POSTPONED_DAYS) -> Schedule:
    """The schedule with its due date put off, counted from `day` when it is due already; nothing else changes."""
    return replace(schedule, due=due_after(max(schedule.due, day), days), repeat_on=None)
