"""The bundled decks: every one is read as its author meant it, says what it holds, and repeats no other."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from quizzer.answers.computed import load
from quizzer.answers.linter import lint
from quizzer.domain.cards import CardDraft, Kind, question_key
from tests.decks.shelf import (
    LEVELS,
    declared_count,
    every_draft,
    front_matter,
    levels,
    names,
    reading,
    rows,
    source,
)

NOTES = names(".md")
EVERY = names(".md", ".yaml")
WORDS_IN_AN_ANSWER = 100
"""What can be said aloud in well under a minute."""


@pytest.mark.parametrize("name", EVERY)
def test_a_deck_gives_as_many_cards_as_it_declares(name: str) -> None:
    assert len(reading(name).drafts) == declared_count(name)


@pytest.mark.parametrize("name", EVERY)
def test_a_deck_is_read_without_doubt(name: str) -> None:
    found = reading(name)
    assert not found.is_refused
    assert found.problems == ()
    assert found.stubs == ()
    assert found.repairs == ()
    assert {part.reason for part in found.dropped} <= {"front matter", "introduction of the file"}
    assert found.deck


@pytest.mark.parametrize("name", EVERY)
def test_every_topic_is_a_ladder(name: str) -> None:
    drafts = reading(name).drafts
    assert [draft.question for draft in drafts if len(levels(draft)) != 1] == []
    if not name.startswith("computed-"):
        assert {level for draft in drafts for level in levels(draft)} == set(LEVELS)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_names_its_sources(name: str) -> None:
    sources = re.findall(r'^  - "(.+)"$', front_matter(name), re.MULTILINE)
    assert sources
    assert [
        entry for entry in sources if not re.search(r"\b(19|20)\d\d\b|documentation|data sheets|guide", entry)
    ] == []


@pytest.mark.parametrize("name", EVERY)
def test_a_deck_holds_no_address(name: str) -> None:
    assert "://" not in source(name)


@pytest.mark.parametrize("name", EVERY)
def test_an_answer_can_be_said_in_a_minute(name: str) -> None:
    long = [draft.question for draft in reading(name).drafts if len(draft.answer.split()) > WORDS_IN_AN_ANSWER]
    assert long == []


@pytest.mark.parametrize("name", EVERY)
def test_no_mark_of_the_syntax_is_left_on_a_card(name: str) -> None:
    marks = re.compile(r"</?(?:details|summary)|#(?:easy|core|deep)\b|==|^:   |\*\*(?:Q|A):", re.MULTILINE)
    assert [
        draft.question for draft in reading(name).drafts if marks.search(draft.question + "\n" + draft.answer)
    ] == []


def test_no_two_cards_ask_the_same() -> None:
    asked: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for draft in every_draft():
        asked[topic_key(draft), *draft.options].append(f"{draft.path}:{draft.line}")
    assert [places for places in asked.values() if len(places) > 1] == []


def topic_key(draft: CardDraft) -> str:
    """The question without "what is a", so that a term and the question for it count as one."""
    return re.sub(r"^what (?:is|are) (?:an? |the )?", "", question_key(draft.question))


def test_there_is_enough_to_learn() -> None:
    kinds = [draft.kind for draft in every_draft()]
    assert len(kinds) >= 350
    assert kinds.count(Kind.COMPUTED) >= 60
    assert set(kinds) >= {Kind.BASIC, Kind.DEFINITION, Kind.CHOICE, Kind.CLOZE, Kind.COMPUTED}


def test_the_starter_is_short_and_begins_gently() -> None:
    drafts = reading("starter.yaml").drafts
    assert 10 <= len(drafts) <= 30
    assert all(levels(draft) == ["easy"] for draft in drafts[:5])
    assert {"kv_cache_bytes", "mfu"} <= {draft.data.get("function") for draft in drafts}


def test_the_readme_lists_every_deck_with_its_cards() -> None:
    listed = {name: (deck, int(cards)) for name, deck, cards in rows("| File | Deck | Cards |")}
    assert listed == {name: (reading(name).deck, len(reading(name).drafts)) for name in EVERY}


@pytest.mark.parametrize(
    ("topic", "name", "words", "cards"), rows("| Topic | Deck | Look for | Cards |"), ids=lambda cell: cell[:40]
)
def test_the_topic_map_is_true(topic: str, name: str, words: str, cards: str) -> None:
    found = [draft for draft in reading(name).drafts if words in f"{draft.question}\n{draft.answer}".casefold()]
    assert len(found) == int(cards) > 0


def test_the_readme_itself_gives_no_cards() -> None:
    assert reading("README.md").drafts == ()


@pytest.mark.parametrize(
    "draft",
    [draft for draft in every_draft() if draft.kind is Kind.COMPUTED],
    ids=lambda draft: f"{draft.path}:{draft.author_id or draft.line}",
)
def test_a_computed_card_holds_for_any_numbers(draft: CardDraft) -> None:
    assert lint(load(draft.question, draft.data), seeds=200) == ()
