"""Nothing cut, glued or unexplained: what was found by looking at pictures of the screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pygments.styles import get_style_by_name
from pygments.token import Whitespace
from textual.theme import Theme

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.tui import themes
from quizzer.tui.markdown import to_plain
from quizzer.tui.screens.browse import BrowseScreen
from quizzer.tui.widgets.heat_map import heat_map
from tests.tui import grid, seeding
from tests.tui.seeding import app_for
from tests.tui.test_kinds import COMPUTED

NORMAL, NARROW = (80, 24), (50, 16)
LONG = "# Long\n\n## What is long?\n\n" + "\n\n".join(["> " + "many words that fill every line to its end " * 4] * 8)


@pytest.fixture
def sums(tmp_path: Path) -> Home:
    home = find_home(str(tmp_path / "sums"), {})
    seeding.add_notes(home, tmp_path / "decks", {"sums.yaml": COMPUTED})
    return home


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](scans/the%20board.png)", "[image: the board.png]"),
        ("![](https://example.org/a/curve.svg?width=9)", "[image: curve.svg]"),
        ("![a curve](curve.png)", "[image: a curve]"),
        ("<img src='deep/loss.jpg'>", "[image: loss.jpg]"),
        ("![](data:image/png;base64,AAAA)", "[image]"),
    ],
)
def test_a_picture_without_words_is_called_by_its_file(text: str, expected: str) -> None:
    assert to_plain(text) == expected


async def test_a_toast_fits_a_narrow_screen(sums: Home) -> None:
    app = app_for(sums)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        app.say("The clock is seven days behind the newest review that was stored. Is the date right?")
        await pilot.pause()
        shown = " ".join(grid.text(app).split())
        assert "that was stored. Is the date right?" in shown


@pytest.mark.parametrize(("query", "said"), [("is:stub", "quizzer stubs"), ("is:odd", "is:odd means nothing here")])
async def test_a_search_that_means_nothing_says_so_in_the_list_too(sums: Home, query: str, said: str) -> None:
    app = app_for(sums)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("b", "slash", *query, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert said in grid.text(app)
        await pilot.press("slash", *["backspace"] * len(query))
        assert said not in grid.text(app)


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_a_column_stays_free_beside_the_scroll_bar(tmp_path: Path, size: tuple[int, int]) -> None:
    home = find_home(str(tmp_path / "long"), {})
    seeding.add_notes(home, tmp_path / "notes", {"Long.md": LONG})
    app = app_for(home, selection=Selection())
    async with app.run_test(size=size) as pilot:
        await pilot.press("space")
        pane, text = app.screen.query_one("#answer-pane"), app.screen.query_one("#answer")
        assert pane.show_vertical_scrollbar
        assert text.content_region.right < pane.scrollable_content_region.right


async def test_why_nothing_was_read_is_said_once(sums: Home) -> None:
    app = app_for(sums, selection=Selection())
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press(*"lots", "enter")
        assert grid.text(app).count("no number in 'lots'") == 1


async def test_a_narrow_grade_says_that_nothing_moves(sums: Home) -> None:
    app = app_for(sums, selection=Selection(is_cram=True))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f3")
        assert "Good same" in grid.text(app)


async def test_parts_of_a_mock_answer_are_explained(sums: Home) -> None:
    app = app_for(sums)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("m", "enter")
        assert "what do you assume?" in grid.text(app)
        await pilot.press("f3")
        assert "roughly?" in grid.text(app)


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["quizzer-dark", "quizzer-light", "quizzer-contrast"])
@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_what_a_field_asks_for_can_be_read(sums: Home, theme: str, size: tuple[int, int]) -> None:
    app = app_for(sums, theme=theme)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b")
        await pilot.pause()
        (style,) = {
            segment.style
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if "searches: words" in segment.text
        }
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        light, dark = sorted((brightness(style.color.name), brightness(style.bgcolor.name)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
async def test_every_word_of_code_can_be_read(sums: Home, theme: Theme) -> None:
    app = app_for(sums, theme=theme.name)
    async with app.run_test(size=NORMAL):
        ground = brightness(str(theme.background))
        for token, style in get_style_by_name(app.look.code_theme):
            if style["color"] and token is not Whitespace:
                light, dark = sorted((brightness(f"#{style['color']}"), ground), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, token


async def test_what_if_is_asked_above_its_field(sums: Home) -> None:
    app = app_for(sums, selection=Selection())
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("f3", "w")
        await pilot.pause()
        asked, field = app.screen.query_one("#feedback").region, app.screen.query_one("#typed").region
        assert asked.bottom <= field.y
        await pilot.press("2", "enter", "1", "9", "enter")
        await pilot.pause()
        said, field = app.screen.query_one("#feedback").region, app.screen.query_one("#typed").region
        assert said.y >= field.bottom


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_a_setting_is_refused_by_the_name_on_the_screen(sums: Home, size: tuple[int, int]) -> None:
    app = app_for(sums)
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        assert "● is your own; saved at once" in grid.text(app)
        await pilot.press("enter", *"many", "enter")
        await pilot.pause()
        assert "new per day is a whole number, not 'many'" in grid.text(app)


@pytest.mark.parametrize("size", [NORMAL, NARROW, (120, 40)])
async def test_what_an_interview_is_about_is_said_whole(sums: Home, size: tuple[int, int]) -> None:
    about = "deck:Sums tag:arithmetic tag:memory"
    app = app_for(sums)
    async with app.run_test(size=size) as pilot:
        await pilot.press("p", "a", *f"Onsite 2027-02-10 25 min {about}", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = " ".join(grid.text(app).split())
        assert about in shown
        assert "25 min" in shown


async def test_an_empty_pane_of_the_import_is_not_shown(sums: Home) -> None:
    app = app_for(sums)
    async with app.run_test(size=NORMAL) as pilot:
        await pilot.press("i")
        assert not app.screen.query_one("#change").display


@pytest.mark.parametrize("weeks", range(1, 60))
def test_no_month_of_the_year_is_cut(weeks: int) -> None:
    first, *_ = str(heat_map({}, date(2027, 1, 10), weeks, wide=1, has_months=True)).splitlines()
    assert {len(name) for name in first.split()} <= {3}
    assert len(first.rstrip()) <= 5 + weeks


@pytest.mark.parametrize("keys", [(), ("space",), ("b",), ("t",), ("p",)])
async def test_a_very_wide_window_keeps_lines_short_enough_to_read(home: Home, keys: tuple[str, ...]) -> None:
    app = app_for(home)
    async with app.run_test(size=(220, 50)) as pilot:
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        body = app.screen.query_one("#body").region
        assert (body.width, body.x) == (134, (220 - 134) // 2)
        inside = grid.rows(app)[1:-1]
        assert any(row.strip() for row in inside)
        assert not any(row[: body.x].strip() or row[body.right :].strip() for row in inside)
