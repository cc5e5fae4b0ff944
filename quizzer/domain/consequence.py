"""What a grade will do, in a few characters: the label is computed from the very outcome that will be applied."""

from __future__ import annotations

from datetime import date

from quizzer.domain.reviews import Entry, Grade, Review, Schedule
from quizzer.domain.session import Outcome

GRADE_NAMES = {Grade.AGAIN: "again", Grade.HARD: "hard", Grade.GOOD: "good", Grade.EASY: "easy"}
QUALITY_NAMES = ("blackout", "wrong", "almost", "hard", "good", "easy")
"""SM-2's six, for those who grade with all of them."""


def describe(outcome: Outcome, before: Schedule | None, day: date) -> str:
    """As `8d`, `8d ease -.14 +today`, or `no change`.

    Under SM-2 all passes give the same date, because the old ease multiplies: what tells them apart is the change of
    ease and whether the card comes again today.
    """
    after = outcome.after
    if outcome.entry is Entry.PRACTICE or after is None:
        return "no change"
    is_again = after.repeat_on == day
    if outcome.entry is Entry.REPEAT:
        return "+today" if is_again else "done today"
    parts = [describe_days((after.due - day).days)]
    change = after.ease - (before.ease if before else 250)
    if change and after.stability is None:
        sign = "+" if change > 0 else "-"
        parts.append(f"ease {sign}.{abs(change):02d}")
    if is_again:
        parts.append("+today")
    return " ".join(parts)


def grade_name(quality: int) -> str:
    """The name of a quality: one of the four grades, else SM-2's own.

    >>> grade_name(4), grade_name(0)
    ('good', 'blackout')
    """
    return GRADE_NAMES[Grade(quality)] if quality in list(Grade) else QUALITY_NAMES[quality]


def entry_name(entry: Review) -> str:
    """What an entry of the log was: the name of its grade, else of what was done to the card."""
    return grade_name(entry.quality) if entry.is_showing else str(entry.entry)


def describe_days(days: int) -> str:
    """A number of days, exact below 1,000, in years above.

    >>> describe_days(8), describe_days(3650)
    ('8d', '10.0y')
    """
    return f"{days}d" if days < 1000 else f"{days / 365.25:.1f}y"
