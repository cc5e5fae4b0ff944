"""Looking ahead from a real store: the agenda of a day, and another rule's schedules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.rounds import Round, Topic
from quizzer.domain.scheduling import SM2
from quizzer.schedulers.fsrs import Fsrs
from quizzer.services.clock import Clock
from quizzer.services.interviewing import Ahead, agenda, look_ahead
from quizzer.services.study import Desk
from quizzer.store.repository import Repository
from tests.conftest import NOTES

DAY = date(2027, 1, 10)


@pytest.fixture
def desk(home: Home, settings: Settings, clock: Clock) -> Iterator[Desk]:
    assert run(["import", str(NOTES), "--yes"]) == 0
    with Desk(home, settings, clock) as opened:
        yield opened


def look(desk: Desk) -> Ahead:
    repository = Repository(desk.home.database, is_read_only=True)
    try:
        return look_ahead(repository, desk.rounds.all())
    finally:
        repository.close()


def test_rounds_come_back_as_they_were_kept(desk: Desk) -> None:
    onsite = Round("onsite", DAY + timedelta(days=9), (Topic(("a",), ("b", "c"), 2.0), Topic()), 45.0)
    assert desk.rounds.put(onsite, now=1)
    assert desk.rounds.all() == [onsite]
    assert not desk.rounds.put(Round("onsite", DAY), now=2)
    assert desk.rounds.all() == [Round("onsite", DAY)]
    assert desk.rounds.drop("onsite")
    assert not desk.rounds.drop("onsite")
    assert desk.rounds.all() == []


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
