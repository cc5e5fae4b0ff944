"""A progress line on standard error, for whatever takes longer than 300 ms; nothing without a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizzer.domain.plain_text import one_line

_QUIET_SECONDS = 0.3
_EVERY_SECONDS = 0.1


@contextmanager
def progress_bar(verb: str) -> Iterator[Callable[[int, int, str], None]]:
    """Gives a function to call with how many are done, of how many, and the newest; clears its line at the end."""
    started = last = time.monotonic()
    is_shown = False
    is_terminal = sys.stderr.isatty()

    def show(done: int, whole: int, name: str) -> None:
        nonlocal last, is_shown
        now = time.monotonic()
        if is_terminal and now - started > _QUIET_SECONDS and now - last > _EVERY_SECONDS:
            sys.stderr.write(f"\r\x1b[K{verb} {done:,} of {whole:,}  {one_line(name, 60)}")
            sys.stderr.flush()
            last, is_shown = now, True

    try:
        yield show
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
