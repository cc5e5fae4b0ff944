from __future__ import annotations

from dataclasses import replace

import pytest

from quizzer.domain.cards import Card, CardDraft, CardState, Kind, Place, Problem
from quizzer.domain.plan import Decision, Fate, Item, Plan, after, withhold_parking

CARD = Card("c1", "llm", Kind.BASIC, "What is GQA?", "Shared keys.", path="a.md", line=4, position=1)
DRAFT = CardDraft("How does GQA work?", "Keys are shared.", "b.md", 9, 11, context=("Attention",))
DOUBT = Item(Fate.DOUBTFUL, "alike", draft=DRAFT, card=CARD, position=3, reviews=5)


def fates(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    return [(i.fate.value, i.card.id if i.card else None, i.draft.question if i.draft else None) for i in plan.items]


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.SAME, [("reworded", "c1", DRAFT.question)]),
        (Decision.NEW, [("new", None, DRAFT.question), ("detached", "c1", None)]),
        (Decision.PARK, [("new", None, DRAFT.question), ("parked", "c1", None)]),
        (None, [("new", None, DRAFT.question), ("parked", "c1", None)]),
    ],
)
def test_a_doubt_is_carried_out_as_decided(decision: Decision | None, outcome: list[tuple[str, str, str]]) -> None:
    plan = Plan((DOUBT,))
    if decision is not None:
        plan = plan.decided({"c1": decision})
    assert plan.items[0].is_open == (decision is None)
    assert fates(plan.settled()) == outcome


def test_a_parked_card_that_may_have_come_back_stays_parked_until_somebody_says_so() -> None:
    parked = replace(CARD, state=CardState.PARKED, returns_as=CardState.SUSPENDED)
    doubt = Plan((replace(DOUBT, card=parked),))
    assert fates(doubt.settled()) == [("new", None, DRAFT.question)]
    back = doubt.decided({"c1": Decision.SAME}).settled().items[0]
    assert back.fate is Fate.REVIVED
    assert after(back, lambda: "x", "llm").state is CardState.SUSPENDED


def test_a_matched_card_takes_the_new_text_and_keeps_what_the_person_set() -> None:
    kept = replace(CARD, state=CardState.SUSPENDED, is_flagged=True)
    card = after(Item(Fate.REWORDED, "", DRAFT, kept, position=3, others=(Place("c.md", 2),)), lambda: "x", "deep")
    assert (card.id, card.state, card.is_flagged) == ("c1", CardState.SUSPENDED, True)
    assert (card.question, card.answer, card.deck) == (DRAFT.question, DRAFT.answer, "deep")
    assert (card.path, card.line, card.position, card.context) == ("b.md", 9, 3, ("Attention",))
    assert card.others == (Place("c.md", 2),)


def test_a_new_card_takes_the_id_it_is_given() -> None:
    assert after(Item(Fate.NEW, "", DRAFT), lambda: "fresh", "llm").id == "fresh"


def test_parking_remembers_how_to_come_back() -> None:
    parked = after(Item(Fate.PARKED, "", card=replace(CARD, state=CardState.SUSPENDED)), lambda: "x", "llm")
    assert (parked.state, parked.returns_as, parked.path) == (CardState.PARKED, CardState.SUSPENDED, "a.md")


@pytest.mark.parametrize("fate", [Fate.DOUBTFUL, Fate.REFUSED])
def test_what_is_not_settled_makes_no_card(fate: Fate) -> None:
    with pytest.raises(ValueError, match=fate.value):
        after(replace(DOUBT, fate=fate), lambda: "x", "llm")


@pytest.mark.parametrize(("gone", "size", "withheld"), [(2, 10, 0), (3, 10, 3), (1, 1, 1), (0, 10, 0)])
def test_more_than_a_fifth_of_a_deck_is_not_parked_at_once(gone: int, size: int, withheld: int) -> None:
    parked = [Item(Fate.PARKED, "", card=replace(CARD, id=f"c{n}")) for n in range(gone)]
    other = Item(Fate.PARKED, "", card=replace(CARD, id="o", deck="other"))
    plan = withhold_parking(Plan((*parked, other)), {"llm": size, "other": 50})
    assert (len(plan.withheld), len(plan.items)) == (withheld, gone - withheld + 1)


def test_each_line_is_shown_under_its_file() -> None:
    refused = Item(Fate.REFUSED, "", problem=Problem("c.md", 1, "not text", is_refusal=True))
    plan = Plan((DOUBT, Item(Fate.PARKED, "", card=CARD), refused))
    assert {path: len(items) for path, items in plan.by_file().items()} == {"b.md": 1, "a.md": 1, "c.md": 1}
    assert plan.count()[Fate.PARKED] == 1
