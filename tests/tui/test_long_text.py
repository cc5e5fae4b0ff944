"""A text as long as a book: its beginning is there at once, the rest as soon as it is drawn, and no key waits for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from textual.pilot import Pilot

from quizzer.config import Home
from quizzer.domain.candidates import Selection
from quizzer.tui.app import QuizzerApp
from quizzer.tui.markdown import Look, Sheet, glimpse, read
from quizzer.tui.markdown.document import LONG
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.widgets.card_text import CardText
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

SIZE = (80, 24)
PARAGRAPH = "A dike is watched by night, and *every* gate of it has a keeper with a lamp of number {}.\n"
BOOK = "\n".join(PARAGRAPH.format(number) for number in range(400))
SHAPES = {
    "paragraphs": BOOK,
    "one paragraph": BOOK.replace("\n\n", "\n"),
    "list": "".join(f"- {PARAGRAPH.format(number)}" for number in range(400)),
    "numbered list": "".join(f"{number + 1}. {PARAGRAPH.format(number)}" for number in range(400)),
    "quotation": "".join(f"> {PARAGRAPH.format(number)}" for number in range(400)),
    "code": "```python\n" + "".join(f"gate[{number}] = 'closed'  # by night\n" for number in range(1_500)) + "```\n",
    "table": "| gate | keeper |\n|---|---|\n" + "".join(f"| {number} | a keeper with a lamp |\n" for number in range(900)),
    "one line": " ".join(PARAGRAPH.strip().format(number) for number in range(400)),
    "one word": "keeper" * 4_000,
}  # fmt: skip
NOTE = "# Water\n\n### How is a dike kept?\n\n{}\n\n### What is a sluice?\n\nA gate in a dike.\n"


@pytest.fixture(params=SHAPES)
def shape(request: pytest.FixtureRequest) -> str:
    return SHAPES[request.param]


def home_with(home: Home, folder: Path, answer: str) -> Home:
    seeding.add_notes(home, folder / "notes", {"Water.md": NOTE.format(answer.strip())})
    return home


def drawn(answer: CardText) -> list[str]:
    """The lines of the whole text in the width of the widget."""
    console = Console(file=io.StringIO(), width=answer.size.width, color_system=None)
    console.print(Sheet(read(answer.source), Look(code_theme="")))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    """Wait for the thread that draws."""
    for _ in range(5_000):
        await pilot.pause()
        if is_so():
            return
    pytest.fail(grid.text(pilot.app))


def is_whole(text: CardText) -> Callable[[], bool]:
    """Whether the text is there to its end, in the width that it has."""
    return lambda: text.document == read(text.source) and text.size.height == len(drawn(text))


def test_a_glimpse_is_the_beginning_of_what_is_long_and_all_of_the_rest(shape: str) -> None:
    assert len(shape) > LONG
    seen = glimpse(shape).source
    assert shape.startswith(seen)
    assert LONG / 8 < len(seen) < LONG
    assert glimpse(shape[:LONG]) == read(shape[:LONG])


def answer_of(app: QuizzerApp) -> CardText:
    assert isinstance(app.screen, ReviewScreen)
    return app.screen.pane.answer


async def test_the_beginning_is_there_at_once_and_then_the_end(empty_home: Home, tmp_path: Path, shape: str) -> None:
    app = app_for(home_with(empty_home, tmp_path, shape), selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        assert isinstance(app.screen, ReviewScreen)
        app.screen.action_go_on()
        answer = answer_of(app)
        assert len(answer.document.source) < LONG
        await until(pilot, is_whole(answer))
        whole = [line.strip() for line in drawn(answer)]
        await pilot.press("end")
        await until(pilot, lambda: all(any(line in row for row in grid.rows(app)) for line in whole[-3:]))
        await pilot.press("home")
        await until(pilot, lambda: all(any(line in row for row in grid.rows(app)) for line in whole[:3]))


async def test_a_grade_does_not_wait_for_the_rest(empty_home: Home, tmp_path: Path) -> None:
    app = app_for(home_with(empty_home, tmp_path, BOOK), selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        assert isinstance(app.screen, ReviewScreen)
        app.screen.action_go_on()
        app.screen.action_grade(3)
        await pilot.press("space")
        await until(pilot, lambda: "A gate in a dike." in grid.text(app))
        await app.workers.wait_for_complete([each for each in app.workers if not each.is_cancelled])
        await pilot.pause()
        assert "A gate in a dike." in grid.text(app)
        assert "keeper" not in grid.text(app)
        await pilot.press("u", "space")
        await until(pilot, is_whole(answer_of(app)))
        await pilot.press("end")
        await until(pilot, lambda: "of number 399." in grid.text(app))


async def test_it_is_drawn_anew_for_another_look_and_another_width(empty_home: Home, tmp_path: Path) -> None:
    app = app_for(home_with(empty_home, tmp_path, f"{BOOK}\n$$\n\\frac{{a}}{{b}}\n$$\n"), selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(pilot, is_whole(answer_of(app)))
        await pilot.press("end", "m")
        await until(pilot, lambda: "  a/b" in grid.text(app))
        assert "of number 399." in grid.text(app)
        before = answer_of(app).size.height
        await pilot.resize_terminal(42, 24)
        await until(pilot, lambda: answer_of(app).size.height > before)
        await pilot.press("end")
        await until(pilot, lambda: "  a/b" in grid.text(app))


async def test_what_can_be_opened_behind_the_beginning_is_offered(empty_home: Home, tmp_path: Path) -> None:
    answer = f"{BOOK}\nSee [the gate book](https://example.org/gates).\n"
    app = app_for(home_with(empty_home, tmp_path, answer), selection=Selection())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "Open" in grid.rows(app)[-1])


async def test_it_is_read_to_its_end_beside_the_list_too(empty_home: Home, tmp_path: Path) -> None:
    app = app_for(home_with(empty_home, tmp_path, BOOK))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b")
        await until(pilot, is_whole(app.screen.query_one("#shown-answer", CardText)))
        await pilot.press("enter", "end")
        await until(pilot, lambda: "of number 399." in grid.text(app))
