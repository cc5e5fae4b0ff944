"""Where a command writes to: a file that is there already is written over only by one who says so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizzer.cli.context import note
from quizzer.domain.plain_text import one_line
from quizzer.errors import QuizzerError

STANDARD_OUTPUT = "-"


def place_of(out: Path | None) -> Path | None:
    """The file that --out names; None for standard output. QuizzerError for what can never be a file."""
    if out is None or str(out) == STANDARD_OUTPUT:
        return None
    try:
        is_folder = not out.name or out.is_dir()
    except OSError as error:
        raise QuizzerError(f"cannot write {one_line(str(out), 80)}: {error.strerror}", hint=_ELSEWHERE) from error
    if is_folder:
        raise QuizzerError(f"cannot write {out}: it is a folder", hint=_ELSEWHERE)
    if out.is_fifo() and not out.absolute().is_relative_to(_DEVICES):
        note(f"{one_line(str(out), 80)} is a pipe: writing waits for what reads it.")
    return out


def write_out(text: str) -> None:
    """Put text on standard output, always as UTF-8: it may be read in again."""
    if sys.stdout is None:
        raise QuizzerError("there is no standard output to write to", hint="name a file with --out")
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def may_write(out: Path, *, hint: str = "--force writes over it") -> None:
    """Ask whether a file that is there may be written over; without a terminal it may not. Raises when it is kept."""
    if not out.exists() or not out.is_file():
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizzerError(f"{out} is there already", hint=hint)
    click.confirm(f"{out} is there already. Write over it?", abort=True)


_DEVICES = "/dev"
"""A pipe that the shell names here has its reader already."""
_ELSEWHERE = "choose another place with --out"
