"""SM-2 exactly, profile `canonical`: whole hundredths of ease, no floating point.

Source: P. A. Wozniak, "Application of a computer to improve the results obtained in working with the
SuperMemo method" (1990), steps 1 to 7 as published on the web in 1998. Where the text is silent the choices are:
the old ease multiplies, fractions of a day round up, a failure leaves the ease alone and starts again at 1, 1, 6,
and same-day repetitions move nothing but the repeat flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quizzer.domain.reviews import EASE_START, Schedule
from quizzer.domain.study_day import review_day

NAME = "sm2"
VERSION = "1"

EASE_FLOOR = 130
FIRST_INTERVAL = 1
SECOND_INTERVAL = 6
LOWEST_PASS = 3
LOWEST_DONE = 4
"""Below this a card is asked again on the same day."""
FARTHEST_DUE = 36_500
"""Days; the date is capped, the interval is not."""
_LAST_ORDINAL = date.max.toordinal()

Step = tuple[int, date, int]
"""A scheduled repetition: quality, study day, and the days that fuzz or balancing moved its due date."""


def next_ease(ease: int, quality: int) -> int:
    """Ease in hundredths after a pass: +10, 0 or -14 for 5, 4 and 3, never below 130."""
    miss = 5 - quality
    return max(EASE_FLOOR, ease + 10 - miss * (8 + 2 * miss))


def next_interval(repetition: int, interval: int, ease: int) -> int:
    """Days after the pass that makes `repetition`, from the interval and ease before it; rounded up exactly."""
    if repetition == 1:
        return FIRST_INTERVAL
    if repetition == 2:
        return SECOND_INTERVAL
    return -(-interval * ease // 100)


def due_after(day: date, days: int) -> date:
    """`day` plus `days`, no further than 36,500 days away and never past the end of the calendar."""
    reach = days if days < FARTHEST_DUE else FARTHEST_DUE
    ordinal = day.toordinal() + reach
    return date.fromordinal(ordinal) if ordinal < _LAST_ORDINAL else date.max


def step(schedule: Schedule | None, quality: int) -> tuple[int, int, int, int]:
    """Repetition, interval, ease and lapses after a repetition with `quality`, 0 to 5."""
    return _step(*_figures(schedule), quality)


def _figures(schedule: Schedule | None) -> tuple[int, int, int, int]:
    if schedule is None:
        return 0, 0, EASE_START, 0
    return schedule.repetition, schedule.interval, schedule.ease, schedule.lapses


def _step(repetition: int, interval: int, ease: int, lapses: int, quality: int) -> tuple[int, int, int, int]:
    check_quality(quality)
    if quality < LOWEST_PASS:
        return 0, FIRST_INTERVAL, ease, lapses + (1 if repetition > 0 else 0)
    return repetition + 1, next_interval(repetition + 1, interval, ease), next_ease(ease, quality), lapses


def review(schedule: Schedule | None, quality: int, day: date, shift: int = 0) -> Schedule:
    """The schedule after a scheduled repetition on study day `day`.

    `quality` is 0 to 5. `shift` is what fuzz or balancing adds to the due date; it never brings it before tomorrow.
    Lateness changes nothing else: the planned interval multiplies, counted from the day it was done. A `day` before
    the card's last one (a flight west, a clock put right) counts as that last one, so due never falls before it.
    """
    return review_all(schedule, ((quality, day, shift),))


def review_all(schedule: Schedule | None, steps: Sequence[Step]) -> Schedule:
    """As `review` for each of some repetitions, at least one, oldest first.

    The rule needs four whole numbers from each to the next; dates are made for the last alone, so that a long log
    costs little more than the rule itself.
    """
    repetition, interval, ease, lapses = _figures(schedule)
    counted_from = None if schedule is None else schedule.last_day
    for quality, day, _ in steps:
        repetition, interval, ease, lapses = _step(repetition, interval, ease, lapses, quality)
        counted_from = review_day(day, counted_from)
    quality, day, shift = steps[-1]
    counted_from = counted_from or day
    return Schedule(
        due_after(counted_from, max(1, min(interval, FARTHEST_DUE) + shift)),
        counted_from,
        repetition,
        interval,
        ease,
        lapses,
        day if quality < LOWEST_DONE else None,
        schedule.stability if schedule else None,
        schedule.difficulty if schedule else None,
    )


def repeat(schedule: Schedule, quality: int, day: date) -> Schedule:
    """The schedule after a same-day repetition: only whether the card is asked again today."""
    check_quality(quality)
    return replace(schedule, repeat_on=day if quality < LOWEST_DONE else None)


def check_quality(quality: int) -> None:
    """Raise ValueError unless `quality` is one of SM-2's six."""
    if quality not in (0, 1, 2, 3, 4, 5):
        raise ValueError(f"a quality is 0 to 5, not {quality!r}")
