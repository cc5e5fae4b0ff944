"""The queue of the store asks the card that stands first in the domain's queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from quizzer.config import NO_LIMIT, Home, Settings
from quizzer.domain.candidates import Candidate, Selection
from quizzer.domain.cards import Card
from quizzer.domain.queue import Done, Limits, build_queue
from quizzer.domain.reviews import Schedule
from quizzer.domain.turns import Turn
from quizzer.services.clock import make_clock
from quizzer.services.opening import open_database
from quizzer.services.reporting import today
from quizzer.services.study import Desk

DAY = date(2027, 1, 10)
DECKS = ("A", "A/B", "C")
NOTES = (None, "z.md", "m.md", "b.md")


@dataclass(frozen=True)
class Kept:
    """A card as it stands in the store."""

    deck: str
    note: str | None
    position: int
    sibling: str
    state: str
    buried: int | None
    is_bundled: bool
    is_flagged: bool
    seen: tuple[int, int, int, bool] | None
    """Days until due, days since the last showing, interval, and whether it is repeated today."""


CARDS = st.builds(
    Kept,
    deck=st.sampled_from(DECKS),
    note=st.sampled_from(NOTES),
    position=st.integers(0, 3),
    sibling=st.sampled_from(["", "", "s", "t"]),
    state=st.sampled_from(["active", "active", "active", "suspended", "parked"]),
    buried=st.sampled_from([None, None, None, 0, 1]),
    is_bundled=st.booleans(),
    is_flagged=st.booleans(),
    seen=st.none() | st.tuples(st.integers(-3, 2), st.integers(0, 3), st.sampled_from([1, 6, 15]), st.booleans()),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder: Path = tmp_path_factory.mktemp("shelf")
    home = Home(folder, folder / "config.toml")
    connection = open_database(home)
    for n, path in enumerate(filter(None, NOTES)):
        connection.execute(
            "INSERT INTO sources (id, path, root, deck, named_deck, content_hash, size, mtime_ns, is_bundled, is_gone, "
            "is_confirmed, read_at) VALUES (?, ?, '', 'A', 'A', '', 0, 0, 0, 0, 0, 0)",
            (f"source{n}", path),
        )
    connection.close()
    return home


def put(desk: Desk, cards: list[Kept]) -> None:
    run = desk.queue._connection.execute
    run("DELETE FROM schedules")
    run("DELETE FROM days")
    run("DELETE FROM card_sums")
    run("DELETE FROM cards")
    notes = {path: f"source{n}" for n, path in enumerate(filter(None, NOTES))}
    for n, card in enumerate(cards):
        buried = (DAY + timedelta(days=card.buried)).isoformat() if card.buried is not None else None
        run(
            "INSERT INTO cards (id, source_id, deck, kind, state, buried_until, is_flagged, is_bundled, is_unseen, question, "
            "answer, question_key, context, options, tags, own_tags, sibling, author_id, confidence, data, position, line, "
            "created_at, updated_at) VALUES (?, ?, ?, 'basic', ?, ?, ?, ?, 1, 'q', 'a', 'q', '[]', '[]', '[]', '[]', ?, '', "
            "'sure', '{}', ?, 0, 0, 0)",
            (
                f"c{n:02}", notes.get(card.note or ""), card.deck, card.state, buried, int(card.is_flagged),
                int(card.is_bundled), card.sibling, card.position,
            ),
        )  # fmt: skip
        if card.seen is not None:
            due, ago, interval, is_again = card.seen
            last = DAY - timedelta(days=ago)
            # As every rule gives it: due after the last review; repeats belong to the day of the last one.
            schedule = Schedule(
                max(DAY + timedelta(days=due), last + timedelta(days=1)), last, 1, interval,
                repeat_on=DAY if is_again and not ago else None,
            )  # fmt: skip
            desk.log.write_schedule(f"c{n:02}", schedule, "sm2")


def candidates(desk: Desk, count: int) -> list[Candidate]:
    found: list[Card | None] = [desk.queue.card(f"c{n:02}") for n in range(count)]
    return [Candidate.of(card, desk.log.schedule_of(card.id)) for card in found if card is not None]


@given(
    cards=st.lists(CARDS, max_size=12),
    decks=st.sampled_from([(), (), ("A",), ("C",)]),
    is_flagged=st.sampled_from([False, False, True]),
    introduced=st.dictionaries(st.sampled_from(DECKS), st.integers(1, 3)),
    new=st.sampled_from([0, 2, 20]),
    by_deck=st.dictionaries(st.sampled_from(("A", "C")), st.integers(0, 2)),
    more=st.sampled_from([0, 0, 1]),
    reviewed=st.dictionaries(st.sampled_from(DECKS), st.integers(1, 3)),
    due=st.sampled_from([NO_LIMIT, NO_LIMIT, 2, 5]),
    due_by_deck=st.dictionaries(st.sampled_from(("A", "C")), st.integers(0, 3)),
)
@limits(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_first_card_is_that_of_the_domains_queue(
    shelf: Home,
    cards: list[Kept],
    decks: tuple[str, ...],
    is_flagged: bool,
    introduced: dict[str, int],
    new: int,
    by_deck: dict[str, int],
    more: int,
    reviewed: dict[str, int],
    due: int,
    due_by_deck: dict[str, int],
) -> None:
    own: dict[str, dict[str, int]] = {deck: {} for deck in by_deck | due_by_deck}
    for deck, limit in by_deck.items():
        own[deck]["new_per_day"] = limit
    for deck, limit in due_by_deck.items():
        own[deck]["due_per_day"] = limit
    settings = Settings(time_zone="UTC", new_per_day=new, due_per_day=due, decks=own)
    clock = make_clock(settings, {"QUIZZER_NOW": f"{DAY.isoformat()}T09:00:00+00:00"})
    with Desk(shelf, settings, clock) as desk:
        put(desk, cards)
        for deck in introduced | reviewed:
            seen, known = introduced.get(deck, 0), reviewed.get(deck, 0)
            desk.queue._connection.execute(
                "INSERT INTO days (learner_id, study_day, deck, showings, unseen, young, young_passed, mature, "
                "mature_passed, again, hard, good, easy, elapsed_ms) VALUES (1, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
                (DAY.isoformat(), deck, seen + known, seen, known),
            )
        everything = candidates(desk, len(cards))
        names = {each.deck for each in everything if each.state != "parked"}
        if not all(any(name == deck or name.startswith(deck + "/") for name in names) for deck in decks):
            decks = ()
        selection = Selection(decks=decks, is_flagged=is_flagged)
        deck_settings = {deck: settings.for_deck(deck) for deck in DECKS if _own(own, deck)}
        expected = build_queue(
            everything,
            DAY,
            limits=Limits(
                new=new,
                due=None if due == NO_LIMIT else due,
                new_by_deck={deck: each.new_per_day for deck, each in deck_settings.items()},
                due_by_deck={deck: each.due_per_day for deck, each in deck_settings.items()},
                more_today=more,
            ),
            done=Done(introduced=introduced, reviewed=reviewed),
            selection=selection,
        )
        found = desk.start(selection, more_today=more).advance()
        if expected.main:
            first = expected.main[0]
            assert found is not None
            assert (found.card.id, found.turn) == (first.card_id, first.turn)
        else:
            assert (found.card.id if found else None) == (expected.closing[0].card_id if expected.closing else None)
        # What waits for tomorrow beside a sibling is not counted.
        waiting = desk.waiting(selection, more_today=more)
        assert (waiting.due, waiting.held_due) == (expected.count(Turn.DUE), expected.held_due)
        assert waiting.new == expected.count(Turn.NEW)
        decks, whole = desk.deck_counts().values(), desk.queue.counts(desk.choice(Selection()))
        assert sum(deck.due for deck in decks) == whole.due
        assert sum(deck.unseen for deck in decks) == whole.unseen


def test_a_deck_keeps_to_its_own_limit_and_a_backlog_lets_in_what_was_asked_for(shelf: Home) -> None:
    overdue = [Kept("C", None, n, "", "active", None, False, False, (-2, 3, 6, False)) for n in range(61)]
    new = [Kept("A", None, n, "", "active", None, False, False, None) for n in range(4)]
    settings = Settings(time_zone="UTC", decks={"A": {"new_per_day": 2}})
    clock = make_clock(settings, {"QUIZZER_NOW": f"{DAY.isoformat()}T09:00:00+00:00"})

    def count_new(desk: Desk, more: int) -> int:
        sitting = desk.start(Selection(decks=("A",)), more_today=more)
        announced, shown = sitting.waiting().new, 0
        while sitting.advance():
            sitting.grade(5)
            shown += 1
        assert announced == shown
        return shown

    with Desk(shelf, settings, clock) as desk:
        put(desk, new)
        assert [count_new(desk, more) for more in (0, 0, 1)] == [2, 0, 1]
        desk.queue._connection.execute("DELETE FROM reviews")
        put(desk, [*overdue, *new])
        assert desk.waiting().held_words == "4 new cards wait until at most 60 are overdue"
        assert [count_new(desk, more) for more in (0, 1)] == [0, 1]
        desk.settings = replace(settings, due_per_day=60)
        assert desk.waiting().held_words == (
            "1 due card waits for another day; 3 new cards wait until at most 60 are overdue"
        )


def test_a_limit_of_due_cards_holds_over_every_sitting_of_a_day(shelf: Home) -> None:
    due = [Kept(deck, None, n, "", "active", None, False, False, (0, 6, 6, False)) for deck in "AC" for n in range(5)]
    settings = Settings(time_zone="UTC", due_per_day=6, decks={"A": {"due_per_day": 2}})
    clock = make_clock(settings, {"QUIZZER_NOW": f"{DAY.isoformat()}T09:00:00+00:00"})

    def count(desk: Desk, more: int) -> tuple[int, int]:
        sitting = desk.start(more_today=more)
        announced = sitting.waiting().due
        decks = []
        while showing := sitting.advance():
            decks.append(showing.card.deck)
            sitting.grade(4)
        assert announced == len(decks)
        return decks.count("A"), decks.count("C")

    with Desk(shelf, settings, clock) as desk:
        desk.queue._connection.execute("DELETE FROM reviews")
        put(desk, due)
        assert {name: line.due for name, line in ((d.name, d) for d in today(desk).decks)} == {"A": 2, "C": 5}
        assert [count(desk, more) for more in (0, 0, 1)] == [(2, 4), (0, 0), (1, 0)]
        assert desk.waiting().held_words == "3 due cards wait for another day"


def test_the_closing_round_follows_the_grades_round_after_round(shelf: Home) -> None:
    settings = Settings(time_zone="UTC")
    clock = make_clock(settings, {"QUIZZER_NOW": f"{DAY.isoformat()}T09:00:00+00:00"})
    with Desk(shelf, settings, clock) as desk:
        desk.queue._connection.execute("DELETE FROM reviews")
        put(desk, [Kept(deck, None, n % 2, "", "active", None, False, False, None) for n, deck in enumerate("CACACA")])
        sitting, shown = desk.start(), list[str]()
        for quality in (1, 3, 4, 0, 2, 3):
            sitting.advance()
            shown.append(sitting.grade(quality).card_id)
        for quality in (3, 4, 0, 5, 1, 3, 4, 4, 5):
            closing = build_queue(candidates(desk, 6), DAY, done=Done(shown=shown)).closing
            found = sitting.advance()
            assert found is not None
            assert found.card.id == closing[0].card_id
            shown.append(sitting.grade(quality).card_id)
        assert sitting.advance() is None


def _own(own: dict[str, dict[str, int]], deck: str) -> bool:
    return any(deck == name or deck.startswith(name + "/") for name in own)
