"""A home or a settings file that cannot be one is said in a sentence with the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.cli import run
from quizzer.config import DEFAULTS, find_home
from quizzer.config_file import load
from quizzer.errors import QuizzerError, UsageError

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
