"""quizzer for programs and shells: exit codes, completion, the manual page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from quizzer.cli import COMMANDS, cli, run
from quizzer.cli.topics import TOPICS

Said = pytest.CaptureFixture[str]

CODES = [
    (0, ["due"]),
    (0, ["--version"]),
    (0, ["cards", "--help"]),
    (1, ["import", "/nonexistent/notes"]),
    (1, ["doctor"]),
    (1, ["export", "--out", "/nonexistent/x.json"]),
    (2, ["nonsense"]),
    (2, ["due", "--nonsense"]),
    (2, ["cards", "--deck", "nonsense"]),
    (2, ["export", "--since", "yesterday"]),
    (3, ["review", "--plain"]),
]


@pytest.mark.parametrize(("code", "words"), CODES, ids=[" ".join(case[1]) for case in CODES])
def test_exit_codes(code: int, words: list[str], capsys: Said) -> None:
    assert run(words) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert bool(said.err) == (code in (1, 2))


def test_the_codes_are_explained(capsys: Said) -> None:
    run(["help", "json"])
    said = " ".join(capsys.readouterr().out.split())
    for part in ("0 done", "1 error", "2 wrong usage", "3 nothing due", "130 interrupted"):
        assert part in said


def complete(*words: str, shell: str = "bash") -> str:
    """What the shell is given for a line that is being typed."""
    environment = {
        **os.environ,
        "_QUIZZER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(("quizzer", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from quizzer.cli import run; import sys; sys.exit(run())"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_commands_and_options_are_completed() -> None:
    commands = {line.split(",")[1] for line in complete("").splitlines()}
    assert commands == set(COMMANDS)
    assert complete("du").split() == ["plain,due"]
    assert complete("due", "--c").split() == ["plain,--count"]
    assert {"plain,json", "plain,apkg"} <= set(complete("export", "--format", "").split())


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_lines_of_the_help_topic_work(shell: str) -> None:
    environment = {**os.environ, "_QUIZZER_COMPLETE": f"{shell}_source"}
    line = f"_QUIZZER_COMPLETE={shell}_source quizzer"
    assert line in TOPICS["completion"][1]
    done = subprocess.run(
        [sys.executable, "-c", "from quizzer.cli import run; import sys; sys.exit(run())"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "_QUIZZER_COMPLETE" in done.stdout


MACROS = re.compile(r"\.(?:TH|SH|SS|TP|PP|B|nf|fi|sp)\b")


def test_the_manual_page_holds_every_command_and_option(capsys: Said) -> None:
    assert run(["help", "--man"]) == 0
    page = capsys.readouterr().out
    assert page.isascii()
    assert all(MACROS.match(line) for line in page.splitlines() if line.startswith("."))
    plain = page.replace(r"\-", "-")
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert f".SS quizzer {name} " in plain
        for option in (one for one in command.params if isinstance(one, click.Option) and not one.hidden):
            assert option.opts[-1] in plain
    for line, _ in TOPICS.values():
        assert f".SH {line.upper()}".replace("'", r"\(aq") in plain


def test_counting_without_a_home_makes_none(tmp_path: Path, capsys: Said) -> None:
    assert run(["--home", str(tmp_path / "none"), "due", "--count"]) == 0
    assert capsys.readouterr().out == "0\n"
    assert not (tmp_path / "none").exists()
