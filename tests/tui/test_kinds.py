"""Cards of every kind on the Review screen: computed, multiple choice, and what can be done with a card."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from quizzer.config import Home
from quizzer.domain.candidates import Selection
from quizzer.services.exercise import MultipleChoice
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.option_sheet import OptionSheet
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

SIZE = (80, 24)

COMPUTED = """\
deck: Sums
cards:
  - question: |
      A model has 24 layers, hidden size 4096 and 32 heads. How big is the KV cache for 512 tokens in float16?
    function: kv_cache_bytes
    parameters: {layers: 24, kv_heads: 32, head_dim: 128, tokens: 512, dtype: float16}
    unit: B
    hints: [Both keys and values are kept.]
"""
VARIED = COMPUTED.replace("has 24 layers", "has {layers} layers").replace("layers: 24", "layers: {choices: [12, 48]}")
CHOICES = """\
deck: Choices
cards:
  - question: Which of these is a **precision**?
    options: [bf16, ReLU, Adam]
    answer: A
  - question: Which two are optimisers?
    options: [Adam, GELU, SGD, softmax]
    answer: A, C
"""


def screen_of(app: QuizzerApp) -> ReviewScreen:
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


def graded(home: Home) -> list[tuple[int]]:
    """The qualities in the log, oldest first."""
    with closing(sqlite3.connect(home.database)) as connection:
        return connection.execute("SELECT quality FROM reviews").fetchall()


def feedback(app: QuizzerApp) -> str:
    return str(app.screen.query_one("#feedback", Static).content)


@pytest.fixture
def sums(empty_home: Home, tmp_path: Path) -> Home:
    seeding.add_notes(empty_home, tmp_path / "decks", {"sums.yaml": COMPUTED})
    return empty_home


@pytest.fixture
def choices(empty_home: Home, tmp_path: Path) -> Home:
    seeding.add_notes(empty_home, tmp_path / "decks", {"choices.yaml": CHOICES})
    return empty_home


async def test_right_number_suggests_good(sums: Home) -> None:
    app = app_for(sums, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        assert app.focused is app.screen.query_one("#typed", Input)
        await pilot.press(*"192 MiB")
        assert "201" in str(app.screen.query_one("#echo", Static).content)
        await pilot.press("enter")
        assert screen_of(app).is_revealed
        assert "Right" in feedback(app)
        assert app.focused is None
        await pilot.press("space")
    assert graded(sums) == [(4,)]


async def test_wrong_number_leaves_tries_and_hides_the_answer(sums: Home) -> None:
    app = app_for(sums, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"96 MiB", "enter")
        assert not screen_of(app).is_revealed
        assert "201" not in grid.text(app)
        assert feedback(app).startswith("Not yet: about half; did you count both K and V? (try 1 of 3)")
        assert "F2 gives a hint" in feedback(app)
        await pilot.press("f2")
        assert "Both keys and values" in feedback(app)
        await pilot.press("ctrl+u", *"seven", "enter")
        assert "Not graded" in feedback(app)
        assert "F2" not in feedback(app)
        await pilot.press("f3")
        assert screen_of(app).is_revealed
        await pilot.press("space")
    assert graded(sums) == [(1,)]


async def test_what_was_said_of_a_try_goes_when_it_is_given_up(sums: Home) -> None:
    app = app_for(sums, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"96 MiB", "enter")
        assert "Not yet" in grid.text(app)
        await pilot.press("f3")
        assert screen_of(app).is_revealed
        assert "Not yet" not in grid.text(app)
        assert "F2" not in grid.text(app)


async def test_new_numbers_and_what_if(empty_home: Home, tmp_path: Path) -> None:
    seeding.add_notes(empty_home, tmp_path / "decks", {"sums.yaml": VARIED})
    app = app_for(empty_home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        before = app.screen.query_one("#question", CardText).source
        await pilot.press("f4")
        assert app.screen.query_one("#question", CardText).source != before
        await pilot.press("f3", "w")
        assert "What if" in feedback(app)
        await pilot.press("2", "enter")
        assert "×" in feedback(app)
        assert screen_of(app).is_revealed
        await pilot.press("n")
        assert not screen_of(app).is_revealed


async def test_letter_chooses_the_option(choices: Home) -> None:
    app = app_for(choices, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        right = screen_of(app).exercise.right  # type: ignore[union-attr]
        assert len(right) == 1
        await pilot.press(right[0].lower())
        assert screen_of(app).is_revealed
        assert "Right" in feedback(app)
        await pilot.press("space")
        options = app.screen.query_one(OptionSheet)
        assert options.is_several
        for letter in screen_of(app).exercise.right:  # type: ignore[union-attr]
            await pilot.press(letter.lower())
        assert not screen_of(app).is_revealed
        await pilot.press("enter")
        assert "Right" in feedback(app)


async def test_wrong_option_by_click_suggests_again(choices: Home) -> None:
    app = app_for(choices, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        right = screen_of(app).exercise.right  # type: ignore[union-attr]
        row = next(place for place, letter in enumerate("ABC") if letter not in right)
        await pilot.click(OptionSheet, offset=(4, row))
        assert screen_of(app).is_revealed
        assert "Not right" in feedback(app)
        shown = grid.text(app)
        assert "space Again  3 Good  u Undo" in shown
        assert "✓" in shown
        assert "✗" in shown


@pytest.mark.parametrize("is_ascii", [False, True])
async def test_each_of_several_options_says_what_became_of_it(choices: Home, is_ascii: bool) -> None:
    app = app_for(choices, selection=Selection(), ascii=is_ascii)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "3")
        exercise = screen_of(app).exercise
        assert isinstance(exercise, MultipleChoice)
        texts = {line[0]: line[3:] for line in exercise.option_lines}
        found, missed = exercise.right
        wrong, spared = sorted(texts.keys() - set(exercise.right))
        await pilot.press(found.lower(), wrong.lower(), "enter")
        rows = [" ".join(line.split()) for line in grid.text(app).splitlines()]
        signs = ("[+]", "[-]", "[ ]") if is_ascii else ("✓", "✗", "○")
        assert f"{signs[0]} right {found} {texts[found]}" in rows
        assert f"{signs[1]} wrong {wrong} {texts[wrong]}" in rows
        assert f"{signs[2]} missed {missed} {texts[missed]}" in rows
        assert any(row.endswith(f"{spared} {texts[spared]}") for row in rows)
        assert feedback(app) == f"Not right: {found} is right, {missed} was missed, {wrong} is wrong."


@pytest.mark.parametrize(("key", "column", "value"), [("s", "state", "suspended"), ("f", "is_flagged", 1)])
async def test_marks_are_kept_and_undone(home: Home, key: str, column: str, value: object) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        showing = screen_of(app).showing
        assert showing is not None
        query = f"SELECT {column} FROM cards WHERE id = ?"
        with closing(sqlite3.connect(home.database)) as connection:
            before = connection.execute(query, (showing.card.id,)).fetchone()
            await pilot.press(key)
            assert connection.execute(query, (showing.card.id,)).fetchone() == (value,)
            await pilot.press("u")
            assert connection.execute(query, (showing.card.id,)).fetchone() == before


async def test_buried_card_is_not_asked_again_today(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        first = app.screen.query_one("#question", CardText).source
        await pilot.press("b")
        assert app.screen.query_one("#question", CardText).source != first


async def test_opening_without_links_says_so(home: Home) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("o")
        assert any("no link" in message for message in app.messages)


async def test_options_say_how_to_choose_after_a_number_was_typed(empty_home: Home, tmp_path: Path) -> None:
    both = COMPUTED + CHOICES.partition("cards:\n")[2]
    seeding.add_notes(empty_home, tmp_path / "decks", {"both.yaml": both})
    app = app_for(empty_home, selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"192 MiB", "enter", "space")
        await pilot.pause()
        assert screen_of(app).pane.options.display
        assert "A letter, A to C, chooses." in grid.text(app)
