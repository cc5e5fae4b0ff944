"""What statistics cost beside the log that they are about, as ratios measured side by side in one run.

    python -m benchmarks.statistics [--reviews 1000000]

A home with as many reviews as asked, fifty to a card, and one a quarter as large. The Stats screen is measured against
the bare GROUP BYs by day, deck and card over the log; making all sums again, per review, against the smaller home; an
answer and an undo against the smaller home too. The sums made again must be those kept.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from quizzer.config import Home, Settings
from quizzer.domain.reviews import Entry, Review
from quizzer.domain.scheduling import SM2
from quizzer.services.clock import make_clock
from quizzer.services.progress import progress
from quizzer.services.rules import signature
from quizzer.services.study import Desk
from quizzer.services.weaknesses import weaknesses
from quizzer.store import migrate
from quizzer.store.codec import dump, review_row
from quizzer.store.connection import connect
from quizzer.store.sums import read_sums

SETTINGS = Settings(time_zone="UTC")
PER_CARD = 50
DECKS = 20
LAST = date(2026, 11, 23)
DAYS = 1_000
ROUNDS = 3
IS_DUE = "entry = 'scheduled' AND before IS NOT NULL"
IS_MATURE = "json_extract(before, '$.interval') >= 21"
FIGURES = (
    f"count(*), sum(elapsed_ms), sum(quality < 3), sum({IS_DUE} AND {IS_MATURE}), "
    f"sum({IS_DUE} AND {IS_MATURE} AND quality >= 3), sum({IS_DUE}), sum({IS_DUE} AND quality >= 3)"
)


def make_home(folder: Path, reviews: int) -> Home:
    """A home with so many reviews; its sums are made by the program's own rebuild."""
    home = Home(folder, folder / "config.toml")
    migrate.create(home.database)
    connection = connect(home.database)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    cards = reviews // PER_CARD
    connection.executemany(
        "INSERT INTO cards (id, deck, kind, state, is_flagged, is_bundled, is_unseen, question, answer, question_key, "
        "context, options, tags, own_tags, sibling, author_id, confidence, data, position, line, created_at, updated_at) "
        "VALUES (?, ?, ?, 'active', 0, 0, 1, ?, 'a', ?, ?, '[]', ?, '[]', '', '', 'sure', '{}', 0, 0, 0, 0)",
        (
            (f"{n:032x}", f"deck {n % DECKS}", "computed" if n % 50 == 0 else "basic", f"q {n}", f"q {n}",
             dump([f"part {n % 40}", f"chapter {n % 400}"]), dump([f"topic/{n % 60}"]))
            for n in range(cards)
        ),
    )  # fmt: skip
    names = ", ".join(review_row(next(log_of(0)), 1))
    marks = ", ".join(f":{name}" for name in names.split(", "))
    rows = (review_row(entry, 1) for n in range(cards) for entry in log_of(n))
    connection.executemany(f"INSERT INTO reviews ({names}) VALUES ({marks})", rows)
    connection.execute("COMMIT")
    connection.close()
    return home


def log_of(card: int) -> Iterator[Review]:
    """The log of one card: answers by dice, on the day that SM-2 gives while there is time, then in the closing round."""
    chance, schedule = Random(card), None
    day = LAST - timedelta(days=chance.randrange(60, DAYS))
    for n in range(PER_CARD):
        quality = chance.choice((1, 3, 4, 4, 4, 5))
        is_due = schedule is None or schedule.due <= LAST
        if schedule is not None and is_due:
            day = schedule.due
        if is_due:
            after = SM2.review(schedule, quality, day)
        else:
            assert schedule is not None
            after = schedule
        answer: dict[str, Any] = {}
        if card % 50 == 0:
            slip = {"slip": "half"} if quality < 3 else {}
            answer = {
                "function": "f",
                "tries": [{"typed": "1", "verdict": "wrong", **slip}, {"typed": "2", "verdict": "right"}],
            }
        stamp = (day - date(1970, 1, 1)).days * 86_400_000 + n
        yield Review(
            id=f"{stamp:012x}-{card * PER_CARD + n + 1:08x}-bench", card_id=f"{card:032x}", reviewed_at=stamp, offset_minutes=0,
            study_day=day, quality=quality, entry=Entry.SCHEDULED if is_due else Entry.PRACTICE, before=schedule,
            after=after, elapsed_ms=chance.randrange(2_000, 40_000), deck=f"deck {card % DECKS}", device="bench",
            sequence=card * PER_CARD + n + 1, answer=answer,
        )  # fmt: skip
        schedule = after


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def group_bys(connection: sqlite3.Connection) -> None:
    """The figures of the screen straight from the log, undone reviews and all."""
    for column in ("study_day", "deck", "card_id"):
        connection.execute(f"SELECT {column}, {FIGURES} FROM reviews GROUP BY {column}").fetchall()


def open_desk(home: Home) -> Desk:
    return Desk(home, SETTINGS, make_clock(SETTINGS, {"QUIZZER_NOW": f"{LAST}T09:00:00+00:00"}))


def answer_and_undo(home: Home, times: int) -> tuple[float, float]:
    """Median seconds of one stored answer, and of taking one back."""
    with open_desk(home) as desk:
        sitting = desk.start(more_today=1)
        graded, undone = [], []
        for _ in range(times):
            assert sitting.advance() is not None
            graded.append(seconds(lambda: sitting.grade(4)))
            undone.append(seconds(desk.undo))
    return median(graded), median(undone)


def main() -> None:
    parser = argparse.ArgumentParser(description="what statistics cost beside the log")
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the homes are made; else a temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        homes = [make_home(Path(name) / str(count), count) for count in (given.reviews // 4, given.reviews)]
        rule = signature(SETTINGS)
        each: list[float] = []
        for home, count in zip(homes, (given.reviews // 4, given.reviews), strict=True):
            with open_desk(home) as desk:
                first = seconds(lambda desk=desk: desk.log.rebuild(desk.scheduler_for, rule))  # type: ignore[misc]
                each.append(first / count)
                print(f"{count:>9,} reviews: everything made again in {first:6.1f} s", flush=True)
        print(f"making all again, per review, / in the smaller home      {each[1] / each[0]:6.2f} × (allowed 1.5 ×)")

        with open_desk(homes[1]) as desk:
            raw = connect(homes[1].database, is_read_only=True)
            kept = read_sums(raw)
            ratios = []
            for _ in range(ROUNDS):
                bare = seconds(lambda: group_bys(raw))
                ours = seconds(lambda: (progress(desk), weaknesses(desk)))
                ratios.append(ours / bare)
            print(
                f"the Stats screen over {given.reviews:,} reviews / the bare GROUP BYs {median(ratios):6.3f} × (allowed 0.1 ×), "
                f"{ours * 1000:.0f} ms",
                flush=True,
            )
            raw.close()
        times = [answer_and_undo(home, 20) for home in homes]
        for place, what in enumerate(("an answer", "an undo")):
            small, large = times[0][place], times[1][place]
            print(f"{what} / in the smaller home   {large / small:6.2f} × (allowed 1.5 ×), {large * 1000:.1f} ms")
        with open_desk(homes[1]) as desk:
            desk.log.rebuild(desk.scheduler_for, rule)
        again = connect(homes[1].database, is_read_only=True)
        print("the sums made again are those kept:", read_sums(again) == kept)
        again.close()


if __name__ == "__main__":
    main()
