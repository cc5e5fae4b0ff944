"""`quizzer mock` over a pipe: asked, scored, reported; an end of the input loses no score."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import Home
from quizzer.errors import QuizzerError
from quizzer.services.lock import SessionLock
from tests.tui import seeding
from tests.tui.test_kinds import VARIED

Said = pytest.CaptureFixture[str]


@pytest.fixture
def cards(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZZER_NOW", seeding.TODAY)
    seeding.add_notes(home, tmp_path / "notes", {**seeding.NOTES, "sums.yaml": VARIED})
    return home


def hold(monkeypatch: pytest.MonkeyPatch, capsys: Said, typed: str, *options: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert run(["mock", *options]) == 0
    return capsys.readouterr().out


def stored(home: Home) -> list[tuple[int, str]]:
    connection = sqlite3.connect(home.database)
    rows = connection.execute("SELECT quality, entry FROM reviews ORDER BY id").fetchall()
    connection.close()
    return rows


def test_a_whole_interview(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said, tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    said = hold(
        monkeypatch, capsys, "first\nsecond\n:s\nan estimate\n:p\n\n?\n\n\n9\n1, 2 3\n\n",
        "Training", "--questions", "2", "--out", str(out),
    )  # fmt: skip
    assert "2 questions, 4 min each" in said
    assert "You, clarify: first\nsecond" in said
    assert "Type numbers from 1 to 4." in said
    assert stored(cards) == [(4, "practice"), (1, "scheduled")]
    assert "**1 of 2** correct, 3 of 8 points" in out.read_text(encoding="utf-8")
    assert "**estimate:** an estimate" in out.read_text(encoding="utf-8")


def test_follow_ups(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = hold(monkeypatch, capsys, ":f\n:f\n:f\n\n1\n", "Sums")
    assert said.count("Follow-up: What if") == 6  # two of them: asked, beside the answer, in the report
    assert "no further follow-up" in said


@pytest.mark.parametrize(
    ("typed", "count"), [("", 0), ("words", 0), (":e\n1\n", 1), (":q\n", 0), ("\n\n\n1\n", 1), ("\n\n\n1\nq\n", 1)]
)
def test_scores_given_are_kept_wherever_it_ends(
    cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said, typed: str, count: int
) -> None:
    said = hold(monkeypatch, capsys, typed, "Training")
    assert stored(cards) == [(3, "practice")] * count
    assert ("Nothing was scored" in said) is (count == 0)


def test_passes_that_count(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    hold(monkeypatch, capsys, ":e\n1 2 4\n", "--count")
    assert stored(cards) == [(4, "scheduled")]


def test_one_session_at_a_time(cards: Home, capsys: Said) -> None:
    lock = SessionLock(cards.lock)
    lock.acquire()
    assert run(["mock"]) == 1
    assert "another review session" in capsys.readouterr().err
    lock.release()


def test_a_deck_that_is_not_there_and_a_file_that_cannot_be_written(
    cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said, tmp_path: Path
) -> None:
    assert run(["mock", "Nowhere"]) == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(":e\n1\n"))
    assert run(["mock", "--out", str(tmp_path / "no" / "where.md")]) == QuizzerError.exit_code
    assert "cannot be written" in capsys.readouterr().err
    assert stored(cards) == [(3, "practice")]


def test_an_end_of_the_input_loses_no_word(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = hold(monkeypatch, capsys, "first\n:s\nan estimate\n", "Training", "--questions", "2")
    assert "Nothing was scored" in said
    assert "`quizzer mock` goes on with it" in said
    said = hold(monkeypatch, capsys, "\nsecond\n\n\n1\n1\n", "--questions", "1")
    assert "Training, 10 Jan 09:00, is not finished" in said
    assert "You, estimate: an estimate\nsecond" in said or "You, clarify: first\nsecond" in said
    assert stored(cards) == [(3, "practice"), (3, "practice")]
    assert "is not finished" not in hold(monkeypatch, capsys, "\n1\n", "--questions", "1")
