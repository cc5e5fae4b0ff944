"""Commands as a person types them: what they print, their exit codes, and what they leave in the store."""

from __future__ import annotations

import errno
import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quizzer.cli import COMMANDS, run
from tests.conftest import NOTES

Said = pytest.CaptureFixture[str]


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def exported(capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, list[dict[str, object]]]:
    capfdbinary.readouterr()
    assert run(["export", "--format", "json"]) == 0
    value: dict[str, list[dict[str, object]]] = json.loads(capfdbinary.readouterr().out)
    return value


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: Said) -> None:
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Usage: quizzer ")
    assert len(text.splitlines()) > 4


def test_without_a_terminal_quizzer_prints_a_summary(capsys: Said) -> None:
    assert run([]) == 0
    assert "There are no cards yet" in capsys.readouterr().out


def test_import_stores_once_and_says_so(capsys: Said) -> None:
    assert run(["import", str(NOTES), "--yes"]) == 0
    first = capsys.readouterr().out
    assert " stored" in first
    assert "quizzer review" in first
    assert run(["import", str(NOTES), "--yes"]) == 0
    assert "Nothing changed." in capsys.readouterr().out
    assert run(["import"]) == 0
    assert "2 unchanged" in capsys.readouterr().out


def test_a_dry_run_stores_nothing(capsys: Said, tmp_path: Path) -> None:
    assert run(["import", str(NOTES), "--dry-run", "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    questions = [card["question"] for card in read["cards"]]
    assert "Why does attention scale its scores?" in questions
    assert [stub["question"] for stub in read["stubs"]] == ["What is a sink token?"]
    for counts in read["coverage"].values():
        lines = counts.pop("lines")
        assert sum(counts.values()) == lines
    assert not (tmp_path / "home" / "quizzer.db").exists()


def test_a_stub_becomes_a_card_when_it_is_answered(capsys: Said, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("Q: What is a sink token?\n")
    run(["import", str(note)])
    run(["stubs"])
    assert f"{note}:1: What is a sink token?" in capsys.readouterr().out
    note.write_text("Q: What is a sink token?\nA: A first token that takes the attention nobody needs.\n")
    run(["import", str(note)])
    assert "1 card stored" in capsys.readouterr().out
    run(["stubs"])
    assert "0 open questions" in capsys.readouterr().out


def test_import_from_standard_input(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "## What is a token?\n\nA piece of text with a number.\n")
    assert run(["import", "-", "--deck", "Pasted"]) == 0
    run(["decks"])
    assert "Pasted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"), (b"", "")],
    ids=["missing", "binary", "empty"],
)
def test_a_bad_file_leaves_the_good_ones_imported(
    capsys: Said, tmp_path: Path, content: bytes | None, words: str
) -> None:
    bad = tmp_path / "bad.md"
    if content is not None:
        bad.write_bytes(content)
    assert run(["import", str(bad), str(NOTES), "--yes"]) == (1 if words else 0)
    said = capsys.readouterr()
    assert words in (said.err + said.out)
    assert "Traceback" not in said.err
    assert run(["due", "--count"]) == 0
    assert int(capsys.readouterr().out) > 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["review", "--limit", "many"], 2),
        (["config", "set", "new_per_day", "many"], 2),
        (["config", "get", "nonsense"], 2),
        (["import"], 1),
        (["review", "--plain"], 3),
        (["review", "Nowhere", "--plain"], 2),
        (["export", "--out", "/nonexistent/folder/x.json"], 1),
        (["backup", "restore", "--yes"], 1),
        (["import", "--undo", "x"], 2),
        (["--home", __file__, "due"], 2),
        (["import", ""], 2),
        (["check", ""], 2),
        (["plan", "--add", "", "--on", "2027-03-14"], 2),
        (["plan", "--drop", ""], 2),
        (["import", "https://example.org/note.md"], 2),
        (["export", "--out", ""], 1),
        (["export", "--out", "/"], 1),
        (["export", "--out", "x" * 300], 1),
        (["report", "--out", "/"], 1),
        (["mock", "--out", "/"], 1),
        (["decks", "remove", "Nowhere"], 2),
        (["card", "show", "\udcff"], 2),
        (["plan", "--drop", "\udcff"], 2),
        (["config", "set", "editor", "\udcff"], 2),
        (["config", "set", "theme", "light"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_are_one_line_and_a_hint(arguments: list[str], code: int, capsys: Said) -> None:
    assert run(arguments) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert code == 3 or said.err


def test_a_folder_that_cannot_be_entered_is_said(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Path.stat

    def refuse(path: Path, **named: bool) -> object:
        if path.name == "quizzer.db":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return asked(path, **named)

    monkeypatch.setattr(Path, "stat", refuse)
    assert run(["due"]) == 1
    said = capsys.readouterr().err
    assert "Permission denied" in said
    assert "hint: check the permissions" in said


def test_what_is_taken_back_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-10T09:00")
    run(["import", str(NOTES), "--yes"])
    type_in(monkeypatch, "\n2\nq\n")
    assert run(["review", "--plain"]) == 0
    capsys.readouterr()
    run(["cards", "--json"])
    card = next(each for each in json.loads(capsys.readouterr().out) if each.get("schedule"))
    assert run(["card", "postpone", card["id"]]) == 0
    capsys.readouterr()
    for words in ("Taken back: postponed. ", "Taken back: hard. "):
        assert run(["undo"]) == 0
        said = capsys.readouterr().out
        assert said.startswith(words)
        assert "\n" not in said.strip()
    run(["card", "show", card["id"]])
    shown = capsys.readouterr().out
    assert "scheduled  hard " in shown
    assert "postponed  - " in shown


def test_decks_stand_in_the_order_in_which_people_number_them(tmp_path: Path, capsys: Said) -> None:
    for name in ("week 10", "Week 2", "basics", "week 2b"):
        (tmp_path / f"{name}.md").write_text(f"## What is {name}?\n\nSomething that takes a week.\n")
    assert run(["import", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["decks", "--json"]) == 0
    assert [each["deck"] for each in json.loads(capsys.readouterr().out)] == ["basics", "Week 2", "week 2b", "week 10"]


def test_a_plain_session_over_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-10T09:00")
    run(["import", str(NOTES), "--yes"])
    type_in(monkeypatch, "\n3\n\n1\n\n\nq\n")
    assert run(["review", "--plain"]) == 0
    qualities = [review["quality"] for card in exported(capfdbinary)["cards"] for review in card["reviews"]]  # type: ignore[attr-defined]
    assert sorted(qualities) == [1, 4, 4]


def test_undo_in_a_plain_session_and_after_it(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["import", str(NOTES), "--yes"])
    type_in(monkeypatch, "\n1\nu\n\n4\n")
    assert run(["review", "--plain"]) == 0
    graded = [card for card in exported(capfdbinary)["cards"] if card["schedule"]]
    assert [card["schedule"]["ease_factor"] for card in graded] == [2.6]  # type: ignore[index]
    assert run(["undo"]) == 0
    assert not any(card["schedule"] for card in exported(capfdbinary)["cards"])
    assert run(["undo", "--redo"]) == 0
    assert sum(card["schedule"] is not None for card in exported(capfdbinary)["cards"]) == 1


def test_six_grades_when_they_are_set(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["add", "q?", "a"])
    run(["config", "set", "grades", "6"])
    type_in(monkeypatch, "\n0\nq\n")
    run(["review", "--plain"])
    assert [r["quality"] for c in exported(capfdbinary)["cards"] for r in c["reviews"]] == [0]  # type: ignore[attr-defined]


def test_the_export_is_stable(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    run(["import", str(NOTES), "--yes"])
    assert exported(capfdbinary) == exported(capfdbinary)
    run(["export", "--out", str(tmp_path / "a.json")])
    first = (tmp_path / "a.json").read_bytes()
    assert str(tmp_path).encode() not in first
    assert str(NOTES).encode() not in first


def test_csv_cannot_carry_a_formula(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["add", '=HYPERLINK("x")?', "+1"])
    capfdbinary.readouterr()
    run(["export", "--format", "csv"])
    guarded = capfdbinary.readouterr().out.decode("utf-8-sig")
    assert "'=HYPERLINK" in guarded
    assert "'+1" in guarded
    run(["export", "--format", "csv", "--raw"])
    assert "'=HYPERLINK" not in capfdbinary.readouterr().out.decode("utf-8-sig")


def test_text_is_shown_letter_for_letter(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    hostile = "[red]x[/red] [/foo] [@click=app.quit] \x1b]52;c;eA==\x07 \u202egnp"
    run(["add", hostile + "?", hostile])
    for command in (["cards"], ["due"], ["decks"], ["review", "--plain"]):
        type_in(monkeypatch, "\n3\n")
        run(command)
        text = capsys.readouterr().out
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
        if command[0] in ("cards", "review"):
            assert "[red]x[/red] [/foo] [@click=app.quit]" in text


def test_an_import_can_be_taken_back(capsys: Said) -> None:
    run(["import", str(NOTES), "--yes"])
    assert run(["import", "--undo"]) == 0
    run(["due", "--count"])
    assert capsys.readouterr().out.splitlines()[-1] == "0"
    assert run(["import", str(NOTES), "--yes"]) == 0


def test_decks_are_renamed_and_removed(capsys: Said) -> None:
    run(["import", str(NOTES), "--yes"])
    assert run(["decks", "rename", "training", "LLM / Training"]) == 0
    run(["import"])
    capsys.readouterr()
    run(["decks", "--json"])
    names = [deck["deck"] for deck in json.loads(capsys.readouterr().out)]
    assert names == ["Attention", "LLM / Training"]
    assert run(["decks", "remove", "LLM", "--yes"]) == 0
    capsys.readouterr()
    run(["cards", "--parked", "--json"])
    assert len(json.loads(capsys.readouterr().out)) == 4


def test_config_keeps_comments_and_refuses_bad_values(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "home" / "config.toml"
    file.parent.mkdir()
    file.write_text("# mine\nnew_per_day = 5  # few\n")
    assert run(["config", "set", "grades", "6"]) == 0
    assert file.read_text() == "# mine\nnew_per_day = 5  # few\ngrades = 6\n"
    assert run(["config", "set", "grades", "7"]) == 2
    assert run(["config", "get", "new_per_day"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5"
    file.write_text("new_per_day = [\n")
    assert run(["config", "get"]) == 1
    assert str(file) in capsys.readouterr().err


def test_a_home_that_cannot_be_written_is_a_clear_line(capsys: Said) -> None:
    assert run(["--home", "/proc/quizzer", "add", "q", "a"]) == 1
    said = capsys.readouterr().err
    assert "cannot create the database" in said
    assert "--home" in said


@pytest.mark.parametrize("command", ["due", "doctor", "export"])
@pytest.mark.parametrize(("version", "said"), [(None, "is empty (0 bytes)"), (99, "written by a newer quizzer")])
def test_a_database_of_another_make_is_a_clear_line(
    command: str, version: int | None, said: str, tmp_path: Path, capsys: Said
) -> None:
    run(["add", "q", "a"])
    database = tmp_path / "home" / "quizzer.db"
    if version is None:
        for side in ("-wal", "-shm"):
            database.with_name(database.name + side).unlink(missing_ok=True)
        database.write_bytes(b"")
    else:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
    assert run([command]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("now", ["banana", "0001-01-01T00:00", "9999-12-31T23:00"])
def test_a_clock_outside_the_calendar_is_refused(now: str, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("QUIZZER_NOW", now)
    assert run(["due"]) == 2
    assert now in capsys.readouterr().err


def test_a_question_that_nobody_can_answer_names_the_option(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    run(["add", "q", "a", "--deck", "D"])
    type_in(monkeypatch, "")
    assert run(["decks", "remove", "D"]) == 1
    assert "--yes" in capsys.readouterr().err


def test_an_empty_file_is_named_and_the_rest_stored(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "nothing.md").write_text("\n")
    (tmp_path / "note.md").write_text("# What is a token?\n\nA piece of text.\n")
    assert run(["import", str(tmp_path), "--yes"]) == 0
    said = capsys.readouterr()
    assert "nothing.md:1: the file is empty" in said.err
    assert "1 card stored" in said.out


CALCULATIONS = [
    ("kv_cache_bytes(layers=24, hidden_size=4096, heads=32, tokens=512, dtype=float16)", "201,326,592 B = 192 MiB"),
    ("kv_cache_bytes(layers=24, hidden_size=4096, heads=32, kv_heads=8, tokens=512, dtype=float16)", "50,331,648 B"),
    ("kv_cache_bytes(layers=24, head_dim=128, heads=32, tokens=512, dtype=float16)", "201,326,592 B"),
    ("mfu(parameters=125e6, tokens_per_second=200e3, peak_flops=312e12)", "0.4808"),
    ("2*24*32*128*512*2 B", "201,326,592 B"),
    ("-3 + 5", "2"),
]


@pytest.mark.parametrize(("text", "answer"), CALCULATIONS)
def test_calc(text: str, answer: str, capsys: Said) -> None:
    assert run(["calc", text]) == 0
    assert answer in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["__import__('os')", "9**9**9", "(1).real", "[1][0]", "foo(1)", "lambda: 1", "1/0", "$(id)"]
)
def test_calc_refuses_all_else_in_one_line(text: str, capsys: Said) -> None:
    assert run(["calc", text]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("quizzer: ")
    assert "Traceback" not in said.err


def test_calc_names_no_hundred_functions_in_a_hint(capsys: Said) -> None:
    assert run(["calc", "zzzzqq(1)"]) == 2
    said = capsys.readouterr().err
    assert "calc --list" in said
    assert len(said) < 200


def test_calc_documents_every_function(capsys: Said) -> None:
    assert run(["calc", "--list"]) == 0
    text = capsys.readouterr().out
    assert "kv_cache_bytes(" in text
    assert "mfu(" in text
    assert run(["calc", "--list", "nonsense"]) == 2


def test_an_export_comes_back_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("QUIZZER_NOW", "2027-01-10T09:00")
    run(["import", str(NOTES), "--yes"])
    run(["add", "by hand?", "yes", "--tag", "own"])
    type_in(monkeypatch, "\n1\n\n3\n\n4\nu\n\n2\nq\n")
    run(["review", "--plain"])
    run(["decks", "remove", "training", "--yes"])
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run(["export", "--out", str(first)]) == 0
    other = ["--home", str(tmp_path / "other")]
    assert run([*other, "import", str(first)]) == 0
    assert run([*other, "export", "--out", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert run([*other, "doctor"]) == 0
    capsys.readouterr()
    assert run([*other, "import", str(first)]) == 0
    assert "0 cards and 0 log entries came back" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"version": 2, "cards": []}',
        '{"version": 1}',
        '{"version": 1, "cards": [{}]}',
        '{"version": 1, "cards": [1]}',
    ],
)
def test_a_broken_export_stores_nothing(text: str, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "broken.json"
    file.write_text('{"version": 1' + text[1:] if text == "{" else text)
    assert run(["import", str(file)]) == 1
    assert str(file) in capsys.readouterr().err


def test_a_bundled_deck_is_the_same_wherever_quizzer_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    from quizzer.services import decks

    for place, answer in (("one", "It hides the future."), ("two", "It hides what comes later.")):
        folder = tmp_path / place
        folder.mkdir()
        (folder / "starter.md").write_text(f"---\ndeck: Starter\n---\n## What does the mask do?\n\n{answer}\n")
        monkeypatch.setattr(decks, "decks_folder", lambda folder=folder: folder)
        assert run(["decks", "install", "starter"]) == 0
        type_in(monkeypatch, "\n3\n")
        run(["review", "--plain"])
    capsys.readouterr()
    run(["cards", "--json"])
    (card,) = json.loads(capsys.readouterr().out)
    assert card["schedule"]["repetition"] == 1
    run(["import", str(NOTES), "--yes"])
    type_in(monkeypatch, "q\n")
    capsys.readouterr()
    run(["review", "--plain"])
    assert "Starter" not in capsys.readouterr().out


COMPUTABLE = """
## Cache size

A model has 12 layers, hidden size 1024, 16 heads and a sequence length of 256 tokens, in float16.
Estimate the size of the KV cache.

Ans: 2 x 12 x 1024 x 256 x 2 bytes = {said}
"""


@pytest.mark.parametrize(("said", "is_told"), [("12 MB", True), ("12 MiB", False), ("24 MB", True)])
def test_the_notes_own_number_is_checked(said: str, is_told: bool, tmp_path: Path, capsys: Said) -> None:
    note = tmp_path / "note.md"
    note.write_text(COMPUTABLE.format(said=said))
    run(["import", str(note)])
    told = capsys.readouterr().err
    assert ("your note says" in told and "12,582,912 B = 12 MiB" in told) == is_told


@pytest.mark.parametrize(("is_named", "code"), [(False, 0), (True, 1)], ids=["in a folder", "named"])
def test_what_is_not_notes_is_offered_and_not_imported(is_named: bool, code: int, tmp_path: Path, capsys: Said) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text(
        "# Changelog\n\n## 1.2.0\n\n- Mended a fault\n\n## 1.1.0\n\n- Added a thing\n\n## 1.0.0\n\n- First\n"
    )
    (tmp_path / "note.md").write_text("## What is a token?\n\nA piece of text.\n")
    assert run(["import", str(log if is_named else tmp_path), "--yes"]) == code
    assert "--yes --force" in capsys.readouterr().err
    run(["cards", "--json"])
    assert len(json.loads(capsys.readouterr().out)) == (0 if is_named else 1)


def test_a_bundled_deck_that_was_removed_can_be_added_again(capsys: Said) -> None:
    run(["decks", "install", "starter"])
    before = capsys.readouterr().out
    run(["decks", "remove", "Starter: transformer arithmetic", "--yes"])
    run(["due", "--count"])
    assert capsys.readouterr().out.splitlines()[-1] == "0"
    run(["decks", "install", "starter"])
    assert capsys.readouterr().out == before


def test_standard_input_is_decoded_as_a_file_is(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "Q: What is a caf\u00e9?\nA: A na\u00efve place.\n".encode("cp1252")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert run(["import", "-", "--dry-run", "--json"]) == 0
    (card,) = json.loads(capsys.readouterr().out)["cards"]
    assert (card["question"], card["answer"]) == ("What is a caf\u00e9?", "A na\u00efve place.")
