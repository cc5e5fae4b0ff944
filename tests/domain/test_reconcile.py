from __future__ import annotations

from dataclasses import replace

import pytest
from rapidfuzz import fuzz

from quizzer.domain.cards import Card, CardDraft, CardState, Kind
from quizzer.domain.identity import fingerprint
from quizzer.domain.plan import Fate, Plan, after
from quizzer.domain.reconcile import reconcile
from quizzer.notes.reader import read_note
from tests.domain.edits import ALL, ASKED, BEFORE, EDITS, GQA, STORIES, Edit, Notes, Story


def measure(one: str, other: str) -> float:
    return fuzz.ratio(one, other) / 100


def read(notes: Notes) -> list[CardDraft]:
    """The drafts that the reader finds in some notes."""
    return [draft for path, text in notes.items() for draft in read_note(text, path).drafts]


def first_import(notes: Notes) -> list[Card]:
    """The cards that an empty store holds after these notes; the id says what question it was given for."""
    plan = reconcile([], read(notes), measure, read=notes)
    ids = iter(range(10_000))
    return [after(item, lambda: f"{next(ids)}", "deck") for item in plan.items]


def plan_of(before: Notes, after: Notes) -> tuple[list[Card], Plan]:
    cards = first_import(before)
    return cards, reconcile(cards, read(after), measure, read={*before, *after}, reviews={card.id: 3 for card in cards})


def fate_of(card: Card, plan: Plan) -> str:
    for item in plan.items:
        if item.card is not None and item.card.id == card.id:
            if item.draft is None:
                return item.fate.value
            word = "asked" if item.fate is Fate.DOUBTFUL else "kept"
            return f"{word} {item.draft.question}"
    return "lost"


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.title)
def test_every_history_goes_where_it_belongs(edit: Edit) -> None:
    cards, plan = plan_of(edit.before, edit.after)
    expected = {card.id: edit.fates.get(card.question, f"kept {card.question}") for card in cards}
    assert {card.id: fate_of(card, plan) for card in cards} == expected
    assert [item.draft.question for item in plan.items if item.fate is Fate.NEW and item.draft] == list(edit.new)
    assert len(plan.problems) == edit.problems


def take_in(cards: dict[str, Card], notes: Notes, **decks: str) -> Plan:
    """Import some notes into a store that is a dict, undecided as `--yes` does."""
    read_paths = {*notes, *(card.path for card in cards.values())}
    plan = reconcile(cards.values(), read(notes), measure, read=read_paths).settled()
    for item in plan.items:
        card = after(item, lambda: f"{len(cards)}", decks.get("deck", "deck"))
        cards[card.id] = card
    return plan


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_history_ends_where_its_question_went(story: Story) -> None:
    cards: dict[str, Card] = {}
    take_in(cards, story.states[0])
    first = {card.id: card.question for card in cards.values()}
    for state in story.states[1:]:
        take_in(cards, state)
        assert all(item.changes_nothing for item in take_in(cards, state).items)
    ends = {question: story.ends.get(question, question) for question in first.values()}
    assert {first[i]: "parked" if cards[i].state == "parked" else cards[i].question for i in first} == ends
    assert len(cards) == story.cards


def test_two_machines_agree_on_what_a_card_is() -> None:
    here, there = first_import(BEFORE), first_import(BEFORE)
    assert [fingerprint(card) for card in here] == [fingerprint(card) for card in there]
    assert len({fingerprint(card) for card in here}) == len(ALL)
    moved = replace(here[0], path="elsewhere.md", line=99, deck="other", tags=("new",))
    assert fingerprint(moved) == fingerprint(here[0])
    assert fingerprint(replace(here[0], answer="Something else.")) != fingerprint(here[0])


@pytest.mark.parametrize(
    ("before", "after", "fates"),
    [
        (BEFORE, BEFORE, {"unchanged"}),
        ({"a.md": GQA}, {"a.md": "\n\n" + GQA}, {"unchanged"}),
        ({"a.md": GQA}, {"b.md": GQA}, {"moved"}),
        ({"a.md": "## One\n" + GQA}, {"a.md": "## Two\n" + GQA}, {"moved"}),
        ({"a.md": GQA}, {"a.md": GQA, "b.md": GQA}, {"moved"}),
        ({"a.md": GQA}, {"a.md": GQA.replace("What is", "what is")}, {"edited"}),
        ({"a.md": GQA}, {"a.md": GQA.replace("shrinks", "is smaller")}, {"edited"}),
        ({"a.md": GQA}, {"a.md": GQA.replace("What is grouped", "Explain grouped")}, {"reworded"}),
        ({"a.md": GQA}, {}, {"parked"}),
        ({}, {"a.md": GQA}, {"new"}),
    ],
)
def test_a_plan_names_what_happens(before: Notes, after: Notes, fates: set[str]) -> None:
    _, plan = plan_of(before, after)
    assert {item.fate.value for item in plan.items} == fates
    assert all(item.reason for item in plan.items)


