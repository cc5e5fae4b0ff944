"""The manual page: every command with its options, and every topic, as `man` reads it. Made from click's own help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import click


def manual(group: click.Group, context: click.Context, topics: Mapping[str, tuple[str, str]], version: str) -> str:
    """The page in the troff macros of man(7), ending with a newline."""
    lines = [
        f'.TH QUIZZER 1 "" "quizzer {version}" "User Commands"',
        ".SH NAME",
        r"quizzer \- spaced repetition in the terminal, from your own Markdown notes",
        ".SH SYNOPSIS",
        ".B quizzer",
        "[OPTIONS] [COMMAND] [ARGUMENTS]",
        ".SH DESCRIPTION",
        *_paragraphs(group.help or ""),
        ".SH OPTIONS",
        *_options(group, context),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            lines += _command(command, name, context)
    for line, text in topics.values():
        lines += [f".SH {_plain(line).upper()}", *_verbatim(text)]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f".SS {_plain(context.command_path)} {_plain(' '.join(command.collect_usage_pieces(context)))}"
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            if inner is not None:
                yield from _command(inner, each, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", rf"\fB{_plain(record[0])}\fR", _plain(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.replace("\b", "").strip()):
        yield ".PP"
        yield _plain(" ".join(paragraph.split()))


def _verbatim(text: str) -> Iterator[str]:
    yield ".nf"
    for line in text.split("\n"):
        yield _plain(line) or ".sp"
    yield ".fi"


def _plain(text: str) -> str:
    """Text that troff takes letter for letter."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga").replace("'", r"\(aq")
    ascii_only = re.sub(r"[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", escaped)
    return rf"\&{ascii_only}" if ascii_only.startswith(".") else ascii_only
