"""Opens the screens when there is a terminal, and says the same in lines when there is none."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizzer.cli.context import Context, note, say
from quizzer.domain.candidates import Selection

if TYPE_CHECKING:
    from quizzer.tui.app import QuizzerApp

NOTHING_DUE = 3
"""Exit code of a review that has nothing to ask."""


def can_draw(environment: Mapping[str, str]) -> bool:
    """Whether a person can see what Textual draws: in a terminal, where it writes to standard error, or in a browser."""
    return is_served(environment) or is_terminal()


def is_terminal() -> bool:
    """Whether somebody sits at the other end of all three streams; one may be closed."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def is_served(environment: Mapping[str, str]) -> bool:
    """Whether this process draws for a tab of `quizzer serve`."""
    return environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def open_app(context: Context) -> None:
    """`quizzer` alone: today's screen, or today's summary without a terminal."""
    if not can_draw(context.environment):
        from quizzer.cli.reading import say_today
        from quizzer.services.reporting import count_waiting, today

        with context.desk() as desk:
            say_today(today(desk, count_waiting(desk)))
        return
    open_review(context, None, minutes=None, more_today=0)


def open_review(context: Context, selection: Selection | None, *, minutes: int | None, more_today: int) -> int:
    """The Review screen; without a selection the Today screen first. 3 when a review finds nothing due."""
    if is_terminal():
        from quizzer.services.opening import first_words

        words = first_words(context.home)
        if words:
            note(words)
    if _is_plain_better(context.environment):
        from quizzer.cli.plain import review_plainly

        return review_plainly(context, selection or Selection(), minutes=minutes, more_today=more_today)
    app = make_app(context, selection, minutes=minutes, more_today=more_today)
    return NOTHING_DUE if app is None else app.run() or 0


def make_app(
    context: Context, selection: Selection | None, *, minutes: int | None, more_today: int
) -> QuizzerApp | None:
    """The app, not yet on the screen; None, and said why, when a review finds nothing due."""
    # Opened here, so that a database that cannot be used is refused in a line before the screen is taken.
    desk = context.desk()
    sitting = None
    if selection is not None and not selection.is_cram:
        # The screen goes on with this sitting: its first card is looked for once.
        sitting = desk.start(selection, minutes=minutes, more_today=more_today)
        if sitting.advance() is None:
            from quizzer.cli.plain import nothing_due

            with desk:
                say(nothing_due(desk))
            return None
    # Hardly anything that a start makes is garbage, and looking for it takes a twentieth of the time to the first card.
    gc.disable()
    from quizzer.tui.app import QuizzerApp
    from quizzer.tui.pictures import choose_widget

    return QuizzerApp(
        context.home,
        context.settings,
        context.clock,
        selection=selection,
        minutes=minutes,
        more_today=more_today,
        desk=desk,
        sitting=sitting,
        environment=context.environment,
        picture_widget=choose_widget(context.settings, context.environment, is_served=is_served(context.environment)),
    )


def _is_plain_better(environment: Mapping[str, str]) -> bool:
    """Whether the terminal cannot move its cursor or cannot show the letters that the screens are drawn with."""
    if is_served(environment):
        return False
    encoding = (sys.stderr.encoding or "").lower().replace("-", "").replace("_", "")
    return environment.get("TERM") == "dumb" or encoding not in ("utf8", "utf16")
