"""The Progress screen: what it says, in every width, without colour and in ASCII; its keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from quizzer.config import Home
from quizzer.domain.interview import Phase
from quizzer.domain.ledger import LedgerLine
from quizzer.domain.outlook import Outlook
from quizzer.domain.rounds import Round
from quizzer.domain.stats import Period, Retention, Tally
from quizzer.domain.streak import Streak
from quizzer.domain.text_plot import columns
from quizzer.domain.weak_topics import Topic, TopicKind
from quizzer.services.fading import Fading
from quizzer.services.progress import SPARK_WEEKS, DeckFigures, Progress
from quizzer.services.study import Desk
from quizzer.services.weaknesses import Leech, Weaknesses
from quizzer.tui.screens.stats import StatsScreen
from quizzer.tui.widgets.figures import Figures, sections
from quizzer.tui.widgets.plots import over_time
from tests.tui import grid, seeding
from tests.tui.seeding import app_for

DAY = date(2027, 1, 10)
NAME = "[red]Ünïcode › [/x][@click=app.quit]a very long name that will not fit anywhere[/]…"
TALLY = Tally(1_204, 40, 800, 700, 100, 91, 108, 169, 795, 132, 22_320_000)
FIGURES = Figures(
    progress=Progress(
        day=DAY,
        since=None,
        total=TALLY,
        days=120,
        streak=Streak(12, 31, 2),
        by_day={DAY - timedelta(days=n): Tally(showings=n % 7) for n in range(370) if n % 7},
        curve=tuple(
            Period(DAY - timedelta(days=28 * n), Tally(young=10, young_passed=10 - n % 7, mature=n % 2, mature_passed=n % 2))
            for n in range(13, 0, -1)
        ),
        decks=(DeckFigures(NAME, TALLY, 9, tuple(range(SPARK_WEEKS))), DeckFigures("Sums", Tally(showings=1), 1, (0,) * SPARK_WEEKS)),
        cards={"new": 142, "young": 149, "mature": 210, "suspended": 3, "parked": 1},
        forecast=(3, 0, 31, *[1] * 27),
        eases={250: 100, 130: 7},
        intervals={1: 10, 400: 97},
        stubs=2,
    ),
    weaknesses=Weaknesses(
        topics=(Topic(TopicKind.TAG, ("llm", NAME), 31, 10),),
        all_topics=(),
        notes={f"/notes/{NAME}.md": Retention(10, 9), "": Retention(4, 1)},
        slips=(LedgerLine(NAME, 3, 9),),
        leeches=(Leech("1", f"What is {NAME} in $x_i$?", NAME, 8),),
    ),
    fading=Fading(
        "1", NAME, DAY + timedelta(days=8), tuple(DAY + timedelta(days=n) for n in range(40)), tuple(1 - n / 50 for n in range(40))
    ),
    rounds=[
        Outlook(Round(NAME, DAY + timedelta(days=9), (), 20), 9, 50, 3, Phase.STRETCH, DAY, 0.62, 0.81, 0, 1, True, 0.0, (0.7, 0.9)),
    ],
    are_rounds_ahead=True,
)  # fmt: skip
HEADINGS = (
    "Answers", "Cards", "Due from tomorrow", "Interviews: recalled on the day", "Forgotten more often than the rest",
    "Slips in the numbers", "Forgotten again and again", "Retention over time", "Retention by deck", "Retention by note",
    "Intervals and ease", "How a card fades",
)  # fmt: skip
SAID = (
    "1,204 answers", "88% retention (mature 91%)", "6 h 12 spent", "19 s each", "12 days in a row (longest 31)", "2 freezes",
    "31 on the fullest day", "62% now,  81%", "9 days left", "8 lapses",
    "added by hand", "New          142", "Mature       210", "recall, 10 Jan 2027 to 18 Feb 2027", "^ due 18 Jan 2027",
)  # fmt: skip
COUNTED = ("32%     10 of 31", "33%       3 of 9", "90%      9 of 10")
"""Left out where there is little room."""


def page(width: int, *, is_ascii: bool = False, figures: Figures = FIGURES) -> list[str]:
    return "\n".join(part.content.plain for part in sections(figures, width, is_ascii=is_ascii)).splitlines()


@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("width", [35, 45, 75, 95, 115, 200])
def test_everything_is_said_in_every_width_without_colour(width: int, is_ascii: bool) -> None:
    lines = page(width, is_ascii=is_ascii)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    for words in (*HEADINGS, *SAID, *(COUNTED if width > 45 else ())):
        assert words in text
    if is_ascii:
        assert text.isascii()


def test_what_there_is_nothing_of_is_left_out() -> None:
    progress = Progress(DAY, None, Tally(), 0, Streak(), {}, (), (), {"new": 3}, (0,) * 30, {}, {}, 0)
    empty = Figures(progress, Weaknesses((), (), {}, (), ()), None, None, False)
    lines = page(75, figures=empty)
    assert not any(line in HEADINGS for line in lines)
    assert any("nothing in 14 days" in line for line in lines)
    waiting = page(75, figures=replace(empty, are_rounds_ahead=True))
    assert "working it out ..." in waiting


COLUMNS = [
    ([], 2, ["", ""]),
    ([0, 0], 1, ["  "]),
    ([0, 1, 4], 2, ["  █", " ▄█"]),
    ([1, 1000], 2, [" █", "▁█"]),
]


@pytest.mark.parametrize(("values", "rows", "lines"), COLUMNS)
def test_columns(values: list[float], rows: int, lines: list[str]) -> None:
    assert columns(values, rows) == lines


def test_columns_can_have_a_scale_of_their_own_and_ascii() -> None:
    assert columns([0.5, 1.0], 2, top=1.0) == [" █", "██"]
    assert columns([1, 2], 2, wide=2, is_ascii=True) == ["  ##", "####"]


def test_points_over_time() -> None:
    plot = over_time({"Young": [1.0, 0.9, None], "Mature": [1.0, 0.2, 0.9]}, 3, 2)
    assert [line.plain for line in plot] == [" 100% ◉", "  90%   ○ ●", " ≤80%   ●", "      ○ young   ● mature   ◉ both"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two decks, some history, an interview ahead."""
    found = seeding.seeded(tmp_path)
    with Desk(found, seeding.settings_with(), seeding.clock()) as desk:
        desk.rounds.put(Round("Onsite", DAY + timedelta(days=14), (), 20), 0)
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16), (40, 10)])
async def test_the_screen_shows_the_year_and_works_out_the_interview(home: Home, size: tuple[int, int]) -> None:
    app = app_for(home)
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        assert "answers" in grid.text(app)
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = app.screen
        assert isinstance(shown, StatsScreen)
        texts = [str(part.render()) for part in shown.query_one("#page", VerticalScroll).children]
        assert any("Ons" in text and "% now" in text for text in texts)
        assert shown.query_one("#page", VerticalScroll).max_scroll_x == 0


