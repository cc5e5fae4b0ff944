"""The interview plan as a rule that any simulator can drive: a state per card, a review, a day's plan.

    rule = InterviewRule(scheduler, memory)
    state = rule.initial_state()                     # of a card never seen
    state = rule.review(state, grade, now)           # grade 0 to 5; gives a new state
    ids = rule.plan(day, deadline, cards, minutes)   # cards: id -> state; ids in the order to ask them

A plan holds as many cards as fit if all are known: ask from its front until the minutes are over. It can be made
again at any moment with the minutes left, and then follows what has happened since; forgotten cards come again then.
Days may be dates, datetimes (their date is taken) or numbers of days from any beginning. All is pure: the same
states give the same plan, and everything known of the person is read from the states.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from quizzer.domain.calibration import fit_factor
from quizzer.domain.candidates import Candidate
from quizzer.domain.interview import Planner, Prospect
from quizzer.domain.memory import Memory, Recalled, Trace, expected_recall, see, waits_until
from quizzer.domain.pace import Pace, learn_pace
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import Scheduler, move

Moment = date | float
"""A date, a datetime, or days from any beginning."""
Key = TypeVar("Key", bound=Hashable)
_BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rule knows of one card."""

    schedule: Schedule | None = None
    trace: Trace | None = None
    first: int | None = None
    """Quality of the first sight."""
    tests: tuple[Recalled, ...] = ()
    """What the memory model expected on later days, and what came."""


@dataclass(frozen=True, slots=True)
class InterviewRule:
    """The interview plan over one scheduler, with one model of memory."""

    scheduler: Scheduler
    memory: Memory
    pace: Pace | None = None
    """Seconds that answers take; None for the usual ones. How first sights go is always read from the states."""

    def initial_state(self) -> State:
        """The state of a card never seen."""
        return State()

    def review(self, state: State, grade: int, now: Moment) -> State:
        """The state after a showing graded 0 to 5. Before the due date a pass is practice and moves no date."""
        day = as_day(now)
        schedule, trace, tests = move(self.scheduler, state.schedule, grade, day), state.trace, state.tests
        if trace is not None and day > trace.last_day:
            tests = (*tests, Recalled(trace.stability, (day - trace.last_day).days, grade >= 3, day))
        first = grade if state.first is None else state.first
        return State(schedule, see(self.memory, trace, grade, day), first, tests)

    def plan(self, day: Moment, deadline: Moment, cards: Mapping[Key, State], minutes: float) -> list[Key]:
        """The cards to ask on `day`, best first. Equal cards keep the order of `cards`."""
        keys = list(cards)
        prospects = [
            Prospect(Candidate(card_id=str(n), deck="", position=n, schedule=state.schedule), state.trace)
            for n, state in enumerate(cards.values())
        ]
        plan = self._planner(cards).plan(prospects, as_day(day), as_day(deadline), minutes)
        return [keys[int(place.card_id)] for place in plan.places]

    def expect(self, cards: Mapping[Key, State], on: Moment, *, with_own_factor: bool = True) -> float:
        """Mean expected recall on a day if nothing more is asked, as the plan screen shows it."""
        traces, day = [state.trace for state in cards.values()], as_day(on)
        factor = self._factor(cards, waits_until(day, traces)) if with_own_factor else 1.0
        return expected_recall(self.memory, traces, day, factor)

    def _planner(self, cards: Mapping[Key, State]) -> Planner:
        learned = learn_pace((), (s.first for s in cards.values() if s.first is not None))
        known = self.pace or Pace()
        pace = replace(learned, passed=known.passed, failed=known.failed)

        def recall(candidate: Candidate, day: date) -> float | None:
            return self.scheduler.recall(candidate.schedule, day) if candidate.schedule else None

        return Planner(self.memory, pace, self._factor(cards), recall)

    def _factor(self, cards: Mapping[Key, State], waits: Iterable[float] = ()) -> float:
        return fit_factor(self.memory, (test for state in cards.values() for test in state.tests), waits)


def as_day(moment: Moment) -> date:
    """The date of a moment."""
    if isinstance(moment, datetime):
        return moment.date()
    return moment if isinstance(moment, date) else _BEGINNING + timedelta(days=int(moment // 1))
