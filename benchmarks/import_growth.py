"""How an import grows: time with ten times the cards, memory with ten times the files.

    python -m benchmarks.import_growth [CARDS]

Ten times the cards (10,000 and 100,000 where no number is given) are promised to take at most 11 times as long, and
memory is to grow little with the number of files. Each size runs in a process of its own; the notes are made here.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.whole_import import bring_in, make_importer

CARDS_IN_NOTE = 10
FILES = (2_000, 10_000)
"""Where every cache of a bounded size is full already."""
_NOTE = """## How is part {card} of machine {note} called?

Part {card} is the {name}; it was added in year {year} because machine {note} ran hot.

- It turns {turns} times a minute.
- **Never** open it while it turns: `stop {note}` first.

"""
_NAMES = ("crank", "valve", "gauge", "pulley", "lever", "spring", "piston", "filter", "clutch", "bearing")


def write_notes(folder: Path, notes: int) -> None:
    """So many notes of ten cards each, in folders of a hundred."""
    for note in range(notes):
        path = folder / f"hall {note // 100}" / f"machine {note}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "".join(
                _NOTE.format(card=card, note=note, name=_NAMES[card], year=1800 + note % 200, turns=note * 7 + card)
                for card in range(CARDS_IN_NOTE)
            ),
            encoding="utf-8",
        )


def measure(notes: int) -> tuple[float, float]:
    """Seconds of processor time and peak MiB of a first import, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_growth", "--notes", str(notes)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    spent, peak = told.stdout.split()
    return float(spent), float(peak)


def _import_here(notes: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "notes")
        write_notes(folder, notes)
        importer = make_importer(Path(place, "home"))
        importer.repository().close()
        start = time.process_time()
        summary = bring_in(importer, folder)
        spent = time.process_time() - start
        assert summary.counts.get("new") == notes * CARDS_IN_NOTE  # type: ignore[call-overload]
        print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print both ratios."""
    if sys.argv[1:2] == ["--notes"]:
        _import_here(int(sys.argv[2]))
        return
    cards = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    (few, _), (many, _) = (measure(each // CARDS_IN_NOTE) for each in (cards, 10 * cards))
    print(f"{10 * cards:,} cards / {cards:,} cards: {many / few:.1f} x the time")
    (_, small), (_, large) = (measure(each) for each in FILES)
    print(
        f"{FILES[1]:,} files / {FILES[0]:,} files: {large / small:.2f} x the memory at its peak, "
        f"{(large - small) * 1024 / (FILES[1] - FILES[0]):.1f} KiB more for each file"
    )


if __name__ == "__main__":
    main()
