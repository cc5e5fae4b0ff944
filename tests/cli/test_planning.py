"""`quizzer plan` and `quizzer simulate`: what they say, and that they change nothing."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from quizzer.cli import run
from tests.conftest import NOTES

Said = pytest.CaptureFixture[str]


@pytest.fixture
def _cards(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2026-11-23T10:00:00")
    assert run(["import", str(NOTES), "--yes"]) == 0
    capsys.readouterr()


def said_json(capsys: Said, *words: str) -> Any:
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("_cards")
def test_a_plan_for_a_date(capsys: Said) -> None:
    assert run(["plan", "--on", "2026-12-07", "--minutes", "20"]) == 0
    text = capsys.readouterr().out
    assert "14 days left" in text
    assert "never seen" in text
    assert "Expected recall on the day: 0% if you stop now" in text
    assert "average learner" in text
    (found,) = said_json(capsys, "plan", "--on", "2026-12-07")
    assert found["days_left"] == 14
    assert found["cards"] == found["unseen"] > 0
    assert found["missed"] == 0
    assert 0.5 < found["recall_kept"] <= 1


@pytest.mark.usefixtures("_cards")
def test_too_little_time_says_how_much_it_takes(capsys: Said) -> None:
    (found,) = said_json(capsys, "plan", "--on", "2026-11-24", "--minutes", "1")
    assert found["missed"] > 0
    assert "not be reached" in found["advice"][0]
    assert str(found["minutes_for_all"]) in found["advice"][0]


@pytest.mark.usefixtures("_cards")
def test_only_the_topics_of_the_interview_count(capsys: Said) -> None:
    (found,) = said_json(capsys, "plan", "--on", "2026-12-07", "--tag", "no such tag")
    assert (found["cards"], found["recall_kept"]) == (0, 0)


@pytest.mark.usefixtures("_cards")
def test_without_a_round_the_plan_says_how_to_look_at_one(capsys: Said) -> None:
    assert run(["plan"]) == 0
    assert "quizzer plan --on" in capsys.readouterr().out


@pytest.mark.usefixtures("_cards")
def test_a_round_is_kept_changed_and_dropped(capsys: Said) -> None:
    (added,) = said_json(capsys, "plan", "--add", "onsite", "--on", "2026-12-14", "--minutes", "30", "--deck", "x")
    assert (added["round"], added["minutes"], added["cards"]) == ("onsite", 30, 0)
    said_json(capsys, "plan", "--add", "screen", "--on", "2026-12-01")
    said_json(capsys, "plan", "--add", "onsite", "--on", "2026-12-20")
    kept = said_json(capsys, "plan")
    assert [(each["round"], each["day"], each["minutes"]) for each in kept] == [
        ("screen", "2026-12-01", 20),
        ("onsite", "2026-12-20", 20),
    ]
    assert kept[1]["cards"] > 0
    assert [each["round"] for each in said_json(capsys, "plan", "--drop", "screen")] == ["onsite"]


@pytest.mark.usefixtures("_cards")
def test_a_round_ends_by_itself(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    said_json(capsys, "plan", "--add", "onsite", "--on", "2026-12-14")
    for now, left in (("2026-12-14T10:00:00", [0]), ("2026-12-15T10:00:00", [])):
        monkeypatch.setenv("QUIZZER_NOW", now)
        assert [each["days_left"] for each in said_json(capsys, "plan")] == left


@pytest.mark.usefixtures("_cards")
@pytest.mark.parametrize("words", [(), ("--scheduler", "fsrs"), ("--on", "2026-12-03")])
def test_a_simulation_is_a_curve_and_changes_nothing(capsys: Said, words: tuple[str, ...]) -> None:
    before = said_json(capsys, "due")
    days = said_json(capsys, "simulate", "--days", "10", "--minutes", "15", *words)
    assert [d["day"] for d in days] == [f"2026-11-{d}" for d in range(23, 31)] + ["2026-12-01", "2026-12-02"]
    assert days[-1]["recall"] > 0.5
    assert all(d["seconds"] < 15 * 60 + 70 for d in days)
    assert said_json(capsys, "due") == before


@pytest.mark.usefixtures("_cards")
def test_a_long_simulation_fits_on_a_screen_and_calls_itself_a_model(capsys: Said) -> None:
    assert run(["simulate", "--days", "90"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 36
    assert "2027-02-20" in lines[-2]
    assert "model" in lines[-1]


@pytest.mark.usefixtures("_cards")
@pytest.mark.parametrize(
    "words",
    [
        ["plan", "--on", "2026-11-22"],
        ["simulate", "--on", "2020-01-01"],
        ["plan", "--add", "x", "--on", "2020-01-01"],
        ["plan", "--on", "soon"],
        ["plan", "--add", "x"],
        ["plan", "--drop", "x"],
    ],
)
def test_a_date_that_makes_no_sense_is_refused(words: list[str], capsys: Said) -> None:
    assert run(words) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert said_json(capsys, "plan") == []


def test_without_cards_there_is_nothing_to_promise(capsys: Said) -> None:
    assert run(["plan", "--on", "2099-01-01"]) == 0
    assert "0 cards" in capsys.readouterr().out
    assert run(["simulate", "--days", "2"]) == 0


def test_due_counts_what_an_interview_asks_early(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-10T09:00:00")
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3\n" * 3))
    assert run(["review", "--plain"]) == 0
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-11T09:00:00")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3\n" * 3))
    assert run(["review", "--plain"]) == 0
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-12T09:00:00")
    capsys.readouterr()
    assert run(["due", "--count"]) == 0
    assert capsys.readouterr().out == "0\n"
    assert run(["plan", "--add", "Onsite", "--on", "2027-01-13"]) == 0
    capsys.readouterr()
    assert run(["due", "--count"]) == 0
    assert capsys.readouterr().out == "3\n"
    assert run(["due"]) == 0
    assert "0 due, 0 new, 0 to repeat, 3 early for an interview" in capsys.readouterr().out
    assert run([]) == 0
    assert "3 early for an interview" in capsys.readouterr().out
