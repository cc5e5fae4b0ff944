"""A home or a settings file that cannot be one is said in a sentence with the next step."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import DEFAULTS, THEMES, Home, find_home
from quizzer.config_file import load, store
from quizzer.errors import QuizzerError, UsageError
from tests.tui.seeding import app_for

TOO_LONG = "x" * 300
"""More than a file system allows for one name."""


@pytest.mark.parametrize("folder", [TOO_LONG, "~nobody-of-this-name/quizzer", __file__])
def test_what_cannot_be_a_home_is_said(folder: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_home(folder, {})
    assert caught.value.hint


def test_settings_that_are_not_there_are_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none" / "config.toml") is DEFAULTS


@pytest.mark.parametrize("name", [f"{TOO_LONG}/config.toml", ""])
def test_settings_that_cannot_be_read_are_said(name: str, tmp_path: Path) -> None:
    with pytest.raises(QuizzerError, match="the settings cannot be read") as caught:
        load(tmp_path / name)
    assert caught.value.hint


@pytest.mark.parametrize("words", [["config", "set", "grades", "6"], ["due"], ["config", "get"]])
@pytest.mark.parametrize("folder", [TOO_LONG, "file/below"])
def test_no_command_answers_a_wrong_home_with_a_traceback(
    folder: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert run(["--home", str(tmp_path / folder), *words]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_the_themes_that_can_be_set_are_those_there_are(home: Home) -> None:
    assert set(app_for(home).available_themes) == set(THEMES)


def test_a_theme_of_another_version_does_not_keep_the_file_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "of-tomorrow"\n')
    assert load(path).theme == "of-tomorrow"
    with pytest.raises(UsageError) as error:
        store(path, "theme", "light")
    assert error.value.hint.startswith("did you mean quizzer-light?")
    assert store(path, "theme", "quizzer-light") == "quizzer-light"


def test_settings_that_cannot_be_written_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    store(path, "grades", "6")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(QuizzerError, match="No space left"):
        store(path, "grades", "4")
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]
    assert load(path).grades == 6


BAD_TABLES = {
    "[decks.x]\nnonsense = 3\n": "decks.x: a deck has no setting 'nonsense'",
    '[decks."a/b"]\nnew_per_day = "many"\n': "decks.a/b: new_per_day is a whole number, not 'many'",
    "[decks]\nx = 3\n": "decks.x is a table",
    '[keymap]\n"review.reveal" = 5\n': "keymap.review.reveal is a key in quotes, not 5",
    'easy_days = "never"\n': "easy_days: 'never' is not understood",
}


@pytest.mark.parametrize(("text", "words"), BAD_TABLES.items())
def test_what_cannot_hold_is_said_when_the_settings_are_read(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(QuizzerError) as error:
        load(path)
    assert error.value.source == str(path)
    assert words in error.value.message


def test_the_tables_of_the_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'easy_days = "sat=0.5 sun=0"\n[decks."a/b"]\nnew_per_day = "no limit"\nscheduler = "fsrs"\n'
        '[keymap]\n"review.reveal" = "r"\n'
    )
    settings = load(path)
    assert settings.for_deck("a/b/c").scheduler == "fsrs"
    assert settings.keymap["review.reveal"] == "r"
