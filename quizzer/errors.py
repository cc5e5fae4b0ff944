"""Errors that a person is meant to read: one line of what happened, one of what to do next."""

from __future__ import annotations


class QuizzerError(Exception):
    """Anything quizzer can explain. Printed as one line and a hint, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", source: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened, in one sentence."""
        self.hint = hint
        """What to do next; empty when there is nothing to add."""
        self.source = source
        """`path:line` where the cause stands, when it stands in a file."""

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.source else self.message


class UsageError(QuizzerError):
    """The words of a command do not fit together."""

    exit_code = 2


class NoteError(QuizzerError):
    """A note, deck or export cannot be read; the file itself is untouched."""


class StoreError(QuizzerError):
    """The database cannot be opened or written; what it holds is untouched."""


class Overtaken(StoreError):
    """Something else was stored meanwhile: what was planned does not fit any more, and is not carried out."""

    def __init__(self) -> None:
        super().__init__("something else was imported meanwhile", hint="run the import again")


class AnswerError(QuizzerError):
    """A computed card names an unknown function, or its parameters do not fit."""
