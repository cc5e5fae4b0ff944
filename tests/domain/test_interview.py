"""The interview plan: phases, order, what is left out, and the rule that simulators drive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.candidates import Candidate
from quizzer.domain.cards import CardState
from quizzer.domain.interview import DayPlan, Phase, Planner, Prospect, stretch_days, stretch_from
from quizzer.domain.interview_rule import InterviewRule, State
from quizzer.domain.memory import Trace
from quizzer.domain.pace import Pace
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import SM2
from quizzer.domain.turns import Turn
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import FsrsMemory

TODAY = date(2026, 11, 23)
PLANNER = Planner(FsrsMemory(), Pace())


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def unseen(card_id: str, weight: float = 1.0, **fields: Any) -> Prospect:
    return Prospect(Candidate(card_id, "deck", **fields), None, weight)


def seen(card_id: str, due: int = 10, stability: float = 10.0, last: int = -5, **fields: Any) -> Prospect:
    """A card reviewed `last` days from today and due in `due` days."""
    weight = fields.pop("weight", 1.0)
    schedule = Schedule(
        due=on(due),
        last_day=on(last),
        interval=due - last,
        repetition=fields.pop("repetition", 1),
        repeat_on=fields.pop("repeat_on", None),
    )
    return Prospect(Candidate(card_id, "deck", schedule, **fields), Trace(stability, 5.0, on(last)), weight)


def ids(plan: DayPlan) -> str:
    return " ".join(place.card_id for place in plan.places)


@pytest.mark.parametrize(
    ("cards", "minutes", "left", "phase"),
    [
        ([seen("a")] * 200, 20, 30, Phase.STEADY),
        ([seen("a")] * 200, 20, 2, Phase.STRETCH),
        ([seen("a")], 20, 1, Phase.STRETCH),
        ([seen("a")], 20, 0, Phase.STRETCH),
        ([seen("a")], 20, 2, Phase.STEADY),
        ([unseen("a")] * 200, 20, 30, Phase.STEADY),
        ([unseen("a")] * 200, 20, 6, Phase.REACH),
        ([unseen("a", weight=0.0)] * 200 + [seen("b")], 20, 6, Phase.STEADY),
        ([unseen("a")] * 3, 0, 7, Phase.STRETCH),
    ],
)
def test_phase(cards: list[Prospect], minutes: float, left: int, phase: Phase) -> None:
    assert PLANNER.phase(cards, TODAY, on(left), minutes) is phase


def test_minutes_spent_do_not_bring_the_stretch_nearer() -> None:
    morning = [seen(f"{i}") for i in range(400)]
    evening = [seen(f"{i}", last=0) if i < 36 else seen(f"{i}") for i in range(400)]
    assert PLANNER.phase(morning, TODAY, on(6), 20) is Phase.STEADY
    assert PLANNER.phase(evening, TODAY, on(6), 3) is Phase.STEADY


def test_far_from_the_date_due_cards_come_first_then_unseen_then_forgotten_then_gain() -> None:
    cards = [
        seen("strong", stability=300.0),
        seen("weak", stability=2.0),
        unseen("new"),
        seen("forgotten", due=1, last=0, repetition=0, repeat_on=TODAY),
        seen("late", due=-2, last=-8),
        seen("due", due=0, last=-1),
    ]
    plan = PLANNER.plan(cards, TODAY, on(60), 20)
    assert plan.phase is Phase.STEADY
    assert ids(plan) == "due late new forgotten weak strong"
    turns = [place.turn for place in plan.places]
    assert turns == [Turn.DUE, Turn.DUE, Turn.NEW, Turn.REPEAT, Turn.ROUND, Turn.ROUND]


def test_in_the_last_stretch_gain_per_second_decides() -> None:
    cards = [seen("due and known", due=0, last=-1, stability=300.0), seen("weak", stability=1.0), unseen("new")]
    plan = PLANNER.plan(cards, TODAY, on(1), 20)
    assert plan.phase is Phase.STRETCH
    assert ids(plan) == "new weak due and known"
    gains = [place.gain for place in plan.places]
    assert all(gain is not None and 0 <= gain <= 1 for gain in gains)
    assert "points" in plan.places[0].why


def test_unseen_cards_go_first_when_there_is_just_time_for_each() -> None:
    cards = [seen("due", due=0, last=-1, stability=0.5), *(unseen(f"n{i:03}", position=i) for i in range(300))]
    plan = PLANNER.plan(cards, TODAY, on(9), 20)
    assert plan.phase is Phase.REACH
    assert ids(plan).split()[:3] == ["n000", "n001", "n002"]


def test_weights_put_the_topics_of_the_round_first() -> None:
    cards = [unseen("side"), unseen("main", weight=2.0), unseen("off", weight=0.0)]
    for left in (1, 40):
        assert ids(PLANNER.plan(cards, TODAY, on(left), 20)) == "main side"


@pytest.mark.parametrize(
    "card",
    [
        seen("passed today", due=6, last=0),
        seen("hard today", due=6, last=0, repetition=2, repeat_on=TODAY),
        seen("suspended", due=0, state=CardState.SUSPENDED),
        unseen("buried", buried_until=on(1)),
        unseen("of no worth", weight=0.0),
    ],
)
def test_left_out(card: Prospect) -> None:
    for left in (1, 30):
        assert PLANNER.plan([card], TODAY, on(left), 20).places == ()


def test_siblings_wait_for_another_day() -> None:
    cards = [unseen("a", sibling="s"), unseen("b", sibling="s"), seen("c", due=6, last=0, sibling="t")]
    cards.append(seen("d", due=0, sibling="t"))
    assert ids(PLANNER.plan(cards, TODAY, on(1), 20)) == "a"


@pytest.mark.parametrize(("minutes", "count"), [(0, 0), (1, 3), (5, 12), (1000, 50)])
def test_a_plan_fills_the_minutes_if_everything_is_known(minutes: float, count: int) -> None:
    assert len(PLANNER.plan([unseen(f"{i}") for i in range(50)], TODAY, on(5), minutes).places) == count


def test_stretch_is_half_of_one_pass_and_a_day_at_least() -> None:
    pace = Pace(passed=30, failed=30)
    assert stretch_days(200, pace, 20) == 2.5
    assert stretch_days(5, pace, 20) == 1.0
    assert stretch_from(200, pace, on(30), 20) == on(28)


@given(
    stability=st.floats(0.1, 500),
    difficulty=st.floats(1, 10),
    elapsed=st.integers(1, 400),
    left=st.integers(0, 90),
)
def test_asking_costs_time_and_never_more_than_all_recall(
    stability: float, difficulty: float, elapsed: int, left: int
) -> None:
    gain, seconds = PLANNER.gain(Trace(stability, difficulty, on(-elapsed)), TODAY, on(left))
    assert -1 <= gain <= 1
    assert Pace().passed <= seconds <= Pace().failed


RULES = [InterviewRule(SM2, FsrsMemory()), InterviewRule(Fsrs(), FsrsMemory())]


@pytest.mark.parametrize("rule", RULES)
def test_early_passes_move_no_date_and_failures_are_lapses(rule: InterviewRule) -> None:
    state = rule.initial_state()
    for day in (0, 1, 8):
        state = rule.review(state, 5, day)
    assert state.schedule is not None
    early = rule.review(state, 5, 9)
    assert early.schedule == state.schedule
    assert early.trace != state.trace
    failed = rule.review(early, 1, 10)
    assert failed.schedule is not None
    assert failed.schedule.lapses == 1
    again = rule.review(failed, 4, 10)
    assert again.schedule == replace(failed.schedule, repeat_on=None)


@settings(max_examples=30)
@given(
    data=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 2)), max_size=40),
    left=st.integers(0, 20),
    rule=st.sampled_from(RULES),
)
def test_any_history_gives_a_plan_without_repeats(
    data: list[tuple[int, int, int]], left: int, rule: InterviewRule
) -> None:
    cards: dict[str, State] = {f"card {i}": rule.initial_state() for i in range(10)}
    day = 0
    for card, grade, gap in data:
        day += gap
        cards[f"card {card}"] = rule.review(cards[f"card {card}"], grade, day)
    plan = rule.plan(day, day + left, cards, 20)
    assert len(plan) == len(set(plan))
    assert set(plan) <= set(cards)
    assert plan == rule.plan(day, day + left, cards, 20)
    assert 0 <= rule.expect(cards, day + left) <= 1


def test_days_may_be_dates_moments_or_numbers() -> None:
    rule = RULES[0]
    by_date = rule.review(rule.initial_state(), 4, date(2000, 1, 5))
    assert rule.review(rule.initial_state(), 4, datetime(2000, 1, 5, 23, 50)) == by_date
    assert rule.review(rule.initial_state(), 4, 4) == by_date
    assert rule.review(rule.initial_state(), 4, 4.9) == by_date


def test_forgotten_cards_come_again_only_after_everything_else_that_is_asked() -> None:
    rule = RULES[0]
    cards = {name: rule.initial_state() for name in "abc"}
    cards["a"] = rule.review(cards["a"], 1, 0)
    assert rule.plan(0, 30, cards, 20) == ["b", "c", "a"]
    cards["a"] = rule.review(cards["a"], 4, 0)
    assert rule.plan(0, 30, cards, 20) == ["b", "c"]
