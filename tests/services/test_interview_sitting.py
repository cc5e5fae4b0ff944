"""A sitting with an interview ahead: whose turn it is, what repeats, when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.candidates import Selection
from quizzer.domain.reviews import Entry
from quizzer.domain.rounds import Round, Topic
from quizzer.domain.turns import Turn
from quizzer.services import day_agenda
from quizzer.services.clock import make_clock
from quizzer.services.decks import add_card
from quizzer.services.importing import Importer
from quizzer.services.reporting import count_waiting
from quizzer.services.sitting import Sitting
from quizzer.services.study import Desk

DAY = date(2027, 1, 10)
EVE = DAY + timedelta(days=1)


def open_desk(home: Home, settings: Settings, day: date) -> Desk:
    return Desk(home, settings, make_clock(settings, {"QUIZZER_NOW": f"{day.isoformat()}T09:00:00+00:00"}))


def fill(home: Home, settings: Settings, decks: dict[str, int]) -> None:
    clock = make_clock(settings, {"QUIZZER_NOW": f"{DAY.isoformat()}T08:00:00+00:00"})
    repository = Importer(home, settings, clock).repository()
    for deck, count in decks.items():
        for n in range(count):
            add_card(repository, clock, f"{deck}: question {n}?", f"Answer {n}.", deck, ())
    repository.close()


def take(sitting: Sitting, *qualities: int, elapsed_ms: int = 0) -> list[tuple[str, Turn]]:
    """Grade one card after the other: what was shown."""
    shown = []
    for quality in qualities:
        showing = sitting.advance()
        assert showing is not None
        shown.append((showing.card.question, showing.turn))
        sitting.reveal()
        sitting.grade(quality, elapsed_ms=elapsed_ms)
    return shown


def test_the_last_stretch_asks_everything_whatever_the_limit_and_says_why(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 5})
    with open_desk(home, replace(settings, new_per_day=1), DAY) as desk:
        desk.rounds.put(Round("onsite", EVE), now=1)
        sitting = desk.start()
        showing = sitting.advance()
        assert showing is not None
        assert showing.turn is Turn.ROUND
        assert "For the interview, and never asked before" in showing.why
        assert sitting.waiting().new == 5
        assert count_waiting(desk).held_new == 0
        assert len({question for question, _ in take(sitting, 4, 4, 5, 4, 4)}) == 5
        assert sitting.waiting().total == 0
        assert sitting.advance() is None


def test_before_its_date_a_pass_is_practice_and_a_failure_a_lapse(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 2})
    with open_desk(home, settings, DAY) as desk:
        take(desk.start(), 4, 4)
    with open_desk(home, settings, EVE) as desk:
        take(desk.start(), 4, 4)
    two_later = EVE + timedelta(days=2)
    with open_desk(home, settings, two_later) as desk:
        assert desk.start().advance() is None
        desk.rounds.put(Round("onsite", two_later + timedelta(days=1)), now=1)
        sitting = desk.start()
        assert sitting.waiting().early == 2
        assert [turn for _, turn in take(sitting, 4, 1)] == [Turn.ROUND, Turn.ROUND]
        passed, failed = desk.log.newest(2)[::-1]
        assert (passed.entry, failed.entry) == (Entry.PRACTICE, Entry.SCHEDULED)
        assert passed.after == passed.before
        assert failed.after is not None
        assert failed.after.lapses == 1
        assert take(sitting, 4) == [(desk.card(failed.card_id).question, Turn.REPEAT)]
        assert sitting.advance() is None


@pytest.mark.parametrize(("days", "repeated"), [(1, 1), (60, 2)])
def test_only_forgotten_cards_repeat_in_the_stretch(home: Home, settings: Settings, days: int, repeated: int) -> None:
    fill(home, settings, {"Own": 2})
    with open_desk(home, settings, DAY) as desk:
        desk.rounds.put(Round("onsite", DAY + timedelta(days=days)), now=1)
        sitting = desk.start()
        take(sitting, 3, 1)
        assert sitting.waiting().repeats == repeated
        assert [turn for _, turn in take(sitting, *[4] * repeated)] == [Turn.REPEAT] * repeated
        assert sitting.advance() is None


def test_cards_of_the_round_come_first_and_the_others_as_ever(home: Home, settings: Settings) -> None:
    fill(home, settings, {"A": 2, "Z": 2})
    with open_desk(home, settings, DAY) as desk:
        desk.rounds.put(Round("onsite", EVE, (Topic(("Z",)),)), now=1)
        shown = take(desk.start(), 4, 4, 4, 4)
        assert [question[0] for question, _ in shown] == ["Z", "Z", "A", "A"]
        assert [turn for _, turn in shown] == [Turn.ROUND, Turn.ROUND, Turn.NEW, Turn.NEW]


def test_a_sitting_about_another_deck_or_a_cram_knows_nothing_of_the_round(home: Home, settings: Settings) -> None:
    fill(home, settings, {"A": 1, "Z": 1})
    with open_desk(home, settings, DAY) as desk:
        desk.rounds.put(Round("onsite", EVE, (Topic(("Z",)),)), now=1)
        assert take(desk.start(Selection(decks=("A",))), 4)[0][1] is Turn.NEW
        assert take(desk.start(Selection(is_cram=True)), 4)[0][1] is Turn.CRAM


def test_the_minutes_of_the_round_end_it_for_the_day(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 30})
    with open_desk(home, replace(settings, new_per_day=0), DAY) as desk:
        desk.rounds.put(Round("onsite", EVE, minutes=2), now=1)
        sitting = desk.start()
        take(sitting, 4, 4, 4, 4, elapsed_ms=30_000)
        assert sitting.advance() is None
        assert desk.start().advance() is None


def test_after_its_date_the_round_is_over(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 2})
    with open_desk(home, settings, DAY) as desk:
        desk.rounds.put(Round("onsite", DAY), now=1)
        take(desk.start(), 4, 4)
    with open_desk(home, settings, DAY + timedelta(days=1)) as desk:
        assert [turn for _, turn in take(desk.start(), 4, 4)] == [Turn.DUE, Turn.DUE]


def test_what_was_skipped_buried_or_taken_back_keeps_its_meaning(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 4})
    with open_desk(home, settings, DAY) as desk:
        desk.rounds.put(Round("onsite", EVE), now=1)
        sitting = desk.start()
        first = sitting.advance()
        sitting.skip()
        second = sitting.advance()
        assert first is not None
        assert second is not None
        desk.bury(second.card)
        (third, _), (fourth, _) = take(sitting, 4, 4)
        assert {first.card.question, second.card.question, third, fourth} == {f"Own: question {n}?" for n in range(4)}
        assert sitting.advance() is None
        sitting.undo()
        assert sitting.showing is not None
        assert sitting.showing.card.question == fourth


@pytest.mark.parametrize("graded", [1, 3, 4])
def test_a_grade_taken_back_is_counted_and_paid_back(home: Home, settings: Settings, graded: int) -> None:
    fill(home, settings, {"Own": 4})
    with open_desk(home, replace(settings, new_per_day=0), DAY) as desk:
        desk.rounds.put(Round("onsite", EVE, minutes=2), now=1)
        sitting = desk.start()
        assert sitting.waiting().new == 4
        take(sitting, *[4] * graded, elapsed_ms=30_000)
        sitting.undo()
        assert sitting.waiting().new == 4 - graded + 1
        sitting.reveal()
        sitting.grade(4, elapsed_ms=30_000)
        assert len(take(sitting, *[4] * (4 - graded))) == 4 - graded
        assert sitting.waiting().new == 0
        assert sitting.advance() is None


def test_dates_are_not_spread_in_the_stretch(home: Home, settings: Settings) -> None:
    fill(home, settings, {"Own": 12})
    spread = replace(settings, fuzz=True, scheduler="fsrs")

    def shifts(desk: Desk) -> set[int]:
        sitting = desk.start()
        found = set()
        for _ in range(12):
            showing = sitting.advance()
            assert showing is not None
            found.add(showing.outcomes[5].shift)
            sitting.skip()
        return found

    with open_desk(home, spread, DAY) as desk:
        assert shifts(desk) != {0}
        desk.rounds.put(Round("onsite", EVE), now=1)
        assert shifts(desk) == {0}


def test_the_log_is_read_once_a_sitting_and_not_at_all_without_rounds(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    def look_ahead(*arguments: Any) -> Any:
        made.append(arguments)
        return read(*arguments)

    read = day_agenda.look_ahead
    monkeypatch.setattr(day_agenda, "look_ahead", look_ahead)
    fill(home, settings, {"Own": 6})
    with open_desk(home, settings, DAY) as desk:
        take(desk.start(), 4)
        assert made == []
        desk.rounds.put(Round("onsite", EVE), now=1)
        take(sitting := desk.start(), 4, 4, 4, 4, 4)
        assert len(made) == 1
        assert sitting.advance() is None
        assert sitting.advance() is None
        assert len(made) == 2
