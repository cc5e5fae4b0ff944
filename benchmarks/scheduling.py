"""What the scheduling costs beside its yardsticks, as ratios measured side by side in one run.

    python -m benchmarks.scheduling [--cards 10000] [--reviews 100000]

Each pair alternates in processor time, and the middle of its ratios is printed, so that a busy machine spoils both
sides alike.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from math import exp
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import fsrs

from benchmarks.full_log import fill, make_log
from quizzer.domain.candidates import Candidate
from quizzer.domain.interview import Planner, Prospect
from quizzer.domain.memory import Trace
from quizzer.domain.pace import Pace
from quizzer.domain.queue import build_queue
from quizzer.domain.reviews import Schedule
from quizzer.domain.scheduling import SM2, replay
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory
from quizzer.store.connection import connect
from quizzer.store.log import ReviewLog

TODAY = date(2026, 11, 23)
ROUNDS = 9


def compare(name: str, ours: Callable[[], object], yardstick: Callable[[], object], allowed: float) -> None:
    """Print how many times as long `ours` takes as `yardstick`."""
    ratios, seconds = [], []
    for _ in range(ROUNDS):
        begin = process_time()
        yardstick()
        middle = process_time()
        ours()
        end = process_time()
        ratios.append((end - middle) / (middle - begin))
        seconds.append(end - middle)
    print(f"{name:52} {median(ratios):6.2f} × (allowed {allowed:g} ×), {median(seconds) * 1000:8.1f} ms", flush=True)


def bare_sm2(repetition: int, interval: int, ease: int, quality: int) -> tuple[int, int, int]:
    """The rule alone: three whole numbers."""
    if quality < 3:
        return 0, 1, ease
    repetition += 1
    interval = 1 if repetition == 1 else 6 if repetition == 2 else -(-interval * ease // 100)
    miss = 5 - quality
    return repetition, interval, max(130, ease + 10 - miss * (8 + 2 * miss))


W = DEFAULT_PARAMETERS
STEEPNESS, RATE, DIVISOR = 0.9 ** (-1 / W[20]) - 1, exp(W[8]), exp(W[17] * W[18])


def bare_gain(stability: float, difficulty: float, elapsed: float, left: float) -> float:
    """The gain formula alone, over plain numbers."""
    known = (1 + STEEPNESS * elapsed / stability) ** -W[20]
    growth = RATE * (11 - difficulty) * stability ** -W[9] * (exp((1 - known) * W[10]) - 1)
    failed = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp((1 - known) * W[14])
    failed = min(failed, stability / DIVISOR)
    after_pass = (1 + STEEPNESS * left / (stability * (1 + growth))) ** -W[20]
    after_failure = (1 + STEEPNESS * left / failed) ** -W[20]
    unasked = (1 + STEEPNESS * (left + elapsed) / stability) ** -W[20]
    return known * after_pass + (1 - known) * after_failure - unasked


def answers(count: int) -> None:
    """One scheduled answer, by either rule."""
    known = Schedule(due=TODAY, last_day=TODAY - timedelta(days=15), repetition=3, interval=15)
    compare(
        "an answer under SM-2 / a bare SM-2 function",
        lambda: [SM2.review(known, 4, TODAY) for _ in range(count)],
        lambda: [bare_sm2(3, 15, 250, 4) for _ in range(count)],
        10,
    )
    scheduler, library = Fsrs(), fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    first = scheduler.review(None, 4, TODAY)
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    card, _ = library.review_card(fsrs.Card(card_id=1), fsrs.Rating.Good, noon)
    compare(
        "an answer under FSRS / the library's own call",
        lambda: [scheduler.review(first, 4, first.due) for _ in range(count)],
        lambda: [library.review_card(card, fsrs.Rating.Good, card.due) for _ in range(count)],
        1.5,
    )


def plans(cards: int) -> None:
    """A day's plan and a day's queue over many cards, beside one pass of the gain formula over them."""
    chance, planner, prospects = Random(1), Planner(FsrsMemory(), Pace()), []

    for n in range(cards):
        last = TODAY - timedelta(days=chance.randint(1, 60))
        schedule = Schedule(
            due=TODAY + timedelta(days=chance.randint(-5, 60)), last_day=last, interval=chance.randint(1, 60)
        )
        trace = Trace(chance.uniform(0.5, 90), chance.uniform(1, 10), last)
        prospects.append(Prospect(Candidate(f"{n:08x}", f"deck {n % 20}", schedule, position=n), trace))
    deadline = TODAY + timedelta(days=30)

    traces = [p.trace for p in prospects]
    bare = [(t.stability, t.difficulty, float((TODAY - t.last_day).days)) for t in traces]

    def gains() -> list[float]:
        return [bare_gain(s, d, elapsed, 30.0) for s, d, elapsed in bare]

    compare(
        f"a day's plan over {cards:,} cards / the bare gain",
        lambda: planner.plan(prospects, TODAY, deadline, 20),
        gains,
        3,
    )
    soon = TODAY + timedelta(days=1)
    compare(
        f"a day of the stretch over {cards:,} cards / the bare gain",
        lambda: planner.plan(prospects, TODAY, soon, 20),
        gains,
        3,
    )
    candidates = [p.candidate for p in prospects]
    compare(f"the queue over {cards:,} cards / the bare gain", lambda: build_queue(candidates, TODAY), gains, 3)


def rebuilds(reviews: int) -> None:
    """Every schedule from the log, in memory and in the store, beside the bare fold of the rule over the same entries."""
    logs = make_log(reviews // 10, 10)

    def fold() -> None:
        for log in logs:
            schedule = None
            for entry in log:
                schedule = SM2.review(schedule, entry.quality, entry.study_day)

    compare(f"replay of {reviews:,} reviews / the bare fold", lambda: [replay(SM2, log) for log in logs], fold, 3)
    with TemporaryDirectory(prefix="quizzer-") as folder:
        home = fill(Path(folder), logs)
        with closing(connect(home.database)) as connection:
            kept = ReviewLog(connection, home.database)
            compare(
                f"a rebuild from {reviews:,} reviews / the bare fold",
                lambda: kept.rebuild(lambda _: SM2, "sm2"),
                fold,
                3,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="what the scheduling costs beside its yardsticks")
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--reviews", type=int, default=100_000)
    arguments = parser.parse_args()
    answers(3_000)
    for cards in (arguments.cards, 4 * arguments.cards):
        plans(cards)
    for reviews in (arguments.reviews // 4, arguments.reviews):
        rebuilds(reviews)


if __name__ == "__main__":
    main()