@pytest.mark.parametrize(
    ("answer", "is_rewritten"),
    [
        ("Several query heads share one head of keys and values, so the cache shrinks a lot.", False),
        ("Several query heads share one head of keys and values.", False),
        ("Big.", True),
    ],
)
def test_an_answer_changed_beyond_recognition_is_said(answer: str, is_rewritten: bool) -> None:
    _, plan = plan_of({"a.md": GQA}, {"a.md": "### What is grouped-query attention?\n" + answer + "\n"})
    assert [(item.fate, item.is_rewritten) for item in plan.items] == [(Fate.EDITED, is_rewritten)]


def draft(question: str, answer: str, path: str = "a.yaml", **rest: object) -> CardDraft:
    return replace(CardDraft(question, answer, path, 1, 2), **rest)  # type: ignore[arg-type]


def ids_after(cards: list[Card], drafts: list[CardDraft]) -> list[tuple[str | None, str]]:
    read_paths = {part.path for part in (*cards, *drafts)}
    plan = reconcile(cards, drafts, measure, read=read_paths)
    return [(i.card.id if i.card else None, i.fate.value) for i in plan.items if i.draft]


def kept(id_: str, question: str, answer: str, path: str = "a.yaml", **rest: object) -> Card:
    return replace(Card(id_, "deck", Kind.BASIC, question, answer, path=path), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "cards", "drafts", "ends"),
    [
        ("an id outlives a new text",
         [kept("1", "Old text?", "Old answer.", author_id="kv-1")],
         [draft("Something else entirely now?", "Nothing alike.", author_id="kv-1")], [("1", "reworded")]),
        ("an id outlives another file",
         [kept("1", "Old text?", "Old answer.", author_id="kv-1")],
         [draft("Else?", "Nothing alike.", "b.yaml", author_id="kv-1")], [("1", "reworded")]),
        ("counted ids that shift are not believed",
         [kept("1", "First?", "One of them.", author_id="1"), kept("2", "Second?", "Two of them.", author_id="2")],
         [draft("Zeroth?", "None of them.", author_id="1"), draft("First?", "One of them.", author_id="2"),
          draft("Second?", "Two of them.", author_id="3")],
         [(None, "new"), ("1", "unchanged"), ("2", "unchanged")]),
        ("an id given twice says nothing",
         [kept("1", "First?", "One of them.", author_id="x")],
         [draft("Other?", "None.", author_id="x"), draft("First?", "One of them.", author_id="x")],
         [(None, "new"), ("1", "unchanged")]),
        ("the same id in two files stays apart",
         [kept("1", "First?", "One.", author_id="x"), kept("2", "Second?", "Two.", "b.yaml", author_id="x")],
         [draft("Primary?", "Eins.", author_id="x"), draft("Secondary?", "Zwei.", "b.yaml", author_id="x")],
         [("1", "reworded"), ("2", "reworded")]),
        ("the gap of a cloze is not another one of the same text",
         [kept("1", "The cache holds […] and values.", "keys", kind=Kind.CLOZE)],
         [draft("The cache holds keys and […].", "values", kind=Kind.CLOZE)], [("1", "doubtful")]),
        ("a typo mended in a cloze keeps each gap's history",
         [kept("1", "The cahce holds […] and values.", "keys", kind=Kind.CLOZE, sibling="s"),
          kept("2", "The cahce holds keys and […].", "values", kind=Kind.CLOZE, sibling="s")],
         [draft("The cache holds […] and values.", "keys", kind=Kind.CLOZE, sibling="t"),
          draft("The cache holds keys and […].", "values", kind=Kind.CLOZE, sibling="t")],
         [("1", "reworded"), ("2", "reworded")]),
        ("forty stock questions differ by their options",
         [kept("1", "What's the output?", "A", options=("A: 1", "B: 2")), kept("2", "What's the output?", "A", options=("A: 3", "B: 4"))],
         [draft("What's the output?", "A", options=("A: 3", "B: 4")), draft("What's the output?", "A", options=("A: 1", "B: 2"))],
         [("2", "unchanged"), ("1", "unchanged")]),
        ("a card added by hand joins the note that now holds it",
         [kept("1", "What is GQA?", "Grouped-query attention, which shares keys.", "")],
         [draft("What is GQA?", "Grouped-query attention, which shares keys.")], [("1", "moved")]),
        ("a card added by hand is not what sounds alike",
         [kept("1", "What is GQA good for?", "Grouped-query attention, which shares keys.", "")],
         [draft("What is GQA?", "Grouped-query attention, which shares keys.")], [(None, "new")]),
        ("a card that the person parked stays parked",
         [kept("1", "What is GQA?", "Shared keys.", state=CardState.PARKED)],
         [draft("What is GQA?", "Shared keys.")], [("1", "unchanged")]),
        ("a suspended card stays suspended", [kept("1", "What is GQA?", "Shared keys.", state=CardState.SUSPENDED)],
         [draft("What is GQA?", "Keys are shared.")], [("1", "edited")]),
    ],
)  # fmt: skip
def test_ids_states_and_kinds_are_respected(
    title: str, cards: list[Card], drafts: list[CardDraft], ends: list[tuple[str | None, str]]
) -> None:
    cards = [replace(card, position=at) for at, card in enumerate(cards)]
    found = ids_after(cards, drafts)
    assert [
        (card, "unchanged" if fate == "moved" and title.startswith("fort") else fate) for card, fate in found
    ] == ends


