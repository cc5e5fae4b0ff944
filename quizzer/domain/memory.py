"""Memory: what is expected to be known, kept apart from when it is asked.

A schedule says when a card is due; a trace says how well it is remembered. Traces are folded from the same log, under
any scheduler, and every showing counts: scheduled, repeated and practised alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import effective


@dataclass(frozen=True, slots=True)
class Trace:
    """What is left of a card in memory."""

    stability: float
    """Days until recall falls to 90 %."""
    difficulty: float
    """1 to 10."""
    last_day: date
    """Study day of the last showing."""


class Memory(Protocol):
    """A model of forgetting: how recall falls, and what a showing does to it. Elapsed times are days."""

    def first(self, quality: int) -> tuple[float, float]:
        """Stability and difficulty after the first sight of a card."""

    def after(self, stability: float, difficulty: float, quality: int, elapsed: float) -> tuple[float, float]:
        """Stability and difficulty after a further showing, `elapsed` days after the one before."""

    def foresee(
        self, stability: float, difficulty: float, elapsed: float, left: float, factor: float
    ) -> tuple[float, float, float, float]:
        """Recall now, and `left` days on if asked now and passed (graded 4), asked and failed, and not asked.

        `factor` multiplies every stability on its way to a recall.
        """

    def recall(self, stability: float, elapsed: float) -> float:
        """Probability of recall `elapsed` days after the last showing."""

    def standing(self, interval: int, ease_factor: float) -> tuple[float, float]:
        """A guess at stability and difficulty of a card known only by its interval and ease."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """One test of a prediction: what the model expected of a showing on a later day, and what came."""

    stability: float
    elapsed: int
    is_pass: bool
    day: date
    """Study day of the showing."""


class Shown(NamedTuple):
    """What memory and pace need of an entry that counts. A tuple, because a log is a million of them."""

    day: date
    quality: int
    elapsed_ms: int = 0
    is_first: bool = False
    """Whether nothing was known of the card before."""
    standing: Schedule | None = None
    """The schedule that another tool gave the card: then this is no showing."""


def find_showings(log: Iterable[Review]) -> list[Shown]:
    """What one card's log, oldest first, tells memory: its showings, and the schedules brought from elsewhere."""
    found: list[Shown] = []
    for entry in effective(log):
        if entry.is_showing:
            found.append(Shown(entry.study_day, entry.quality, entry.elapsed_ms, entry.before is None))
        elif entry.entry is Entry.STANDING:
            found.append(Shown(entry.study_day, entry.quality, standing=entry.after))
    return found


def see(memory: Memory, trace: Trace | None, quality: int, day: date) -> Trace:
    """The trace after a showing on `day`; a day before the last one counts as the last one."""
    if trace is None:
        return Trace(*memory.first(quality), last_day=day)
    elapsed = max(0, (day - trace.last_day).days)
    after = memory.after(trace.stability, trace.difficulty, quality, elapsed)
    return Trace(*after, last_day=max(day, trace.last_day))


def trace_of(memory: Memory, schedule: Schedule | None) -> Trace | None:
    """The trace that a schedule lets one guess, for a card whose history another tool kept."""
    if schedule is None:
        return None
    if schedule.stability is not None and schedule.difficulty is not None:
        return Trace(schedule.stability, schedule.difficulty, schedule.last_day)
    planned = max(1, schedule.interval)
    return Trace(*memory.standing(planned, schedule.ease_factor), last_day=schedule.last_day)


def remember(memory: Memory, showings: Iterable[Shown]) -> tuple[Trace | None, list[Recalled]]:
    """Fold one card's showings, oldest first, into its trace, with every test of the model on the way.

    A test is a showing on a later day than the one before; same-day repeats tell nothing of forgetting.
    """
    trace: Trace | None = None
    tests: list[Recalled] = []
    for day, quality, _, _, standing in showings:
        if standing is not None:
            trace = trace_of(memory, standing)
            continue
        if trace is not None and day > trace.last_day:
            tests.append(Recalled(trace.stability, (day - trace.last_day).days, quality >= 3, day))
        trace = see(memory, trace, quality, day)
    return trace, tests


def waits_until(day: date, traces: Iterable[Trace | None]) -> list[int]:
    """Days from the last showing of each card that was seen until `day`."""
    return [max(0, (day - trace.last_day).days) for trace in traces if trace is not None]


def expected_recall(memory: Memory, traces: Iterable[Trace | None], day: date, factor: float = 1.0) -> float:
    """Mean probability of recall on `day`; a card never seen counts as not known. 0 without cards.

    `factor` multiplies every stability: the person's own rate of forgetting.
    """
    total, count = 0.0, 0
    for trace in traces:
        count += 1
        if trace is not None:
            total += memory.recall(trace.stability * factor, max(0, (day - trace.last_day).days))
    return total / count if count else 0.0
