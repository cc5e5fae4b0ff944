"""SM-2 exactly, profile `canonical`: whole hundredths of ease, no floating point.

Source: P. A. Wozniak, "Application of a computer to improve the results obtained in working with the
SuperMemo method" (1990), steps 1 to 7 as published on the web in 1998. Where the text is silent the choices are:
the old ease multiplies, fractions of a day round up, a failure leaves the ease alone and starts again at 1, 1, 6,
and same-day repetitions move nothing but the repeat flag.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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
    reach = min(days, FARTHEST_DUE, (date.max - day).days)
    return day + timedelta(days=reach)


def review(schedule: Schedule | None, quality: int, day: date, shift: int = 0) -> Schedule:
    """The schedule after a scheduled repetition on study day `day`.

    `quality` is 0 to 5. `shift` is what fuzz or balancing adds to the due date; it never brings it before tomorrow.
    Lateness changes nothing else: the planned interval multiplies, counted from the day it was done. A `day` before
    the card's last one (a flight west, a clock put right) counts as that last one, so due never falls before it.
    """
    check_quality(quality)
    known = schedule or Schedule(due=day, last_day=day, ease=EASE_START)
    counted_from = review_day(day, known.last_day)
    if quality < LOWEST_PASS:
        lapsed = schedule is not None and schedule.repetition > 0
        repetition, interval, ease = 0, FIRST_INTERVAL, known.ease
        lapses = known.lapses + (1 if lapsed else 0)
    else:
        repetition = known.repetition + 1
        interval = next_interval(repetition, known.interval, known.ease)
        ease, lapses = next_ease(known.ease, quality), known.lapses
    return replace(
        known,
        due=due_after(counted_from, max(1, min(interval, FARTHEST_DUE) + shift)),
        last_day=counted_from,
        repetition=repetition,
        interval=interval,
        ease=ease,
        lapses=lapses,
        repeat_on=day if quality < LOWEST_DONE else None,
    )


def repeat(schedule: Schedule, quality: int, day: date) -> Schedule:
    """The schedule after a same-day repetition: only whether the card is asked again today."""
    check_quality(quality)
    return replace(schedule, repeat_on=day if quality < LOWEST_DONE else None)


def check_quality(quality: int) -> None:
    """Raise ValueError unless `quality` is one of SM-2's six."""
    if quality not in (0, 1, 2, 3, 4, 5):
        raise ValueError(f"a quality is 0 to 5, not {quality!r}")