def test_a_file_that_was_not_read_keeps_its_cards() -> None:
    cards = [kept("1", "What is GQA?", "Grouped-query attention shares keys.", "unread.md")]
    reworded = draft("What is the GQA?", "Grouped-query attention shares keys.", "new.md")
    plan = reconcile(cards, [reworded], measure, read={"new.md"})
    assert [(i.fate, i.card) for i in plan.items] == [(Fate.NEW, None)]


def test_a_second_place_is_added_beside_a_file_that_was_not_read_and_taken_away_again() -> None:
    card = kept("1", "What is GQA?", "Grouped-query attention shares keys.", "unread.md", line=7)
    twin = draft("What is GQA?", "Grouped-query attention shares keys.", "copy/new.md")
    (item,) = reconcile([card], [twin], measure, read={"copy/new.md"}).items
    both = after(item, str, "deck")
    assert (item.fate, item.stored_with, both.path, [p.path for p in both.others]) == (
        Fate.MOVED, "copy/new.md", "unread.md", ["copy/new.md"],
    )  # fmt: skip
    (item,) = reconcile([both], [], measure, read={"copy/new.md"}).items
    assert after(item, str, "deck") == card
    (item,) = reconcile([both], [], measure, read={"unread.md"}).items
    assert (item.fate, after(item, str, "deck").path) == (Fate.MOVED, "copy/new.md")


def test_a_file_that_is_gone_unasked_may_have_been_renamed_and_parks_nothing() -> None:
    cards = [
        kept("1", "What is GQA?", "Grouped-query attention shares keys.", "old.md"),
        kept("2", "What is MLA?", "Low-rank keys.", "old.md"),
    ]
    moved = draft("What is GQA?", "Grouped-query attention shares keys.", "new.md")
    plan = reconcile(cards, [moved], measure, read={"new.md"}, gone={"old.md"})
    assert [(i.fate, i.card and i.card.id) for i in plan.items] == [(Fate.MOVED, "1")]


def test_nobody_is_asked_about_a_card_on_which_nothing_was_learnt() -> None:
    cards = first_import(BEFORE)
    for reviews, fate in (({cards[4].id: 1}, Fate.DOUBTFUL), ({}, Fate.REWORDED)):
        plan = reconcile(cards, read(ASKED), measure, read={"llm.md"}, reviews=reviews)
        assert [item.fate for item in plan.items if item.fate is not Fate.UNCHANGED] == [fate]


def test_tags_given_in_quizzer_survive_the_note() -> None:
    card = kept("1", "What is GQA?", "Shared keys.", tags=("llm", "mine"), own_tags=("mine",))
    same = draft("What is GQA?", "Shared keys.", tags=("llm",))
    (item,) = reconcile([card], [same], measure, read={"a.yaml"}).items
    assert item.fate is Fate.UNCHANGED
    (item,) = reconcile([card], [replace(same, tags=("kv",))], measure, read={"a.yaml"}).items
    assert (item.fate, after(item, str, "deck").tags) == (Fate.EDITED, ("kv", "mine"))


def test_a_stock_question_asked_hundreds_of_times_is_matched_in_order() -> None:
    cards = [kept(f"{n}", "What's the output?", f"The number {n} and nothing else.", position=n) for n in range(60)]
    drafts = [draft("What's the output?", f"The number {n} and nothing else.", "b.yaml") for n in reversed(range(60))]
    assert [card for card, _ in ids_after(cards, drafts)] == [f"{n}" for n in reversed(range(60))]
