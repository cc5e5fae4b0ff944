"""A file that is there already is written over only by one who says so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizzer.errors import QuizzerError


def may_write(out: Path) -> None:
    """Ask whether a file that is there may be written over; without a terminal it may not. Raises when it is kept."""
    if not out.exists() or not out.is_file():
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizzerError(f"{out} is there already", hint="--force writes over it")
    click.confirm(f"{out} is there already. Write over it?", abort=True)
