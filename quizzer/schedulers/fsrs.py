"""FSRS-6 through the `fsrs` package, behind `domain.scheduling.Scheduler`.

The library counts whole periods of 24 hours in UTC, so it is given noon of the study day; its learning steps and its
own fuzz are off. SM-2's fields are carried along beside stability and difficulty, so that switching back loses
nothing: `interval` is SM-2's, while FSRS's own is the distance from `last_day` to `due`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quizzer.domain import sm2
from quizzer.domain.reviews import Schedule
from quizzer.domain.study_day import review_day
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory, rating

if TYPE_CHECKING:
    import fsrs

NAME = "fsrs"
RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.99


@dataclass(frozen=True, slots=True)
class Fsrs:
    """FSRS-6 for one target retention and one set of 21 parameters.

    UsageError when the retention is outside 0.7 to 0.99 or the library refuses the parameters.
    """

    retention: float = RETENTION
    """Probability of recall at which a card falls due."""
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    name: str = field(default=NAME, init=False)
    version: str = field(default="", init=False)
    memory: FsrsMemory = field(default_factory=FsrsMemory, init=False, repr=False)
    _library: _Library | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not LEAST_RETENTION <= self.retention <= MOST_RETENTION:
            raise UsageError(
                f"a target retention of {self.retention:g} is out of range",
                hint=f"choose between {LEAST_RETENTION} and {MOST_RETENTION}; {RETENTION} suits most people",
            )
        if len(self.parameters) != len(DEFAULT_PARAMETERS):
            raise _refuse(f"FSRS-6 has {len(DEFAULT_PARAMETERS)} parameters, not {len(self.parameters)}")
        if not self.parameters[20] > 0:
            raise _refuse("the last FSRS parameter, the decay, has to be positive")
        object.__setattr__(self, "version", _version(self.retention, self.parameters))
        object.__setattr__(self, "memory", FsrsMemory(self.parameters))

    def review(self, schedule: Schedule | None, quality: int, day: date, shift: int = 0) -> Schedule:
        """The schedule after a repetition that counts; see `Scheduler.review`.

        A schedule without stability, from another tool or from SM-2, starts from what its interval and ease suggest.
        """
        repetition, interval, ease, lapses = sm2.step(schedule, quality)
        last_day = day if schedule is None else review_day(day, schedule.last_day)
        library = self._library or self._open()
        now = _noon(last_day)
        card, _ = library.scheduler.review_card(self._card(library, schedule, now), library.ratings[quality], now)
        planned = (card.due - now).days
        return Schedule(
            sm2.due_after(last_day, max(1, planned + shift)),
            last_day,
            repetition,
            interval,
            ease,
            lapses,
            day if quality < sm2.LOWEST_DONE else None,
            card.stability,
            card.difficulty,
        )

    def review_all(self, schedule: Schedule | None, steps: Sequence[sm2.Step]) -> Schedule:
        """See `Scheduler.review_all`."""
        quality, day, shift = steps[-1]
        for earlier in steps[:-1]:
            schedule = self.review(schedule, *earlier)
        return self.review(schedule, quality, day, shift)

    def repeat(self, schedule: Schedule, quality: int, day: date) -> Schedule:
        """A same-day repetition moves nothing but the repeat flag, as under SM-2."""
        return sm2.repeat(schedule, quality, day)

    def recall(self, schedule: Schedule, day: date) -> float | None:
        """Expected recall on `day`; None for a schedule that FSRS has not touched."""
        if schedule.stability is None:
            return None
        return self.memory.recall(schedule.stability, max(0, (day - schedule.last_day).days))

    def _open(self) -> _Library:
        """The library for these settings, kept for the next review."""
        library = _load(self.retention, self.parameters)
        object.__setattr__(self, "_library", library)
        return library

    def _card(self, library: _Library, schedule: Schedule | None, now: datetime) -> fsrs.Card:
        if schedule is None:
            return library.card(card_id=1, due=now)
        stability, difficulty = schedule.stability, schedule.difficulty
        if stability is None or difficulty is None:
            stability, difficulty = self.memory.standing(schedule.interval, schedule.ease_factor)
        return library.card(
            card_id=1,
            state=library.reviewed,
            stability=stability,
            difficulty=difficulty,
            due=now,
            last_review=_noon(schedule.last_day),
        )


class _Library(NamedTuple):
    """What is used of the package."""

    scheduler: fsrs.Scheduler
    card: type[fsrs.Card]
    reviewed: fsrs.State
    ratings: tuple[fsrs.Rating, ...]
    """By quality."""


@cache
def _load(retention: float, parameters: tuple[float, ...]) -> _Library:
    """The package, imported when the first review needs it: that takes longer than a whole `quizzer due`."""
    import fsrs

    try:
        scheduler = fsrs.Scheduler(
            parameters=parameters,
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=sm2.FARTHEST_DUE,
            enable_fuzzing=False,
        )
    except ValueError as refusal:
        raise _refuse("these FSRS parameters are out of range") from refusal
    ratings = tuple(fsrs.Rating(rating(quality)) for quality in range(6))
    return _Library(scheduler, fsrs.Card, fsrs.State.Review, ratings)


def _refuse(why: str) -> UsageError:
    return UsageError(why, hint="leave the parameters out to use the published ones")


@lru_cache(maxsize=4096)
def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _version(retention: float, parameters: tuple[float, ...]) -> str:
    """`6` and the retention in hundredths; parameters of one's own add a mark of theirs."""
    name = f"6-{retention * 100:g}"
    if parameters == DEFAULT_PARAMETERS:
        return name
    digest = hashlib.blake2b(repr(parameters).encode(), digest_size=4).hexdigest()
    return f"{name}-{digest}"
