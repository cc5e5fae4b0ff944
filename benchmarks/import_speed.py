"""How long reading notes takes, measured against markdown-it-py parsing the same text in the same run.

    python -m benchmarks.import_speed [NOTE ...]

Without arguments the notes of the tests are read. Prints the ratio (best of several rounds of each, taken in turns)
and how the time grows from a thousand to ten thousand cards; the product promises at most 3 and at most 11.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks.forgetting import forget
from quizzer.notes.reader import read_note

ROUNDS = 5
CASES = Path(__file__).parent.parent / "tests" / "notes" / "cases"
SECTION = """## What is term {n}?

Term {n} names the {n}th thing. It has a formula, $x_{n}$, and three points:

- the first
- **the second**: with `code`
- the third

```python
value = {n}
```

"""


def seconds(action: Callable[[], object]) -> float:
    """How much of the processor's time an action takes once."""
    start = time.process_time()
    action()
    return time.process_time() - start


def ratio(texts: list[str]) -> float:
    """Reading over parsing, for the same texts."""
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    reading, parsing = [], []
    for _ in range(ROUNDS):
        parsing.append(seconds(lambda: [parser.parse(text) for text in texts]))
        forget()
        reading.append(seconds(lambda: [read_note(text, "note.md", confirmed=True) for text in texts]))
    return min(reading) / min(parsing)


def growth(small: int = 1_000, large: int = 10_000) -> float:
    """How much longer ten times as many cards take."""
    times = []
    for count in (small, large):
        note = "".join(SECTION.format(n=n) for n in range(count))
        rounds = []
        for _ in range(2):
            forget()
            rounds.append(seconds(lambda note=note: read_note(note, "note.md")))
        times.append(min(rounds))
    return times[1] / times[0]


def main(paths: list[str]) -> None:
    """Print both figures."""
    files = [Path(path) for path in paths] or sorted(CASES.glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    plain = ["".join(SECTION.format(n=n) for n in range(500))]
    print(f"{len(texts)} notes: {ratio(texts):.2f} x markdown-it-py")
    print(f"500 plain sections: {ratio(plain):.2f} x markdown-it-py")
    print(f"ten times the cards: {growth():.1f} x the time")


if __name__ == "__main__":
    main(sys.argv[1:])
