"""Browse: a card is read whole from the keyboard, whatever the window, and what was done to it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from quizzer.config import Home
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.browse import BrowseScreen
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

SIZES = [(80, 24), (120, 40), (50, 16)]
LINES = [f"- point number {number}" for number in range(1, 61)]
LONG = "# Lists\n\n### Which points are there?\n\n" + "\n".join(LINES) + "\n\n### Which is last?\n\nThe last one.\n"


@pytest.fixture
def long(empty_home: Home, tmp_path: Path) -> Home:
    seeding.add_notes(empty_home, tmp_path / "notes", {"Lists.md": LONG})
    return empty_home


def is_list_shown(app: QuizzerApp) -> bool:
    return bool(app.screen.query_one("#hits").region)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_long_answer_is_read_to_its_end(long: Home, size: tuple[int, int], key: str) -> None:
    app = app_for(long)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b")
        assert "point number 60" not in grid.text(app)
        await pilot.press(key)
        await pilot.pause()
        assert is_list_shown(app) == (size[0] >= 100)
        assert "To the list" in grid.text(app)
        await pilot.press(*[key] * 9)
        await pilot.pause()
        assert "point number 60" in grid.text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert is_list_shown(app)
        assert app.focused is app.screen.query_one("#hits")
        await pilot.press("escape")
        assert not isinstance(app.screen, BrowseScreen)


async def test_the_next_card_is_read_without_the_list(long: Home) -> None:
    app = app_for(long)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "enter", "j", "down", "n")
        await pilot.pause()
        assert "The last one." in grid.text(app)
        await pilot.press("p")
        await pilot.pause()
        assert "point number 1" in grid.text(app)


async def test_a_click_reads_the_card_and_opens_no_editor(long: Home) -> None:
    app = app_for(long)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        await pilot.click("#hits", offset=(12, 1))
        await pilot.pause()
        assert "The last one." in grid.text(app)
        assert not is_list_shown(app)
        assert app.messages == []
        await pilot.press("slash", *"points")
        assert is_list_shown(app)
        assert app.screen.query_one("#hits", OptionList).option_count == 1


async def test_an_edited_note_is_shown_as_it_is_now(long: Home, tmp_path: Path) -> None:
    app = app_for(long)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "down")
        note = tmp_path / "notes" / "Lists.md"
        note.write_text(LONG.replace("The last one.", "Number sixty."), encoding="utf-8")
        app.take_edit(is_changed=True)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        assert "Number sixty." in grid.text(app)


SAID = [
    ("f", "Flagged. Browse finds it with is:flagged.", "The flag is gone."),
    ("s", "Suspended. u takes it back.", "Shown again."),
    ("d", "Parked, history kept: is:parked finds it. u takes it back.", "Brought back. u takes it back."),
]


@pytest.mark.parametrize(("key", "first", "second"), SAID)
async def test_each_mark_says_what_it_did(long: Home, key: str, first: str, second: str) -> None:
    app = app_for(long)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", key)
        assert app.messages[-1] == first
        if key != "f":
            kept_back = "suspended" if key == "s" else "parked"
            await pilot.press("slash", *f"is:{kept_back}", "enter")
            await pilot.pause()
            assert f"{kept_back}: Which points are there?" in grid.text(app)
        await pilot.press(key)
        assert app.messages[-1] == second


@pytest.mark.parametrize("is_browsing", [False, True])
async def test_undo_says_what_it_took_back(empty_home: Home, tmp_path: Path, is_browsing: bool) -> None:
    seeding.add_notes(empty_home, tmp_path / "notes", {"One.md": "### Where is $x$?\n\nHere.\n"})
    seeding.study(empty_home, "2027-01-09T09:00+00:00", [4])
    app = app_for(empty_home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "s", *([] if is_browsing else ["escape"]), "u")
        assert app.messages[-1] == "Taken back: suspended. Where is x?"
        await pilot.press("u")
        assert app.messages[-1] == "Taken back: good. Where is x?"


async def test_the_word_about_nothing_found_is_not_cut(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("b", "slash", *"xyzzy")
        await pilot.pause()
        shown = " ".join(grid.text(app).split())
        assert "Esc leaves the field, and once more the screen." in shown
        await pilot.press("escape", "escape")
        assert not isinstance(app.screen, BrowseScreen)
