"""Leeches: marks, and postponing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quizzer.domain.leech import new_mark, postpone
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import SM2

TODAY = date(2026, 11, 23)
KNOWN = Schedule(due=TODAY, last_day=date(2026, 11, 17), interval=6, repetition=2)


@pytest.mark.parametrize(
    ("had", "has", "mark"),
    [(2, 3, None), (3, 4, 4), (4, 4, None), (4, 5, None), (5, 6, 6), (7, 8, 8), (8, 9, None), (0, 7, 6), (None, 4, 4)],
)
def test_marks(had: int | None, has: int, mark: int | None) -> None:
    before = None if had is None else replace(KNOWN, lapses=had)
    assert new_mark(before, replace(KNOWN, lapses=has)) == mark


def test_a_card_never_reviewed_reaches_no_mark() -> None:
    assert new_mark(None, None) is None


def test_four_lapses_by_review_bring_the_first_mark() -> None:
    schedule, marks = None, []
    for quality in [4, 1] * 4:
        after = SM2.review(schedule, quality, schedule.due if schedule else TODAY)
        marks.append(new_mark(schedule, after))
        schedule = after
    assert marks == [None] * 7 + [4]


@pytest.mark.parametrize(
    ("due", "expected"),
    [(date(2026, 11, 20), date(2026, 11, 30)), (TODAY, date(2026, 11, 30)), (date(2026, 11, 25), date(2026, 12, 2))],
)
def test_postponing_counts_from_today_at_least(due: date, expected: date) -> None:
    late = replace(KNOWN, due=due, repeat_on=TODAY)
    assert postpone(late, TODAY) == replace(late, due=expected, repeat_on=None)
