"""What a plain session says besides cards: a clock that looks wrong, a card that keeps being forgotten."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest

from quizzer.cli import run

Said = pytest.CaptureFixture[str]
DAY = date(2027, 1, 10)


def sit(monkeypatch: pytest.MonkeyPatch, capsys: Said, day: date, typed: str) -> tuple[str, str]:
    """One session: what it said on either stream."""
    monkeypatch.setenv("QUIZZER_NOW", f"{day}T09:00:00")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert run(["review", "--plain"]) in (0, 3)
    said = capsys.readouterr()
    return said.out, said.err


def test_a_clock_behind_the_log_is_said_once(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    capsys.readouterr()
    assert sit(monkeypatch, capsys, DAY, "\n3\nq\n")[1] == ""
    _, said = sit(monkeypatch, capsys, DAY - timedelta(days=3), "\n3\n\n3\n")
    assert said.count("behind your newest review") == 1
    assert "3 days" in said
    # It stays behind: that is no news, also after reviews under it.
    assert sit(monkeypatch, capsys, DAY - timedelta(days=2), "q\n")[1] == ""
    assert sit(monkeypatch, capsys, DAY + timedelta(days=1), "\n3\nq\n")[1] == ""
    # Put right and set back again: the log does not forget how far it was.
    assert "5 days" in sit(monkeypatch, capsys, DAY - timedelta(days=4), "q\n")[1]
    assert sit(monkeypatch, capsys, DAY - timedelta(days=4), "q\n")[1] == ""


def test_marks_under_a_clock_that_stays_behind_are_no_news(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    capsys.readouterr()
    assert sit(monkeypatch, capsys, DAY, "\n3\nq\n")[1] == ""
    # A mark's id and the next review's move on by a millisecond, so that undo finds them in order.
    assert "behind your newest review" in sit(monkeypatch, capsys, DAY - timedelta(days=3), "f\n\n3\nq\n")[1]
    assert sit(monkeypatch, capsys, DAY - timedelta(days=3), "q\n")[1] == ""


@pytest.mark.parametrize("words", [["--cram"], [], ["--ahead", "3"]])
def test_a_tag_or_deck_that_no_card_has_is_said_with_near_ones(words: list[str], capsys: Said) -> None:
    assert run(["add", "Question?", "Answer.", "--deck", "Serving", "--tag", "caching"]) == 0
    capsys.readouterr()
    assert run(["review", "--plain", "--tag", "cachin", *words]) == 2
    said = capsys.readouterr().err
    assert "no card has the tag 'cachin'" in said
    assert "did you mean 'caching'?" in said
    assert run(["review", "--plain", "Servin", *words]) == 2
    assert "did you mean 'Serving'?" in capsys.readouterr().err
    assert run(["review", "--plain", "--tag", "nothing like it", *words]) == 2
    assert "quizzer cards" in capsys.readouterr().err


def test_a_leech_is_named_at_its_fourth_lapse_with_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert run(["add", "Question?", "Answer."]) == 0
    capsys.readouterr()
    # Known on even days, forgotten on odd ones, and then left.
    keys = {n: f"\n{'1' if n % 2 else '3'}\nq\n" for n in range(10)}
    said = [sit(monkeypatch, capsys, DAY + timedelta(days=n), typed)[0] for n, typed in keys.items()]
    assert [n for n, text in enumerate(said) if "Forgotten" in text] == [7]
    assert "Forgotten 4 times: Edit the note" in said[7]
    assert "quizzer card postpone or suspend " in said[7]


def test_a_card_is_put_off_from_the_table_and_by_its_id(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert run(["add", "Question?", "Answer."]) == 0
    capsys.readouterr()
    said = sit(monkeypatch, capsys, DAY, "\n1\np\n")[0]
    assert "[1/1]" in said
    assert said.startswith("Enter shows the answer, a number grades it. ? lists all keys, q leaves.\n")
    (card,) = shown_cards(capsys)
    assert card["schedule"]["due"] == str(DAY + timedelta(days=8))
    assert card["schedule"]["repeat_on"] is None
    assert run(["undo"]) == 0
    capsys.readouterr()
    (card,) = shown_cards(capsys)
    assert (card["schedule"]["due"], card["schedule"]["repeat_on"]) == (str(DAY + timedelta(days=1)), str(DAY))
    assert run(["card", "postpone", card["id"][:6], "--days", "30"]) == 0
    assert f"next on {DAY + timedelta(days=31)}" in capsys.readouterr().out
    assert run(["add", "Another question?", "Answer."]) == 0
    capsys.readouterr()
    unseen = next(each for each in shown_cards(capsys) if each["schedule"] is None)
    assert run(["card", "postpone", unseen["id"]]) == 2


def test_what_is_put_away_no_longer_counts(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    capsys.readouterr()
    said = sit(monkeypatch, capsys, DAY, "b\ns\nq\n")[0]
    assert [f"[1/{n}]" in said for n in (3, 2, 1)] == [True, True, True]


def test_choosing_another_rule_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    sit(monkeypatch, capsys, DAY, "\n3\n\n1\n\n4\nq\n")
    before = shown_cards(capsys)
    for rule, is_new in (("fsrs", True), ("sm2", False)):
        assert run(["config", "set", "scheduler", rule]) == 0
        capsys.readouterr()
        assert run(["doctor"]) == 0
        assert ("made again from the log with the next" in capsys.readouterr().out) == is_new
    assert run(["config", "set", "scheduler", "fsrs"]) == 0
    assert run(["due"]) == 0
    capsys.readouterr()
    assert any("stability" in each["schedule"] for each in shown_cards(capsys))
    assert run(["config", "set", "scheduler", "sm2"]) == 0
    assert run(["doctor"]) == 0
    assert "made again from the log with the next" in capsys.readouterr().out
    assert run(["due"]) == 0
    assert run(["doctor"]) == 0
    assert "every schedule as its log gives it" in capsys.readouterr().out
    assert shown_cards(capsys) == before


def test_a_card_that_comes_to_a_deck_with_its_own_rule_follows_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    assert run(["add", "Question?", "Answer.", "--deck", "Old"]) == 0
    sit(monkeypatch, capsys, DAY, "\n4\n")
    assert run(["config", "set", "decks.New.scheduler", "fsrs"]) == 0
    for old, new, is_fsrs in (("Old", "New", True), ("New", "Old", False)):
        assert run(["decks", "rename", old, new]) == 0
        assert run(["due"]) == 0
        assert run(["doctor"]) == 0
        capsys.readouterr()
        (card,) = shown_cards(capsys)
        assert ("stability" in card["schedule"]) == is_fsrs


def test_a_card_that_comes_to_a_deck_with_another_target_retention_follows_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    assert run(["config", "set", "scheduler", "fsrs"]) == 0
    assert run(["add", "Question?", "Answer.", "--deck", "Old"]) == 0
    sit(monkeypatch, capsys, DAY, "\n4\n")
    assert run(["config", "set", "decks.New.target_retention", "0.97"]) == 0
    found = []
    for old, new in (("Old", "New"), ("New", "Old")):
        capsys.readouterr()
        (card,) = shown_cards(capsys)
        found.append(card["schedule"]["due"])
        assert run(["decks", "rename", old, new]) == 0
        assert run(["due"]) == 0
        assert run(["doctor"]) == 0
        capsys.readouterr()
    (card,) = shown_cards(capsys)
    first, strict = found
    assert strict < first == card["schedule"]["due"]


def test_who_studies_ahead_again_is_not_asked_the_same_cards(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    for n in range(3):
        assert run(["add", f"Question {n}?", "Answer."]) == 0
    sit(monkeypatch, capsys, DAY - timedelta(days=2), "\n3\n\n3\n\n3\n")
    sit(monkeypatch, capsys, DAY - timedelta(days=1), "\n3\n\n3\n\n3\n")

    def ask_ahead(typed: str) -> str:
        monkeypatch.setenv("QUIZZER_NOW", f"{DAY}T09:00:00")
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        run(["review", "--plain", "--ahead", "9"])
        return capsys.readouterr().out

    assert [ask_ahead(typed).count("Grade:") for typed in ("\n3\nq\n", "\n3\n" * 3)] == [1, 2]
    assert "Nothing is due" in ask_ahead("")
    assert run(["undo"]) == 0
    assert ask_ahead("\n3\n" * 3).count("Grade:") == 1


def shown_cards(capsys: Said) -> list[dict[str, Any]]:
    assert run(["cards", "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found
