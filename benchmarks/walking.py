"""How long finding notes takes, measured against a bare walk (scandir and one stat a file) of the same folders.

    python benchmarks/walking.py [FOLDER]

Without an argument a thousand notes in fifty folders are made for the purpose. What has not changed since the last
import is known by the time and size that the walk gives; the product promises at most 2 for a re-import of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from itertools import product
from pathlib import Path

from quizzer.notes.walk import Found, find

ROUNDS = 9


def bare(root: str) -> int:
    """Every file below the root, with its time and size and nothing else."""
    count, stack = 0, [root]
    while stack:
        with os.scandir(stack.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    stack.append(entry.path)
                else:
                    info = entry.stat()
                    count += info.st_mtime_ns > 0 and info.st_size >= 0
    return count


def walked(root: str) -> int:
    """Every note below the root, as an import finds it."""
    return sum(isinstance(outcome, Found) for outcome in find([root]))


def best(action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def peak(root: str) -> int:
    """The most memory that a walk held at once, in bytes."""
    tracemalloc.start()
    walked(root)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def make(root: Path, areas: int, topics: int, notes: int) -> None:
    """A vault of short notes, two folders deep."""
    for area, topic in product(range(areas), range(topics)):
        inner = root / f"area {area}" / f"topic {topic}"
        inner.mkdir(parents=True)
        for note in range(notes):
            (inner / f"note {note}.md").write_text("## Why?\n\nBecause.\n", "utf-8")


def main() -> None:
    """Print the ratio, and how memory grows with ten times the files."""
    if len(sys.argv) > 1:
        print(f"walk / bare walk: {best(lambda: walked(sys.argv[1])) / best(lambda: bare(sys.argv[1])):.2f}")
        return
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        make(small, 10, 5, 20)
        make(large, 10, 50, 20)
        ratio = best(lambda: walked(str(small))) / best(lambda: bare(str(small)))
        print(f"walk / bare walk, 1,000 notes: {ratio:.2f}")
        print(f"memory, 10,000 notes / 1,000 notes: {peak(str(large)) / peak(str(small)):.2f}")


if __name__ == "__main__":
    main()
