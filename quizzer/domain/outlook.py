"""Outlook: what an interview plan promises, and what to do when it does not fit.

Expected recall is a mean over the cards of the round; one never seen counts as not known. What keeping the plan
brings is simulated; with very many cards a sample stands for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from math import ceil
from statistics import mean

from quizzer.domain.calibration import QUICK, SLOW, FactorFor
from quizzer.domain.draw import draw
from quizzer.domain.interview import Phase, Planner, Prospect, stretch_from
from quizzer.domain.memory import expected_recall, waits_until
from quizzer.domain.plain_text import counted
from quizzer.domain.rounds import Round
from quizzer.domain.scheduling import Scheduler
from quizzer.domain.simulation import Person, Simulation, follow_plan, simulate

EXTRA_MINUTES = 15.0
EXTRA_DAYS = 3
MOST_CARDS = 400
"""Simulated at once; more are sampled, with their share of the minutes."""
RUNS = 3
TIGHT = 0.9
"""Of the minutes, taken by first sights alone."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan screen says."""

    round: Round
    days_left: int
    cards: int
    unseen: int
    phase: Phase
    stretch_from: date
    """First day on which gain alone decides."""
    now: float
    """Expected recall on the day if nothing more is asked."""
    kept: float
    """Expected recall on the day if the plan is kept."""
    missed: int
    """Cards that will not have been seen once."""
    minutes_for_all: int
    """Minutes a day that would show every card once."""
    is_calibrated: bool
    """Whether the person's own reviews stand behind the numbers."""
    extra: float
    """What 15 more minutes on each of the last three days add to expected recall."""
    reach: tuple[float, float]
    """Expected recall of a quick and of a slow forgetter if the plan is kept."""

    @property
    def is_tight(self) -> bool:
        """Whether first sights take nearly all the time there is: every card shown, few of them twice."""
        return self.days_left > 0 and self.minutes_for_all >= TIGHT * self.round.minutes

    def sentences(self) -> list[str]:
        """What does not fit and what can be done, one sentence each."""
        lines: list[str] = []
        if self.missed and self.minutes_for_all > self.round.minutes:
            lines.append(
                f"At {self.round.minutes:g} minutes a day {self.missed} of {self.cards} cards will not be reached: "
                f"give it {self.minutes_for_all} minutes a day, or drop topics."
            )
        elif self.missed and self.days_left:
            lines.append(f"{self.missed} of {self.cards} cards may be given up: others gain more in the same time.")
        elif self.is_tight:
            lines.append("There is just time to see every card once: fewer topics would be remembered better.")
        if self.days_left and self.extra >= 0.005:
            lines.append(
                f"{EXTRA_MINUTES:g} more minutes on {self._last_days()} "
                f"would add {counted(round(self.extra * 100), 'point')}."
            )
        if self.cards and self.days_left and not self.is_calibrated:
            low, high = self.reach
            lines.append(
                "These are an average learner's numbers: too few of your reviews lie a day or more apart yet. "
                f"Anything from {low:.0%} to {high:.0%} would be no surprise."
            )
        return lines

    def _last_days(self) -> str:
        return "the last day" if self.days_left == 1 else f"each of the last {min(EXTRA_DAYS, self.days_left)} days"


def foresee(
    prospects: Sequence[Prospect],
    interview: Round,
    planner: Planner,
    scheduler: Scheduler,
    day: date,
    factor_for: FactorFor | None = None,
) -> Outlook:
    """The outlook of a round on `day`, over the cards that matter for it.

    `factor_for` gives the person's factor for the waits until the interview; without it the planner's own is taken.
    """
    cards = [replace(p, weight=interview.weight(p.candidate)) for p in prospects if interview.weight(p.candidate) > 0]
    days_left = interview.days_left(day)
    unseen = sum(p.trace is None for p in cards)
    expect = _Expectation(planner, interview.day, factor_for or (lambda _: planner.factor))
    now = expect([cards])[0]
    kept, reach, missed, extra = (
        _keep(cards, interview, planner, scheduler, day, expect)
        if days_left and cards
        else (now, (now, now), unseen, 0.0)
    )
    return Outlook(
        round=interview,
        days_left=days_left,
        cards=len(cards),
        unseen=unseen,
        phase=planner.phase(cards, day, interview.day, interview.minutes),
        stretch_from=max(day, stretch_from(len(cards), planner.pace, interview.day, interview.minutes)),
        now=now,
        kept=kept,
        missed=missed,
        minutes_for_all=ceil(unseen * planner.pace.first_seconds / 60 / days_left) if days_left else 0,
        is_calibrated=planner.is_calibrated,
        extra=extra,
        reach=reach,
    )


@dataclass(frozen=True, slots=True)
class _Expectation:
    """Expected recall on the day of the interview, by the factor for the waits until then."""

    planner: Planner
    day: date
    factor_for: FactorFor

    def __call__(self, ends: Sequence[Sequence[Prospect]]) -> list[float]:
        """Of each of several ends of one time, by a factor for all of them."""
        traces = [[p.trace for p in end] for end in ends]
        factor = self.factor_for(waits_until(self.day, chain.from_iterable(traces)))
        return [expected_recall(self.planner.memory, end, self.day, factor) for end in traces]

    def of_others(self, ends: Sequence[Sequence[Prospect]]) -> tuple[float, float]:
        """The mean of these ends for a quick and for a slow forgetter."""
        traces = [[p.trace for p in end] for end in ends]
        low, high = (
            mean(expected_recall(self.planner.memory, end, self.day, factor) for end in traces)
            for factor in (QUICK, SLOW)
        )
        return low, high


def _keep(
    cards: Sequence[Prospect],
    interview: Round,
    planner: Planner,
    scheduler: Scheduler,
    day: date,
    expect: _Expectation,
) -> tuple[float, tuple[float, float], int, float]:
    """Expected recall if the plan is kept, one's own and others', cards missed, and what extra minutes at the end add;
    means of some runs.
    """
    sample = sorted(cards, key=lambda p: draw(p.candidate.card_id))[:MOST_CARDS]
    share = len(sample) / len(cards)
    person = Person(planner.memory, planner.pace, planner.factor)
    last = min(EXTRA_DAYS, interview.days_left(day))
    turn = interview.day - timedelta(days=last)
    chooser = follow_plan(planner, interview.day)

    def go(start: Sequence[Prospect], first: date, days: int, minutes: float, run: int) -> Simulation:
        return simulate(start, chooser, person, scheduler, day=first, days=days, minutes=minutes * share, run=run)

    kept, more, missed = [], [], []
    for run in range(RUNS):
        before = go(sample, day, (turn - day).days, interview.minutes, run)
        usual = go(before.prospects, turn, last, interview.minutes, run + RUNS)
        longer = go(before.prospects, turn, last, interview.minutes + EXTRA_MINUTES, run + RUNS)
        kept.append(usual.prospects)
        more.append(longer.prospects)
        missed.append(sum(p.trace is None for p in usual.prospects))
    known = expect([*kept, *more])
    usually, with_more = mean(known[:RUNS]), mean(known[RUNS:])
    return usually, expect.of_others(kept), round(mean(missed) / share), max(0.0, with_more - usually)
