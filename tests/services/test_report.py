"""The report: figures of half a season, whatever notes hold, and nothing in it that is loaded."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.sm2 import due_after
from quizzer.services.clock import make_clock
from quizzer.services.decks import add_card
from quizzer.services.importing import Importer
from quizzer.services.pictures import draw_columns, draw_share, draw_year
from quizzer.services.report import make_report, to_markdown
from quizzer.services.report_page import to_page
from quizzer.services.study import Desk
from tests.services.season import import_notes, study

NASTY = '<script>alert(1)</script>"><img src=https://example.test/x.png onerror=go()>|`&'
LOADING = {"src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"}


class Page(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def lapse_often(home: Home, settings: Settings) -> date:
    """A card with a nasty question, in a nasty deck, forgotten five times; the day after."""
    day = date(2027, 1, 1)
    clock = make_clock(settings, {"QUIZZER_NOW": f"{day}T09:00:00+00:00"})
    repository = Importer(home, settings, clock).repository()
    add_card(repository, clock, f"What is {NASTY}?", "An attack.", NASTY, (NASTY,))
    repository.close()
    for quality in (4, 1, 4, 1, 4, 1, 4, 1, 4, 1):
        clock = make_clock(settings, {"QUIZZER_NOW": f"{day}T09:00:00+00:00"})
        with Desk(home, settings, clock) as desk:
            sitting = desk.start()
            assert sitting.advance() is not None
            after = sitting.grade(quality, elapsed_ms=60_000).after
            assert after is not None
            day = due_after(day, max(1, after.interval))
    return day


def test_whatever_the_notes_hold_the_page_loads_nothing(home: Home, settings: Settings) -> None:
    day = lapse_often(home, settings)
    with Desk(home, settings, make_clock(settings, {"QUIZZER_NOW": f"{day}T09:00:00+00:00"})) as desk:
        report = make_report(desk)
    text = to_page(report)
    page = Page(text)
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form", "a"}
    assert not page.attributes & LOADING
    assert not any(name.startswith("on") for name in page.attributes)
    assert not re.search(r"url\(|@import", text)
    assert f"What is {NASTY}?" in page.words
    assert "default-src 'none'" in text
    for picture in re.findall(r"<svg.*?</svg>", text):
        ElementTree.fromstring(picture)
    marked = to_markdown(report)
    assert "<script>" not in marked.replace(r"\<", "")
    assert all(line.replace(r"\|", "").endswith("|") for line in marked.splitlines() if line.startswith("|"))


def test_the_figures_are_those_of_the_log(home: Home, settings: Settings, tmp_path: Path) -> None:
    import_notes(home, settings, tmp_path / "notes")
    last = study(home, settings, 90)
    with Desk(home, settings, make_clock(settings, {"QUIZZER_NOW": f"{last}T20:00:00+00:00"})) as desk:
        report, numbers = make_report(desk), make_report(desk, ["Numbers"])
        text = to_page(report)
        figures = {day: one.showings for day, one in desk.record.by_day().items()}
    assert report.progress.total.showings == sum(figures.values())
    assert numbers.progress.total.showings < report.progress.total.showings
    assert [deck.name for deck in numbers.progress.decks] == ["Numbers"]
    for day, count in figures.items():
        assert f"<title>{day}: {count}</title>" in text
    assert {table.title for table in report.tables} >= {"Decks", "Slips in the numbers", "Answers"}


@pytest.mark.parametrize("name", ["progress.html", "progress.md"])
def test_an_empty_home_has_a_report(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / name
    assert run(["report", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>" if name.endswith("html") else "# Progress on ")
    assert str(out) in capsys.readouterr().err


def test_the_year_ends_today_and_is_graded_by_its_busiest_day() -> None:
    today = date(2027, 1, 6)
    counts = {today: 8, today - timedelta(days=1): 1, date(2025, 1, 1): 99}
    root = ElementTree.fromstring(draw_year(counts, today))
    squares = {(mark.findtext("title") or "")[:10]: mark.attrib["class"] for mark in root.iter("rect")}
    assert (squares["2027-01-06"], squares["2027-01-05"], squares["2027-01-04"]) == ("level4", "level1", "level0")
    assert max(squares) == "2027-01-06"
    assert len(squares) == 52 * 7 + 3


@pytest.mark.parametrize(
    ("figures", "heights"),
    [([], []), ([("a", 0)], [0]), ([("a", 5), ("b", 10), ("c", 0)], [45, 90, 0]), ([("a", 1), ("b", 999)], [1, 90])],
)
def test_columns_are_as_tall_as_their_share_of_the_tallest(figures: list[tuple[str, int]], heights: list[int]) -> None:
    root = ElementTree.fromstring(draw_columns(figures, "counts"))
    assert [int(mark.attrib["height"]) for mark in root.iter("rect")] == heights


@pytest.mark.parametrize(("share", "width"), [(0.0, 0), (0.5, 60), (1.0, 120), (7.0, 120), (-1.0, 0)])
def test_a_share_is_a_bar_within_its_cell(share: float, width: int) -> None:
    root = ElementTree.fromstring(draw_share(share, "half"))
    assert [int(mark.attrib["width"]) for mark in root.iter("rect")] == [120, width]
