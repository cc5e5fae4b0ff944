"""Opens the screens when there is a terminal, and says the same in lines when there is none."""

from __future__ import annotations

import sys

from quizzer.cli.context import Context
from quizzer.domain.candidates import Selection


def can_draw() -> bool:
    """Whether Textual would draw something a person can see: it writes to standard error."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def open_app(context: Context) -> None:
    """`quizzer` alone: today's screen, or today's summary without a terminal."""
    if not can_draw():
        from quizzer.cli.reading import say_today
        from quizzer.services.reporting import today

        with context.desk() as desk:
            say_today(today(desk))
        return
    open_review(context, None, minutes=None, more_today=0)


def open_review(context: Context, selection: Selection | None, *, minutes: int | None, more_today: int) -> int:
    """The Review screen; without a selection the Today screen first."""
    raise NotImplementedError
