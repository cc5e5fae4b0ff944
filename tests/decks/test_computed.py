"""The computed decks: complete for the answer functions, each card with a level and a hint, no answer typed in."""

from __future__ import annotations

import re

import pytest

from quizzer.answers import registry
from quizzer.answers.computed import load
from quizzer.domain.cards import CardDraft, Kind
from tests.decks.shelf import every_draft, levels, names, reading, source

COMPUTED = [name for name in names(".yaml") if name.startswith("computed-")]
CARDS = [draft for name in COMPUTED for draft in reading(name).drafts]
every_card = pytest.mark.parametrize("draft", CARDS, ids=lambda draft: f"{draft.path}:{draft.author_id}")


def test_there_are_many() -> None:
    assert len([draft for draft in every_draft() if draft.kind is Kind.COMPUTED]) >= 60


@pytest.mark.parametrize("name", COMPUTED)
def test_a_deck_holds_what_it_declares(name: str) -> None:
    found = re.search(r"^count: (\d+)$", source(name), re.MULTILINE)
    assert found
    assert len(reading(name).drafts) == int(found[1])
    assert source(name).startswith("# Sources: ")
    assert not re.search(r"^ *answer:", source(name), re.MULTILINE)


def test_every_answer_function_is_asked_for() -> None:
    asked = {draft.data.get("function") for draft in every_draft()}
    assert {function.name for function in registry.functions()} - asked == set()


@pytest.mark.parametrize("name", COMPUTED)
def test_a_deck_is_a_ladder(name: str) -> None:
    assert {level for draft in reading(name).drafts for level in levels(draft)} == {"easy", "core", "deep"}


@every_card
def test_a_card_has_one_level_and_a_hint(draft: CardDraft) -> None:
    assert draft.kind is Kind.COMPUTED
    assert len(levels(draft)) == 1
    assert draft.data.get("hints")


@every_card
def test_a_card_reads_well_with_any_numbers(draft: CardDraft) -> None:
    card = load(draft.question, draft.data)
    assert card.can_vary
    for seed in range(12):
        variant = card.variant(seed)
        assert not re.search(r"[{}]|(?<!stage )\b1 [a-z]+s\b|  ", variant.question), variant.question
        assert variant.question.rstrip().endswith(("?", ".", ")"))
        last = card.steps(variant)[-1]
        assert last.value
        assert variant.expected.slips
