"""Simulation and outlook: reproducible curves, and what a plan promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizzer.domain.candidates import Candidate
from quizzer.domain.interview import Phase, Planner, Prospect
from quizzer.domain.memory import Trace
from quizzer.domain.outlook import Outlook, foresee
from quizzer.domain.pace import Pace
from quizzer.domain.queue import Limits
from quizzer.domain.reviews import Schedule
from quizzer.domain.rounds import Round, Topic
from quizzer.domain.scheduling import SM2, Scheduler
from quizzer.domain.simulation import Chooser, Person, Simulation, follow_plan, follow_queue, simulate
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import FsrsMemory

TODAY = date(2026, 11, 23)
MEMORY = FsrsMemory()
PERSON = Person(MEMORY, Pace())
PLANNER = Planner(MEMORY, Pace())


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def new_cards(count: int, deck: str = "deck") -> list[Prospect]:
    return [Prospect(Candidate(f"{deck}{n}", deck, position=n)) for n in range(count)]


def known_cards(count: int, stability: float = 20.0) -> list[Prospect]:
    schedule = Schedule(due=on(1), last_day=on(-5), interval=6, repetition=2)
    return [Prospect(Candidate(f"k{n}", "deck", schedule), Trace(stability, 5.0, on(-5))) for n in range(count)]


def run(
    cards: list[Prospect],
    choose: Chooser,
    days: int = 10,
    minutes: float = 20,
    seed: int = 0,
    scheduler: Scheduler = SM2,
) -> Simulation:
    return simulate(cards, choose, PERSON, scheduler, day=TODAY, days=days, minutes=minutes, run=seed)


def test_the_same_run_gives_the_same_curve_and_another_one_another() -> None:
    cards = new_cards(60)
    assert run(cards, follow_queue()) == run(cards, follow_queue())
    assert run(cards, follow_queue()).days != run(cards, follow_queue(), seed=1).days


@pytest.mark.parametrize("scheduler", [SM2, Fsrs()])
@pytest.mark.parametrize("choose", [follow_queue(), follow_plan(PLANNER, on(10))])
def test_a_curve_keeps_to_the_minutes_and_accounts_for_every_card(choose: Chooser, scheduler: Scheduler) -> None:
    cards = new_cards(120) + known_cards(20)
    result = run(cards, choose, scheduler=scheduler)
    assert [d.day for d in result.days] == [on(n) for n in range(10)]
    assert all(0 <= d.seconds < 20 * 60 + Pace().failed for d in result.days)
    assert all(0 <= d.recall <= 1 and d.failed <= d.showings for d in result.days)
    assert sum(d.new for d in result.days) == sum(p.trace is not None for p in result.prospects) - 20
    assert {p.candidate.card_id for p in result.prospects} == {p.candidate.card_id for p in cards}
    for p in result.prospects:
        assert p.candidate.schedule is None or p.candidate.schedule.due > p.candidate.schedule.last_day


def test_the_daily_limit_of_new_cards_holds_over_every_sitting_of_a_day() -> None:
    result = run(new_cards(100), follow_queue(Limits(new=7)), days=3, minutes=60)
    assert [d.new for d in result.days] == [7, 7, 7]


def test_more_minutes_bring_more_recall() -> None:
    curves = [run(new_cards(150), follow_plan(PLANNER, on(10)), minutes=m).days[-1].recall for m in (5, 20, 60)]
    assert curves == sorted(curves)
    assert curves[2] > curves[0] + 0.3


def test_due_cards_without_minutes_stay_due() -> None:
    result = run(known_cards(30), follow_queue(), days=3, minutes=1)
    assert result.days[0].left_due == 0
    assert result.days[1].left_due > 20


def look(cards: list[Prospect], days: int = 14, minutes: float = 20, topics: tuple[Topic, ...] = ()) -> Outlook:
    return foresee(cards, Round("onsite", on(days), topics, minutes), PLANNER, SM2, TODAY)


def test_an_outlook_of_a_plan_that_fits() -> None:
    outlook = look(new_cards(100))
    assert (outlook.days_left, outlook.cards, outlook.unseen, outlook.missed) == (14, 100, 100, 0)
    assert outlook.now == 0.0
    assert 0.6 < outlook.kept <= 1
    assert outlook.phase is Phase.STEADY
    assert outlook.stretch_from == on(13)
    assert not any("not be reached" in line for line in outlook.sentences())


def test_what_does_not_fit_is_said_with_what_to_do() -> None:
    outlook = look(new_cards(400), days=7)
    assert outlook.phase is Phase.REACH
    assert 120 < outlook.missed < 260
    advice = outlook.sentences()[0]
    assert f"{outlook.missed} of 400" in advice
    assert f"{outlook.minutes_for_all} minutes a day" in advice
    enough = look(new_cards(400), days=7, minutes=outlook.minutes_for_all * 1.1)
    assert enough.missed <= 8


@pytest.mark.parametrize(
    ("missed", "minutes_for_all", "days_left", "expected"),
    [
        (0, 10, 7, []),
        (0, 18, 7, ["just time"]),
        (5, 18, 7, ["5 of 200 cards may be given up"]),
        (60, 26, 7, ["60 of 200 cards will not be reached: give it 26 minutes"]),
        (60, 0, 0, []),
    ],
)
def test_advice(missed: int, minutes_for_all: int, days_left: int, expected: list[str]) -> None:
    interview = Round("onsite", on(days_left))
    outlook = Outlook(
        interview,
        days_left,
        200,
        90,
        Phase.STEADY,
        TODAY,
        0.2,
        0.8,
        missed,
        minutes_for_all,
        is_calibrated=True,
        extra=0.0,
        reach=(0.7, 0.9),
    )
    lines = outlook.sentences()
    assert len(lines) == len(expected)
    assert all(words in line for words, line in zip(expected, lines, strict=True))


@pytest.mark.parametrize(
    ("days_left", "extra", "expected"),
    [
        (9, 0.012, "15 more minutes on each of the last 3 days would add 1 point."),
        (2, 0.049, "15 more minutes on each of the last 2 days would add 5 points."),
        (1, 0.02, "15 more minutes on the last day would add 2 points."),
    ],
)
def test_more_minutes_are_advised_in_whole_points(days_left: int, extra: float, expected: str) -> None:
    outlook = replace(look(known_cards(5), days=days_left), extra=extra, is_calibrated=True)
    assert expected in outlook.sentences()


def test_numbers_that_nobody_has_tested_are_called_so() -> None:
    interview = Round("onsite", on(9))
    own = replace(PLANNER, is_calibrated=True)
    outlook = look(known_cards(5), days=9)
    low, high = outlook.reach
    assert low < outlook.kept < high
    assert "average learner's numbers" in outlook.sentences()[-1]
    assert f"from {low:.0%} to {high:.0%}" in outlook.sentences()[-1]
    assert not any("average" in line for line in foresee(known_cards(5), interview, own, SM2, TODAY).sentences())


def test_many_cards_are_sampled() -> None:
    small, large = look(new_cards(400), days=5), look(new_cards(4000), days=5, minutes=200)
    assert large.kept == pytest.approx(small.kept, abs=0.06)
    assert large.missed == pytest.approx(10 * small.missed, rel=0.15)


def test_extra_minutes_are_worth_something_when_time_is_short() -> None:
    assert look(new_cards(300), days=6).extra > 0.05
    assert look(known_cards(5, stability=900)).extra < 0.005


def test_only_the_topics_of_the_round_count() -> None:
    outlook = look(new_cards(30) + new_cards(20, "other"), topics=(Topic(decks=("other",)),))
    assert outlook.cards == 20


@pytest.mark.parametrize("days", [0, -3])
def test_after_the_date_nothing_is_promised(days: int) -> None:
    outlook = look(known_cards(10) + new_cards(10), days=days)
    assert outlook.days_left == 0
    assert outlook.kept == outlook.now
    assert outlook.sentences() == []


def test_a_round_without_cards() -> None:
    assert look([]).kept == 0.0
    assert look([]).sentences() == []
