"""A tour: `python -m tests.tour FOLDER` writes a picture (SVG) of every screen from a seeded home."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from tests.tui import seeding
from tests.tui.test_kinds import CHOICES, COMPUTED

FORMULA = seeding.NOTES["Serving.md"].replace(
    "### What does sharing key heads save?", "### What does sharing key heads save in the cache?"
)
HISTORY = [(f"2026-12-{day:02}T09:00+00:00", [4, 4, 3, 5]) for day in range(10, 31, 2)]


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: its name, and the keys that lead there."""

    name: str
    keys: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    """A review of these decks; empty starts on Today."""
    is_empty: bool = False


_FONT_ADDRESS = re.compile(r",\s*url\([^)]*\)\s*format\([^)]*\)|<!--.*?-->", re.DOTALL)
STOPS = (
    Stop("today"),
    Stop("welcome", is_empty=True),
    Stop("question", decks=("Serving",)),
    Stop("review", keys=("space",), decks=("Serving",)),
    Stop("computed", keys=(*"96 MiB", "enter"), decks=("Sums",)),
    Stop("steps", keys=(*"192 MiB", "enter"), decks=("Sums",)),
    Stop("choice", decks=("Choices",)),
    Stop("chosen", keys=("b",), decks=("Choices",)),
    Stop("formula", keys=("space", "3", "space"), decks=("Serving",)),
    Stop("summary", keys=("space", "space", "space", "2", "q"), decks=("Serving",)),
    Stop("browse", keys=("b",)),
    Stop("progress", keys=("t",)),
    Stop("settings", keys=("comma",)),
    Stop("open-questions", keys=("s",)),
    Stop("decks", keys=("d",)),
    Stop("import", keys=("i",)),
    Stop("mock-setup", keys=("m",)),
    Stop("mock", keys=("m", "enter", *"keys and values", "f3", *"half a MB for each token", "f5")),
    Stop("mock-score", keys=("m", "enter", *"keys and values", "f9", "1")),
    Stop("mock-report", keys=("m", "enter", *"keys and values", "f9", "1", "enter")),
    Stop("keys", keys=("question_mark",)),
    Stop("guide", keys=("f1",)),
)


def seed(folder: Path) -> None:
    """A home with history."""
    home = find_home(str(folder / "home"), {})
    notes = {"Serving.md": FORMULA, "Training.md": seeding.NOTES["Training.md"] + "\n### What is a good batch size?\n"}
    seeding.add_notes(home, folder / "notes", {**notes, "sums.yaml": COMPUTED, "choices.yaml": CHOICES})
    for now, qualities in HISTORY:
        seeding.study(home, now, qualities)


async def picture(folder: Path, stop: Stop, size: tuple[int, int], theme: str) -> str:
    """The SVG of one stop, in a home of its own: the keys of another have graded nothing in it."""
    with tempfile.TemporaryDirectory() as name:
        home = find_home(f"{name}/home", {})
        if not stop.is_empty:
            shutil.copytree(folder / "home", home.data)
        return await _picture(home, stop, size, theme)


async def _picture(home: Home, stop: Stop, size: tuple[int, int], theme: str) -> str:
    selection = Selection(decks=stop.decks) if stop.decks else None
    app = seeding.app_for(home, selection=selection, theme=theme)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*stop.keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        return offline(app.export_screenshot(title="quizzer"))


def offline(svg: str) -> str:
    """The picture with the fonts of the machine it is looked at on, and none from elsewhere."""
    return _FONT_ADDRESS.sub("", svg)


async def tour(target: Path, sizes: list[tuple[int, int]], themes: list[str]) -> None:
    """Every stop in every size and theme."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seed(folder)
        for theme in themes:
            for size in sizes:
                for stop in STOPS:
                    svg = await picture(folder, stop, size, theme)
                    path = target / f"{stop.name}-{size[0]}x{size[1]}-{theme.removeprefix('quizzer-')}.svg"
                    path.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(
        tour(
            Path(given[0] if given else "tour"),
            [(80, 24), (120, 40), (50, 16)] if len(given) < 2 else [tuple(map(int, given[1].split("x")))],  # type: ignore[list-item]
            ["quizzer-dark", "quizzer-light"] if len(given) < 3 else [given[2]],
        )
    )
