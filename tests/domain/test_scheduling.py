"""What a grade may move, and replay: any log folds into the schedule that the session saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import SM2, apply, effective, entry_for, preview, replay

TODAY = date(2026, 11, 23)
DUE = Schedule(due=TODAY, last_day=TODAY - timedelta(days=6), interval=6, repetition=2)
EARLY = replace(DUE, due=TODAY + timedelta(days=1))
AGAIN_TODAY = replace(EARLY, repeat_on=TODAY)


@pytest.mark.parametrize(
    ("schedule", "quality", "is_cram", "expected"),
    [
        (None, 4, False, Entry.SCHEDULED),
        (None, 1, False, Entry.SCHEDULED),
        (None, 1, True, Entry.PRACTICE),
        (DUE, 4, False, Entry.SCHEDULED),
        (DUE, 0, False, Entry.SCHEDULED),
        (DUE, 0, True, Entry.PRACTICE),
        (EARLY, 5, False, Entry.PRACTICE),
        (EARLY, 3, False, Entry.PRACTICE),
        (EARLY, 2, False, Entry.SCHEDULED),
        (EARLY, 2, True, Entry.PRACTICE),
        (AGAIN_TODAY, 2, False, Entry.REPEAT),
        (AGAIN_TODAY, 5, False, Entry.REPEAT),
        (replace(EARLY, repeat_on=TODAY - timedelta(days=1)), 5, False, Entry.PRACTICE),
        (replace(DUE, repeat_on=TODAY), 5, False, Entry.SCHEDULED),
    ],
)
def test_what_a_grade_may_move(schedule: Schedule | None, quality: int, is_cram: bool, expected: Entry) -> None:
    assert entry_for(schedule, quality, TODAY, is_cram=is_cram) is expected


def test_the_preview_is_what_a_grade_does() -> None:
    shown = preview(SM2, DUE, TODAY, {4: 2})
    assert shown[4] == SM2.review(DUE, 4, TODAY, 2)
    assert shown[5] == SM2.review(DUE, 5, TODAY)
    assert sorted(shown) == [0, 1, 2, 3, 4, 5]


STEPS = st.lists(
    st.tuples(
        st.integers(-3, 60),  # days since the entry before; a clock may go back
        st.integers(0, 5),
        st.integers(-2, 2),  # shift
        st.integers(0, 9),  # what happens: mostly a grade, else undo or postpone
    ),
    max_size=25,
)


def write_log(steps: list[tuple[int, int, int, int]]) -> tuple[list[Review], list[Schedule | None]]:
    """A log as a person would write it, and the schedule on screen after each entry."""
    log: list[Review] = []
    screens: list[Schedule | None] = []
    undone: list[str] = []
    day = TODAY
    for gap, quality, shift, what in steps:
        day += timedelta(days=gap)
        before = replay(SM2, log)
        entry = _entry(len(log), log, undone, before, day, quality, shift, what)
        after = apply(SM2, before, entry)
        if entry.entry is Entry.CANCEL:
            after = replay(SM2, [*log, entry])
        log.append(replace(entry, before=before, after=after))
        screens.append(after)
    return log, screens


def _entry(
    n: int,
    log: list[Review],
    undone: list[str],
    before: Schedule | None,
    day: date,
    quality: int,
    shift: int,
    what: int,
) -> Review:
    blank = Review(f"{n:04}", "c", n, 0, day, quality, Entry.SCHEDULED, before, None, shift=shift)
    counting = [e.id for e in effective(log)]
    if what == 9 and counting:
        return replace(blank, entry=Entry.CANCEL, quality=0, cancels=counting[-1])
    if what == 8 and log and log[-1].entry is Entry.CANCEL:
        return replace(blank, entry=Entry.CANCEL, quality=0, cancels=log[-1].id)
    if what == 7 and before is not None:
        later = replace(before, due=max(before.due, day) + timedelta(days=7))
        return replace(blank, entry=Entry.POSTPONED, quality=0, after=later)
    return replace(blank, entry=entry_for(before, quality, day))


@given(STEPS)
def test_replaying_any_log_gives_the_schedule_on_screen(steps: list[tuple[int, int, int, int]]) -> None:
    log, screens = write_log(steps)
    for length in range(1, len(log) + 1):
        assert replay(SM2, log[:length]) == screens[length - 1]


@given(STEPS)
def test_due_never_falls_on_or_before_the_last_review(steps: list[tuple[int, int, int, int]]) -> None:
    _, screens = write_log(steps)
    for schedule in screens:
        if schedule is not None:
            assert schedule.due > schedule.last_day
            assert schedule.ease >= 130


@given(STEPS)
def test_the_last_day_never_goes_back(steps: list[tuple[int, int, int, int]]) -> None:
    schedule: Schedule | None = None
    for gap, quality, shift, _ in steps:
        day = (schedule.last_day if schedule else TODAY) + timedelta(days=gap)
        after = SM2.review(schedule, quality, day, shift)
        assert schedule is None or after.last_day >= schedule.last_day
        schedule = after


@pytest.mark.parametrize(
    ("cancels", "expected"),
    [
        ([], ["a", "b"]),
        ([("c", "b")], ["a"]),
        ([("c", "b"), ("d", "c")], ["a", "b"]),
        ([("c", "b"), ("d", "c"), ("e", "d")], ["a"]),
        ([("c", "b"), ("d", "a")], []),
        ([("c", "b"), ("d", "a"), ("e", "d")], ["a"]),
    ],
)
def test_undo_and_redo_only_append(cancels: list[tuple[str, str]], expected: list[str]) -> None:
    shown = [Review(i, "x", 0, 0, TODAY, 4, Entry.SCHEDULED, None, None) for i in "ab"]
    undos = [Review(i, "x", 0, 0, TODAY, 0, Entry.CANCEL, None, None, cancels=of) for i, of in cancels]
    assert [e.id for e in effective([*shown, *undos])] == expected
