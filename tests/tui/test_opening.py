"""Which command opens a note at a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer.errors import QuizzerError
from quizzer.tui.opening import editor_command


@pytest.mark.parametrize(
    ("chosen", "environment", "expected"),
    [
        ("vim", {"EDITOR": "nano"}, ["vim", "+7", "a b.md"]),
        ("", {"VISUAL": "code -n", "EDITOR": "nano"}, ["code", "-n", "--wait", "--goto", "a b.md:7"]),
        ("", {"EDITOR": "/usr/bin/hx"}, ["/usr/bin/hx", "a b.md:7"]),
        ("", {"VISUAL": "", "EDITOR": "gedit"}, ["gedit", "a b.md"]),
        ("'my editor' --fast", {}, ["my editor", "--fast", "a b.md"]),
    ],
)
def test_the_editor_chosen_here_goes_before_those_of_the_system(
    chosen: str, environment: dict[str, str], expected: list[str]
) -> None:
    assert editor_command(chosen, environment, "a b.md", 7) == expected


@pytest.mark.parametrize(("installed", "expected"), [(["vi"], "vi"), (["vi", "vim"], "vim"), (["vi", "nano"], "nano")])
def test_without_any_set_the_easiest_that_is_installed_opens(
    tmp_path: Path, installed: list[str], expected: str
) -> None:
    for name in installed:
        (tmp_path / name).touch(mode=0o700)
    assert editor_command("", {"PATH": str(tmp_path)}, "a.md", 7) == [expected, "+7", "a.md"]


@pytest.mark.parametrize("chosen", ["", "'unclosed"])
def test_no_editor_at_all_says_how_to_set_one(tmp_path: Path, chosen: str) -> None:
    with pytest.raises(QuizzerError, match="no editor is set"):
        editor_command(chosen, {"PATH": str(tmp_path)}, "a.md", 7)
