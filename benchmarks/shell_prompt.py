"""`quizzer due --count` in a shell prompt against a bare script, each pair in one run: `python -m benchmarks.shell_prompt`.

The yardstick is a Python script that imports sqlite3 alone and counts the due cards; below it stands what an empty
interpreter costs. The commands are processes of their own, as a prompt starts them.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from quizzer.config import Home, Settings
from quizzer.domain.cards import CardDraft, Standing
from quizzer.domain.plan import Fate, Item
from quizzer.services.clock import make_clock
from quizzer.services.importing import Importer
from quizzer.store.writer import FilePart

CARDS = 2_000
BARE = (
    "import sqlite3, sys; c = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True); "
    "print(c.execute(\"SELECT count(*) FROM schedules WHERE is_askable = 1 AND due <= date('now')\").fetchone()[0])"
)


def fill(home: Home) -> None:
    """So many cards, half of them due."""
    clock = make_clock(Settings(), {})
    importer = Importer(home, Settings(), clock)
    repository = importer.repository()
    now, today = clock.now(), date.today()
    items = [
        Item(
            Fate.NEW,
            "made",
            CardDraft(
                f"Question {n}?", "Answer.", "", 0, 0, deck=f"Deck {n % 20}",
                standing=Standing(10, today + timedelta(days=n % 20 - 9)) if n % 4 else None,
            ),
        )
        for n in range(CARDS)
    ]  # fmt: skip
    batch = repository.begin_batch("add", "made", now.instant)
    repository.store_files(batch, [FilePart(None, items)], (now.instant, now.offset_minutes, now.day))
    repository.close()


def seconds(command: Sequence[str], repeats: int = 9) -> float:
    """Processor time of the best of so many runs of the process: what else the machine does matters little."""
    best = float("inf")
    for _ in range(repeats):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder), Path(folder) / "config.toml")
        fill(home)
        quizzer = [sys.executable, "-m", "quizzer", "--home", folder]
        bare = seconds([sys.executable, "-c", BARE, str(home.database)])
        empty = seconds([sys.executable, "-c", ""])
        print(
            f"{CARDS:,} cards; a bare script with sqlite3: {bare * 1000:.0f} ms; an empty interpreter: {empty / bare:.2f} of it"
        )
        for name, words in (
            ("due --count", ["due", "--count"]),
            ("due", ["due"]),
            ("due --json", ["due", "--json"]),
            ("--help", ["--help"]),
        ):
            taken = seconds([*quizzer, *words])
            print(f"quizzer {name:<12} {taken / bare:5.2f} x the bare script ({taken * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
