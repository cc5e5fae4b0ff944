"""Reviews: one graded showing each, with the schedule before and after; the log of them is the truth.

Nothing is ever taken out of the log. Undo appends an entry that cancels an earlier one, redo cancels that entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from quizzer.domain.cards import NOTHING
from quizzer.domain.members import at_hand
from quizzer.domain.values import dataclass

EASE_START = 250
"""Ease factor of a fresh card, in hundredths (2.5)."""


class Grade(IntEnum):
    """The four keys of a review; the value is the SM-2 quality that is stored."""

    AGAIN = 1
    HARD = 3
    GOOD = 4
    EASY = 5


@at_hand
class Entry(StrEnum):
    """What an entry of the log did."""

    SCHEDULED = "scheduled"
    """Moves the schedule: a due or a new card, or a failure before the due date."""
    REPEAT = "repeat"
    """A same-day repetition: moves nothing but the repeat flag (SM-2 step 7)."""
    PRACTICE = "practice"
    """A pass before the due date, a mock answer or a cram: moves nothing."""
    STANDING = "standing"
    """A schedule brought from another tool; not a showing."""
    POSTPONED = "postponed"
    """The due date put off by the person; not a showing."""
    CANCEL = "cancel"
    """Takes back the entry that it names; not a showing."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is known of a card that has been reviewed. A card never reviewed has none (`None`)."""

    due: date
    last_day: date
    """Study day of the last entry that moved the schedule."""
    repetition: int = 0
    """Passes since the last lapse."""
    interval: int = 0
    """Days, exactly as the rule gives them; fuzz moves `due`, never this."""
    ease: int = EASE_START
    """Ease factor in hundredths."""
    lapses: int = 0
    repeat_on: date | None = None
    """The study day whose closing round still asks this card; None when it has passed."""
    stability: float | None = None
    """FSRS: days until recall falls to 90 %."""
    difficulty: float | None = None
    """FSRS: 1 to 10."""

    @property
    def ease_factor(self) -> float:
        """The ease factor as people write it, 2.5 for a fresh card."""
        return self.ease / 100


@dataclass(frozen=True, slots=True)
class Review:
    """One entry of the log."""

    id: str
    """Time-ordered and unique: sorts as it was written."""
    card_id: str
    reviewed_at: int
    """Milliseconds since 1970 in UTC, as the clock said."""
    offset_minutes: int
    """Local time minus UTC at that moment."""
    study_day: date
    quality: int
    """0 to 5; 0 for entries that are not a showing."""
    entry: Entry
    before: Schedule | None
    after: Schedule | None
    elapsed_ms: int = 0
    """From question shown to grade given."""
    scheduler: str = "sm2"
    scheduler_version: str = "1"
    shift: int = 0
    """Days that fuzz or balancing moved the due date; given to the rule again on replay."""
    cancels: str | None = None
    """The entry that a CANCEL takes back."""
    deck: str = ""
    """The deck the card was in when it was asked."""
    device: str = ""
    sequence: int = 0
    """Counts the entries of one device, from 1: an order that no clock can disturb."""
    answer: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    """Of a computed or typed card: seed, parameters, typed text, what was understood, slip, tries, hints."""

    @property
    def is_showing(self) -> bool:
        """Whether somebody saw the card and graded it."""
        return self.entry in (Entry.SCHEDULED, Entry.REPEAT, Entry.PRACTICE)
