"""Statistics over hand-made logs, every figure worked out on paper."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.stats import NO_TALLY, Retention, Spread, Sums, Tally, by_period, histogram, spread, tally
from quizzer.domain.streak import Streak, streak

DAY = date(2027, 1, 4)
YOUNG, OLD = (Schedule(due=DAY, last_day=DAY, interval=n) for n in (20, 21))


def showing(quality: int, before: Schedule | None = None, **given: Any) -> Review:
    """A due showing, or a first one."""
    usual: dict[str, Any] = {
        "id": "1", "card_id": "a", "reviewed_at": 0, "offset_minutes": 0, "study_day": DAY, "deck": "d",
        "entry": Entry.SCHEDULED, "after": None, "elapsed_ms": 1_000,
    }  # fmt: skip
    return Review(**(usual | {"quality": quality, "before": before} | given))


def cancel(review_id: str, own_id: str) -> Review:
    return showing(0, id=own_id, entry=Entry.CANCEL, cancels=review_id, study_day=DAY + timedelta(days=3))


ONE = {"showings": 1, "elapsed_ms": 1_000}
TALLIES = [
    ("a first sight is no test of memory", showing(4), {**ONE, "unseen": 1, "good": 1}),
    ("a young card passed", showing(3, YOUNG), {**ONE, "young": 1, "young_passed": 1, "hard": 1}),
    ("a mature card passed", showing(5, OLD), {**ONE, "mature": 1, "mature_passed": 1, "easy": 1}),
    ("a quality below 3 is a failure", showing(2, OLD), {**ONE, "mature": 1, "again": 1}),
    ("a repetition is no test", showing(4, YOUNG, entry=Entry.REPEAT), {**ONE, "good": 1}),
    ("practice is no test", showing(1, YOUNG, entry=Entry.PRACTICE), {**ONE, "again": 1}),
    ("what came from elsewhere is no showing", showing(0, entry=Entry.STANDING, after=YOUNG), {}),
    ("what was put off is no showing", showing(0, YOUNG, entry=Entry.POSTPONED), {}),
    ("an undo is no showing", cancel("1", "2"), {}),
]


@pytest.mark.parametrize(("entry", "figures"), [case[1:] for case in TALLIES], ids=[case[0] for case in TALLIES])
def test_what_one_entry_adds(entry: Review, figures: dict[str, int]) -> None:
    assert tally(entry) == Tally(**figures)


FIRST, SECOND = showing(4, id="1"), showing(1, YOUNG, id="2", study_day=DAY + timedelta(days=1), elapsed_ms=5_000)
KEPT_FIRST = Tally(showings=1, unseen=1, good=1, elapsed_ms=1_000)
KEPT_SECOND = Tally(showings=1, young=1, again=1, elapsed_ms=5_000)
LOGS = [
    ("nothing", [], {}, {}),
    ("one", [FIRST], {(DAY, "d"): KEPT_FIRST}, {"a": KEPT_FIRST}),
    (
        "two days",
        [FIRST, SECOND],
        {(DAY, "d"): KEPT_FIRST, (DAY + timedelta(days=1), "d"): KEPT_SECOND},
        {"a": KEPT_FIRST.plus(KEPT_SECOND)},
    ),
    ("undone", [FIRST, SECOND, cancel("2", "3")], {(DAY, "d"): KEPT_FIRST}, {"a": KEPT_FIRST}),
    (
        "redone, on the day of the showing and not of the undo",
        [SECOND, cancel("2", "3"), cancel("3", "4")],
        {(DAY + timedelta(days=1), "d"): KEPT_SECOND},
        {"a": KEPT_SECOND},
    ),
    ("undone, redone, undone", [SECOND, cancel("2", "3"), cancel("3", "4"), cancel("4", "5")], {}, {}),
    (
        "another deck and a merged card",
        [FIRST, showing(5, OLD, id="2", card_id="b", deck="e")],
        {
            (DAY, "d"): KEPT_FIRST,
            (DAY, "e"): Tally(showings=1, mature=1, mature_passed=1, easy=1, elapsed_ms=1_000),
        },
        {"a": KEPT_FIRST, "b": Tally(showings=1, mature=1, mature_passed=1, easy=1, elapsed_ms=1_000)},
    ),
]


@pytest.mark.parametrize(("log", "days", "cards"), [case[1:] for case in LOGS], ids=[case[0] for case in LOGS])
def test_logs_add_up(log: list[Review], days: dict[tuple[date, str], Tally], cards: dict[str, Tally]) -> None:
    sums = Sums()
    sums.add_log(log)
    assert (sums.days, sums.cards) == (days, cards)


def test_slips_are_counted_by_card_and_function_while_they_count() -> None:
    tried = {"function": "kv", "tries": [{"verdict": "wrong", "slip": "half"}, {"verdict": "right"}]}
    kept, undone = (showing(3, id=name, card_id="c", answer=tried) for name in ("1", "2"))
    sums = Sums()
    sums.add_log([kept, undone, cancel("2", "3"), showing(0, id="4", entry=Entry.POSTPONED, answer=tried)])
    assert sums.slips == Counter({("c", "kv", "half"): 1, ("c", "kv", ""): 1})


def test_shares_of_nothing_are_not_there() -> None:
    assert (NO_TALLY.kept.share, NO_TALLY.lapse_rate, NO_TALLY.seconds) == (None, None, None)
    found = Tally(showings=5, young=3, young_passed=2, mature=1, mature_passed=1, elapsed_ms=20_000)
    assert (found.young_kept, found.mature_kept, found.kept) == (Retention(3, 2), Retention(1, 1), Retention(4, 3))
    assert (found.lapse_rate, found.seconds) == (0.25, 4.0)


def test_periods_end_today_and_leave_no_day_out() -> None:
    days = {DAY - timedelta(days=n): Tally(showings=1) for n in range(30)}
    found = by_period(days, DAY, length=7, count=3)
    assert [(p.first, p.tally.showings) for p in found] == [
        (DAY - timedelta(days=20), 7), (DAY - timedelta(days=13), 7), (DAY - timedelta(days=6), 7),
    ]  # fmt: skip
    assert by_period({DAY + timedelta(days=1): Tally(showings=1)}, DAY, length=7, count=1)[0].tally == NO_TALLY


SPREADS: list[tuple[dict[int, int], Spread | None]] = [
    ({}, None),
    ({250: 0}, None),
    ({250: 1}, Spread(250, 250, 250, 250, 250, 250.0)),
    ({130: 1, 250: 2, 270: 1}, Spread(130, 130, 250, 250, 270, 225.0)),
    (dict.fromkeys(range(1, 101), 1), Spread(1, 25, 50, 75, 100, 50.5)),
]


@pytest.mark.parametrize(("counts", "wanted"), SPREADS)
def test_spread(counts: dict[int, int], wanted: Spread | None) -> None:
    assert spread(counts) == wanted


@given(
    st.dictionaries(st.integers(0, 400), st.integers(0, 9), max_size=6),
    st.sets(st.integers(0, 400), min_size=1, max_size=5),
)
def test_a_histogram_loses_nothing(counts: dict[int, int], edges: set[int]) -> None:
    found = list(histogram(counts, sorted(edges)))
    assert sum(count for _, count in found) == sum(counts.values())
    assert [edge for edge, _ in found] == sorted(edges)


def days(*places: int) -> set[date]:
    return {DAY + timedelta(days=n) for n in places}


WEEK = range(7)
STREAKS: list[tuple[str, set[date], int, Streak]] = [
    ("never", set(), 0, Streak()),
    ("today alone", days(0), 0, Streak(1, 1)),
    ("today is still to come", days(0, 1), 2, Streak(2, 2)),
    ("a day missed without a freeze", days(0, 1), 3, Streak(0, 2)),
    ("a week earns a freeze", days(*WEEK), 6, Streak(7, 7, 1)),
    ("which covers a day off", days(*WEEK, 8), 8, Streak(8, 8, 0, (DAY + timedelta(days=7),))),
    ("and yesterday too, while today is to come", days(*WEEK), 8, Streak(7, 7, 0, (DAY + timedelta(days=7),))),
    ("but not two", days(*WEEK, 9), 9, Streak(1, 7)),
    ("two weeks cover two", days(*range(14), 16), 16, Streak(15, 15, 0, tuple(sorted(days(14, 15))))),
    ("more than two are not kept", days(*range(28)), 27, Streak(28, 28, 2)),
    ("three days off are too many", days(*range(28), 31), 31, Streak(1, 28)),
    ("what was used is earned again", days(*WEEK, *range(8, 15)), 14, Streak(14, 14, 1, (DAY + timedelta(days=7),))),
    ("days to come are not looked at", days(0, 1, 5), 1, Streak(2, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("studied", "today", "wanted"), [c[1:] for c in STREAKS], ids=[c[0] for c in STREAKS])
def test_streaks(studied: set[date], today: int, wanted: Streak) -> None:
    assert streak(studied, DAY + timedelta(days=today)) == wanted


@given(st.sets(st.integers(0, 60), max_size=25), st.integers(0, 60))
def test_a_streak_ends_at_its_days_off(places: set[int], today: int) -> None:
    found = streak(days(*places), DAY + timedelta(days=today))
    assert 0 <= found.length <= found.longest <= len(places)
    assert 0 <= found.freezes <= 2
    assert not set(found.frozen) & days(*places)
    back = DAY + timedelta(days=today)
    studied = days(*(n for n in places if n <= today))
    if back not in studied and back not in found.frozen:
        back -= timedelta(days=1)
    covered = 0
    while back in studied or back in found.frozen:
        covered += back in studied
        back -= timedelta(days=1)
    assert covered == found.length
