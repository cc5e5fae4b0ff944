"""A database with a long log, for measuring what reads it: every entry checked, every schedule as the rule makes it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from quizzer.config import Home
from quizzer.domain.reviews import Entry, Review
from quizzer.domain.scheduling import SM2
from quizzer.services.opening import open_database
from quizzer.store.codec import review_row
from quizzer.store.connection import writing
from quizzer.store.log import REVIEW_COLUMNS, REVIEW_VALUES, ReviewLog

DECKS = 20
LAST_DAY = date(2026, 11, 23)


def make_log(cards: int, each: int, seed: int = 2) -> list[list[Review]]:
    """`each` reviews of every card, when they were due or a few days late, the last one in the month before."""
    chance = Random(seed)
    logs: list[list[Review]] = []
    for card in range(cards):
        day, schedule, log = LAST_DAY, None, list[Review]()
        for n in range(each):
            quality = chance.choice([1, 3, 4, 4, 4, 5])
            after = SM2.review(schedule, quality, day)
            log.append(
                Review(
                    id=f"{n:012x}-{card * each + n:08x}-bench",
                    card_id=f"{card:032x}",
                    reviewed_at=n,
                    offset_minutes=0,
                    study_day=day,
                    quality=quality,
                    entry=Entry.SCHEDULED,
                    before=schedule,
                    after=after,
                    elapsed_ms=chance.randrange(2_000, 60_000),
                    deck=f"deck {card % DECKS}",
                    device="bench",
                    sequence=card * each + n + 1,
                )
            )
            schedule = after
            day += timedelta(days=min(40, after.interval) + chance.choice([0, 0, 1, 3]))
        logs.append(log)
    return logs


def fill(folder: Path, logs: list[list[Review]]) -> Home:
    """A home of these logs, their schedules made."""
    home = Home(folder, folder / "config.toml")
    connection = open_database(home)
    log = ReviewLog(connection, home.database)
    with writing(connection, home.database):
        connection.executemany(
            "INSERT INTO cards (id, source_id, deck, kind, state, is_flagged, is_bundled, is_unseen, question, answer, "
            "question_key, context, options, tags, own_tags, sibling, author_id, confidence, data, position, line, "
            "created_at, updated_at) VALUES (?, NULL, ?, 'basic', 'active', 0, 0, 0, ?, 'An answer.', ?, '[]', '[]', '[]', "
            "'[]', '', '', 'sure', '{}', ?, 0, 0, 0)",
            ((own[0].card_id, own[0].deck, f"Question {n}?", f"question {n}", n) for n, own in enumerate(logs)),
        )
        connection.executemany(
            f"INSERT INTO reviews ({REVIEW_COLUMNS}) VALUES ({REVIEW_VALUES})",
            (review_row(entry, 1) for entry in sorted((e for own in logs for e in own), key=lambda e: e.id)),
        )
    log.rebuild(lambda _: SM2, "sm2")
    connection.close()
    return home
