"""A year of study: every figure shown agrees with plain SQL over the log, written apart from the program's own."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from textual.containers import VerticalScroll

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.rounds import Round
from quizzer.services import health
from quizzer.services.clock import make_clock
from quizzer.services.fading import fade
from quizzer.services.progress import EASES, INTERVALS, Progress, progress
from quizzer.services.report import make_report, to_markdown
from quizzer.services.study import Desk
from quizzer.services.weaknesses import Weaknesses, weaknesses
from tests.services.season import import_notes, study
from tests.tui.seeding import app_for

SETTINGS = Settings(time_zone="UTC")
LIVE = """
WITH RECURSIVE chain(top, id, depth) AS (
    SELECT id, id, 0 FROM reviews WHERE entry <> 'cancel'
    UNION ALL SELECT chain.top, r.id, depth + 1 FROM chain JOIN reviews r ON r.cancels = chain.id
), leaf AS (SELECT top, id, depth FROM chain WHERE NOT EXISTS (SELECT 1 FROM reviews r WHERE r.cancels = chain.id)),
live AS (SELECT *, entry = 'scheduled' AND before IS NOT NULL AS is_due, coalesce(json_extract(before, '$.interval'), 0) AS gap
    FROM reviews WHERE entry IN ('scheduled', 'repeat', 'practice')
    AND NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.top = reviews.id AND depth % 2 = 1))
"""
TALLY = """count(*), sum(entry = 'scheduled' AND before IS NULL), sum(is_due AND gap < 21), sum(is_due AND gap < 21 AND quality > 2),
    sum(is_due AND gap >= 21), sum(is_due AND gap >= 21 AND quality > 2), sum(quality < 3), sum(quality = 3), sum(quality = 4),
    sum(quality = 5), sum(elapsed_ms)"""
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, date]:
    """A home that was studied in for a year, with an interview ahead, and its last day."""
    folder = tmp_path_factory.mktemp("year")
    home = Home(folder, folder / "config.toml")
    import_notes(
        home, SETTINGS, folder / "notes", more="# More\n\n### What is left open?\n\n### What is known?\n\nThis.\n"
    )
    last = study(home, SETTINGS, 365)
    with open_desk(home, last) as desk:
        desk.rounds.put(Round("Onsite", last + timedelta(days=20), (), 20), 0)
    return home, last


def open_desk(home: Home, day: date) -> Desk:
    return Desk(home, SETTINGS, make_clock(SETTINGS, {"QUIZZER_NOW": f"{day}T20:00:00+00:00"}))


def ask(home: Home, statement: str, *values: Any) -> Rows:
    with closing(sqlite3.connect(home.database)) as connection:
        return connection.execute(statement, values).fetchall()


def dated(rows: Rows) -> dict[date, tuple[Any, ...]]:
    return {date.fromisoformat(row[0]): row[1:] for row in rows}


def test_every_figure_is_that_of_plain_sql(year: tuple[Home, date]) -> None:
    home, last = year
    with open_desk(home, last) as desk:
        found, weak, numbers = progress(desk), weaknesses(desk), progress(desk, ["Numbers"], 90)
    assert ask(home, "SELECT count(*) FROM reviews WHERE entry = 'cancel'")[0][0] > 10
    agrees_with_totals(home, last, found, numbers)
    agrees_with_schedules(home, last, found)
    agrees_with_weaknesses(home, weak)
    assert health.examine(home, SETTINGS).findings == ()


def agrees_with_totals(home: Home, last: date, found: Progress, numbers: Progress) -> None:
    (total,) = ask(home, f"{LIVE} SELECT {TALLY}, count(DISTINCT study_day) FROM live")
    assert (*found.total, found.days) == total
    assert found.total.mature > 20
    since = (last - timedelta(days=89)).isoformat()
    (recent,) = ask(
        home,
        f"{LIVE} SELECT {TALLY}, count(DISTINCT study_day) FROM live WHERE deck = 'Numbers' AND study_day >= ?",
        since,
    )
    assert (*numbers.total, numbers.days) == tuple(figure or 0 for figure in recent)
    first = (last - timedelta(days=370)).isoformat()
    days = dated(ask(home, f"{LIVE} SELECT study_day, {TALLY} FROM live WHERE study_day >= ? GROUP BY 1", first))
    assert {day: tuple(one) for day, one in found.by_day.items()} == days
    decks = ask(home, f"{LIVE} SELECT deck, {TALLY}, count(DISTINCT study_day) FROM live GROUP BY 1 ORDER BY 1")
    assert [(deck.name, *deck.tally, deck.days) for deck in found.decks] == decks
    for deck in found.decks:
        ago = ask(
            home,
            f"{LIVE} SELECT (julianday(?) - julianday(study_day)) / 7, count(*) FROM live WHERE deck = ? GROUP BY study_day",
            last.isoformat(), deck.name,
        )  # fmt: skip
        weeks = Counter[int]()
        for how_long, count in ago:
            weeks[int(how_long)] += count
        assert deck.weeks == tuple(weeks[n] for n in range(25, -1, -1))
    for period in found.curve:
        (sums,) = ask(
            home, f"{LIVE} SELECT {TALLY} FROM live WHERE julianday(study_day) - julianday(?) BETWEEN 0 AND 27", period.first.isoformat()
        )  # fmt: skip
        assert tuple(period.tally) == tuple(figure or 0 for figure in sums)
    assert found.curve[-1].first == last - timedelta(days=27)


def agrees_with_schedules(home: Home, last: date, found: Progress) -> None:
    """What comes and how it lies, from the last schedule that each card's live entries left."""
    rows = ask(
        home, f"{LIVE} SELECT card_id, json_extract(after, '$.due'), json_extract(after, '$.interval'), json_extract(after, '$.ease') "
        "FROM live WHERE id IN (SELECT max(id) FROM live GROUP BY card_id)"
    )  # fmt: skip
    due = Counter(row[1] for row in rows)
    assert found.forecast == tuple(due[(last + timedelta(days=n)).isoformat()] for n in range(1, 31))
    assert dict(found.intervals) == Counter(row[2] for row in rows)
    assert dict(found.eases) == Counter(row[3] for row in rows)
    assert found.interval_columns == [
        (low, sum(low <= row[2] < high for row in rows)) for low, high in zip(INTERVALS, (*INTERVALS[1:], 10**6), strict=True)
    ]  # fmt: skip
    assert [edge for edge, _ in found.ease_columns] == list(EASES)
    assert sum(count for _, count in found.ease_columns) == len(rows)
    (cards,) = ask(home, "SELECT count(*) FROM cards WHERE state = 'active'")
    assert dict(found.cards) == {
        "new": cards[0] - len(rows), "young": sum(row[2] < 21 for row in rows), "mature": sum(row[2] >= 21 for row in rows),
        "suspended": 0, "parked": 0,
    }  # fmt: skip
    assert found.stubs == 1
    days = {date.fromisoformat(row[0]) for row in ask(home, f"{LIVE} SELECT DISTINCT study_day FROM live")}
    length, longest = walk(days, last)
    assert (found.streak.length, found.streak.longest) == (length, longest)


