"""Looking ahead from a real store: the agenda of a day, and another rule's schedules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.candidates import Candidate
from quizzer.domain.rounds import Round, Topic
from quizzer.domain.scheduling import SM2
from quizzer.schedulers.fsrs import Fsrs
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS
from quizzer.services.clock import Clock
from quizzer.services.interviewing import Ahead, agenda, forecast, look_ahead
from quizzer.services.study import Desk
from tests.conftest import NOTES

DAY = date(2027, 1, 10)


@pytest.fixture
def desk(home: Home, settings: Settings, clock: Clock) -> Iterator[Desk]:
    assert run(["import", str(NOTES), "--yes"]) == 0
    with Desk(home, settings, clock) as opened:
        yield opened


def look(desk: Desk) -> Ahead:
    return look_ahead(desk.home, desk.settings, desk.rounds.all())


def test_rounds_come_back_as_they_were_kept(desk: Desk) -> None:
    onsite = Round("onsite", DAY + timedelta(days=9), (Topic(("a",), ("b", "c"), 2.0), Topic()), 45.0)
    assert desk.rounds.put(onsite, now=1)
    assert desk.rounds.all() == [onsite]
    assert not desk.rounds.put(Round("onsite", DAY), now=2)
    assert desk.rounds.all() == [Round("onsite", DAY)]
    assert desk.rounds.drop("onsite")
    assert not desk.rounds.drop("onsite")
    assert desk.rounds.all() == []


def test_a_forecast_keeps_to_the_limits_of_each_deck(desk: Desk, settings: Settings) -> None:
    decks = list(desk.deck_counts())
    narrow = replace(
        settings, decks={deck: {"new_per_day": 1} for deck in decks[:-1]} | {decks[-1]: {"new_per_day": 0}}
    )
    ahead = look(desk)
    free = forecast(ahead, settings, scheduler="sm2", day=DAY, days=3, minutes=60)
    held = forecast(ahead, narrow, scheduler="sm2", day=DAY, days=3, minutes=60)
    assert [day.new for day in held.days] == [len(decks) - 1] * 3
    assert free.days[0].new > held.days[0].new
    assert all(p.trace is None for p in held.prospects if p.candidate.deck == decks[-1])


def test_the_agenda_follows_what_was_answered(desk: Desk, settings: Settings) -> None:
    assert agenda(look(desk), settings, DAY) == []
    desk.rounds.put(Round("onsite", DAY + timedelta(days=20)), now=1)
    (before,) = agenda(look(desk), settings, DAY)
    sitting = desk.start()
    showing = sitting.advance()
    assert showing is not None
    sitting.reveal()
    sitting.grade(4, elapsed_ms=9_000)
    (after,) = agenda(look(desk), settings, DAY)
    assert {p.card_id for p in before.plan.places} - {p.card_id for p in after.plan.places} == {showing.card.id}
    assert look(desk).portrait.pace.passed < 25


def test_the_same_cards_under_another_rule(desk: Desk) -> None:
    sitting = desk.start()
    showing = sitting.advance()
    assert showing is not None
    sitting.reveal()
    sitting.grade(5)
    ahead = look(desk)

    def due(found: Ahead) -> list[date]:
        return [c.schedule.due for c in found.candidates if c.schedule]

    assert due(ahead) == due(ahead.under(SM2)) == [DAY + timedelta(days=1)]
    assert due(ahead.under(Fsrs())) == [DAY + timedelta(days=8)]


def test_a_history_that_was_merged_is_seen_whole(desk: Desk) -> None:
    sitting = desk.start()
    ids = []
    for quality in (4, 5):
        sitting.advance()
        ids.append(sitting.grade(quality).card_id)
    assert {len(look(desk).log[card_id]) for card_id in ids} == {1}
    run_sql = desk.queue._connection.execute
    run_sql("UPDATE cards SET merged_into = ?, state = 'parked' WHERE id = ?", (ids[1], ids[0]))
    ahead = look(desk)
    assert [shown.quality for shown in ahead.log[ids[1]]] == [4, 5]
    assert ids[0] not in ahead.log
    assert ids[0] not in {candidate.card_id for candidate in ahead.candidates}


def test_the_candidates_are_the_active_cards_as_they_are_kept(desk: Desk) -> None:
    sitting = desk.start()
    for quality in (4, 1):
        sitting.advance()
        sitting.grade(quality)
    cards = [desk.queue.card(candidate.card_id) for candidate in look(desk).candidates]
    kept = [Candidate.of(card, desk.log.schedule_of(card.id)) for card in cards if card is not None]
    assert list(look(desk).candidates) == kept
    assert sum(candidate.schedule is not None for candidate in kept) == 2
    assert desk.suspend(cards[0]) is not None if cards[0] else False
    assert len(look(desk).candidates) == len(kept) - 1


def test_parameters_fitted_to_the_person_are_those_of_what_is_expected(desk: Desk) -> None:
    sitting = desk.start()
    sitting.advance()
    card_id = sitting.grade(4).card_id
    own = (*DEFAULT_PARAMETERS[:2], 9.5, *DEFAULT_PARAMETERS[3:])
    fitted = replace(desk.settings, fsrs_parameters=", ".join(map(str, own)))
    assert look(desk).portrait.traces[card_id].stability == DEFAULT_PARAMETERS[2]
    assert look_ahead(desk.home, fitted).portrait.traces[card_id].stability == 9.5
