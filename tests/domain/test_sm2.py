"""SM-2 against the reference vectors, and as a replay of its own log."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain import sm2
from quizzer.domain.reviews import Schedule

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "sm2_vectors.json").read_text())
START = date(2026, 1, 1)


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda v: v["id"])
def test_sequence(vector: dict[str, Any]) -> None:
    schedule: Schedule | None = None
    farthest = START + timedelta(days=sm2.FARTHEST_DUE)
    for step in vector["expected"]:
        # Vectors count days without end; the calendar (and our cap) does not, so the day is taken modulo the cap.
        day = START + timedelta(days=min(step["reviewed_on_day"], 300_000))
        schedule = sm2.review(schedule, step["grade"], day)
        assert schedule.repetition == step["repetition"]
        assert schedule.interval == step["interval_days"]
        assert schedule.ease == step["ef_hundredths"]
        assert (schedule.repeat_on is not None) == step["repeat_today"]
        if step["due_on_day"] <= (farthest - START).days:
            assert schedule.due == START + timedelta(days=step["due_on_day"])


@pytest.mark.parametrize("session", VECTORS["sessions"], ids=lambda s: s["id"])
def test_same_day_session(session: dict[str, Any]) -> None:
    items: dict[str, Schedule] = {}
    for showing in session["presentations"]:
        item = showing["item"]
        if showing["scheduled"]:
            items[item] = sm2.review(items.get(item), showing["grade"], START)
        else:
            items[item] = sm2.repeat(items[item], showing["grade"], START)
    for item, expected in session["final"].items():
        assert items[item].repetition == expected["repetition"]
        assert items[item].interval == expected["interval_days"]
        assert items[item].ease == expected["ef_hundredths"]
        assert items[item].repeat_on is None


def test_no_float_fault_on_any_passing_sequence_of_length_8() -> None:
    for qualities in itertools.product((3, 4, 5), repeat=8):
        schedule: Schedule | None = None
        interval, ease = 0, Fraction(5, 2)
        for n, q in enumerate(qualities, 1):
            schedule = sm2.review(schedule, q, START)
            interval = {1: 1, 2: 6}.get(n, ceil(interval * ease))
            ease = max(Fraction(13, 10), ease + {3: Fraction(-14, 100), 4: Fraction(0), 5: Fraction(1, 10)}[q])
            assert (schedule.repetition, schedule.interval, Fraction(schedule.ease, 100)) == (
                n,
                interval,
                ease,
            )


def test_the_sequence_that_doubles_get_wrong_ends_on_350() -> None:
    schedule = None
    for q in (5, 5, 4, 4, 5, 4):
        schedule = sm2.review(schedule, q, START)
    assert schedule is not None
    assert schedule.interval == 350


@pytest.mark.parametrize("quality", [-1, 6, 2.5])
def test_other_qualities_are_refused(quality: int) -> None:
    with pytest.raises(ValueError, match="0 to 5"):
        sm2.review(None, quality, START)


@pytest.mark.parametrize(("shift", "due"), [(0, 1), (-5, 1), (3, 4)])
def test_a_shift_never_brings_the_card_back_today(shift: int, due: int) -> None:
    assert sm2.review(None, 4, START, shift).due == START + timedelta(days=due)


def test_the_due_date_stays_inside_the_calendar() -> None:
    long = Schedule(due=START, last_day=START, repetition=30, interval=10**9, ease=500)
    assert sm2.review(long, 5, START).due == START + timedelta(days=36_500)
    assert sm2.review(long, 5, date(9999, 12, 1)).due == date.max


STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(-3, 400).map(lambda n: START + timedelta(days=n)), st.integers(-4, 9)),
    min_size=1,
    max_size=12,
)


@given(
    steps=STEPS, known=st.sampled_from([None, Schedule(due=START, last_day=START, repetition=2, interval=6, lapses=1)])
)
def test_many_at_once_come_out_as_one_by_one(steps: list[sm2.Step], known: Schedule | None) -> None:
    schedule = known
    for quality, day, shift in steps:
        schedule = sm2.review(schedule, quality, day, shift)
    assert sm2.review_all(known, steps) == schedule
