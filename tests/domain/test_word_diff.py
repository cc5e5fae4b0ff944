from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.word_diff import Change, Run, shorten, word_diff

KEPT, GONE, COME = Change.KEPT, Change.REMOVED, Change.ADDED


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("same", "same", [(KEPT, "same")]),
        ("", "new", [(COME, "new")]),
        ("old", "", [(GONE, "old")]),
        (
            "tends to be helpfull to stabilize",
            "tends to help stabilise",
            [
                (KEPT, "tends to "),
                (GONE, "be"),
                (COME, "help"),
                (KEPT, " "),
                (GONE, "helpfull to stabilize"),
                (COME, "stabilise"),
            ],
        ),
        ("2 bytes each", "4 bytes each", [(GONE, "2"), (COME, "4"), (KEPT, " bytes each")]),
    ],
)
def test_changed_words_are_told_from_kept_ones(before: str, after: str, runs: list[tuple[Change, str]]) -> None:
    assert [(run.change, run.text) for run in word_diff(before, after)] == runs


@given(st.text("ab \n*", max_size=40), st.text("ab \n*", max_size=40))
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    runs = word_diff(before, after)
    assert "".join(run.text for run in runs if run.change is not COME) == before
    assert "".join(run.text for run in runs if run.change is not GONE) == after


def test_long_texts_are_told_apart_at_their_ends_only() -> None:
    before, after = "start " + "a b " * 1000 + "end", "start " + "c d " * 1000 + "end"
    assert [run.change for run in word_diff(before, after)] == [KEPT, GONE, COME, KEPT]


@pytest.mark.parametrize(
    ("before", "after", "around", "shown"),
    [
        ("one two three four", "one two three five", 4, "…ree fourfive"),
        ("four one two three", "five one two three", 4, "fourfive one…"),
        ("x middle of it all y", "w middle of it all z", 4, "xw mid…all yz"),
        ("short x", "short y", 30, "short xy"),
    ],
)
def test_far_kept_text_is_cut(before: str, after: str, around: int, shown: str) -> None:
    runs: tuple[Run, ...] = shorten(word_diff(before, after), around)
    assert "".join(run.text for run in runs) == shown
