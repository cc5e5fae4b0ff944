"""`review --plain` does whatever the Review screen does, letter by letter, over a pipe."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.binding import Binding

from quizzer.cli import run
from quizzer.cli.plain_keys import KEYS, Command, read_command
from quizzer.config import Home
from quizzer.services.study import Desk
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.screens.sitting import SittingScreen
from tests.tui import seeding
from tests.tui.test_kinds import CHOICES, VARIED

Said = pytest.CaptureFixture[str]

ELSEWHERE = {
    "go_on": "enter", "grade": "the number", "give_up": "an empty line", "scroll_card": "lines stay where they are",
    "pass_over": "`t` takes numbers", "escape": "q",
}  # fmt: skip
"""Actions of the screen that need no letter in lines, and what is done instead."""


def test_every_key_of_the_review_screen_is_there() -> None:
    declared = [each for kind in ReviewScreen.__mro__ if issubclass(kind, SittingScreen) for each in kind.BINDINGS]
    bindings = [binding for binding in declared if isinstance(binding, Binding)]
    assert {"review.hint", "review.suspend", "review.math"} <= {binding.id for binding in bindings}
    missing = {
        binding.action
        for binding in bindings
        if binding.action.partition("(")[0] not in ELSEWHERE
        and not {key.key for key in KEYS} & set(binding.key.split(","))
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("typed", "letters", "command"),
    [
        ("s", "", Command("s")),
        ("S", "", Command("s")),
        ("U", "", Command("U")),
        ("u", "", Command("u")),
        ("t 1, 3", "", Command("t", (1, 3))),
        ("b", "ABCD", None),
        ("B", "ABCD", None),
        (":b", "ABCD", Command("b")),
        ("s", "ABCD", Command("s")),
        ("?", "ABCD", Command("?")),
        ("ac", "ABCD", None),
        ("3", "", None),
        ("192 MiB", "", None),
        ("k", "", None),
        ("skip it", "", None),
        ("", "", None),
    ],
)
def test_what_a_line_means(typed: str, letters: str, command: Command | None) -> None:
    assert read_command(typed, letters=letters) == command


@pytest.fixture
def cards(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Cards of every kind, none seen."""
    monkeypatch.setenv("QUIZZER_NOW", seeding.TODAY)
    notes = {"Serving.md": seeding.NOTES["Serving.md"], "sums.yaml": VARIED, "choices.yaml": CHOICES}
    seeding.add_notes(home, tmp_path / "notes", notes)
    return home


