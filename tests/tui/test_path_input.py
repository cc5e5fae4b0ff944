"""Paths complete as in a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.config import Home
from quizzer.tui.app import QuizzerApp
from quizzer.tui.path_input import PathInput, complete
from quizzer.tui.screens.import_notes import ImportScreen
from tests.tui.seeding import app_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("notes/deep", "notebooks", ".hidden", "Zoë's talks"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "notes" / "llm.md").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "certain", "first"),
    [
        ("", "", ""),
        ("{}/", "{}/", "{}/Zoë's talks/"),
        ("{}/n", "{}/note", "{}/notebooks/"),
        ("{}/notes", "{}/notes/", "{}/notes/"),
        ("{}/notes/", "{}/notes/", "{}/notes/deep/"),
        ("{}/notes/l", "{}/notes/llm.md", "{}/notes/llm.md"),
        ("{}/Zo", "{}/Zoë's talks/", "{}/Zoë's talks/"),
        ("{}/.", "{}/.hidden/", "{}/.hidden/"),
        ("{}/nothing", "{}/nothing", "{}/nothing"),
        ("{}/no/such/folder", "{}/no/such/folder", "{}/no/such/folder"),
        ("{}/notes/llm.md/x", "{}/notes/llm.md/x", "{}/notes/llm.md/x"),
        ("{}/\0", "{}/\0", "{}/\0"),
        ("~nobody-of-that-name/x", "~nobody-of-that-name/x", "~nobody-of-that-name/x"),
    ],
)
def test_what_is_certain_and_the_first_that_fits(folder: Path, typed: str, certain: str, first: str) -> None:
    assert complete(typed.format(folder)) == (certain.format(folder), first.format(folder))


def test_a_home_is_completed_and_stays_a_tilde(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert complete("~/notes") == ("~/notes/", "~/notes/")


async def test_tab_completes_and_does_not_leave_the_field(empty_home: Home, folder: Path) -> None:
    app: QuizzerApp = app_for(empty_home)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ImportScreen())
        await pilot.pause()
        field = app.screen.query_one(PathInput)
        field.value = f"{folder}/n"
        await pilot.press("end", "tab")
        assert field.value == f"{folder}/note"
        await pilot.press("tab")
        assert field.value == f"{folder}/notebooks/"
        assert field.has_focus
