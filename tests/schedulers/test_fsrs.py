"""FSRS-6 behind the protocol: agreement with the library, switching, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS as PUBLISHED
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import SM2, entry_for, replay
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory, rating

TODAY = date(2026, 11, 23)
FSRS = Fsrs()
HISTORIES = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5)), min_size=1, max_size=12)


def fold(scheduler: Fsrs, history: list[tuple[int, int]]) -> list[Schedule]:
    """The schedule after each (days since the one before, quality)."""
    schedules: list[Schedule] = []
    day = TODAY
    for gap, quality in history:
        day += timedelta(days=gap)
        schedules.append(scheduler.review(schedules[-1] if schedules else None, quality, day))
    return schedules


@settings(max_examples=60)
@given(history=HISTORIES, retention=st.sampled_from([0.8, 0.9, 0.95]))
def test_agrees_with_the_library_driven_by_hand(history: list[tuple[int, int]], retention: float) -> None:
    library = fsrs.Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, moment = fsrs.Card(card_id=7), datetime(2026, 11, 23, 12, tzinfo=UTC)
    for (gap, quality), schedule in zip(history, fold(Fsrs(retention), history), strict=True):
        moment += timedelta(days=gap)
        card, _ = library.review_card(card, fsrs.Rating(rating(quality)), moment)
        assert (schedule.stability, schedule.difficulty) == pytest.approx((card.stability, card.difficulty))
        assert schedule.due == card.due.date()
        later = moment + timedelta(days=10)
        expected = library.get_card_retrievability(card, later)
        assert FSRS.recall(schedule, later.date()) == pytest.approx(expected, rel=1e-12)


@given(HISTORIES)
def test_the_memory_model_is_the_library_s(history: list[tuple[int, int]]) -> None:
    memory, now = FsrsMemory(), None
    for (gap, quality), schedule in zip(history, fold(FSRS, history), strict=True):
        now = memory.first(quality) if now is None else memory.after(*now, quality, gap)
        assert now == pytest.approx((schedule.stability, schedule.difficulty), rel=1e-12)


@given(
    stability=st.floats(0.01, 500),
    difficulty=st.floats(1, 10),
    elapsed=st.integers(0, 400),
    left=st.floats(0.5, 90),
    factor=st.floats(0.2, 5),
)
def test_what_is_foreseen_is_what_either_answer_leaves(
    stability: float, difficulty: float, elapsed: int, left: float, factor: float
) -> None:
    memory = FsrsMemory()
    passed, failed = (memory.after(stability, difficulty, quality, elapsed)[0] for quality in (4, 1))
    expected = (
        memory.recall(stability * factor, elapsed),
        memory.recall(passed * factor, left),
        memory.recall(failed * factor, left),
        memory.recall(stability * factor, left + elapsed),
    )
    assert memory.foresee(stability, difficulty, elapsed, left, factor) == pytest.approx(expected, rel=1e-9)


def test_the_defaults_are_the_published_ones() -> None:
    assert PUBLISHED == DEFAULT_PARAMETERS


@given(HISTORIES)
def test_due_always_falls_after_the_last_review(history: list[tuple[int, int]]) -> None:
    assert all(schedule.due > schedule.last_day for schedule in fold(FSRS, history))


@pytest.mark.parametrize(("shift", "moved"), [(3, 3), (-2, -2), (-400, None)])
def test_a_shift_moves_the_due_date_and_nothing_else(shift: int, moved: int | None) -> None:
    plain = FSRS.review(None, 5, TODAY)
    shifted = FSRS.review(None, 5, TODAY, shift)
    expected = TODAY + timedelta(days=1) if moved is None else plain.due + timedelta(days=moved)
    assert shifted == replace(plain, due=expected)


def a_log(history: list[tuple[int, int]], scheduler: Fsrs) -> list[Review]:
    """A log of one card, as a session would write it under `scheduler`."""
    log: list[Review] = []
    schedule, day = None, TODAY
    for n, (gap, quality) in enumerate(history):
        day += timedelta(days=gap)
        entry = Review(f"{n:03}", "c", n, 0, day, quality, entry_for(schedule, quality, day), schedule, None)
        schedule = replay(scheduler, [*log, entry])
        log.append(replace(entry, after=schedule))
    return log


@settings(max_examples=50)
@given(HISTORIES)
def test_switching_there_and_back_loses_nothing(history: list[tuple[int, int]]) -> None:
    log = a_log(history, FSRS)
    under_fsrs, under_sm2 = replay(FSRS, log), replay(SM2, log)
    assert under_fsrs == log[-1].after
    assert under_fsrs is not None
    # SM-2's own figures are carried along; the dates and the memory are FSRS's.
    assert replace(under_fsrs, due=TODAY, stability=None, difficulty=None) == replace(under_sm2, due=TODAY)
    assert replay(FSRS, log) == under_fsrs


@pytest.mark.parametrize(
    ("interval", "ease", "least", "most"), [(1, 250, 1, 8), (10, 250, 10, 60), (100, 250, 100, 400), (10, 130, 10, 25)]
)
def test_a_schedule_from_elsewhere_starts_from_its_interval(interval: int, ease: int, least: int, most: int) -> None:
    brought = Schedule(due=TODAY, last_day=TODAY - timedelta(days=interval), repetition=3, interval=interval, ease=ease)
    after = FSRS.review(brought, 4, TODAY)
    assert least < (after.due - TODAY).days < most
    assert FSRS.recall(brought, TODAY) is None


@given(st.integers(2, 1000), st.integers(140, 300))
def test_a_guessed_memory_multiplies_by_the_ease(interval: int, ease: int) -> None:
    memory = FsrsMemory()
    stability, difficulty = memory.standing(interval, ease / 100)
    if 1 < difficulty < 10:
        grown, _ = memory.after(stability, difficulty, 4, interval)
        assert grown / stability == pytest.approx(ease / 100)


def test_higher_retention_asks_sooner() -> None:
    dues = [Fsrs(r).review(None, 5, TODAY).due for r in (0.95, 0.9, 0.8)]
    assert dues == sorted(dues)
    assert len(set(dues)) == 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: Fsrs(0.5),
        lambda: Fsrs(1.0),
        lambda: Fsrs(float("nan")),
        lambda: Fsrs(parameters=(1.0,)),
        lambda: Fsrs(parameters=(0.0,) * 21),
        lambda: Fsrs(parameters=(-1.0, *DEFAULT_PARAMETERS[1:])).review(None, 4, TODAY),
    ],
)
def test_refuses_what_makes_no_scheduler(make: object) -> None:
    assert callable(make)
    with pytest.raises(UsageError) as refusal:
        make()
    assert refusal.value.hint


def test_a_version_tells_retention_and_parameters_apart() -> None:
    fitted = (0.3, *DEFAULT_PARAMETERS[1:])
    versions = {s.version for s in (FSRS, Fsrs(0.85), Fsrs(parameters=fitted), Fsrs(0.85, fitted))}
    assert len(versions) == 4
    assert Fsrs().version == FSRS.version == "6-90"


def test_a_same_day_repetition_leaves_memory_alone() -> None:
    failed = FSRS.review(None, 1, TODAY)
    assert failed.repeat_on == TODAY
    assert FSRS.repeat(failed, 4, TODAY) == replace(failed, repeat_on=None)
    assert entry_for(failed, 4, TODAY) is Entry.REPEAT


def test_nothing_of_the_library_is_imported_before_the_first_review() -> None:
    code = "import sys; from quizzer.schedulers.fsrs import Fsrs; Fsrs(); sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
