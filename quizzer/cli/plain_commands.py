"""What the letters of a plain sitting do to the card on the table, and the lines that they are read from."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import click

from quizzer.cli.context import Context, complain, say
from quizzer.cli.plain_keys import Command, list_keys, read_command
from quizzer.cli.plain_text import Page, facts, list_links, list_points
from quizzer.domain import rubric
from quizzer.domain.leech import NEVER_REVIEWED
from quizzer.domain.plain_text import clean
from quizzer.domain.reviews import Grade
from quizzer.domain.session import hidden
from quizzer.errors import QuizzerError
from quizzer.services.exercise import Exercise, exercise_for
from quizzer.services.sitting import Sitting
from quizzer.services.study import Desk
from quizzer.store.marks import Mark

if TYPE_CHECKING:
    from quizzer.services.computing import Computation

PROMPT_ANSWER = "Your answer (enter to reveal) > "
PROMPT_WORDS = "In your own words > "
PROMPT_FACTOR = "The factor, as 2 or 1/4 (enter to leave it) > "
MOST_TYPED = 2_000
"""Characters of a line that are taken; a pipe may bring any number."""


class Left(Exception):
    """The person typed `q`, or the input ended."""


class Moved(Exception):
    """Another card is on the table now, or this one from its beginning."""


class Renewed(Exception):
    """The same card has other numbers now."""


class CardCommands:
    """The card on the table of a sitting, and every key but the answer and the grade."""

    def __init__(self, context: Context, desk: Desk, sitting: Sitting, page: Page) -> None:
        assert sitting.showing is not None
        self._context = context
        self._desk = desk
        self._sitting = sitting
        self._showing = sitting.showing
        self._page = page
        self._exercise: Exercise = exercise_for(desk, sitting.showing)
        self._started = time.monotonic()
        self._words = ""
        self._points: tuple[str, ...] = ()
        """Those that were listed."""
        self._ticked: set[int] = set()

    def _say_question(self) -> None:
        say(self._page.draw(self._exercise.question))
        for line in self._page.options(self._exercise.option_lines):
            say(line)

    # -- points to tick

    def _all_points(self) -> tuple[str, ...]:
        return () if self._exercise.takes_answer else rubric.points(self._exercise.solution)

    def _list_points(self) -> None:
        self._points = self._all_points()
        self._ticked = set(rubric.mentioned(self._points, self._words))
        self._say_points()

    def _say_points(self) -> None:
        if self._points:
            for line in list_points(self._points, self._ticked, self._page):
                say(line)
            say("t with a number ticks a point, or takes its tick away.")

    def _tick(self, numbers: tuple[int, ...]) -> None:
        if not self._points:
            self._list_points()
        if not self._points:
            say("This answer has no points to tick off.")
        elif numbers:
            self._ticked ^= {number - 1 for number in numbers if 1 <= number <= len(self._points)}
            self._say_points()

    # -- lines and keys

    def _read(self, prompt: str) -> str:
        """A line that is not a key; keys are seen to before it comes."""
        while True:
            typed = read_line(prompt)
            is_open = bool(self._exercise.option_lines) and not self._exercise.is_settled
            letters = "".join(line[:1] for line in self._exercise.option_lines) if is_open else ""
            command = read_command(typed, letters=letters)
            if command is None:
                return typed
            if command.key == "a" and not self._is_revealed:
                return read_line(PROMPT_WORDS if not self._exercise.takes_answer else PROMPT_ANSWER)
            try:
                self._obey(command)
            except QuizzerError as error:
                complain(error)

    @property
    def _is_revealed(self) -> bool:
        return self._sitting.session.is_revealed

    @property
    def _computation(self) -> Computation | None:
        return cast("Computation", self._exercise) if hasattr(self._exercise, "renewed") else None

    def _obey(self, command: Command) -> None:
        simple: dict[str, Callable[[], None]] = {
            "?": self._say_keys, "h": self._hint, "n": self._renew, "w": self._what_if, "r": self._read_again,
            "m": self._change_math, "i": self._say_facts, "y": self._say_source, "e": self._edit, "f": self._flag,
            "s": self._suspend, "b": self._bury, "p": self._postpone, "x": self._skip, "u": self._undo, "U": self._redo,
        }  # fmt: skip
        if command.key == "q":
            raise Left
        if command.key == "t" and self._is_revealed:
            self._tick(command.numbers)
        elif command.key == "o":
            self._open(command.numbers)
        elif command.key in simple:
            simple[command.key]()
        else:
            say("That key waits for the answer." if not self._is_revealed else "The answer is shown already.")

    def _say_keys(self) -> None:
        keys = grade_keys(is_six=self._desk.settings.grades == 6)
        grades = f"{min(keys)}-{max(keys)}"
        for line in list_keys(is_revealed=self._is_revealed, is_computed=self._computation is not None, grades=grades):
            say(line)

    def _hint(self) -> None:
        hint = None if self._is_revealed else self._exercise.hint()
        say(f"Hint: {self._page.line(hint)}" if hint else "There is no further hint.")

    def _renew(self) -> None:
        computation = self._computation
        if computation is None or not computation.can_vary:
            say("This card has no other numbers.")
            return
        self._exercise = computation.renewed()
        self._sitting.session = hidden(self._sitting.session)
        raise Renewed

    def _what_if(self) -> None:
        computation = self._computation
        if computation is None or not self._is_revealed or not computation.what_ifs:
            say("There is no number to change here.")
            return
        for place, asked in enumerate(computation.what_ifs):
            say(asked.question)
            typed = read_line(PROMPT_FACTOR)
            if typed in ("", "q"):
                return
            is_right = computation.is_factor_right(place, typed)
            say(f"{'Right' if is_right else 'It is'}: {asked.explanation}")

    def _read_again(self) -> None:
        self._say_question()
        if self._is_revealed:
            say(self._page.draw(self._exercise.solution))
            self._say_points()

    def _change_math(self) -> None:
        self._page = self._page.following()
        names = {"2d": "two-dimensional", "line": "on one line", "raw": "raw TeX"}
        say(f"Formulas {names[self._page.math]}.")
        self._read_again()

    def _say_facts(self) -> None:
        for line in facts(self._showing):
            say(line)

    def _texts(self) -> list[str]:
        return [self._exercise.question, *([self._exercise.solution] if self._is_revealed else [])]

    def _say_source(self) -> None:
        say("\n\n".join(self._texts()))

    def _open(self, numbers: tuple[int, ...]) -> None:
        from quizzer.tui import opening
        from quizzer.tui.markdown import read

        links = [link for text in self._texts() for link in read(text).links]
        if not links:
            say("There is no link or picture here.")
        elif len(links) > 1 and not (numbers and 1 <= numbers[0] <= len(links)):
            for line in list_links(links):
                say(line)
            say("o with a number opens one of these.")
        else:
            note = self._showing.card.path
            link = links[numbers[0] - 1 if len(links) > 1 else 0]
            target = opening.find_target(link, note, self._desk.folder_of(note))
            opening.open_outside(target)
            say(f"Opened {target}")

    def _edit(self) -> None:
        from quizzer.cli.screens import is_terminal
        from quizzer.tui import opening, wording

        card = self._showing.card
        if not wording.has_note(card):
            say("This card belongs to no note of yours: it comes with quizzer, or was added by hand.")
        elif not is_terminal():
            say(f"The card stands in {card.path}, line {card.line}. An editor needs a terminal.")
        else:
            editor = self._desk.settings.editor
            command = opening.editor_command(editor, self._context.environment, card.path, card.line)
            failure = opening.run_editor(command)
            say(
                f"{failure[:1].upper()}{failure[1:]}. See the setting `editor`."
                if failure
                else "What changed in the note comes in with the next import (quizzer import)."
            )

    # -- marks, and what moves the table

    def _flag(self) -> None:
        is_flagged = self._sitting.flag()
        self._showing = self._sitting.showing or self._showing
        say("Flagged: quizzer review --flagged asks these." if is_flagged else "The flag is gone.")

    def _suspend(self) -> None:
        self._sitting.put_away(self._desk.suspend)
        self._go_on("Suspended. u takes it back.")

    def _bury(self) -> None:
        self._sitting.put_away(self._desk.bury)
        self._go_on("Buried until tomorrow. u takes it back.")

    def _postpone(self) -> None:
        if self._sitting.put_away(self._desk.postpone):
            self._go_on("Postponed by a week. u takes it back.")
        say(NEVER_REVIEWED)

    def _skip(self) -> None:
        self._sitting.skip()
        self._go_on("Skipped: not graded, and not asked again in this sitting.")

    def _undo(self) -> None:
        undone = self._sitting.undo()
        if undone is None:
            say("There is nothing to undo.")
            return
        say(
            f"Taken back: {undone.title}." if isinstance(undone, Mark) else "Taken back: the last grade does not count."
        )
        raise Moved

    def _redo(self) -> None:
        if self._desk.redo() is None:
            say("There is nothing to bring back.")
            return
        self._go_on("The grade counts again.")

    def _go_on(self, said: str) -> None:
        say(said)
        self._sitting.advance()
        raise Moved


def grade_keys(*, is_six: bool) -> dict[str, int]:
    """The keys of the grades with their qualities."""
    return {str(q): q for q in range(6)} if is_six else {str(n): int(grade) for n, grade in enumerate(Grade, 1)}


def read_line(prompt: str) -> str:
    """One line from standard input, stripped; Left at its end, also when there is no standard input at all."""
    click.echo(clean(prompt), file=sys.stdout, nl=False)
    stream = sys.stdin
    if stream is None:
        raise Left
    if isinstance(stream, io.TextIOWrapper) and stream.errors != "replace":
        # A pipe may bring bytes that are no letters at all.
        stream.reconfigure(errors="replace")
    line = stream.readline()
    if not stream.isatty():
        # Over a pipe nobody typed the Enter that ends the prompt's line.
        say()
    if not line:
        raise Left
    return clean(line.strip()[:MOST_TYPED])
