"""How a first import grows whose cards bring a schedule from another program: `python -m benchmarks.standings [CARDS …]`.

Each number of cards is promised to cost no more than its share of the smallest; each runs in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.whole_import import bring_in, make_importer

SIZES = (1_000, 10_000, 40_000)
CARDS_IN_NOTE = 100
_CARD = "What is part {card} of machine {note} called?::The {card}th gear of {note}\n<!--SR:!2031-03-{day:02},{days},250-->\n\n"


def write_notes(folder: Path, cards: int) -> None:
    """Notes of a hundred cards each, every card with the mark that Obsidian's plugin leaves after a review."""
    folder.mkdir()
    for note in range(cards // CARDS_IN_NOTE):
        lines = (_CARD.format(card=n, note=note, day=n % 28 + 1, days=n % 40 + 1) for n in range(CARDS_IN_NOTE))
        (folder / f"machine {note}.md").write_text("#flashcards\n\n" + "".join(lines), encoding="utf-8")


def measure(cards: int) -> float:
    """Seconds of processor time of a first import, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.standings", "--here", str(cards)], check=True, capture_output=True, text=True
    )
    return float(told.stdout)


def _import_here(cards: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "notes")
        write_notes(folder, cards)
        importer = make_importer(Path(place, "home"))
        importer.repository().close()
        start = time.process_time()
        bring_in(importer, folder)
        spent = time.process_time() - start
        repository = importer.repository()
        try:
            assert len(repository.schedule_rows()) == cards
        finally:
            repository.close()
        print(spent)


def main() -> None:
    """Print what each size costs beside the smallest."""
    if sys.argv[1:2] == ["--here"]:
        _import_here(int(sys.argv[2]))
        return
    first, *others = [int(one) for one in sys.argv[1:]] or SIZES
    least = measure(first)
    for cards in others:
        print(f"{cards:,} schedules / {first:,} schedules: {measure(cards) / least:.1f} x the time", flush=True)


if __name__ == "__main__":
    main()