async def test_keys_change_deck_period_and_section(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await app.workers.wait_for_complete()
        assert "all decks, all days" in grid.text(app)
        await pilot.press("d")
        assert "Serving, all days" in grid.text(app)
        await pilot.press("d", "d", "p")
        assert "all decks, a year" in grid.text(app)
        await pilot.press("p", "p")
        assert "30 days" in grid.text(app)
        await pilot.press("p")
        page = app.screen.query_one("#page", VerticalScroll)
        await pilot.press("tab")
        first = page.scroll_y
        assert first == page.children[1].virtual_region.y > 0
        await pilot.press("tab")
        assert page.scroll_y > first
        await pilot.press("shift+tab", "shift+tab")
        assert page.scroll_y == 0


async def test_a_report_is_written_where_one_works(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_for(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "x")
        await app.workers.wait_for_complete()
        await pilot.pause()
    written = (tmp_path / "quizzer-progress-2027-01-10.html").read_text(encoding="utf-8")
    assert "Progress on 2027-01-10" in written


async def test_resizing_draws_again(home: Home) -> None:
    app = app_for(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("t")
        await app.workers.wait_for_complete()
        await pilot.resize_terminal(50, 16)
        await pilot.pause()
        await pilot.pause()
        assert all(len(line) <= 50 for line in grid.rows(app))
        assert app.screen.query_one("#page", VerticalScroll).max_scroll_x == 0


def test_intervals_and_eases_stand_in_the_same_columns() -> None:
    rows = [row.rstrip() for row in page(48)]
    interval = next(row for row in rows if row.startswith(" 365 d"))
    ease = next(row for row in rows if row.strip().startswith("2.50"))
    assert interval.endswith(" 97")
    assert ease.endswith(" 100")
    assert len(interval) == len(ease)
