"""Simulation: a person's own cards run forward, day by day. A model, not a promise.

Every answer is drawn with the probability that the memory model gives, by a seed made of the run, the card and the
count of its showings: the same cards and settings give the same curve, and two settings differ by what they do, not
by luck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quizzer.domain.candidates import is_due
from quizzer.domain.draw import draw
from quizzer.domain.interview import Planner, Prospect
from quizzer.domain.memory import Memory, expected_recall, see
from quizzer.domain.pace import LOWEST_PASS, Pace
from quizzer.domain.queue import Done, Limits, Recall, build_queue
from quizzer.domain.scheduling import Scheduler, move
from quizzer.domain.turns import Asked

PASS, FAIL = 4, 1

Chooser = Callable[[Sequence[Prospect], date, float, Mapping[str, int]], Sequence[Asked]]
"""Cards to ask, best first, given the cards, the day, the minutes left and the new cards of today by deck."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is assumed of the one who answers."""

    memory: Memory
    pace: Pace
    factor: float = 1.0
    """On every stability; see `calibration`."""


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """One day of the curve."""

    day: date
    showings: int
    seconds: float
    new: int
    failed: int
    left_due: int
    """Due cards for which the minutes did not suffice."""
    recall: float
    """Mean expected recall over all cards on the morning after; a card never seen counts as not known."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """A run: its curve, and what the cards have become."""

    days: tuple[SimulatedDay, ...]
    prospects: tuple[Prospect, ...]


def simulate(
    prospects: Iterable[Prospect],
    choose: Chooser,
    person: Person,
    scheduler: Scheduler,
    *,
    day: date,
    days: int,
    minutes: float,
    run: int = 0,
) -> Simulation:
    """Run the cards forward for `days` from `day`, with so many minutes each."""
    course = _Course(list(prospects), person, scheduler, run)
    curve = tuple(course.pass_day(day + timedelta(days=n), choose, minutes) for n in range(days))
    return Simulation(curve, tuple(course.cards))


def follow_queue(limits: Limits | None = None, recall: Recall | None = None) -> Chooser:
    """Choose as the daily queue does: due, new within its limits, and the closing round."""

    def choose(prospects: Sequence[Prospect], day: date, _: float, introduced: Mapping[str, int]) -> Sequence[Asked]:
        queue = build_queue(
            (p.candidate for p in prospects),
            day,
            limits=limits,
            done=Done(introduced=introduced),
            recall=recall,
        )
        return [*queue.main, *queue.closing]

    return choose


def follow_plan(planner: Planner, deadline: date) -> Chooser:
    """Choose as an interview plan does."""

    def choose(prospects: Sequence[Prospect], day: date, minutes: float, _: Mapping[str, int]) -> Sequence[Asked]:
        return planner.plan(prospects, day, deadline, minutes).places

    return choose


class _Course:
    """The cards of one run, and what has become of them."""

    def __init__(self, cards: list[Prospect], person: Person, scheduler: Scheduler, run: int) -> None:
        self.cards = cards
        self._places = {p.candidate.card_id: n for n, p in enumerate(cards)}
        self._person = person
        self._scheduler = scheduler
        self._run = run
        self._showings: Counter[str] = Counter()

    def pass_day(self, day: date, choose: Chooser, minutes: float) -> SimulatedDay:
        """Ask until the minutes are over or nothing is left to ask."""
        left = minutes * 60
        introduced: Counter[str] = Counter()
        asked = failed = 0
        while left > 0:
            places = choose(self.cards, day, left / 60, introduced)
            if not places:
                break
            for place in places:
                if left <= 0:
                    break
                if self._prospect(place.card_id).trace is None:
                    introduced[place.candidate.deck] += 1
                is_pass = self._ask(place.card_id, day)
                left -= self._person.pace.passed if is_pass else self._person.pace.failed
                asked, failed = asked + 1, failed + (not is_pass)
        return SimulatedDay(
            day=day,
            showings=asked,
            seconds=minutes * 60 - left,
            new=introduced.total(),
            failed=failed,
            left_due=sum(is_due(p.candidate.schedule, day) and p.candidate.may_be_asked(day) for p in self.cards),
            recall=self._recall(day + timedelta(days=1)),
        )

    def _recall(self, day: date) -> float:
        return expected_recall(self._person.memory, (p.trace for p in self.cards), day, self._person.factor)

    def _prospect(self, card_id: str) -> Prospect:
        return self.cards[self._places[card_id]]

    def _ask(self, card_id: str, day: date) -> bool:
        prospect = self._prospect(card_id)
        luck = draw(f"{self._run}/{card_id}/{self._showings[card_id]}")
        self._showings[card_id] += 1
        quality = self._answer(prospect, day, luck)
        candidate = prospect.candidate
        schedule = move(self._scheduler, candidate.schedule, quality, day)
        self.cards[self._places[card_id]] = replace(
            prospect,
            candidate=replace(candidate, schedule=schedule),
            trace=see(self._person.memory, prospect.trace, quality, day),
        )
        return quality >= LOWEST_PASS

    def _answer(self, prospect: Prospect, day: date, luck: float) -> int:
        if prospect.trace is None:
            for quality, share in sorted(self._person.pace.first.items()):
                if luck < share:
                    return quality
                luck -= share
            return PASS
        elapsed = max(0, (day - prospect.trace.last_day).days)
        known = self._person.memory.recall(prospect.trace.stability * self._person.factor, elapsed)
        return PASS if luck < known else FAIL
