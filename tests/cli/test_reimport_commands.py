"""Importing again from the command line: what the table says, what is decided, parked, merged and taken back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.services.clock import Clock
from tests.domain.edits import ALL, ASKED, BEFORE, GQA, NORM, PARTED, REWORDED, ROPE, WARM
from tests.services.test_reimport import grade_all, history, rows, write

Said = pytest.CaptureFixture[str]

EDITED = {
    "llm.md": "## Attention\n"
    + GQA.replace("What is grouped-query", "Explain grouped-query")
    + ROPE
    + "## Optimisation\n"
    + NORM.replace("gradients steady", "gradients calm")
    + WARM
    + "### What is a token?\nA piece of text with a number of its own.\n",
}


@pytest.fixture
def folder(tmp_path: Path, home: Home, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes that were imported and reviewed once."""
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-10T10:00")
    folder = write(tmp_path / "notes", BEFORE)
    assert run(["import", str(folder), "--yes"]) == 0
    grade_all(home, settings, clock)
    return folder


def looked(capsys: Said, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    run(["import", *arguments, "--dry-run", "--json"])
    plan: dict[str, Any] = json.loads(capsys.readouterr().out)["plan"]
    return plan


def test_the_table_says_what_would_happen_and_stores_nothing(folder: Path, home: Home, capsys: Said) -> None:
    before = rows(home)
    write(folder, EDITED)
    capsys.readouterr()
    assert run(["import", str(folder), "--dry-run"]) == 0
    said = capsys.readouterr().out
    for text in (
        "+ 1 new", "~ 1 edited", "~ 1 reworded", "- 1 parked", "= 1 unchanged", "1 review kept",
        "question: [-What is-]{+Explain+} grouped-query attention", "keeps gradients [-steady-]{+calm+}.",
        "because the question is only spelt otherwise", "was under Training", "Nothing was stored",
    ):  # fmt: skip
        assert text in said
    assert rows(home) == before


@pytest.mark.parametrize(
    ("only", "there", "absent"),
    [
        ("new", "What is a token?", "calm"),
        ("edited", "calm", "What is a token?"),
        ("parked", ALL["cache"], "calm"),
        ("doubtful", "", "calm"),
    ],
)
def test_the_table_can_be_narrowed_to_one_fate(folder: Path, capsys: Said, only: str, there: str, absent: str) -> None:
    write(folder, EDITED)
    capsys.readouterr()
    assert run(["import", str(folder), "--dry-run", "--only", only]) == 0
    said = capsys.readouterr().out
    assert there in said
    assert absent not in said


def test_a_fate_that_is_none_is_refused_by_name(folder: Path, capsys: Said) -> None:
    assert run(["import", str(folder), "--dry-run", "--only", "gone"]) == 2
    assert "one of: new, edited" in capsys.readouterr().err


def test_the_plan_as_json_names_every_change(folder: Path, capsys: Said) -> None:
    plan = looked(capsys, str(write(folder, EDITED)))
    assert plan["counts"] == {"reworded": 1, "unchanged": 1, "edited": 1, "moved": 1, "new": 1, "parked": 1}
    by_fate = {item["fate"]: item for item in plan["items"]}
    assert by_fate["reworded"]["was"] == ALL["gqa"]
    assert by_fate["reworded"]["reviews"] == 1
    assert by_fate["edited"]["changes"] == ["answer", "heading"]
    assert by_fate["parked"]["source"] == str(folder / "llm.md")


def test_a_dry_run_on_an_empty_home_makes_no_database(tmp_path: Path, home: Home, capsys: Said) -> None:
    folder = write(tmp_path / "notes", BEFORE)
    assert run(["import", str(folder), "--dry-run"]) == 0
    assert "+ 5 new" in capsys.readouterr().out
    assert not home.database.exists()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("same", {REWORDED: ("active", 1)}),
        ("new", {REWORDED: ("active", 0), ALL["warm"]: ("active", 1)}),
        ("park", {REWORDED: ("active", 0), ALL["warm"]: ("parked", 1)}),
        ("", {REWORDED: ("active", 0), ALL["warm"]: ("parked", 1)}),
    ],
)
def test_a_doubt_is_decided_on_the_command_line(
    folder: Path, home: Home, capsys: Said, word: str, expected: dict[str, tuple[str, int]]
) -> None:
    (doubt,) = looked(capsys, str(write(folder, ASKED)))["items"]
    assert doubt["fate"] == "doubtful"
    assert doubt["decisions"] == ["same", "new", "park"]
    decision = ["--decide", f"{doubt['card'][:8]}={word}"] if word else []
    assert run(["import", str(folder), "--yes", *decision]) == 0
    found = history(home)
    assert {question: found[question] for question in (REWORDED, ALL["warm"]) if question in found} == expected


@pytest.mark.parametrize("text", ["zzzz=same", "=same", "same", "zzzz=maybe"])
def test_a_decision_about_nothing_is_refused(folder: Path, capsys: Said, text: str) -> None:
    assert run(["import", str(write(folder, ASKED)), "--yes", "--decide", text]) == 2
    assert "--decide" in capsys.readouterr().err


def test_more_than_a_fifth_of_a_deck_is_parked_only_by_force(folder: Path, home: Home, capsys: Said) -> None:
    write(folder, PARTED | {"new.md": "### What is a token?\nA piece of text with a number of its own.\n"})
    capsys.readouterr()
    assert run(["import", str(folder), "--dry-run"]) == 0
    assert "over 20 % of the deck" in capsys.readouterr().out
    assert run(["import", str(folder), "--yes"]) == 1
    assert "3 cards gone from the notes were NOT parked" in capsys.readouterr().out
    assert {state for state, _ in history(home).values()} == {"active"}
    assert "What is a token?" in history(home)
    assert run(["import", "--yes", "--force"]) == 0
    assert sum(state == "parked" for state, _ in history(home).values()) == 3


