"""Traces: folded from the log, guessed from a schedule; calibration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isclose, log
from random import Random

import pytest

from quizzer.domain.calibration import fit_factor
from quizzer.domain.memory import Recalled, Trace, expected_recall, find_showings, remember, see, trace_of
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.schedulers.fsrs_memory import FsrsMemory

TODAY = date(2026, 11, 23)
MEMORY = FsrsMemory()


def shown(n: int, days: int, quality: int, entry: Entry = Entry.SCHEDULED) -> Review:
    return Review(f"{n:03}", "c", n, 0, TODAY + timedelta(days=days), quality, entry, None, None)


def test_every_showing_counts_whatever_it_moved() -> None:
    log = [shown(0, 0, 4), shown(1, 5, 4, Entry.PRACTICE), shown(2, 9, 1), shown(3, 9, 4, Entry.REPEAT)]
    trace, tests = remember(MEMORY, find_showings(log))
    expected = MEMORY.first(4)
    for quality, elapsed in [(4, 5), (1, 4), (4, 0)]:
        expected = MEMORY.after(*expected, quality, elapsed)
    assert trace == Trace(*expected, last_day=TODAY + timedelta(days=9))
    assert [(t.elapsed, t.is_pass) for t in tests] == [(5, True), (4, False)]
    assert tests[0].stability == MEMORY.first(4)[0]


def test_cancelled_and_postponed_entries_leave_no_trace() -> None:
    after = Schedule(due=TODAY, last_day=TODAY)
    log = [shown(0, 0, 4), shown(1, 2, 1), replace(shown(2, 2, 0, Entry.CANCEL), cancels="001")]
    log.append(replace(shown(3, 3, 0, Entry.POSTPONED), after=after))
    assert remember(MEMORY, find_showings(log)) == remember(MEMORY, find_showings([shown(0, 0, 4)]))
    assert remember(MEMORY, []) == (None, [])


def test_a_schedule_from_elsewhere_leaves_a_guess() -> None:
    standing = Schedule(due=TODAY, last_day=TODAY - timedelta(days=20), interval=20, repetition=3)
    log = [replace(shown(0, 0, 0, Entry.STANDING), after=standing)]
    trace, _ = remember(MEMORY, find_showings(log))
    assert trace == trace_of(MEMORY, standing)
    assert trace is not None
    assert (trace.stability, trace.last_day) == (20, standing.last_day)
    known = replace(standing, stability=3.0, difficulty=5.0)
    assert trace_of(MEMORY, known) == Trace(3.0, 5.0, standing.last_day)
    assert trace_of(MEMORY, None) is None


def test_a_clock_set_back_never_makes_time_negative() -> None:
    trace = Trace(5.0, 5.0, TODAY)
    after = see(MEMORY, trace, 4, TODAY - timedelta(days=30))
    assert after.last_day == TODAY
    assert after == see(MEMORY, trace, 4, TODAY)


@pytest.mark.parametrize(
    ("traces", "days", "expected"),
    [
        ([], 0, 0.0),
        ([None], 5, 0.0),
        ([Trace(10, 5, TODAY)], 10, 0.9),
        ([Trace(10, 5, TODAY), None], 10, 0.45),
        ([Trace(10, 5, TODAY)], 0, 1.0),
        ([Trace(10, 5, TODAY)], -3, 1.0),
    ],
)
def test_expected_recall(traces: list[Trace | None], days: int, expected: float) -> None:
    assert isclose(expected_recall(MEMORY, traces, TODAY + timedelta(days=days)), expected)


def a_person(factor: float, count: int, seed: int = 1) -> list[Recalled]:
    """Tests of somebody whose memories last `factor` times as long as the model thinks."""
    chance = Random(seed)
    tests = []
    for _ in range(count):
        stability, elapsed = chance.uniform(1, 20), chance.randint(1, 30)
        known = chance.random() < MEMORY.recall(stability * factor, elapsed)
        tests.append(Recalled(stability, elapsed, known, TODAY + timedelta(days=len(tests))))
    return tests


def surprise(tests: list[Recalled], factor: float) -> float:
    """Log loss of a factor."""
    known = ((MEMORY.recall(test.stability * factor, test.elapsed), test.is_pass) for test in tests)
    return -sum(log(recall if is_pass else 1 - recall) for recall, is_pass in known)


@pytest.mark.parametrize("factor", [0.3, 0.6, 1.0, 2.0])
def test_the_factor_of_a_person_is_found(factor: float) -> None:
    tests = a_person(factor, 4000)
    found = fit_factor(MEMORY, tests)
    assert found == pytest.approx(factor, rel=0.3)
    if factor != 1:
        assert surprise(tests, found) < surprise(tests, 1)


def test_of_very_many_tests_the_newest_count() -> None:
    early, late = a_person(0.3, 3000), a_person(2.0, 4000, seed=2)
    late = [replace(test, day=test.day + timedelta(days=5000)) for test in late]
    assert fit_factor(MEMORY, [*late, *early]) == fit_factor(MEMORY, late) > 1.5


def test_what_somebody_showed_lately_counts_more() -> None:
    """Of equally many days at either end, in either order."""
    slow, quick = a_person(3.0, 400), a_person(0.3, 400, seed=2)
    later = [replace(test, day=test.day + timedelta(days=400)) for test in (*slow, *quick)]
    assert fit_factor(MEMORY, [*slow, *later[400:]]) < fit_factor(MEMORY, [*later[:400], *quick])


def test_the_factor_fits_the_waits_that_are_foreseen() -> None:
    """Somebody whose memories fade by halves: the model's curve is too low for short waits, too high for long ones."""
    chance, tests = Random(3), []
    for n in range(3000):
        wait = chance.choice([1, 2, 3, 5, 8, 13, 21])
        tests.append(Recalled(4.0, wait, chance.random() < 0.5 ** (wait / 9), TODAY + timedelta(days=n)))
    general = fit_factor(MEMORY, tests)
    for wait in (2, 21):
        own = fit_factor(MEMORY, tests, [wait] * 50)
        off, general_off = (abs(MEMORY.recall(4.0 * f, wait) - 0.5 ** (wait / 9)) for f in (own, general))
        assert off < 0.75 * general_off
    assert fit_factor(MEMORY, tests, [2]) > general > fit_factor(MEMORY, tests, [21])


def test_a_wait_that_was_never_tried_says_little() -> None:
    """Nothing near it was seen: the nearest waits speak, and the factor stays finite."""
    tests = [replace(test, elapsed=1 + test.elapsed % 3) for test in a_person(0.5, 200)]
    assert 0.05 < fit_factor(MEMORY, tests, [0, 400]) < 2


def test_few_tests_say_nothing() -> None:
    assert fit_factor(MEMORY, a_person(0.2, 19)) == 1.0
    assert 0.2 < fit_factor(MEMORY, a_person(0.2, 25)) < 1.0
