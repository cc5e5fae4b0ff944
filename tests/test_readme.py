"""The README says what is true: its commands exist, its options too, its keys are bound, its deck is read."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from quizzer.cli import COMMANDS, cli
from quizzer.config import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALLS = sorted(set(re.findall(r"(?m)(?:^|`|&& (?:\.venv/bin/)?)(quizzer(?: [^`#\n]*)?)", README)))


def test_there_are_calls_to_check() -> None:
    assert len(CALLS) > 10


@pytest.mark.parametrize("call", CALLS)
def test_commands_and_options_exist(call: str) -> None:
    words = call.split()[1:]
    command: click.Command = cli
    with click.Context(cli) as context:
        for word in words:
            if isinstance(command, click.Group) and not word.startswith("-"):
                found = command.get_command(context, word)
                assert found is not None, f"{call}: no command {word}"
                command = found
            elif word.startswith("--"):
                options = {name for parameter in command.params for name in parameter.opts}
                assert word in options, f"{call}: no option {word}"
    if words[:2] == ["config", "set"]:
        assert words[2] in SETTINGS


def test_every_command_has_a_module_and_one_line_of_help() -> None:
    for name, (_, line) in COMMANDS.items():
        with click.Context(cli) as context:
            assert cli.get_command(context, name) is not None  # type: ignore[attr-defined]
        assert line.endswith(".")


def test_the_pictures_are_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()


def test_no_registry_is_asked_for_quizzer_by_name() -> None:
    assert not re.search(r"(pip|pipx|uv tool|uvx) (install |run )?quizzer\b", README)


def test_the_deck_in_it_is_read() -> None:
    from quizzer.notes.deck_file import read_deck

    block = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    reading = read_deck(block[1], "readme.yaml")
    assert reading.problems == ()
    assert len(reading.drafts) == 1
