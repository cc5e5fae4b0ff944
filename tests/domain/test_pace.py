"""Pace: assumptions that give way to what a person does."""

from __future__ import annotations

import pytest

from quizzer.domain.pace import FAILED, PASSED, SHORTEST, Pace, learn_pace


def test_nothing_known_is_the_assumption() -> None:
    pace = learn_pace([])
    assert (pace.passed, pace.failed) == (PASSED, FAILED)
    assert sum(pace.first.values()) == pytest.approx(1)
    assert dict(pace.first) == pytest.approx(dict(Pace().first))


def test_many_showings_outweigh_the_assumption() -> None:
    pace = learn_pace([(4, 10_000)] * 1000 + [(1, 30_000)] * 1000, first=[1] * 1000)
    assert pace.passed == pytest.approx(10, abs=0.5)
    assert pace.failed == pytest.approx(30, abs=0.5)
    assert pace.first[1] > 0.98
    assert pace.first_seconds == pytest.approx(pace.failed, rel=0.02)


@pytest.mark.parametrize(("elapsed_ms", "most"), [(0, PASSED), (86_400_000, 40.0)])
def test_an_answer_left_open_over_night_does_not_count_as_long(elapsed_ms: int, most: float) -> None:
    assert learn_pace([(4, elapsed_ms)]).passed <= most


def test_keys_held_down_do_not_make_answers_take_no_time() -> None:
    pace = learn_pace([(4, 20)] * 1000 + [(1, 20)] * 1000)
    assert SHORTEST <= pace.passed < SHORTEST + 1
    assert SHORTEST <= pace.failed < SHORTEST + 1


def test_expected_seconds_lie_between_pass_and_failure() -> None:
    assert Pace().seconds(1.0) == PASSED
    assert Pace().seconds(0.0) == FAILED
    assert PASSED < Pace().mean_seconds < Pace().first_seconds < FAILED
