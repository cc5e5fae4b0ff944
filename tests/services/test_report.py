"""The report: figures of half a season, whatever notes hold, and nothing in it that is loaded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.sm2 import due_after
from quizzer.services.charts import Chart, Columns, Lines, Sparks, Table, Year
from quizzer.services.clock import make_clock
from quizzer.services.decks import add_card
from quizzer.services.importing import Importer
from quizzer.services.pictures import draw
from quizzer.services.report import Report, make_report, to_markdown
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


def read_report(home: Home, settings: Settings, day: date, *decks: str) -> Report:
    with Desk(home, settings, make_clock(settings, {"QUIZZER_NOW": f"{day}T20:00:00+00:00"})) as desk:
        return make_report(desk, decks)


def holds_nothing_that_loads(text: str) -> Page:
    """No element or attribute that fetches, and no address anywhere but in the words of the notes."""
    page = Page(text)
    assert page.open == []
    assert not page.tags & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "a",
        "image",
        "use",
        "feimage",
    }
    assert not page.attributes & LOADING
    assert not any(name.startswith(("on", "xmlns")) for name in page.attributes)
    assert not re.search(r"url\(|@import", text)
    assert "default-src 'none'" in text
    assert "://" not in re.sub(r"https://example\.test", "", text)
    return page


@pytest.mark.parametrize("has_pictures", [False, True])
def test_whatever_the_notes_hold_the_page_loads_nothing(home: Home, settings: Settings, has_pictures: bool) -> None:
    if has_pictures:
        pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    report = read_report(home, settings, lapse_often(home, settings))
    text = to_page(report, has_pictures=has_pictures)
    page = holds_nothing_that_loads(text)
    assert f"What is {NASTY}?" in page.words
    pictures = re.findall(r"<svg.*?</svg>", text)
    assert len(pictures) == (len(report.charts) if has_pictures else 0) != 1
    for picture in pictures:
        ElementTree.fromstring(picture)
        assert not re.search(r"#0102\w\w", picture)
    marked = to_markdown(report)
    assert "<script>" not in marked.replace(r"\<", "")
    assert all(line.replace(r"\|", "").endswith("|") for line in marked.splitlines() if line.startswith("|"))


def test_without_the_extra_the_same_file_has_tables(home: Home, settings: Settings, tmp_path: Path) -> None:
    last = lapse_often(home, settings)
    out = tmp_path / "progress.html"
    code = (
        "import sys; sys.modules['vl_convert'] = None\n"
        f"from quizzer.cli import run; sys.exit(run(['report', '--out', {str(out)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "QUIZZER_NOW": f"{last}T20:00:00+00:00"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    page = holds_nothing_that_loads(text)
    assert "svg" not in page.tags
    assert "█" in page.words
    report = read_report(home, settings, last)
    for chart in report.charts:
        assert chart.title in page.words
        for row in chart.table.rows:
            assert all(cell in page.words for cell in row)


def test_the_figures_are_those_of_the_log(home: Home, settings: Settings, tmp_path: Path) -> None:
    import_notes(home, settings, tmp_path / "notes")
    last = study(home, settings, 60)
    report, numbers = read_report(home, settings, last), read_report(home, settings, last, "Numbers")
    assert numbers.progress.total.showings < report.progress.total.showings
    assert [deck.name for deck in numbers.progress.decks] == ["Numbers"]
    assert {table.title for table in report.tables} >= {
        "Decks",
        "Slips in the numbers",
        "Answers",
        "Retention by topic",
    }
    text = to_markdown(report)
    assert f"- {report.progress.total.showings:,} answers" in text
    for chart in report.charts:
        assert f"## {chart.title.replace('!', chr(92) + '!')}"[:20] in text


@pytest.mark.parametrize("name", ["progress.html", "progress.md"])
def test_an_empty_home_has_a_report(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / name
    assert run(["report", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>" if name.endswith("html") else "# Progress on ")
    assert str(out) in capsys.readouterr().err


TODAY = date(2027, 1, 6)
CHARTS: list[tuple[Chart, Table, list[str]]] = [
    (
        Year("The past year", TODAY, {TODAY: 8, TODAY - timedelta(days=7): 1, date(2025, 1, 1): 99}),
        Table("The past year", ("Month", "Days", "Answers"), (("2026-12", "1", "1"), ("2027-01", "1", "8")), (1 / 8, 1.0)),
        ["2027-01-06: 8", "2026-12-30: 1", "2027-01-05: 0", "Mon", "Dec"],
    ),
    (
        Columns("Due", "Day", "Cards", (("6 Jan", 1_200), ("7 Jan", 0), ("8 Jan", 600))),
        Table("Due", ("Day", "Cards"), (("6 Jan", "1,200"), ("8 Jan", "600")), (1.0, 0.5)),
        ["6 Jan: 1200", "7 Jan: 0", "1,200", "Cards"],
    ),
    (
        Lines("Kept", "From", {"Young": (0.5, None), "Mature": (None, 1.0)}, (TODAY, TODAY + timedelta(days=7))),
        Table("Kept", ("From", "Young", "Mature"), (("2027-01-06", "50.0%", "–"), ("2027-01-13", "–", "100.0%"))),
        ["Young, 2027-01-06: 50.0%", "Mature, 2027-01-13: 100.0%", "Mature"],
    ),
    (
        Lines("Fades", "Day", {"Recall": tuple(1 - n / 40 for n in range(40))}, tuple(TODAY + timedelta(days=n) for n in range(40))),
        Table(
            "Fades", ("Day", "Recall"),
            tuple(((TODAY + timedelta(days=n)).isoformat(), f"{1 - n / 40:.1%}") for n in range(0, 40, 3)),
            tuple(1 - n / 40 for n in range(0, 40, 3)),
        ),
        ["Recall, 2027-01-07: 97.5%"],
    ),
    (
        Sparks("Weeks", {"one": (0, 1, 4), "none": (0, 0, 0)}),
        Table("Weeks", ("Deck", "Weeks, this one at the right"), (("one", "·▃█"),)),
        ["one"],
    ),
    (Columns("Due", "Day", "Cards", ()), Table("Due", ("Day", "Cards"), ()), []),
]  # fmt: skip


@pytest.mark.parametrize(("chart", "table", "words"), CHARTS)
def test_a_chart_says_the_same_in_words_and_as_a_picture(chart: Chart, table: Table, words: list[str]) -> None:
    pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    assert chart.table == table
    root = ElementTree.fromstring(draw(chart))
    said = {text for mark in root.iter() for text in (mark.text, mark.get("aria-label")) if text}
    for word in words:
        assert word in said


def test_the_year_is_graded_by_its_busiest_day() -> None:
    pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    root = ElementTree.fromstring(draw(Year("y", TODAY, {TODAY: 8, TODAY - timedelta(days=1): 1})))
    fills = {
        mark.get("aria-label"): mark.get("fill") for mark in root.iter() if mark.get("fill", "").startswith("var(--l")
    }
    assert fills["2027-01-06: 8"] == "var(--level4)"
    assert fills["2027-01-05: 1"] == "var(--level1)"
    assert fills["2027-01-04: 0"] == "var(--level0)"
    assert len(fills) == 52 * 7 + 3
