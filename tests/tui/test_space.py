"""Space alone does a whole session, also past fields; and the way out stands in every footer, however narrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home
from quizzer.domain.candidates import Selection
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.widgets.strip import fitting
from tests.tui import grid, seeding
from tests.tui.seeding import app_for
from tests.tui.test_kinds import CHOICES, COMPUTED
from tests.tui.test_review import stored

SIZES = [(80, 24), (120, 40), (50, 16)]


@pytest.fixture
def kinds(empty_home: Home, tmp_path: Path) -> Home:
    seeding.add_notes(empty_home, tmp_path / "kinds", {"sums.yaml": COMPUTED, "choices.yaml": CHOICES})
    return empty_home


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_one_key_gets_past_fields_and_options(kinds: Home, key: str) -> None:
    app = app_for(kinds, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        cards = app.desk.waiting().total
        await pilot.press(*[key] * 2 * cards)
    # What is passed over unanswered is not known: it is graded Again, and comes again until it is.
    assert [quality for quality, _ in stored(kinds)] == [1] * cards


async def test_space_in_a_filled_field_is_a_blank(kinds: Home) -> None:
    app = app_for(kinds, selection=Selection(decks=("Sums",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9", "6", "space", "M")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.pane.field.value == "96 M"
        assert not screen.is_revealed


@pytest.mark.parametrize("size", SIZES)
async def test_footer_names_the_keys_that_work_in_a_field(home: Home, size: tuple[int, int]) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=size) as pilot:
        await pilot.press("a")
        await pilot.pause()
        footer = grid.rows(app)[-1]
        assert "enter Answer" in footer
        assert "esc Leave field" in footer
        assert "space" not in footer
        await pilot.press("escape")
        await pilot.pause()
        assert "space Answer" in grid.rows(app)[-1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [(), ("space",)])
async def test_way_out_stands_in_every_footer(home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        assert "q Leave" in grid.rows(app)[-1]
        assert "? Keys" in grid.rows(app)[-1]


async def test_click_on_a_hint_of_the_field_checks(kinds: Home) -> None:
    app = app_for(kinds, selection=Selection(decks=("Sums",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "enter Check" in grid.rows(app)[-1]
        await pilot.click("KeyBar", offset=(3, 0))
        await pilot.pause()
        assert "try 1 of 3" in grid.text(app)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Due today: last reviewed 1 day ago; short intervals come first.", 80, None),
        ("Due today: last reviewed 1 day ago; short intervals come first.", 46, "Due today: last reviewed 1 day ago."),
        ("One clause that is too long for the line", 10, "One clause that is too long for the line"),
        ("Good: next on 16 Jan 2027 (6d). u takes it back.", 34, "Good: next on 16 Jan 2027 (6d)."),
        ("", 10, ""),
    ],
)
def test_line_that_does_not_fit_loses_whole_clauses(text: str, width: int, shown: str | None) -> None:
    assert fitting(text, width) == (text if shown is None else shown)


@pytest.mark.parametrize("size", SIZES)
async def test_line_after_undo_is_not_cut(home: Home, size: tuple[int, int]) -> None:
    app = app_for(home, selection=Selection())
    async with app.run_test(size=size) as pilot:
        await pilot.press("space", "3", "u")
        line = grid.rows(app)[1]
        assert line.strip().startswith("Taken back.")
        assert line.endswith(".")


OWN = {
    "o Open": "### Which picture shows it?\n\nThis one, where $x$ grows: ![a drawing](drawing.png)\n",
    "m Formulas": "### Which formula says it?\n\nThat $x = y$.\n",
    "e Edit": "### Which word says it?\n\nThis one.\n",
}


@pytest.mark.parametrize(("hint", "note"), OWN.items())
async def test_the_footer_names_what_this_card_holds(empty_home: Home, tmp_path: Path, hint: str, note: str) -> None:
    seeding.add_notes(empty_home, tmp_path / "notes", {"Note.md": note})
    app = app_for(empty_home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "e Edit" in grid.rows(app)[-1]  # what the answer holds is not told before it
        await pilot.press("space")
        await pilot.pause()
        footer = grid.rows(app)[-1]
        assert [one for one in OWN if one in footer] == [hint]


KEYS = {
    "Serving": {"Type an answer"},
    "Sums": {"Type an answer", "Next hint", "Show the steps"},
    "Choices": {"Show the answer"},
}


@pytest.mark.parametrize("deck", KEYS)
async def test_only_keys_that_do_something_are_listed(home: Home, tmp_path: Path, deck: str) -> None:
    seeding.add_notes(home, tmp_path / "kinds", {"sums.yaml": COMPUTED, "choices.yaml": CHOICES})
    app = app_for(home, selection=Selection(decks=(deck,)))
    async with app.run_test(size=(80, 60)) as pilot:
        for asked in (KEYS[deck], set()):
            if deck == "Sums" and asked:
                await pilot.press("escape")  # out of the field
            await pilot.press("question_mark")
            await pilot.pause()
            shown = {line.strip(" │").partition("  ")[2].strip() for line in grid.rows(app)}
            assert shown & set().union(*KEYS.values()) == asked
            await pilot.press("escape", "space")
