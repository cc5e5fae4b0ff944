"""Several rounds on one day, and what the log says of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizzer.domain.agenda import make_agenda
from quizzer.domain.candidates import Candidate
from quizzer.domain.interview import Planner, Prospect
from quizzer.domain.memory import find_showings, remember
from quizzer.domain.pace import Pace
from quizzer.domain.portrait import draw_portrait
from quizzer.domain.reviews import Entry, Review, Schedule
from quizzer.domain.rounds import Round, Topic
from quizzer.schedulers.fsrs_memory import FsrsMemory

TODAY = date(2026, 11, 23)
PLANNER = Planner(FsrsMemory(), Pace())
CARDS = [Prospect(Candidate(f"{deck}{n}", deck, position=n)) for deck in "ab" for n in range(60)]
SCREEN = Round("screen", TODAY + timedelta(days=3), (Topic(decks=("a",)),), minutes=10)
ONSITE = Round("onsite", TODAY + timedelta(days=20), (), minutes=20)


@pytest.mark.parametrize(
    ("rounds", "day", "spent", "expected"),
    [
        ([], 0, 0, []),
        ([ONSITE, SCREEN], 0, 0, [("screen", "a", 24), ("onsite", "b", 48)]),
        ([ONSITE, SCREEN], 0, 5, [("screen", "a", 12), ("onsite", "b", 48)]),
        ([ONSITE, SCREEN], 0, 20, [("screen", "", 0), ("onsite", "b", 24)]),
        ([ONSITE, SCREEN], 3, 0, [("screen", "a", 24), ("onsite", "b", 48)]),
        ([ONSITE, SCREEN], 4, 0, [("onsite", "ab", 48)]),
        ([ONSITE, SCREEN], 21, 0, []),
    ],
)
def test_agenda(rounds: list[Round], day: int, spent: float, expected: list[tuple[str, str, int]]) -> None:
    agenda = make_agenda(rounds, CARDS, PLANNER, TODAY + timedelta(days=day), spent)
    found = [
        (a.round.name, "".join(sorted({p.candidate.deck for p in a.plan.places})), len(a.plan.places)) for a in agenda
    ]
    assert found == expected


def shown(n: int, days: int, quality: int, before: Schedule | None, elapsed_ms: int = 0) -> Review:
    day = TODAY + timedelta(days=days)
    return Review(f"{n:03}", "c", n, 0, day, quality, Entry.SCHEDULED, before, None, elapsed_ms)


def test_a_portrait_holds_what_the_log_says() -> None:
    known = Schedule(due=TODAY, last_day=TODAY)
    logs = {
        "a": [shown(0, 0, 1, None, 60_000), shown(1, 1, 4, known, 8_000), shown(2, 9, 1, known, 50_000)],
        "b": [shown(3, 0, 5, None, 9_000), replace(shown(4, 0, 0, known), entry=Entry.CANCEL, cancels="003")],
        "c": [shown(5, 3, 4, known, 10_000)],
    }
    memory = FsrsMemory()
    showings = {card_id: find_showings(log) for card_id, log in logs.items()}
    portrait = draw_portrait(memory, showings)
    assert set(portrait.traces) == {"a", "c"}
    assert portrait.traces["a"] == remember(memory, showings["a"])[0]
    assert [(t.elapsed, t.is_pass) for t in portrait.tests] == [(1, True), (8, False)]
    assert portrait.pace.passed < Pace().passed
    assert portrait.pace.first[1] > Pace().first[1]
    assert portrait.factor == 1.0
    assert portrait.planner().pace == portrait.person.pace == portrait.pace
    candidates = [Candidate("a", "d", known), Candidate("new", "d"), Candidate("brought", "d", known)]
    traces = [p.trace for p in portrait.prospects(candidates)]
    assert traces[0] == portrait.traces["a"]
    assert traces[1] is None
    assert traces[2] is not None
