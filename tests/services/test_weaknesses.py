"""Half a year of study: the figures shown agree with plain SQL over the log, written apart from them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.domain.weak_topics import Recalls
from quizzer.services.clock import make_clock
from quizzer.services.progress import progress
from quizzer.services.study import Desk
from quizzer.services.weaknesses import weaknesses
from tests.services.season import import_notes, study

LIVE = """
WITH RECURSIVE chain(top, id, depth) AS (
    SELECT id, id, 0 FROM reviews WHERE entry <> 'cancel'
    UNION ALL SELECT chain.top, r.id, depth + 1 FROM chain JOIN reviews r ON r.cancels = chain.id
), leaf AS (SELECT top, id, depth FROM chain WHERE NOT EXISTS (SELECT 1 FROM reviews r WHERE r.cancels = chain.id)),
live AS (SELECT * FROM reviews WHERE entry IN ('scheduled', 'repeat', 'practice')
    AND NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.top = reviews.id AND depth % 2 = 1))
"""
BY_DECK = """
SELECT deck, count(*), count(DISTINCT study_day), sum(elapsed_ms) / 60000.0,
    sum(entry = 'scheduled' AND before IS NOT NULL AND json_extract(before, '$.interval') < 21),
    sum(entry = 'scheduled' AND before IS NOT NULL AND json_extract(before, '$.interval') < 21 AND quality > 2),
    sum(entry = 'scheduled' AND before IS NOT NULL AND json_extract(before, '$.interval') >= 21),
    sum(entry = 'scheduled' AND before IS NOT NULL AND json_extract(before, '$.interval') >= 21 AND quality > 2)
FROM live GROUP BY deck ORDER BY deck
"""
BY_TAG = """
SELECT tag.value, count(*), sum(quality < 3) FROM live JOIN cards ON cards.id = live.card_id, json_each(cards.tags) tag
WHERE entry = 'scheduled' AND before IS NOT NULL GROUP BY 1
"""
TRIES = """
SELECT json_extract(answer, '$.function'), json_extract(try.value, '$.slip') FROM live, json_each(live.answer, '$.tries') try
WHERE json_extract(try.value, '$.verdict') <> 'unreadable'
"""


@pytest.fixture
def half_a_year(home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    import_notes(home, settings, tmp_path / "notes")
    last = study(home, settings, 182)
    monkeypatch.setenv("QUIZZER_NOW", f"{last.isoformat()}T20:00:00+00:00")
    return home


def sums_by_tag(cards: list[Recalls]) -> dict[str, tuple[int, int]]:
    names = {tag for card in cards for tag in card.tags}
    having = {name: [card for card in cards if name in card.tags] for name in names}
    return {name: (sum(c.shown for c in found), sum(c.lapses for c in found)) for name, found in having.items()}


def test_half_a_year_agrees_with_plain_sql(
    half_a_year: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(half_a_year.database)
    decks = connection.execute(LIVE + BY_DECK).fetchall()
    tags = {name: (shown, lapses) for name, shown, lapses in connection.execute(LIVE + BY_TAG)}
    tries = connection.execute(LIVE + TRIES).fetchall()
    undone = connection.execute("SELECT count(*) FROM reviews WHERE entry = 'cancel'").fetchone()[0]
    connection.close()
    with Desk(half_a_year, settings, make_clock(settings, {"QUIZZER_NOW": "2026-12-29T20:00:00+00:00"})) as desk:
        found, overall = weaknesses(desk), progress(desk)
        by_tag = sums_by_tag(desk.record.recalls())
    assert undone > 0
    assert len(decks) == 2
    assert [
        (d.name, d.tally.showings, d.days, pytest.approx(d.minutes), *d.tally[2:6])
        for d in overall.decks
    ] == decks  # fmt: skip
    assert overall.total.showings == sum(row[1] for row in decks)
    assert overall.total.mature == sum(row[6] for row in decks) > 0
    assert by_tag == tags
    counted = Counter(slip for _, slip in tries if slip)
    assert {line.name: line.slips for line in found.slips} == dict(counted)
    assert {line.tries for line in found.slips} == {len(tries)}
    assert all(leech.lapses >= 4 for leech in found.leeches)
    assert run(["stats", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["slips"][0]["slips"] == counted.most_common(1)[0][1]
    assert [deck["reviews"] for deck in said["decks"]] == [row[1] for row in decks]
    assert run(["stats"]) == 0
    assert f"slips in {len(tries)} tries" in capsys.readouterr().out