def walk(days: set[date], last: date) -> tuple[int, int]:
    """The streak day by day: each seventh day in a row gives a freeze, two at most; a day off takes one or ends it."""
    length = longest = freezes = off = 0
    day = min(days)
    while day <= last:
        if day in days:
            length, off = length + 1, 0
            longest = max(longest, length)
            freezes = min(2, freezes + (length % 7 == 0))
        elif day < last:
            off, freezes = off + 1, freezes - 1
            if freezes < 0:
                length = freezes = 0
        day += timedelta(days=1)
    return length, longest


def agrees_with_weaknesses(home: Home, weak: Weaknesses) -> None:
    tags = ask(
        home, f"{LIVE} SELECT tag.value, sum(is_due), sum(is_due AND quality < 3) FROM live JOIN cards ON cards.id = live.card_id, "
        "json_each(cards.tags) tag GROUP BY 1"
    )  # fmt: skip
    said = {topic.name: (topic.shown, topic.lapses) for topic in weak.all_topics}
    assert {name: said[name] for name, _, _ in tags} == {name: (shown, lapses) for name, shown, lapses in tags}
    headings = ask(
        home, f"{LIVE} SELECT json_extract(context, '$[0]'), json_extract(context, '$[1]'), sum(is_due), sum(is_due AND quality < 3) "
        "FROM live JOIN cards ON cards.id = live.card_id WHERE json_array_length(context) >= 2 GROUP BY 1, 2"
    )  # fmt: skip
    assert len(headings) > 1
    for outer, inner, shown, lapses in headings:
        assert said[f"{outer} › {inner}"] == (shown, lapses)
    ((shown, lapses),) = ask(home, f"{LIVE} SELECT sum(is_due), sum(is_due AND quality < 3) FROM live")
    assert {topic.name for topic in weak.topics} == {
        topic.name for topic in weak.all_topics if topic.shown >= 8 and topic.lapses * shown > lapses * topic.shown
    }
    notes = ask(
        home, f"{LIVE} SELECT path, sum(is_due), sum(is_due AND quality > 2) FROM live JOIN cards ON cards.id = live.card_id "
        "JOIN sources ON sources.id = cards.source_id GROUP BY 1"
    )  # fmt: skip
    assert {path: (kept.shown, kept.passed) for path, kept in weak.notes.items()} == {row[0]: row[1:] for row in notes}
    tries = ask(
        home, f"{LIVE} SELECT json_extract(try.value, '$.slip') FROM live, json_each(live.answer, '$.tries') try "
        "WHERE json_extract(try.value, '$.verdict') <> 'unreadable'"
    )  # fmt: skip
    assert {line.name: line.slips for line in weak.slips} == Counter(row[0] for row in tries if row[0])
    assert {line.tries for line in weak.slips} == {len(tries)}
    leeches = ask(
        home, f"{LIVE} SELECT card_id, sum(is_due AND quality < 3 AND json_extract(before, '$.repetition') > 0) FROM live GROUP BY 1"
    )  # fmt: skip
    most = {card_id: count for card_id, count in leeches if count >= 4}
    assert {leech.card_id: leech.lapses for leech in weak.leeches} == most


