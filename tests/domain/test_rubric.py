"""Points of an answer, and what somebody's words make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.reviews import Grade
from quizzer.domain.rubric import MOST_POINTS, mentioned, points, suggested_quality


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("- one thing\n- another:\n", ("one thing", "another")),
        ("1. first\n2) second", ("first", "second")),
        ("- [x] done\n- [ ] open", ("done", "open")),
        ("By **tiling** and __recomputation__.", ("tiling", "recomputation")),
        ("- only one", ()),
        ("plain prose", ()),
        ("```\n- not\n- these\n```", ()),
        ("  - a\n    - below\n  - b", ("a", "b")),
        ("$$\n- x\n- y\n$$", ()),
    ],
)
def test_points_are_list_items_or_bold_terms(answer: str, expected: tuple[str, ...]) -> None:
    assert points(answer) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("recomputes attention", {1}),
        ("TILES in the SRAM, and recomputed attention", {0, 1}),
        ("", set()),
        ("of the in", set()),
    ],
)
def test_points_count_as_mentioned_by_half_their_words(typed: str, expected: set[int]) -> None:
    assert mentioned(["tiles in SRAM", "recomputation of attention"], typed) == expected


@pytest.mark.parametrize(("count", "quality"), [(0, Grade.AGAIN), (1, Grade.AGAIN), (2, Grade.HARD), (3, Grade.GOOD)])
def test_grade_follows_the_share_of_points(count: int, quality: Grade) -> None:
    assert suggested_quality(range(count), 3) == quality


@given(st.text(alphabet="-*_ 1.)ab\n`$~", max_size=80), st.text(max_size=20))
def test_any_text_gives_some_points_or_none(answer: str, typed: str) -> None:
    found = points(answer)
    assert len(found) != 1
    assert len(found) <= MOST_POINTS
    assert mentioned(found, typed) <= set(range(len(found)))
