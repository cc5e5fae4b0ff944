"""What a person asks to be imported, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Request:
    """What the person asked to be imported, and how."""

    paths: tuple[Path, ...] = ()
    """Files and folders; none re-reads those imported before."""
    deck: str = ""
    """Every card goes into this deck; empty leaves it to the notes."""
    is_confirmed: bool = False
    """Read files that do not look like notes too."""
    is_bundled: bool = False
    are_guesses_taken: bool = True
    """Whether lines in a wrong encoding are mended too where that is a guess."""
    text: str | bytes | None = None
    """Read this text, called standard input, in place of files."""
    is_whole: bool = False
    """Read unchanged files too."""
    columns: str = ""
    """What the columns of the tables among the paths stand for, as `front=Question,back=Answer`."""
    is_by_itself: bool = False
    """Nobody named the paths: they are those of earlier imports, and a file among them may be gone."""


def bundled_path(path: Path) -> str:
    """What a deck that ships with quizzer is known by, wherever this quizzer is installed."""
    return f"bundled/{path.name}"
