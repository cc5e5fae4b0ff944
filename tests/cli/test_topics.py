"""`quizzer help`: topics that name only what exists."""

from __future__ import annotations

import re

import click
import pytest

from quizzer.cli import cli, run
from quizzer.cli.topics import TOPICS

Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_terminal_and_names_commands_and_options_that_exist(topic: str, capsys: Said) -> None:
    assert run(["help", topic]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 120
    for name, rest in re.findall(r"(?m)(?:`|^ +)quizzer ([a-z]+)([^`\n]*)", text):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, name
        commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
        options = {option for each in commands for parameter in each.params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, name


def test_without_a_topic_they_are_listed(capsys: Said) -> None:
    assert run(["help"]) == 0
    assert set(TOPICS) <= set(capsys.readouterr().out.split())


def test_the_name_of_a_command_gives_its_help(capsys: Said) -> None:
    assert run(["help", "due"]) == 0
    assert "--count" in capsys.readouterr().out


def test_no_line_of_a_list_of_commands_is_cut(capsys: Said) -> None:
    for group in ("backup", "card", "config", "decks"):
        assert run([group, "--help"]) == 0
        assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


def test_an_unknown_topic_is_a_usage_error(capsys: Said) -> None:
    assert run(["help", "nonsense"]) == 2
    assert "notes" in capsys.readouterr().err