def sit(monkeypatch: pytest.MonkeyPatch, capsys: Said, typed: list[str], *options: str) -> str:
    """One sitting with these lines; what it said on both streams."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))
    assert run(["review", "--plain", *options]) == 0
    said = capsys.readouterr()
    return said.out + said.err


def answers(home: Home) -> list[tuple[int, dict[str, object]]]:
    """Quality and record of every review."""
    with Desk(home, seeding.settings_with(), seeding.clock()) as desk:
        ids = [row[0] for row in desk._connection.execute("SELECT id FROM reviews ORDER BY id")]
        entries = [desk.log.entry(each) for each in ids]
        return [(entry.quality, dict(entry.answer)) for entry in entries if entry is not None]


def test_words_are_kept_and_tick_the_points(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["kept for each layer and head", "", "q"], "Serving")
    assert "Did you say ...? 1 of 2" in said
    assert "1 [x] kept for each layer and head" in said
    assert "q quit [2] >" in said  # half of the points suggests Hard
    quality, record = answers(cards)[0]
    assert quality == 3
    assert record["typed"] == "kept for each layer and head"
    assert [point["is_ticked"] for point in record["points"]] == [True, False]  # type: ignore[attr-defined]


def test_points_are_ticked_by_number(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["", "t", "t 1 2", "t 2", "t 2 9", "", "q"], "Serving")
    assert "t lists the points" in said
    assert [f"{n} of 2" in said for n in (0, 1, 2)] == [True, True, True]
    quality, record = answers(cards)[0]
    assert quality == 4
    assert [point["is_ticked"] for point in record["points"]] == [True, True]  # type: ignore[attr-defined]


def test_an_answer_that_is_a_letter(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    sit(monkeypatch, capsys, ["a", "s", "3", "q"], "Serving")
    assert answers(cards)[0][1]["typed"] == "s"


def test_a_computed_card(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["1 MiB", "h", "w", "", "w", "q", "n", "n", "?", "q"], "Sums")
    assert "Not yet" in said
    assert "Hint:" in said
    assert "There is no number to change here." in said  # the answer is not shown yet
    assert "By what factor does the answer change?" in said
    assert said.count("[1/") == 3  # twice with new numbers
    assert "the same card with new numbers" in said


def test_letters_of_options_are_answers_until_one_was_given(
    cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    said = sit(monkeypatch, capsys, [":b", ":u", "b", "1", "q"], "Choices")
    assert "Buried until tomorrow" in said
    assert "Taken back: buried" in said
    assert [record["typed"] for _, record in answers(cards)] == ["B"]


def test_marks_and_their_undo(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["f", "i", "f", "s", "u", "p", "x", "", "3", "u", "p", "U", "b"], "Serving")
    assert "\nFlagged.\n" in said
    assert said.count("A card never reviewed has no date to put off") == 2
    for each in ("Flagged:", "The flag is gone.", "Suspended.", "Taken back: suspended.", "Skipped:", "Buried until",
                 "Taken back: the last grade", "The grade counts again."):  # fmt: skip
        assert each in said


def test_looking(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["i", "r", "y", "e", "o", "", "h", "a", "m", "m", "q"], "Serving")
    assert "Why now: New, from your notes" in said
    assert said.count("Why does a server keep keys and values?") >= 5
    assert "Serving.md, line 5. An editor needs a terminal." in said
    assert "There is no link or picture here." in said
    assert "There is no further hint." in said
    assert "The answer is shown already." in said
    assert "Formulas raw TeX." in said


def test_formulas_and_tables_are_drawn(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["", "", "", "", "", "q"], "Serving")
    assert "O(n²)" in said
    assert "h/g" in said
    assert "| Name |" not in said
    assert "bf16" in said


def test_plain_ascii(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n\n\n\n"))
    assert run(["--ascii", "review", "--plain", "Serving"]) == 0
    assert capsys.readouterr().out.isascii()


def test_there_is_always_a_way_out_of_nothing(cards: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    said = sit(monkeypatch, capsys, ["u", "U", "t", "w", "n", "q"], "Serving")
    for each in ("nothing to undo", "nothing to bring back", "waits for the answer", "no number to change",
                 "no other numbers", "Nothing was changed"):  # fmt: skip
        assert each in said


LANGUAGES = {
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "latin": {"PYTHONIOENCODING": "latin-1"},
    "dumb": {"TERM": "dumb"},
    "utf8": {"PYTHONUTF8": "1"},
}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize(
    "typed", [b"\n\n\n\n\n\n\nq\n", b"", b"\xff\xfe\x00\n\n\xc3\nq\n", b"x" * 50_000 + b"\n\n\nq\n"]
)
def test_pipes_of_every_kind(cards: Home, name: str, typed: bytes) -> None:
    command = [sys.executable, "-m", "quizzer", "review", "--plain"]
    done = subprocess.run(command, input=typed, capture_output=True, env={**os.environ, **LANGUAGES[name]}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"[1/" in done.stdout
    if name == "ascii":
        assert done.stdout.isascii()


@pytest.mark.parametrize("closed", ["<&-", "</dev/null", "<&- 2>&-"])
def test_a_closed_standard_input_is_the_end(cards: Home, closed: str) -> None:
    done = subprocess.run(
        f"exec {sys.executable} -m quizzer review --plain {closed}",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Nothing was changed" in done.stdout
