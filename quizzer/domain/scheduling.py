"""The Scheduler protocol, SM-2 as its first implementation, and replay: a review log folded into a schedule.

Every schedule in the store is such a fold, so it can be rebuilt at any time and must come out the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from quizzer.domain import sm2
from quizzer.domain.cards import Standing
from quizzer.domain.reviews import EASE_START, Entry, Review, Schedule
from quizzer.domain.sm2 import Step
from quizzer.domain.values import dataclass


class Scheduler(Protocol):
    """A rule of memory: values in, values out; no clock, no chance, no input or output."""

    @property
    def name(self) -> str:
        """`sm2` or `fsrs`; stored with every review."""

    @property
    def version(self) -> str:
        """Changes whenever the same log would give other schedules."""

    def review(self, schedule: Schedule | None, quality: int, day: date, shift: int = 0) -> Schedule:
        """The schedule after a repetition that counts."""

    def review_all(self, schedule: Schedule | None, steps: Sequence[Step]) -> Schedule:
        """As `review` for each of `steps`, at least one, oldest first."""

    def repeat(self, schedule: Schedule, quality: int, day: date) -> Schedule:
        """The schedule after a same-day repetition."""

    def recall(self, schedule: Schedule, day: date) -> float | None:
        """Probability of recalling the card on `day`; None when the rule cannot say."""


def mark(scheduler: Scheduler) -> str:
    """What a kept schedule says that it was made by: rule, version and, within the version, target and parameters."""
    return f"{scheduler.name} {scheduler.version}"


@dataclass(frozen=True, slots=True)
class Sm2:
    """The default: SM-2 exactly as `quizzer.domain.sm2` gives it."""

    name: str = sm2.NAME
    version: str = sm2.VERSION

    def review(self, schedule: Schedule | None, quality: int, day: date, shift: int = 0) -> Schedule:
        """See `sm2.review`."""
        return sm2.review(schedule, quality, day, shift)

    def review_all(self, schedule: Schedule | None, steps: Sequence[Step]) -> Schedule:
        """See `sm2.review_all`."""
        return sm2.review_all(schedule, steps)

    def repeat(self, schedule: Schedule, quality: int, day: date) -> Schedule:
        """See `sm2.repeat`."""
        return sm2.repeat(schedule, quality, day)

    def recall(self, schedule: Schedule, day: date) -> float | None:
        """SM-2 has no model of recall."""
        return None


SM2 = Sm2()


def preview(
    scheduler: Scheduler, schedule: Schedule | None, day: date, shifts: Mapping[int, int]
) -> dict[int, Schedule]:
    """What each of the six qualities would do: the same pure calls that a grade applies."""
    return {q: scheduler.review(schedule, q, day, shifts.get(q, 0)) for q in range(6)}


def effective(log: Iterable[Review]) -> list[Review]:
    """The entries that count, in order: cancelled ones are gone, a cancelled cancel brings its entry back."""
    entries = list(log)
    cancels = ((entry.id, entry.cancels) for entry in reversed(entries) if entry.entry is Entry.CANCEL)
    cancelled = find_cancelled(cancels)
    return [e for e in entries if e.entry is not Entry.CANCEL and e.id not in cancelled]


def find_cancelled(cancels: Iterable[tuple[str, str | None]]) -> set[str]:
    """The entries that do not count, from every cancel's own id and what it takes back, the newest first."""
    cancelled: set[str] = set()
    for own, taken_back in cancels:
        if taken_back and own not in cancelled:
            cancelled.add(taken_back)
    return cancelled


def apply(scheduler: Scheduler, schedule: Schedule | None, entry: Review) -> Schedule | None:
    """The schedule after one entry that counts."""
    return take_step(scheduler, schedule, entry.entry, entry.quality, entry.study_day, entry.shift, entry.after)


def take_step(
    scheduler: Scheduler,
    schedule: Schedule | None,
    entry: Entry,
    quality: int,
    day: date,
    shift: int,
    given: Schedule | None,
) -> Schedule | None:
    """As `apply`, from the parts of an entry; `given` is the schedule that came from elsewhere, or was put off."""
    if entry is Entry.SCHEDULED:
        return scheduler.review(schedule, quality, day, shift)
    if entry is Entry.REPEAT and schedule is not None:
        return scheduler.repeat(schedule, quality, day)
    if entry is Entry.STANDING:
        return given
    if entry is Entry.POSTPONED and schedule is not None and given is not None:
        return replace(schedule, due=given.due, repeat_on=None)
    return schedule


def replay(scheduler: Scheduler, log: Sequence[Review]) -> Schedule | None:
    """Fold one card's log, oldest first, into its schedule; None for a card never reviewed."""
    schedule: Schedule | None = None
    for entry in effective(log):
        schedule = apply(scheduler, schedule, entry)
    return schedule


def entry_for(schedule: Schedule | None, quality: int, day: date, *, is_cram: bool = False) -> Entry:
    """What a grade may move: the entry that the log gets for it.

    A due or a new card moves its schedule. A card of today's closing round is a same-day repetition. Before the due
    date (studying ahead, an interview plan, a mock) a pass is practice, but a failure is a lapse. Cram moves nothing.
    """
    if is_cram:
        return Entry.PRACTICE
    if schedule is None or schedule.due <= day:
        return Entry.SCHEDULED
    if schedule.repeat_on == day:
        return Entry.REPEAT
    return Entry.PRACTICE if quality >= sm2.LOWEST_PASS else Entry.SCHEDULED


def standing_entry(card_id: str, deck: str, standing: Standing, moment: tuple[int, int, date]) -> Review:
    """The log entry that gives a card the schedule it had in another tool.

    What the tool does not say is guessed low: the repetition from the interval, the ease at its start. `moment` is
    instant, offset in minutes and study day.
    """
    instant, offset, day = moment
    last_day = min(day, date.fromordinal(max(1, standing.due.toordinal() - max(1, standing.interval))))
    repetition = standing.repetition
    if repetition is None:
        repetition = 1 if standing.interval <= 1 else 2 if standing.interval <= 6 else 3
    ease = EASE_START if standing.ease_factor is None else round(standing.ease_factor * 100)
    schedule = Schedule(
        due=standing.due,
        last_day=last_day,
        repetition=repetition,
        interval=max(1, standing.interval),
        ease=max(sm2.EASE_FLOOR, ease),
        lapses=standing.lapses,
    )
    return Review(
        id="",
        card_id=card_id,
        reviewed_at=instant,
        offset_minutes=offset,
        study_day=day,
        quality=0,
        entry=Entry.STANDING,
        before=None,
        after=schedule,
        deck=deck,
    )


def move(scheduler: Scheduler, schedule: Schedule | None, quality: int, day: date) -> Schedule | None:
    """The schedule after a showing of any kind: what its entry in the log would do, without one."""
    match entry_for(schedule, quality, day):
        case Entry.SCHEDULED:
            return scheduler.review(schedule, quality, day)
        case Entry.REPEAT if schedule is not None:
            return scheduler.repeat(schedule, quality, day)
        case _:
            return schedule
