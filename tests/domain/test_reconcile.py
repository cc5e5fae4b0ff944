from __future__ import annotations

import pytest
from rapidfuzz import fuzz

from quizzer.domain.cards import Card, CardDraft
from quizzer.domain.plan import Fate, Plan, after
from quizzer.domain.reconcile import reconcile
from tests.domain.edits import EDITS, Edit, Notes


def measure(one: str, other: str) -> float:
    return fuzz.ratio(one, other) / 100


def read(notes: Notes) -> list[CardDraft]:
    """The drafts of the tables' own notes."""
    drafts = []
    for path, text in notes.items():
        context: tuple[str, ...] = ()
        question, answer, start = "", [], 0
        for line, content in enumerate([*text.splitlines(), "## end"], 1):
            if content.startswith(("# ", "## ", "### ")) and question:
                drafts.append(CardDraft(question, "\n".join(answer).strip(), path, start, line - 1, context=context))
                question, answer = "", []
            if content.startswith("### "):
                question, start = content[4:], line
            elif content.startswith("# "):
                context = (content[2:],)
            elif content.startswith("## "):
                context = (
                    (*context[:1], content[3:])
                    if context and "# " + context[0] in text.splitlines()
                    else (content[3:],)
                )
            elif question:
                answer.append(content)
    return drafts


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
