"""Fitting FSRS to a person: better on reviews it has not seen, or not used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.scheduling import SM2
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_fit import LEAST_TESTS, fit
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory

START = date(2026, 1, 1)
QUICK_FORGETTER = (
    *(value * 0.3 for value in DEFAULT_PARAMETERS[:4]),
    *DEFAULT_PARAMETERS[4:8],
    DEFAULT_PARAMETERS[8] * 0.6,
    *DEFAULT_PARAMETERS[9:20],
    0.4,
)


def a_log(parameters: tuple[float, ...], cards: int, reviews: int, seed: int = 1) -> dict[str, list[Review]]:
    """What somebody with that memory would have logged under SM-2."""
    chance, memory = Random(seed), FsrsMemory(parameters)
    logs: dict[str, list[Review]] = {}
    for card in range(cards):
        day = START + timedelta(days=chance.randint(0, 60))
        schedule: Schedule | None = None
        state: tuple[float, float] | None = None
        log: list[Review] = []
        for n in range(reviews):
            if state is None or schedule is None:
                quality = chance.choices([1, 3, 4, 5], [0.3, 0.15, 0.45, 0.1])[0]
                state = memory.first(quality)
            else:
                elapsed = (day - schedule.last_day).days
                quality = 4 if chance.random() < memory.recall(state[0], elapsed) else 1
                state = memory.after(*state, quality, elapsed)
            at = (day - START).days * 86_400_000
            log.append(Review(f"{card}-{n}", f"{card}", at, 0, day, quality, Entry.SCHEDULED, schedule, None))
            schedule = SM2.review(schedule, quality, day)
            day = schedule.due + timedelta(days=chance.randint(0, 2))
        logs[f"{card}"] = log
    return logs


def test_a_quick_forgetter_is_predicted_better_and_can_be_scheduled_so() -> None:
    found = fit(a_log(QUICK_FORGETTER, cards=90, reviews=7))
    assert found.is_better
    assert found.after < found.before - 0.005
    assert found.trained + found.tested == 90 * 6
    assert found.trained > 3 * found.tested
    assert FsrsMemory(found.parameters).recall(2.0, 30) < FsrsMemory().recall(2.0, 30)
    scheduler = Fsrs(parameters=found.parameters)
    assert scheduler.review(None, 5, START).due < Fsrs().review(None, 5, START).due
    assert scheduler.version != Fsrs().version


def test_somebody_as_published_is_left_near_the_published_parameters() -> None:
    found = fit(a_log(DEFAULT_PARAMETERS, cards=80, reviews=7))
    assert found.after == pytest.approx(found.before, abs=0.02)
    assert found.is_better is (found.after < found.before)


@pytest.mark.parametrize("logs", [{}, {"a": []}, a_log(DEFAULT_PARAMETERS, cards=20, reviews=5)])
def test_too_few_reviews_are_refused_with_a_number(logs: dict[str, list[Review]]) -> None:
    with pytest.raises(UsageError, match="too few") as refusal:
        fit(logs)
    assert str(LEAST_TESTS) in refusal.value.hint


def test_cancelled_entries_and_histories_from_elsewhere_do_not_count() -> None:
    logs = a_log(DEFAULT_PARAMETERS, cards=70, reviews=7)
    with_more = dict(logs)
    standing = replace(logs["0"][0], id="s", card_id="x", entry=Entry.STANDING, quality=0)
    with_more["x"] = [standing, *logs["0"]]
    slip = replace(logs["1"][-1], id="slip", quality=0)
    with_more["1"] = [*logs["1"], slip, replace(slip, id="undo", entry=Entry.CANCEL, cancels="slip")]
    assert fit(with_more) == fit(logs)
