"""Whole imports against their yardsticks, each pair side by side in one run: `python -m benchmarks.whole_import [NOTES]`.

First import against markdown-it-py's bare parse of the same notes; re-import of unchanged notes against a bare scandir
and stat, called within a process and as the person's whole command; one changed note against its own parse: what its
reading takes, what the import takes beyond one where nothing changed, and the import with its walk. The promises are at
most 3, 2 and 1.3. Times are the processor's, the best of several rounds taken in turns, nothing remembered from the round
before; the store is there already, and what Python loads once is measured with the smaller number of notes.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks.forgetting import forget
from benchmarks.walking import bare
from quizzer.config import Home, Settings
from quizzer.notes.library import interpret
from quizzer.services.clock import make_clock
from quizzer.services.importing import Importer, Request, Summary

_FRONT = re.compile(r"(?m)^((?:#{2,4}|\*\*Q:\*\*) \S+)(.*)$")
DECKS = Path(__file__).parent.parent / "decks"
ROUNDS = 15
CHANGED = 2
"""Which note is changed: one whose cards stand in no other copy of the deck, as those of a person's notes."""


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


def seconds(action: Callable[[], object]) -> float:
    """Of the processor's time."""
    start = time.process_time()
    action()
    return time.process_time() - start


def parse(paths: list[Path]) -> None:
    """The bare parse of so many notes."""
    parser = MarkdownIt("commonmark").enable("table")
    for path in paths:
        parser.parse(path.read_text(encoding="utf-8"))


def make_importer(home: Path) -> Importer:
    """An importer for a home of its own."""
    settings = Settings(time_zone="UTC")
    return Importer(Home(home, home / "config.toml"), settings, make_clock(settings, {}))


def bring_in(importer: Importer, folder: Path) -> Summary:
    """One import, as the command does it."""
    request = Request((folder,))
    survey = importer.survey(request)
    if survey.is_nothing_new:
        return importer.nothing_new(survey)[1]
    repository = importer.intake()
    try:
        return importer.apply(repository, importer.prepare(repository, request, survey=survey))
    finally:
        repository.close()


def first(count: int, rounds: int = 3) -> None:
    """The first import of so many notes, into a fresh home each time."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "vault")
        paths = write_vault(folder, count)
        whole, parsing, cards = [], [], 0
        for turn in range(rounds):
            importer = make_importer(Path(place, f"home{turn}"))
            importer.intake().close()
            forget()
            parsing.append(seconds(lambda: parse(paths)))
            found: list[Summary] = []
            whole.append(seconds(lambda to=importer, into=found: into.append(bring_in(to, folder))))
            cards = found[0].counts.get("new", 0)  # type: ignore[call-overload]
        print(
            f"{count} notes, {cards} cards: first import {min(whole) / min(parsing):.2f} x parse"
            f" (the first in its process {whole[0] / parsing[0]:.2f} x)"
        )


def again(count: int) -> None:
    """Re-import of so many notes: unchanged, and with one changed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "vault")
        paths = write_vault(folder, count)
        importer = make_importer(Path(place, "home"))
        bring_in(importer, folder)
        walking, unchanged, own, reading, changed = [], [], [], [], []
        note = paths[CHANGED]
        for turn in range(ROUNDS):
            walking.append(seconds(lambda: bare(str(folder))))
            unchanged.append(seconds(lambda: bring_in(importer, folder)))
            with note.open("a", encoding="utf-8") as file:
                file.write(f"\n## What is known of number {turn}?\n\nThat it comes after {turn - 1}.\n")
            own.append(seconds(lambda: parse([note])))
            forget()
            reading.append(seconds(lambda: interpret(note.read_bytes(), note.as_posix())))
            forget()
            changed.append(seconds(lambda: bring_in(importer, folder)))
        print(f"{count} notes unchanged: {min(unchanged) / min(walking):.2f} x a bare walk")
        beyond = (min(changed) - min(unchanged)) / min(own)
        print(
            f"one of {count} changed: {beyond:.2f} x its own parse beyond the unchanged walk"
            f" (with the walk {min(changed) / min(own):.2f} x, its reading alone {min(reading) / min(own):.2f} x)"
        )
        print(f"the whole command, unchanged: {_command(place) / _python():.2f} x an interpreter that does nothing")


def _command(place: str) -> float:
    home = {**os.environ, "QUIZZER_HOME": str(Path(place, "home"))}
    return _children([sys.executable, "-m", "quizzer", "import", str(Path(place, "vault"))], home)


def _python() -> float:
    return _children([sys.executable, "-c", "pass"], dict(os.environ))


def _children(command: list[str], environment: dict[str, str]) -> float:
    """The processor's seconds of a command, the best of a few."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main() -> None:
    """Print every ratio."""
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first(max(1, notes // 10))
    first(notes)
    again(1_000)


if __name__ == "__main__":
    main()