def test_parked_cards_are_listed_with_their_history_and_merged_by_hand(folder: Path, home: Home, capsys: Said) -> None:
    assert run(["import", str(write(folder, ASKED)), "--yes"]) == 0
    capsys.readouterr()
    assert run(["cards", "--parked"]) == 0
    listed = capsys.readouterr().out
    assert ALL["warm"] in listed
    assert "[parked, 1 review]" in listed
    with closing(sqlite3.connect(home.database)) as connection:
        ids = dict(connection.execute("SELECT question, id FROM cards"))
    assert run(["card", "merge", ids[ALL["warm"]], ids[REWORDED]]) == 0
    assert "1 showing" in capsys.readouterr().out
    assert run(["cards", "--json"]) == 0
    cards = {card["question"]: card for card in json.loads(capsys.readouterr().out)}
    assert cards[REWORDED]["reviews"] == 1
    assert cards[REWORDED]["schedule"]["interval"] == 1
    assert run(["card", "merge", "--undo"]) == 0
    assert run(["card", "merge", "--undo"]) == 0
    assert "no merge" in capsys.readouterr().out
    assert run(["card", "merge", ids[REWORDED], ids[ALL["warm"]]]) == 1
    assert run(["card", "merge", ids[REWORDED]]) == 2


def test_a_card_is_shown_hidden_and_brought_back_by_its_id(folder: Path, home: Home, capsys: Said) -> None:
    with closing(sqlite3.connect(home.database)) as connection:
        ids = dict(connection.execute("SELECT question, id FROM cards"))
    gqa, warm = ids[ALL["gqa"]][:12], ids[ALL["warm"]][:12]
    capsys.readouterr()
    assert run(["card", "show", gqa]) == 0
    said = capsys.readouterr().out
    assert "Several query heads" in said
    assert "1 entry" in said
    assert "100% █" in said
    assert "^ due " in said
    assert run(["card", "show", gqa, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["log"][0]["quality"] == 4
    assert shown["recall"][0]["recall"] == 1.0 > shown["recall"][-1]["recall"] > 0
    for command, state in (("suspend", "suspended"), ("restore", "active"), ("park", "parked"), ("restore", "active")):
        assert run(["card", command, gqa]) == 0
        assert history(home)[ALL["gqa"]] == (state, 1)
        assert run(["card", command, gqa]) == 0
        assert history(home)[ALL["gqa"]] == (state, 1)
    assert run(["undo"]) == 0
    assert history(home)[ALL["gqa"]] == ("parked", 1)
    assert run(["import", str(write(folder, EDITED)), "--yes", "--force"]) == 0
    assert history(home)["Explain grouped-query attention?"] == ("parked", 1)
    assert run(["import", str(write(folder, PARTED)), "--yes", "--force"]) == 0
    assert run(["card", "restore", warm]) == 0
    assert run(["import", str(write(folder, {"llm.md": GQA + ROPE})), "--yes", "--force"]) == 0
    assert history(home)[ALL["warm"]] == ("active", 1)
    assert run(["card", "show", "zz"]) == 1


def test_a_card_without_its_history_is_not_brought_back(folder: Path, home: Home, capsys: Said) -> None:
    assert run(["import", str(write(folder, ASKED)), "--yes"]) == 0
    with closing(sqlite3.connect(home.database)) as connection:
        ids = dict(connection.execute("SELECT question, id FROM cards"))
    assert run(["card", "merge", ids[ALL["warm"]], ids[REWORDED]]) == 0
    assert run(["card", "restore", ids[ALL["warm"]]]) == 1
    assert "another card" in capsys.readouterr().err


def test_an_import_is_taken_back_from_the_command_line(folder: Path, home: Home, capsys: Said) -> None:
    before = rows(home)
    assert run(["import", str(write(folder, EDITED)), "--yes"]) == 0
    assert rows(home) != before
    assert run(["import", "--undo"]) == 0
    assert rows(home) == before
    assert "Taken back" in capsys.readouterr().out


def test_the_same_question_with_another_answer_is_said(folder: Path, capsys: Said) -> None:
    write(folder, {**BEFORE, "b.md": "### What does the KV cache hold?\nA time series of prices.\n"})
    capsys.readouterr()
    assert run(["import", str(folder), "--dry-run", "--only", "to check"]) == 0
    said = capsys.readouterr().out
    assert "the same question has another answer at" in said
    assert "! 1 to check" in said


def test_a_renamed_file_imported_by_its_new_name_keeps_every_history(folder: Path, home: Home, capsys: Said) -> None:
    (folder / "llm.md").rename(folder / "models.md")
    assert run(["import", str(folder / "models.md"), "--yes"]) == 0
    assert "1 file read: 5 moved." in capsys.readouterr().out
    assert set(history(home).values()) == {("active", 1)}
    assert run(["import", "--yes"]) == 0
    assert set(history(home).values()) == {("active", 1)}


def test_a_removed_deck_stays_away_until_that_is_taken_back(folder: Path, home: Home) -> None:
    assert run(["decks", "remove", "llm", "--yes"]) == 0
    assert run(["import", str(write(folder, EDITED)), "--yes"]) == 0
    states = {question: state for question, (state, _) in history(home).items()}
    assert states.pop("What is a token?") == "active"
    assert set(states.values()) == {"parked"}
    assert run(["undo"]) == 0
    assert set(history(home).values()) == {("active", 0), ("active", 1)}
