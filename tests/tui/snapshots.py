"""Screens as text, kept beside the tests: `python -m tests.tui.snapshots` writes them anew for review."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from tests.tui import grid, seeding

FOLDER = Path(__file__).parent / "snapshots"
ALL = ((80, 24), (100, 30), (50, 16))
DESIGN = ((80, 24),)


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen in some sizes."""

    name: str
    keys: tuple[str, ...] = ()
    deck: str = ""
    sizes: tuple[tuple[int, int], ...] = DESIGN
    has_styles: bool = False
    is_empty: bool = False
    settings: tuple[tuple[str, Any], ...] = ()


SHOTS = (
    Shot("today", sizes=ALL, has_styles=True),
    Shot("welcome", is_empty=True, sizes=ALL),
    Shot("question", deck="Serving", sizes=ALL),
    Shot("review", ("space",), "Serving", ALL, has_styles=True),
    Shot("review-points", ("a", *"each layer and head", "enter"), "Serving", ((80, 24), (50, 16))),
    Shot("review-formula", ("space", "3", "space"), "Serving", ALL),
    Shot("review-table", ("space", "3", "space", "1", "space"), "Serving", ALL),
    Shot("review-ascii", ("space", "3", "space"), "Serving", settings=(("ascii", True),)),
    Shot("today-ascii", settings=(("ascii", True),)),
    Shot("browse-ascii", ("b",), settings=(("ascii", True),)),
    Shot("settings-ascii", ("comma", "enter"), settings=(("ascii", True),)),
    Shot("review-six-grades", ("space",), "Serving", settings=(("grades", 6),)),
    Shot("review-fsrs", ("space",), "Serving", settings=(("scheduler", "fsrs"),)),
    Shot("summary", ("space", "3", "space", "1", "q"), "Serving"),
    Shot("browse", ("b",), sizes=ALL),
    Shot("keys", ("question_mark",)),
    Shot("settings", ("comma",)),
    Shot("plan-empty", ("p",)),
    Shot("plan", ("p", "a", *"Onsite 2027-01-10 25 min deck:Serving", "enter"), sizes=ALL),
)
CASES = [(shot, size) for shot in SHOTS for size in shot.sizes]


def path_of(shot: Shot, size: tuple[int, int]) -> Path:
    """Where a snapshot is kept."""
    return FOLDER / f"{shot.name}-{size[0]}x{size[1]}.txt"


async def take(folder: Path, shot: Shot, size: tuple[int, int]) -> str:
    """The screen as text on a home with notes that nobody has reviewed, so that the order is theirs."""
    home = find_home(str(folder / shot.name), {})
    if not shot.is_empty:
        add_notes(home, folder / "notes")
    selection = Selection(decks=(shot.deck,)) if shot.deck else None
    app = seeding.app_for(home, selection=selection, **dict(shot.settings))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*shot.keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = grid.text(app)
        return f"{shown}\n{grid.styles(app)}" if shot.has_styles and size == (80, 24) else shown


def add_notes(home: Home, folder: Path) -> None:
    """The notes of the seeded home."""
    seeding.add_notes(home, folder)


def write_all() -> None:
    """Take and keep every snapshot."""
    FOLDER.mkdir(exist_ok=True)
    for shot, size in CASES:
        with tempfile.TemporaryDirectory() as name:
            path_of(shot, size).write_text(asyncio.run(take(Path(name), shot, size)), encoding="utf-8")


if __name__ == "__main__":
    write_all()
