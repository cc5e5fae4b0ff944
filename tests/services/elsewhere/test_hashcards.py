"""hashcards' reviews find the cards of the notes by their hashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.notes.hashcards_hash import HashedCard, hashes
from tests.services.elsewhere.made import basic_hash, cloze_hash, hashcards_file

Said = pytest.CaptureFixture[str]
NOTE = """---
name = "Serving"
---

Q: What fills the memory?
A: Weights,

caches.
---
C: Each [warp] has [32] threads, größer als [16].

Q: Two lines
of question?
A: Yes.
"""
BASIC = basic_hash("What fills the memory?", "Weights,\n\ncaches.")
CLOZE = "Each warp has 32 threads, größer als 16."


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2026-02-01T09:00+00:00")


def test_every_card_of_a_note_has_its_hash() -> None:
    found = hashes(NOTE)
    assert found[BASIC] == HashedCard(5)
    assert found[cloze_hash(CLOZE, "32")] == HashedCard(10, "32")
    assert found[cloze_hash(CLOZE, "16")] == HashedCard(10, "16")
    assert found[basic_hash("Two lines\nof question?", "Yes.")] == HashedCard(12)


RULES = [
    ("a rule was text once", "Q: a\nA: b\n---\nQ: c\nA: d\n", "a", "b\n---"),
    ("a rule ends a card", "Q: a\nA: b\n---\n\nprose\n\nQ: c\nA: d\n", "a", "b"),
    ("a comment is left out", "Q: a\n# note to me\nA: b\n# end", "a", "b"),
    ("a comment was text once", "Q: a\nA: b\n# end", "a", "b\n# end"),
    ("a fence holds no tags", "Q: a\nA: b\n```\nQ: x\n```\n", "a", "b\n```\nQ: x\n```"),
    ("windows lines", "Q: a\r\nA: b\r\nc\r\n", "a", "b\nc"),
]


@pytest.mark.parametrize(("_title", "note", "question", "answer"), RULES, ids=[case[0] for case in RULES])
def test_the_rules_of_every_version(_title: str, note: str, question: str, answer: str) -> None:
    assert hashes(note)[basic_hash(question, answer)] == HashedCard(1)


GAPS = [
    ("C: Key: [`\\[`] here", "Key: `[` here", "`[`"),
    ("C: See ![a](b.png) and [this].", "See ![a](b.png) and this.", "this"),
    ("C: So [$n!$] grows", "So $n!$ grows", "$n!$"),
    ("C:\n\nBelow [it]\n", "Below it", "it"),
]


@pytest.mark.parametrize(("note", "text", "hidden"), GAPS)
def test_gaps_are_counted_in_bytes(note: str, text: str, hidden: str) -> None:
    assert cloze_hash(text, hidden) in hashes(note)


@pytest.mark.parametrize(
    "note", ["", "# Prose\n\nNothing here.", "A: no question\n", "C: no gap\n", "Q: no answer\n", "C: []\n"]
)
def test_what_is_no_card_has_no_hash(note: str) -> None:
    assert hashes(note) == {}


def test_reviews_go_to_the_cards_of_the_notes(tmp_path: Path, capsys: Said) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "serving.md").write_text(NOTE)
    database = folder / "hashcards.db"
    warp = cloze_hash(CLOZE, "warp")
    hashcards_file(
        database,
        [
            (BASIC, "2026-01-05T10:00:00", "good"),
            (BASIC, "2026-01-05T10:09:00", "forgot"),
            (BASIC, "2026-01-06T10:00:00.123", "easy"),
            (warp, "2026-01-06T10:01:00", "hard"),
            ("f" * 64, "2026-01-06T10:02:00", "good"),
            (BASIC, "yesterday", "good"),
        ],
    )
    assert run(["import", str(database)]) == 1
    assert "import the folder of its notes first" in capsys.readouterr().err
    assert run(["import", str(folder), "--yes"]) == 0
    capsys.readouterr()
    assert run(["import", str(database), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["program"], told["new"], told["entries"]) == ("hashcards", 0, 4)
    assert told["left_behind"] == [
        "1 review: no time or no grade that hashcards writes",
        "card ffffffffffff: its text is in no imported note; 1 review, the last on 2026-01-06",
    ]
    run(["cards", "--json"])
    cards = {card["question"]: card for card in json.loads(capsys.readouterr().out)}
    assert cards["What fills the memory?"]["reviews"] == 3
    assert cards["What fills the memory?"]["schedule"]["last_day"] == "2026-01-06"
    assert cards["Each […] has 32 threads, größer als 16."]["reviews"] == 1
    assert sum(card["reviews"] for card in cards.values()) == 4
    assert run(["import", str(database)]) == 0
    assert "0 log entries" in capsys.readouterr().out
    assert run(["import", "--undo"]) == 0
    capsys.readouterr()
    run(["cards", "--json"])
    assert all(card["schedule"] is None for card in json.loads(capsys.readouterr().out))
    assert run(["doctor"]) == 0
    assert run(["import", str(database)]) == 0
    run(["cards", "--json"])
    assert '"last_day": "2026-01-06"' in capsys.readouterr().out
    assert run(["doctor"]) == 0
