"""A history given to another card by hand, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.scheduling import SM2, replay
from quizzer.errors import QuizzerError
from quizzer.services import health
from quizzer.services.clock import Clock, make_clock
from quizzer.services.importing import Importer
from quizzer.services.merging import find_card, merge, part
from quizzer.services.study import Desk
from quizzer.store.repository import Repository
from tests.domain.edits import ALL, ASKED, BEFORE, REWORDED
from tests.services.test_reimport import grade_all, history, opened, rows, take_in, write

KEPT = ("cards", "schedules", "reviews", "days", "cards_text")


@pytest.fixture
def importer(home: Home, settings: Settings, clock: Clock, tmp_path: Path) -> Importer:
    """A home in which a reworded card began afresh, and its history waits on the parked one."""
    importer = Importer(home, settings, clock)
    take_in(importer, write(tmp_path / "notes", BEFORE))
    grade_all(home, settings, clock)
    take_in(importer, write(tmp_path / "notes", ASKED))
    return importer


def ids(repository: Repository) -> dict[str, str]:
    return {card.question: card.id for card in repository.all_cards()}


def join(importer: Importer, old: str, new: str) -> int:
    with opened(importer) as repository:
        cards = repository.all_cards()
        known = ids(repository)
        return merge(
            repository, importer.settings, importer.clock, find_card(cards, known[old]), find_card(cards, known[new])
        )


def test_the_history_goes_to_the_new_card_and_comes_back(importer: Importer, settings: Settings) -> None:
    before = rows(importer.home, KEPT)
    assert join(importer, ALL["warm"], REWORDED) == 1
    with opened(importer) as repository, Desk(importer.home, settings, importer.clock) as desk:
        known = ids(repository)
        log = desk.log.of_card(known[REWORDED])
        assert [entry.card_id for entry in log] == [known[ALL["warm"]]]
        assert desk.log.schedule_of(known[REWORDED]) == replay(SM2, log)
        assert desk.log.schedule_of(known[ALL["warm"]]) is None
        assert repository.showings([known[REWORDED]]) == {known[REWORDED]: 1}
    assert health.examine(importer.home, settings).findings == ()
    with opened(importer) as repository:
        batch = part(repository, settings, importer.clock)
    assert batch is not None
    assert REWORDED in batch.title
    assert rows(importer.home, KEPT) == before
    with opened(importer) as repository:
        assert part(repository, settings, importer.clock) is None


def test_what_was_learnt_on_both_counts_and_later_reviews_stay(importer: Importer, settings: Settings) -> None:
    join(importer, ALL["warm"], REWORDED)
    later = make_clock(settings, {"QUIZZER_NOW": "2027-01-12T09:00"})
    assert grade_all(importer.home, settings, later) == 5
    with opened(importer) as repository, Desk(importer.home, settings, later) as desk:
        known = ids(repository)
        schedule = desk.log.schedule_of(known[REWORDED])
        assert schedule is not None
        assert (schedule.repetition, schedule.interval) == (2, 6)
        part(repository, settings, later)
        schedule = desk.log.schedule_of(known[REWORDED])
        assert schedule is not None
        assert (schedule.repetition, schedule.interval) == (1, 1)
        schedule = desk.log.schedule_of(known[ALL["warm"]])
        assert schedule is not None
        assert schedule.repetition == 1
    assert health.examine(importer.home, settings).findings == ()


def test_undoing_a_grade_of_before_the_merge_moves_the_schedule_of_now(importer: Importer, settings: Settings) -> None:
    join(importer, ALL["warm"], REWORDED)
    with Desk(importer.home, settings, importer.clock) as desk:
        while desk.log.last_undoable() is not None:
            desk.undo()
    assert health.examine(importer.home, settings).findings == ()
    assert rows(importer.home, ("schedules",))["schedules"] == []


def test_a_merged_card_does_not_come_back_with_its_text(importer: Importer, tmp_path: Path) -> None:
    join(importer, ALL["warm"], REWORDED)
    take_in(importer, write(tmp_path / "notes", BEFORE))
    with opened(importer) as repository:
        merged = [card for card in repository.all_cards() if card.question == ALL["warm"]]
    assert sorted(card.state for card in merged) == ["active", "parked"]
    assert history(importer.home)[REWORDED][0] == "parked"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (ALL["warm"], ALL["warm"], "itself"),
        (ALL["gqa"], ALL["rope"], "still stands"),
        (REWORDED, ALL["warm"], "still stands"),
    ],
)
def test_what_makes_no_sense_is_refused(importer: Importer, old: str, new: str, message: str) -> None:
    before = rows(importer.home, KEPT)
    with pytest.raises(QuizzerError, match=message):
        join(importer, old, new)
    assert rows(importer.home, KEPT) == before


@pytest.mark.parametrize("start", ["", "zz"])
def test_a_card_is_named_by_the_beginning_of_its_id(importer: Importer, start: str) -> None:
    with opened(importer) as repository:
        cards = repository.all_cards()
    assert find_card(cards, cards[0].id[:12]) == cards[0]
    with pytest.raises(QuizzerError, match="no card"):
        find_card(cards, start)


def test_an_import_before_a_merge_is_taken_back_only_after_it(importer: Importer, settings: Settings) -> None:
    join(importer, ALL["warm"], REWORDED)
    before = rows(importer.home, KEPT)
    with opened(importer) as repository:
        with pytest.raises(QuizzerError, match="merged"):
            importer.undo(repository)
        assert rows(importer.home, KEPT) == before
        part(repository, settings, importer.clock)
        importer.undo(repository)
    assert REWORDED not in history(importer.home)
