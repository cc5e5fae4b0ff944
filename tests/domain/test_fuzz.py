"""Fuzz: ranges, the same draw every time, balancing and easy days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.fuzz import EVEN_WEEK, Fuzz, fuzz_range, shift, shifts
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import SM2, preview

MONDAY = date(2026, 11, 23)


def after(interval: int, repetition: int = 3) -> Schedule:
    """A schedule as the rule gives it on Monday."""
    due = MONDAY + timedelta(days=interval)
    return Schedule(due=due, last_day=MONDAY, interval=interval, repetition=repetition)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (0, (0, 0)),
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (6, (4, 8)),
        (7, (5, 9)),
        (15, (13, 17)),
        (20, (17, 23)),
        (38, (34, 42)),
        (365, (345, 385)),
    ],
)
def test_range(interval: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(interval) == expected


@given(interval=st.integers(1, 36_500), card=st.text(max_size=8), repetition=st.integers(1, 30))
def test_the_draw_stays_in_range_and_never_changes(interval: int, card: str, repetition: int) -> None:
    moved = shift(after(interval, repetition), card, Fuzz())
    low, high = fuzz_range(interval)
    assert low <= interval + moved <= high
    assert shift(after(interval, repetition), card, Fuzz()) == moved


def test_the_draw_uses_the_whole_range_about_evenly() -> None:
    drawn = Counter(shift(after(15), f"card {i}", Fuzz()) for i in range(1000))
    assert sorted(drawn) == [-2, -1, 0, 1, 2]
    assert min(drawn.values()) > 150


@pytest.mark.parametrize(
    ("load", "week", "expected"),
    [
        # intervals 4 to 8 from a Monday: Friday to Tuesday
        ({}, EVEN_WEEK, 4),
        ({4: 5, 5: 3, 6: 4, 7: 3, 8: 9}, EVEN_WEEK, 5),
        ({4: 1, 5: 1, 6: 1, 7: 0, 8: 0}, EVEN_WEEK, 7),
        ({4: 2, 5: 1, 6: 1, 7: 4, 8: 4}, (1, 1, 1, 1, 1, 0, 0), 4),
        ({4: 3, 5: 1, 6: 9, 7: 9, 8: 9}, (1, 1, 1, 1, 1, 0.5, 1), 4),
        ({4: 4, 5: 1, 6: 9, 7: 9, 8: 9}, (1, 1, 1, 1, 1, 0.5, 1), 5),
        ({4: 1, 5: 0}, (0,) * 7, 5),
    ],
)
def test_balancing_takes_the_least_loaded_day(load: dict[int, int], week: tuple[float, ...], expected: int) -> None:
    by_day = {MONDAY + timedelta(days=d): n for d, n in load.items()}
    assert 6 + shift(after(6), "card", Fuzz(load=by_day, week=week)) == expected


@given(st.text(max_size=6), st.integers(10, 300))
def test_a_day_off_gets_no_card_while_the_range_holds_another(card: str, interval: int) -> None:
    due = MONDAY + timedelta(days=interval + shift(after(interval), card, Fuzz(week=(1, 1, 1, 1, 1, 0, 0))))
    low, high = fuzz_range(interval)
    assert due.weekday() < 5 or all((MONDAY + timedelta(days=d)).weekday() > 4 for d in range(low, high + 1))


@pytest.mark.parametrize("fuzz", [Fuzz(), Fuzz(load={}), Fuzz(load={MONDAY + timedelta(days=14): 3})])
def test_the_button_shows_what_happens(fuzz: Fuzz) -> None:
    schedule = after(6)
    moves = shifts(SM2, schedule, schedule.due, "card", fuzz)
    shown = preview(SM2, schedule, schedule.due, moves)
    for quality in range(6):
        assert shown[quality] == SM2.review(schedule, quality, schedule.due, moves[quality])
        assert shown[quality].interval == SM2.review(schedule, quality, schedule.due).interval
    assert moves[0] == moves[1] == moves[2] == 0


def test_fuzz_is_off_unless_given() -> None:
    assert shifts(SM2, after(6), MONDAY, "card", None) == {}


def test_the_end_of_the_calendar_is_no_trap() -> None:
    late = Schedule(due=date.max, last_day=date.max - timedelta(days=30), interval=36_500)
    assert late.last_day + timedelta(days=30 + shift(late, "card", Fuzz())) <= date.max
