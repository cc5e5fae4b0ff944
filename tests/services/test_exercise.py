"""Exercises: computed cards with tries and hints, multiple choice with shuffled options, what the log keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home, Settings
from quizzer.domain.cards import Card, Kind
from quizzer.services.clock import Clock
from quizzer.services.computing import Computation
from quizzer.services.exercise import MultipleChoice, exercise_for, seed_of
from quizzer.services.importing import Importer, Request
from quizzer.services.sitting import Sitting
from quizzer.services.study import Desk

DECK = """
deck: Numbers
cards:
  - question: "24 layers, hidden size 4096, 32 heads, 512 tokens, float16: how big is the KV cache?"
    function: kv_cache_bytes
    parameters: {layers: 24, hidden_size: 4096, heads: 32, tokens: 512, dtype: float16}
    unit: MB
"""


def sit(home: Home, settings: Settings, clock: Clock, tmp_path: Path, text: str) -> tuple[Desk, Sitting]:
    deck = tmp_path / "deck.yaml"
    deck.write_text(text)
    importer = Importer(home, settings, clock)
    repository = importer.repository()
    importer.apply(repository, importer.prepare(repository, Request((deck,))))
    repository.close()
    desk = Desk(home, settings, clock)
    return desk, desk.start()


TRIES = [
    (["192 MB"], 4, "right"),
    (["192 MiB"], 4, "right"),
    (["201326592"], 4, "right"),
    (["96 MB", "192 MB"], 3, "right"),
    (["?", "192 MB"], 3, "right"),
    (["1 MB", "2 MB", "3 MB"], 1, "wrong"),
    (["what?", "", "192 MB"], 1, ""),
]


@pytest.mark.parametrize(("typed", "quality", "last"), TRIES)
def test_tries_and_hints_suggest_the_grade_and_are_kept(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path, typed: list[str], quality: int, last: str
) -> None:
    desk, sitting = sit(home, settings, clock, tmp_path, DECK)
    with desk:
        showing = sitting.advance()
        assert showing is not None
        exercise = exercise_for(desk, showing)
        for text in typed:
            if text == "?":
                assert exercise.hint()
            elif text:
                exercise.submit(text)
            else:
                exercise.give_up()
        assert exercise.is_settled
        assert exercise.suggested_quality == quality
        assert "201,326,592 B" in exercise.solution
        stored = sitting.grade(quality, answer=exercise.record())
        kept = desk.log.entry(stored.id)
        assert kept is not None
        assert kept.answer["function"] == "kv_cache_bytes"
        assert kept.answer["parameters"]["layers"] == "24"
        if last:
            assert kept.answer["tries"][-1]["verdict"] == last


def test_what_was_typed_is_echoed_before_it_counts(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    desk, sitting = sit(home, settings, clock, tmp_path, DECK)
    with desk:
        showing = sitting.advance()
        assert showing is not None
        exercise = exercise_for(desk, showing)
        assert "192,000,000" in exercise.echo("192 MB")
        assert exercise.echo("") == ""
        assert not exercise.is_settled


def test_the_slip_is_named_and_logged(home: Home, settings: Settings, clock: Clock, tmp_path: Path) -> None:
    desk, sitting = sit(home, settings, clock, tmp_path, DECK)
    with desk:
        showing = sitting.advance()
        assert showing is not None
        exercise = exercise_for(desk, showing)
        (said,) = exercise.submit("96 MiB")
        assert "both K and V" in said
        assert exercise.record()["slips"]


def test_later_showings_draw_fresh_numbers_and_the_same_again_for_the_same_seed(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    text = DECK.replace("24 layers", "{layers} layers").replace("layers: 24", "layers: {choices: [12, 24, 48, 96]}")
    desk, sitting = sit(home, settings, clock, tmp_path, text)
    with desk:
        showing = sitting.advance()
        assert showing is not None
        first = exercise_for(desk, showing)
        assert isinstance(first, Computation)
        assert first.question == exercise_for(desk, showing).question
        seen = {first.again(seed).question for seed in range(20)}
        assert len(seen) == 4
        assert first.again(7).question == first.again(7).question


def test_a_bad_computed_card_is_refused_with_its_line(
    home: Home, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text(DECK + "  - question: What is it?\n    function: no_such_function\n    parameters: {x: 1}\n")
    importer = Importer(home, settings, clock)
    preview = importer.read(importer.survey(Request((deck,))))
    (reading,) = preview.readings()
    assert len(reading.drafts) == 1
    (problem,) = reading.problems
    assert problem.line == 8
    assert "no_such_function" in problem.message


CHOICE = Card(
    id="c",
    deck="d",
    kind=Kind.CHOICE,
    question="Which two shrink the cache?",
    answer="A. GQA\nC. MQA\n\nBoth share keys and values.",
    options=("GQA", "ReLU", "MQA", "Adam"),
    data={"right": ["A", "C"]},
)


def test_options_are_shuffled_by_the_seed_and_judged_as_they_stand() -> None:
    orders = set()
    for seed in range(40):
        exercise = MultipleChoice(CHOICE, seed)
        orders.add(exercise.order)
        shown = {line[3:]: line[0] for line in exercise.option_lines}
        assert exercise.right == tuple(sorted((shown["GQA"], shown["MQA"])))
        assert exercise.submit(f"{shown['MQA'].lower()}, {shown['GQA']}") == ["Right."]
        assert exercise.suggested_quality == 4
        assert "Both share" in exercise.solution
        assert "Adam" not in exercise.solution
    assert len(orders) > 10


@pytest.mark.parametrize("text", ["Option B is wrong because it is an activation.", "Only A and C share heads."])
def test_an_explanation_that_names_letters_keeps_the_order(text: str) -> None:
    from dataclasses import replace

    card = replace(CHOICE, answer=f"A. GQA\nC. MQA\n\n{text}")
    assert {MultipleChoice(card, seed).order for seed in range(20)} == {(0, 1, 2, 3)}


@pytest.mark.parametrize(
    ("typed", "letters"), [("ac", "AC"), ("A, c", "AC"), ("(b)", "B"), ("a and d", "AD"), ("e", ""), ("GQA", "")]
)
def test_letters_are_read_in_any_form(typed: str, letters: str) -> None:
    assert "".join(MultipleChoice(CHOICE, 1).letters(typed)) == letters


def test_the_seed_changes_with_every_entry_and_never_by_itself() -> None:
    assert seed_of("a", 1) == seed_of("a", 1)
    assert len({seed_of("a", n) for n in range(50)}) == 50
