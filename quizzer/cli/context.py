"""What every command is given: the home, the settings and the clock, each read when first asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from quizzer.cli.json_text import pieces
from quizzer.config import Home, Settings, find_home
from quizzer.config_file import load
from quizzer.domain.plain_text import clean, counted
from quizzer.errors import QuizzerError

if TYPE_CHECKING:
    from quizzer.services.clock import Clock
    from quizzer.services.library import Library
    from quizzer.services.study import Desk


__all__ = ["Context", "complain", "counted", "note", "pass_context", "print_json", "say"]

_PIECES_AT_ONCE = 1_000


class Context:
    """The edge: arguments and environment in, values for the services out."""

    def __init__(self, home: str | None, environment: Mapping[str, str], *, is_ascii: bool = False) -> None:
        self.home_option = home
        """What `--home` said."""
        self.environment = environment
        self._is_ascii = is_ascii

    @cached_property
    def home(self) -> Home:
        """Where the files live."""
        return find_home(self.home_option, self.environment)

    @cached_property
    def settings(self) -> Settings:
        """The settings, with what the command line says on top."""
        settings = load(self.home.config)
        if self._is_ascii:
            from dataclasses import replace

            return replace(settings, ascii=True)
        return settings

    @cached_property
    def clock(self) -> Clock:
        """The clock."""
        from quizzer.services.clock import make_clock

        return make_clock(self.settings, self.environment)

    def desk(self) -> Desk:
        """The desk of this home, opened; use it in a `with`."""
        from quizzer.services.study import Desk

        return Desk(self.home, self.settings, self.clock)

    def library(self) -> Library:
        """This home as `quizzer.open` gives it; use it in a `with`."""
        from quizzer.services.library import Library

        return Library(self.home, self.settings, self.clock)


pass_context = click.make_pass_decorator(Context)


def say(text: str = "") -> None:
    """Print a line; what would steer a terminal is shown instead of sent."""
    # To the very stream: click would put UTF-8 in the place of ASCII, whatever the terminal shows for it.
    click.echo(clean(text), file=sys.stdout)


def note(text: str) -> None:
    """Print a line for the person beside the data: on standard error."""
    click.echo(clean(text), err=True)


def print_json(value: Any) -> None:
    """Print one JSON value, readable and stable; an iterator is printed as a list, while it goes."""
    text = pieces(value, is_ascii=not is_utf8())
    while some := list(islice(text, _PIECES_AT_ONCE)):
        click.echo("".join(some), nl=False)
    click.echo()


def is_utf8() -> bool:
    """Whether standard output takes every letter."""
    return sys.stdout is None or (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def complain(error: QuizzerError) -> None:
    """One line of what happened and one of what to do, on standard error."""
    click.echo(f"quizzer: {clean(str(error))}", err=True)
    if error.hint:
        click.echo(f"  hint: {clean(error.hint)}", err=True)
