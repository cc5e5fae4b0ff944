"""Whatever is typed or pasted into a field, the screen stays whole: nothing is taken for markup or for a command."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from quizzer.config import Home
from quizzer.domain.candidates import Selection
from tests.tui import grid
from tests.tui.seeding import app_for

TEXTS = [
    "[red]x[/red] [/foo] [@click=app.quit]y[/]",
    "\x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07 \x9b2J",
    "safe\u202etxt \u200b\u200d\ufeff",
    "שלום עולם 中文字符 👩\u200d👩\u200d👧 🏳️\u200d🌈 ñ̃",
    "a" * 3_000,
    "$\\frac{1}{0}$ `code` **bold",
    "~nobody-of-that-name/notes",
]
FIELDS = {
    "search": ((), ("b", "slash")),
    "tags": ((), ("b", "t")),
    "import": ((), ("i",)),
    "interview": ((), ("p", "a")),
    "setting": ((), ("comma", "enter")),
    "keys": ((), ("question_mark",)),
    "palette": ((), ("ctrl+p",)),
    "answer": (("Serving",), ("a",)),
}


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
async def test_lines_that_are_pasted_are_all_there(home: Home, end: str) -> None:
    app = app_for(home, selection=Selection(decks=("Serving",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        app.post_message(Paste(f"one head{end}two heads{end}"))
        await pilot.pause()
        assert isinstance(app.focused, Input)
        assert app.focused.value == "one head two heads"
    app = app_for(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "enter")
        await pilot.pause()
        app.post_message(Paste(f"one head{end}two heads"))
        await pilot.pause()
        assert isinstance(app.focused, TextArea)
        assert app.focused.text == "one head\ntwo heads"


@pytest.mark.parametrize("size", [(80, 24), (50, 16)])
@pytest.mark.parametrize("field", FIELDS)
async def test_anything_may_be_pasted_and_submitted(home: Home, field: str, size: tuple[int, int]) -> None:
    decks, keys = FIELDS[field]
    for text in TEXTS:
        app = app_for(home, selection=Selection(decks=decks) if decks else None)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(app.focused, Input)
            app.post_message(Paste(text))
            await pilot.pause()
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            shown = grid.text(app)
            assert len(grid.rows(app)) == size[1]
            assert not any(ord(char) < 32 and char != "\n" for char in shown)
            assert "\x9b" not in shown
            assert "\u202e" not in shown
