"""Whole imports against their yardsticks, each pair in one run: `python -m benchmarks.whole_import [NOTES]`.

First import against markdown-it-py's bare parse of the same notes, re-import of unchanged notes against a bare scandir
and stat, one changed note of a large vault against its own parse, and growth in the number of cards.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

from markdown_it import MarkdownIt

from quizzer.config import Home, Settings
from quizzer.services.clock import make_clock
from quizzer.services.importing import Importer, Request

_FRONT = re.compile(r"(?m)^((?:#{2,4}|\*\*Q:\*\*) \S+)(.*)$")
DECKS = Path(__file__).parent.parent / "decks"


def write_vault(folder: Path, notes: int) -> list[Path]:
    """So many notes in folders of fifty, made from the bundled decks with every heading told apart."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DECKS.glob("*.md")) if path.stem != "README"]
    paths = []
    for number in range(notes):
        path = folder / f"part{number // 50}" / f"note{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _FRONT.sub(rf"\1 in setup{number} \2", texts[number % len(texts)])
        path.write_text("\n".join(line for line in text.split("\n") if not line.startswith("cards:")), encoding="utf-8")
        paths.append(path)
    return paths


def parse(paths: list[Path]) -> float:
    """Seconds of processor time for the bare parse."""
    parser = MarkdownIt("commonmark").enable("table")
    start = time.process_time()
    for path in paths:
        parser.parse(path.read_text(encoding="utf-8"))
    return time.process_time() - start


def walk(folder: Path) -> float:
    """Seconds for a bare scandir and stat of everything."""
    start = time.process_time()
    stack = [str(folder)]
    while stack:
        with os.scandir(stack.pop()) as entries:
            for entry in entries:
                entry.stat()
                if entry.is_dir():
                    stack.append(entry.path)
    return time.process_time() - start


def bring_in(importer: Importer, folder: Path) -> tuple[float, int]:
    """Seconds of one import, and the cards that were new."""
    start = time.process_time()
    repository = importer.repository()
    summary = importer.apply(repository, importer.prepare(repository, Request((folder,))))
    repository.close()
    return time.process_time() - start, summary.counts.get("new", 0)  # type: ignore[call-overload]


def main() -> None:
    """Print every ratio."""
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    settings = Settings(time_zone="UTC")
    for count in (notes // 10, notes):
        with tempfile.TemporaryDirectory() as place:
            folder, home = Path(place) / "vault", Path(place) / "home"
            paths = write_vault(folder, count)
            importer = Importer(Home(home, home / "config.toml"), settings, make_clock(settings, {}))
            importer.repository().close()
            bare = parse(paths)
            first, cards = bring_in(importer, folder)
            again = min(bring_in(importer, folder)[0] for _ in range(3))
            bare_walk = min(walk(folder) for _ in range(3))
            paths[0].write_text(paths[0].read_text(encoding="utf-8") + "\n## One more?\n\nYes.\n", encoding="utf-8")
            own = parse(paths[:1])
            changed, _ = bring_in(importer, folder)
            print(
                f"{count} notes, {cards} cards: first import {first:.2f} s = {first / bare:.2f} x parse; unchanged "
                f"{again * 1e3:.1f} ms = {again / bare_walk:.1f} x walk; one changed {changed * 1e3:.0f} ms, "
                f"{(changed - again) / own:.1f} x its own parse beyond the walk"
            )


if __name__ == "__main__":
    main()
