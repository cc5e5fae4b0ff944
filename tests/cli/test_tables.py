"""`quizzer import` of CSV and TSV: previewed, remembered, taken back, and our own export read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.services.export_table import CSV_COLUMNS
from tests.services.season import import_notes, study

Said = pytest.CaptureFixture[str]
WORDS = "Nr;Deutsch;English;Thema\n1;Zwischenspeicher;cache;llm\n2;Schicht;layer;llm, models\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.csv"
    file.write_text(WORDS)
    return file


def cards(capsys: Said, *words: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*words, "cards", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


MAP = ("--map", "front=English,back=Deutsch,tags=Thema,id=Nr")


def test_a_preview_shows_the_first_rows_and_stores_nothing(words: Path, home: Home, capsys: Said) -> None:
    assert run(["import", str(words), *MAP, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "front=English, back=Deutsch, tags=Thema, id=Nr" in said
    assert "cache  =>  Zwischenspeicher #llm  [words]" in said
    assert not home.database.exists()


def test_the_mapping_is_remembered_and_the_history_follows(words: Path, capsys: Said) -> None:
    assert run(["import", str(words), *MAP, "--deck", "German"]) == 0
    before = {card["question"]: card["id"] for card in cards(capsys)}
    assert list(before) == ["cache", "layer"]
    words.write_text(WORDS.replace("Zwischenspeicher", "der Cache").replace("cache", "the cache") + "3;Kopf;head;\n")
    assert run(["import"]) == 0
    after = {card["question"]: card for card in cards(capsys)}
    assert [card["id"] for card in after.values()][:2] == list(before.values())
    assert list(after) == ["the cache", "layer", "head"]
    assert after["the cache"]["tags"] == ["llm"]
    assert run(["import", "--undo"]) == 0
    assert {card["question"]: card["id"] for card in cards(capsys)} == before


def test_a_remembered_column_that_is_gone_parks_nothing(words: Path, capsys: Said) -> None:
    run(["import", str(words), *MAP])
    words.write_text(WORDS.replace("English", "Englisch"))
    assert run(["import"]) == 1
    assert "there is no column 'English'" in capsys.readouterr().err
    assert len(cards(capsys)) == 2


def test_a_mapping_that_is_none_is_wrong_usage(words: Path, capsys: Said) -> None:
    assert run(["import", str(words), "--map", "front"]) == 2
    assert "--map" in capsys.readouterr().err


def test_our_own_export_comes_back(
    home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    import_notes(home, settings, tmp_path / "notes")
    run(["add", "=1+1", '- two\n- lines, "quoted"', "--tag", "a", "--tag", "b"])
    study(home, settings, 5)
    monkeypatch.setenv("QUIZZER_NOW", "2026-08-20T09:00:00+00:00")
    assert run(["export", "--format", "csv", "--out", str(tmp_path / "all.csv")]) == 0
    other = ("--home", str(tmp_path / "other"))
    assert run([*other, "import", str(tmp_path / "all.csv"), "--yes"]) == 0
    fields = ("deck", "question", "context", "tags")
    ours = {card["question"]: card for card in cards(capsys)}
    theirs = {card["question"]: card for card in cards(capsys, *other)}
    assert ours.keys() == theirs.keys()
    for question, card in ours.items():
        assert {name: card[name] for name in fields} == {name: theirs[question][name] for name in fields}
        schedule, kept = card["schedule"], theirs[question]["schedule"]
        assert (schedule is None) == (kept is None)
        if isinstance(schedule, dict) and isinstance(kept, dict):
            assert [schedule[n] for n in ("due", "ease_factor", "lapses")] == [
                kept[n] for n in ("due", "ease_factor", "lapses")
            ]


def test_states_and_kinds_of_our_own_export(tmp_path: Path, capsys: Said) -> None:
    """Suspension comes back; what a row cannot carry is said once a kind."""
    row = "{0},LLM,{1},{2},,,Question {0}?,Answer {0}.,,,,,,,0,\n"
    states = [("basic", "active"), ("basic", "suspended"), ("choice", "suspended"), ("choice", "active"),
              ("computed", "active"), ("computed", "parked")]  # fmt: skip
    (tmp_path / "all.csv").write_text(
        ",".join(CSV_COLUMNS) + "\n" + "".join(row.format(n, *each) for n, each in enumerate(states)), "utf-8"
    )
    assert run(["import", str(tmp_path / "all.csv"), "--yes"]) == 0
    said = capsys.readouterr()
    assert "2 choice cards come in plain" in said.out + said.err
    assert "a computed card comes in plain" in said.out + said.err
    assert {card["question"]: card["state"] for card in cards(capsys)} == {
        "Question 0?": "active",
        "Question 1?": "suspended",
        "Question 2?": "suspended",
        "Question 3?": "active",
        "Question 4?": "active",
    }
