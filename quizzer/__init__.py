"""quizzer: spaced repetition in the terminal, from your own Markdown interview notes.

`quizzer.open(home)` reads a home from Python: decks, cards, due cards and the review log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from quizzer.services.library import Library

__version__ = "0.1.0"


def open(home: str | os.PathLike[str] | None = None) -> Library:
    """Open a home to read; without one, QUIZZER_HOME or the usual place. QuizzerError when it cannot be read."""
    from quizzer.services.library import open_home

    return open_home(home)
