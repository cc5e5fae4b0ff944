"""The order of the queue, its limits, siblings and what it says of each card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.candidates import Candidate, Selection, is_within
from quizzer.domain.cards import Card, CardState, Kind
from quizzer.domain.day_worth import day_worth
from quizzer.domain.queue import Done, Limits, Queue, build_queue
from quizzer.domain.reviews import Schedule
from quizzer.domain.turns import Asked, Turn

TODAY = date(2026, 11, 23)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def reviewed(card_id: str, due: int, interval: int = 1, **fields: Any) -> Candidate:
    """A card due in `due` days."""
    schedule = Schedule(
        due=on(due),
        last_day=fields.pop("last_day", on(min(due - interval, -1))),
        interval=interval,
        repetition=1,
        repeat_on=fields.pop("repeat_on", None),
    )
    return unseen(card_id, schedule=schedule, **fields)


def unseen(card_id: str, **fields: Any) -> Candidate:
    return Candidate(**{"card_id": card_id, "deck": "a"} | fields)


def ids(queue: Queue) -> str:
    return " ".join(asked.card_id for asked in queue.main)


FRESH = [unseen(f"n{i}", position=i) for i in range(5)]


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ([], ""),
        ([reviewed("a", 1)], ""),
        ([reviewed("a", 0)], "a"),
        # short intervals first, then the oldest due date, then the id
        ([reviewed("a", -30, 40), reviewed("b", 0, 1), reviewed("c", -2, 6)], "b c a"),
        ([reviewed("a", 0, 6), reviewed("b", -3, 6), reviewed("d", -1, 6), reviewed("c", -1, 6)], "b c d a"),
        # due before new, own before bundled
        ([unseen("n"), reviewed("a", 0)], "a n"),
        ([unseen("x", is_bundled=True), unseen("y", deck="z")], "y x"),
        # new cards in the order of the note
        ([unseen("c", position=0), unseen("a", position=2), unseen("b", position=1)], "c b a"),
        ([unseen("a", path="2.md"), unseen("b", path="1.md", position=9)], "b a"),
        # one of each deck and topic in turn
        (
            [unseen("a0"), unseen("a1", position=1), unseen("b0", deck="b"), unseen("b1", deck="b", position=1)],
            "a0 b0 a1 b1",
        ),
        (
            [
                unseen("p0", topic="p"),
                unseen("p1", topic="p", position=1),
                unseen("q0", topic="q", position=2),
                unseen("q1", topic="q", position=3),
            ],
            "p0 q0 p1 q1",
        ),
        # kept back
        ([unseen("a", state=CardState.SUSPENDED), reviewed("b", 0, state=CardState.PARKED)], ""),
        ([reviewed("a", 0, buried_until=on(1)), reviewed("b", 0, buried_until=on(0))], "b"),
    ],
)
def test_order(cards: list[Candidate], expected: str) -> None:
    assert ids(build_queue(cards, TODAY)) == expected


def test_the_best_remembered_first_where_recall_is_known() -> None:
    cards = [reviewed("a", 0), reviewed("b", 0), reviewed("c", 0, 9), reviewed("d", 0, 3)]
    known = {"a": 0.4, "b": 0.8}
    assert ids(build_queue(cards, TODAY, recall=lambda c, _: known.get(c.card_id))) == "d c b a"


@pytest.mark.parametrize(
    ("limits", "done", "expected", "held"),
    [
        (Limits(new=3), Done(), "n0 n1 n2", 2),
        (Limits(new=3), Done(introduced={"a": 2}), "n0", 4),
        (Limits(new=3), Done(introduced={"b": 2}), "n0", 4),
        (Limits(new=3), Done(introduced={"a": 9}), "", 5),
        (Limits(new=3, more_today=1), Done(introduced={"a": 3}), "n0", 4),
        (Limits(new=0), Done(), "", 5),
        (Limits(new_by_deck={"a": 1}), Done(), "n0", 4),
        (Limits(new_by_deck={"a": 1}), Done(introduced={"a": 1}), "", 5),
        (Limits(new_by_deck={"a": 1}, more_today=2), Done(introduced={"a": 1}), "n0 n1", 3),
        (Limits(new_by_deck={"b": 0}), Done(), "n0 n1 n2 n3 n4", 0),
    ],
)
def test_limits_of_new_cards(limits: Limits, done: Done, expected: str, held: int) -> None:
    queue = build_queue(FRESH, TODAY, limits=limits, done=done)
    assert (ids(queue), queue.held_new) == (expected, held)


@pytest.mark.parametrize(
    ("limits", "done", "expected"),
    [
        (Limits(due=2), Done(), "d0 d1"),
        (Limits(due=2), Done(reviewed={"a": 1}), "d0"),
        (Limits(due=2, more_today=1), Done(reviewed={"a": 2}), "d0"),
        (Limits(due_by_deck={"a": 1}), Done(), "d0"),
        (Limits(due_by_deck={"b": 1}), Done(), "d0 d1 d2"),
    ],
)
def test_limits_of_due_cards(limits: Limits, done: Done, expected: str) -> None:
    cards = [reviewed(f"d{i}", 0, i + 1) for i in range(3)]
    assert ids(build_queue(cards, TODAY, limits=limits, done=done)) == expected


@pytest.mark.parametrize(
    ("overdue", "limits", "done", "new"),
    [
        (4, Limits(day_worth=4), Done(), 5),
        (5, Limits(day_worth=4), Done(), 0),
        (5, Limits(day_worth=4, more_today=2), Done(), 2),
        (5, Limits(day_worth=4, more_today=2), Done(introduced={"a": 3}), 2),
    ],
)
def test_new_cards_wait_while_the_backlog_exceeds_a_day(overdue: int, limits: Limits, done: Done, new: int) -> None:
    cards = [reviewed(f"o{i}", -1) for i in range(overdue)] + [reviewed(f"t{i}", 0) for i in range(9)] + FRESH
    queue = build_queue(cards, TODAY, limits=limits, done=done)
    assert queue.count(Turn.NEW) == new
    assert queue.count(Turn.DUE) == overdue + 9
    assert (queue.backlog, queue.new_wait_for_backlog) == (overdue, new < 5)


def test_decks_with_fewest_new_cards_today_come_first() -> None:
    cards = [unseen("a"), unseen("b", deck="b"), unseen("c", deck="c")]
    assert ids(build_queue(cards, TODAY, done=Done(introduced={"a": 2, "c": 1}))) == "b c a"


@pytest.mark.parametrize(
    ("cards", "main", "closing"),
    [
        ([unseen("a", sibling="s"), unseen("b", sibling="s", position=1)], "a", ""),
        ([reviewed("a", 0, 9, sibling="s"), reviewed("b", 0, 1, sibling="s")], "b", ""),
        # the same words in another note are another text
        ([unseen("a", sibling="s", path="1"), unseen("b", sibling="s", path="2")], "a b", ""),
        # seen today: the other one waits, but a failed card itself comes again
        ([reviewed("a", 1, sibling="s", last_day=TODAY), unseen("b", sibling="s")], "", ""),
        ([reviewed("a", 1, sibling="s", last_day=TODAY, repeat_on=TODAY), reviewed("b", 0, sibling="s")], "", "a"),
        ([reviewed("a", 1, sibling="s", last_day=on(-1)), reviewed("b", 0, sibling="s")], "b", ""),
        # also when the one seen today is no longer asked
        ([reviewed("a", 6, sibling="s", last_day=TODAY, state=CardState.SUSPENDED), unseen("b", sibling="s")], "", ""),
    ],
)
def test_siblings_are_kept_a_day_apart(cards: list[Candidate], main: str, closing: str) -> None:
    queue = build_queue(cards, TODAY)
    assert ids(queue) == main
    assert " ".join(a.card_id for a in queue.closing) == closing


@pytest.mark.parametrize(
    ("card", "is_in_it"),
    [
        (reviewed("a", 1, repeat_on=TODAY, last_day=TODAY), True),
        (reviewed("a", 1, repeat_on=on(-1)), False),
        (reviewed("a", 0, repeat_on=TODAY), False),
        (reviewed("a", 1, repeat_on=TODAY, last_day=TODAY, state=CardState.SUSPENDED), False),
        (reviewed("a", 1, repeat_on=TODAY, last_day=TODAY, buried_until=on(1)), False),
    ],
)
def test_closing_round(card: Candidate, is_in_it: bool) -> None:
    assert [a.card_id for a in build_queue([card], TODAY).closing] == ["a"] * is_in_it


MIXED = [
    reviewed("due", 0, tags=("ml/rl",)),
    reviewed("soon", 3, deck="LLM / Sampling", is_flagged=True),
    reviewed("later", 20, 30, tags=("ml",), deck="LLM"),
    unseen("new", deck="LLMs"),
]


@pytest.mark.parametrize(
    ("selection", "done", "expected"),
    [
        (Selection(), Done(), "due new"),
        (Selection(ahead_days=7), Done(), "due soon new"),
        (Selection(ahead_days=7), Done(shown=("soon",)), "due new"),
        (Selection(ahead_days=30), Done(), "due soon later new"),
        (Selection(ahead_days=30, limit=2), Done(), "due soon"),
        (Selection(is_cram=True), Done(), "due soon later new"),
        (Selection(is_cram=True, limit=1), Done(), "due"),
        (Selection(is_cram=True, decks=("llm",)), Done(), "soon later"),
        (Selection(is_cram=True, decks=("llm / sampling",)), Done(), "soon"),
        (Selection(is_cram=True, tags=("ml",)), Done(), "due later"),
        (Selection(is_cram=True, tags=("ml/rl", "x")), Done(), "due"),
        (Selection(is_cram=True, is_flagged=True), Done(), "soon"),
        (Selection(tags=("nothing",)), Done(), ""),
    ],
)
def test_selection(selection: Selection, done: Done, expected: str) -> None:
    assert ids(build_queue(MIXED, TODAY, selection=selection, done=done)) == expected


@pytest.mark.parametrize(
    ("name", "parent", "expected"),
    [
        ("ml", "ml", True),
        ("ML/rl", "ml", True),
        ("ml::rl", "ml", True),
        ("ml / rl", "ml", True),
        ("mlops", "ml", False),
        ("ml rl", "ml", False),
        ("ml", "ml/rl", False),
    ],
)
def test_names_within_names(name: str, parent: str, expected: bool) -> None:
    assert is_within(name, parent) is expected


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Asked(reviewed("a", 0, 6, last_day=on(-6)), Turn.DUE, TODAY), ["Due today", "6 days ago", "short intervals"]),
        (Asked(reviewed("a", -1, last_day=on(-2)), Turn.DUE, TODAY), ["Due 1 day ago", "2 days ago"]),
        (Asked(reviewed("a", 0), Turn.DUE, TODAY, recall=0.876), ["88%"]),
        (Asked(unseen("a"), Turn.NEW, TODAY), ["New", "your notes"]),
        (Asked(unseen("a", is_bundled=True), Turn.NEW, TODAY), ["bundled"]),
        (Asked(reviewed("a", 1), Turn.REPEAT, TODAY), ["below 4", "No date moves"]),
        (Asked(reviewed("a", 3), Turn.AHEAD, TODAY), ["due in 3 days", "lapse"]),
        (Asked(reviewed("a", 3), Turn.CRAM, TODAY), ["Cram"]),
        (Asked(unseen("a"), Turn.ROUND, TODAY, gain=0.614), ["never asked", "61 points"]),
        (Asked(reviewed("a", 3), Turn.ROUND, TODAY, gain=0.05), ["For the interview", "5 points"]),
    ],
)
def test_every_card_says_why_it_comes_now(place: Asked, words: list[str]) -> None:
    assert all(word in place.why for word in words), place.why
    assert place.why.endswith(".")


@pytest.mark.parametrize(("showings", "expected"), [([], 60), ([0, 0], 60), ([3], 60), ([100, 0, 200], 150)])
def test_a_day_is_worth_what_studied_days_held(showings: list[int], expected: int) -> None:
    assert day_worth(showings) == expected


def test_a_candidate_has_what_choosing_needs_of_a_card() -> None:
    card = Card("id", "deck", Kind.BASIC, "q", "a", context=("Top", "Sub"), sibling="s", is_flagged=True, position=4)
    made = Candidate.of(card, None)
    assert (made.card_id, made.topic, made.sibling, made.position) == ("id", "Top", "s", 4)
    assert made.is_flagged
    assert Candidate.of(replace(card, context=()), None).topic == ""


SCHEDULES = st.none() | st.builds(
    lambda last, gap, repeat: Schedule(
        due=on(last + gap), last_day=on(last), interval=gap, repetition=1, repeat_on=TODAY if repeat else None
    ),
    st.integers(-40, 1),
    st.integers(1, 40),
    st.booleans(),
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        card_id=st.uuids().map(str),
        deck=st.sampled_from("abc"),
        schedule=SCHEDULES,
        path=st.sampled_from(["x.md", "y.md"]),
        topic=st.sampled_from(["", "t", "u"]),
        position=st.integers(0, 9),
        sibling=st.sampled_from(["", "s", "t"]),
        state=st.sampled_from(CardState),
        is_bundled=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda c: c.card_id,
)


@settings(max_examples=60)
@given(cards=CANDIDATES, cram=st.booleans(), ahead=st.integers(0, 9), more=st.integers(0, 3))
def test_no_card_comes_twice_and_no_sibling_after_another(
    cards: list[Candidate], cram: bool, ahead: int, more: int
) -> None:
    limits = Limits(new=3, day_worth=5, more_today=more)
    queue = build_queue(cards, TODAY, limits=limits, selection=Selection(is_cram=cram, ahead_days=ahead))
    asked = [place.card_id for place in queue]
    assert len(asked) == len(set(asked))
    texts = [(p.candidate.path, p.candidate.sibling) for p in queue.main if p.candidate.sibling]
    assert len(texts) == len(set(texts))
    assert queue.count(Turn.NEW) <= 3 + more
    assert all(place.candidate.state is CardState.ACTIVE for place in queue)


@settings(max_examples=60)
@given(cards=CANDIDATES, introduced=st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)}))
def test_the_first_card_is_the_one_that_plain_ordering_finds(
    cards: list[Candidate], introduced: dict[str, int]
) -> None:
    seen = {(c.path, c.sibling) for c in cards if c.sibling and c.schedule and c.schedule.last_day >= TODAY}
    free = [c for c in cards if c.state is CardState.ACTIVE and (c.path, c.sibling) not in seen]
    due = [(c.schedule.interval, c.schedule.due, c.card_id) for c in free if c.schedule and c.schedule.due <= TODAY]
    new = [
        (c.is_bundled, introduced.get(c.deck, 0), c.deck, c.path, c.position, c.card_id)
        for c in free
        if c.schedule is None
    ]
    expected = min(due)[-1] if due else min(new)[-1] if new else None
    queue = build_queue(cards, TODAY, done=Done(introduced=introduced))
    assert (queue.main[0].card_id if queue.main else None) == expected


@pytest.mark.parametrize(
    ("gain", "said"), [(0.124, "adds 12 points to"), (0.01, "adds 1 point to"), (0.004, "adds less than a point to")]
)
def test_the_plan_says_what_asking_adds(gain: float, said: str) -> None:
    asked = Asked(Candidate(card_id="a", deck="", position=0), Turn.ROUND, TODAY, gain=gain)
    assert said in asked.why
