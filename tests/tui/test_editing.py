"""A note edited in the middle of a review: what changed is shown, stored on a key, and the card is asked anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.import_notes import ImportScreen
from quizzer.tui.screens.review import ReviewScreen
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

BEFORE = "### What is a warm-up?\n\nA learning rate that rises at first.\n"


@pytest.fixture
def edited(tmp_path: Path) -> tuple[Home, Path]:
    home = find_home(str(tmp_path / "home"), {})
    seeding.add_notes(home, tmp_path / "notes", {"Training.md": BEFORE})
    return home, tmp_path / "notes" / "Training.md"


async def settle(app: QuizzerApp, pilot: object) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()  # type: ignore[attr-defined]


async def test_changed_answer_is_asked_anew(edited: tuple[Home, Path]) -> None:
    home, note = edited
    app = app_for(home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        note.write_text(BEFORE.replace("rises at first", "rises over the first steps"), encoding="utf-8")
        app.take_edit(is_changed=True)
        await pilot.pause()
        await settle(app, pilot)
        assert isinstance(app.screen, ImportScreen)
        assert "1 edited" in grid.text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert not screen.is_revealed
        await pilot.press("space")
        assert "over the first steps" in grid.text(app)
        await pilot.press("3")


async def test_escape_keeps_the_card_as_it_was(edited: tuple[Home, Path]) -> None:
    home, note = edited
    app = app_for(home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        note.write_text(BEFORE.replace("rises", "falls"), encoding="utf-8")
        app.take_edit(is_changed=True)
        await pilot.pause()
        await settle(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "rises at first" in grid.text(app)


async def test_nothing_is_read_when_the_note_is_as_it_was(edited: tuple[Home, Path]) -> None:
    home, _ = edited
    app = app_for(home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        app.take_edit(is_changed=False)
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.messages[-1] == "The note is as it was."


async def test_a_question_that_was_answered_leaves_the_list(edited: tuple[Home, Path]) -> None:
    home, note = edited
    seeding.add_notes(home, note.parent, {"Training.md": f"{BEFORE}\n### What is decay?\n\n### What is clipping?\n"})
    app = app_for(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        assert "2 without an answer" in grid.text(app)
        note.write_text(f"{BEFORE}\n### What is decay?\n\nA pull to zero.\n\n### What is clipping?\n", encoding="utf-8")
        app.take_edit(is_changed=True)
        await pilot.pause()
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "1 without an answer" in grid.text(app)
        assert "What is decay?" not in grid.text(app)


async def test_what_comes_with_quizzer_is_not_edited(tmp_path: Path) -> None:
    app = app_for(find_home(str(tmp_path / "home"), {}))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "e")
        assert app.messages[-1].startswith("This card belongs to no note of yours: it comes with quizzer")
        assert "f Flag" in grid.rows(app)[-1]


async def test_a_note_that_is_gone_is_not_made_anew(edited: tuple[Home, Path]) -> None:
    home, note = edited
    note.unlink()
    app = app_for(home, selection=Selection())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        assert app.messages[-1].startswith(f"{note} is not there any more")
        assert not note.exists()
