"""Files beside a note: the pictures that it shows."""

from __future__ import annotations

from pathlib import Path

from quizzer.notes.images import Images


def find_picture(target: str, note: Path, folder: Path) -> Path | None:
    """The picture that a note means, below the folder that it was imported with; None when it is not there."""
    return Images(folder).resolve(target, note)