async def test_screen_report_and_command_show_these_figures(
    year: tuple[Home, date], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, last = year
    (total,) = ask(home, f"{LIVE} SELECT count(*), count(DISTINCT study_day), sum(elapsed_ms) / 60000.0 FROM live")
    by_deck = ask(
        home,
        f"{LIVE} SELECT deck, count(*), sum(is_due AND gap >= 21), sum(is_due AND gap >= 21 AND quality > 2) FROM live GROUP BY 1",
    )
    minutes = round(total[2])
    spent = f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"
    (cards,) = ask(home, "SELECT count(*) FROM cards WHERE state = 'active'")

    app = app_for(home, now=f"{last}T20:00+00:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = "\n".join(str(part.render()) for part in app.screen.query_one("#page", VerticalScroll).children)
    with open_desk(home, last) as desk:
        report = make_report(desk)
        fading = fade(desk, desk.record.forgotten(1)[0][0])
    diary = to_markdown(report)
    monkeypatch.setenv("QUIZZER_HOME", str(home.data))
    monkeypatch.setenv("QUIZZER_NOW", f"{last}T20:00+00:00")
    assert run(["stats", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert run(["stats"]) == 0
    text = capsys.readouterr().out

    for shown in (screen, diary):
        assert f"{total[0]:,} answers" in shown
        assert f"{spent} spent" in shown
    assert f"on {total[1]} days, {minutes} min" in text
    assert (said["reviews"], said["days"], said["minutes"]) == (total[0], total[1], minutes)
    for deck, count, mature, passed in by_deck:
        assert any(
            deck in line and f" {count:,} " in line and _share(passed, mature, 0) in line
            for line in screen.splitlines()
        )
        assert any(
            f"| {deck} | {count:,} |" in line and _share(passed, mature, 1) in line for line in diary.splitlines()
        )
    (each,) = report.rounds
    assert (each.cards, each.unseen, each.days_left) == (cards[0], 0, 20)
    assert 0 < each.now <= each.kept <= 1
    assert f"{each.now:.0%} now, {each.kept:.0%} with the plan" in screen
    assert said["rounds"][0]["recall_now"] == pytest.approx(each.now, abs=1e-4)
    assert fading is not None
    assert fading.recalls[0] == 1.0
    assert list(fading.recalls) == sorted(fading.recalls, reverse=True)
    assert fading == report.fading
    assert "slips in" in text


def _share(passed: int, shown: int, digits: int) -> str:
    return f"{passed / shown:.{digits}%}" if shown else ""
