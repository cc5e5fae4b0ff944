"""`python -m tests.tour FOLDER` writes the pictures; options choose stops, sizes, themes and notes to look at."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from quizzer.config import Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.tui.screens.import_notes import ImportScreen
from tests import identities
from tests.tour.homes import HOMES, of_notes
from tests.tour.stops import STOPS, WAIT, Stop
from tests.tui import seeding

SIZES = ["80x24", "120x40", "50x16"]
THEMES = ["quizzer-dark", "quizzer-light"]
EVERY = ("",)
"""In place of the decks of a stop: all of them."""
_FONT_ADDRESS = re.compile(r",\s*url\([^)]*\)\s*format\([^)]*\)|<!--.*?-->", re.DOTALL)


async def picture(seed: Path, stop: Stop, size: tuple[int, int], theme: str) -> str:
    """The SVG of one stop, in a home of its own: the keys of another have graded nothing in it."""
    with tempfile.TemporaryDirectory() as name:
        home = find_home(f"{name}/home", {})
        if (seed / "home").exists():
            shutil.copytree(seed / "home", home.data, dirs_exist_ok=True)
        with contextlib.chdir(name):
            return await _picture(home, stop, size, theme)


async def _picture(home: Home, stop: Stop, size: tuple[int, int], theme: str) -> str:
    selection = Selection(decks=() if stop.decks == EVERY else stop.decks) if stop.decks else None
    app = seeding.app_for(home, selection=selection, **{"theme": theme, **dict(stop.settings)})
    async with app.run_test(size=size, notifications=True) as pilot:
        for key in stop.keys:
            await _press(pilot, key)
        if "reading" not in stop.keys:
            await _settle(pilot)
        return offline(app.export_screenshot(title="quizzer"))


async def _press(pilot: Pilot[Any], key: str) -> None:
    if key == WAIT:
        await _settle(pilot)
    elif key == "reading":
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        screen.tell_progress(120, 480, "A note with a long name, as people like to give them.md")
        await pilot.pause()
    else:
        await pilot.press(key)


async def _settle(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def offline(svg: str) -> str:
    """The picture with the fonts of the machine it is looked at on, and none from elsewhere."""
    return _FONT_ADDRESS.sub("", svg)


async def tour(target: Path, stops: list[Stop], sizes: list[str], themes: list[str], notes: Path | None) -> None:
    """Every stop in every size and theme."""
    target.mkdir(parents=True, exist_ok=True)
    homes = {**HOMES, **({"history": of_notes(notes)} if notes else {})}
    with tempfile.TemporaryDirectory() as name, identities.repeated():
        for home in sorted({stop.home for stop in stops}):
            (Path(name) / home).mkdir()
            identities.start(home)
            homes[home](Path(name) / home)
        for stop in stops:
            if notes and stop.home == "history" and stop.decks:
                stop = replace(stop, decks=EVERY)
            own = ["x".join(map(str, stop.size))] if stop.size else sizes
            for size in own:
                wide, high = map(int, size.split("x"))
                for theme in themes:
                    svg = await picture(Path(name) / stop.home, stop, (wide, high), theme)
                    path = target / f"{stop.name}-{size}-{theme.removeprefix('quizzer-')}.svg"
                    path.write_text(svg, encoding="utf-8")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.tour", description="Pictures (SVG) of every screen.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("tour"))
    parser.add_argument("--size", nargs="+", default=SIZES, metavar="80x24")
    parser.add_argument("--theme", nargs="+", default=THEMES)
    parser.add_argument("--stop", nargs="+", default=[stop.name for stop in STOPS], metavar="NAME")
    parser.add_argument("--notes", type=Path, help="somebody's notes in place of the seeded ones")
    given = parser.parse_args()
    stops = [stop for stop in STOPS if stop.name in given.stop]
    asyncio.run(tour(given.folder, stops, given.size, given.theme, given.notes))


if __name__ == "__main__":
    main()
