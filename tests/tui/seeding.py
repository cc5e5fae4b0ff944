"""A home with cards of every kind and some history, the same each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from quizzer.config import DEFAULTS, Home, Settings, find_home
from quizzer.domain.candidates import Selection
from quizzer.services.clock import Clock, make_clock
from quizzer.services.importing import Importer, Request
from quizzer.services.study import Desk
from quizzer.tui.app import QuizzerApp

TODAY = "2027-01-10T09:00+00:00"

NOTES = {
    "Serving.md": """\
# Serving

## Attention

### Why does a server keep keys and values?

Each new token attends to **all earlier ones**; recomputing them would cost
$O(n^2)$ at every step.

- kept for each layer and head
- grows with the length $n$ and the batch

### What does sharing key heads save?

With $g$ groups in place of $h$ heads the cache is smaller by a factor:

$$
\\frac{h}{g}
$$

> [!warning] Mind the quality
> One group for all heads is the smallest and the least exact.

### Which precisions are common?

| Name | Bytes | Range |
|:--|--:|:--|
| fp32 | 4 | wide |
| bf16 | 2 | as wide as fp32 |
| fp16 | 2 | narrow |

```python
def size(layers: int, width: int) -> int:
    return 2 * layers * width * 2
```
""",
    "Training.md": """\
# Training

### What is a warm-up?

A learning rate that rises over the first steps, so that early updates stay small.

### Why clip gradients at a norm?

One bad batch would else throw the weights far away: $g \\leftarrow g \\cdot \\min(1, \\frac{c}{\\|g\\|})$.

### What does weight decay change?

The update pulls every weight a little towards zero.
""",
}
HOSTILE = """\
# Hostile

### What does [red]this[/red] [/foo] [@click=app.quit]say[/] hold?

list[int] and \x1b[31mred\x1b[0m and \x1b]52;c;aGk=\x07 and safe\u202etxt
"""


def clock(now: str = TODAY) -> Clock:
    """A clock that starts at `now` in UTC."""
    return make_clock(replace(DEFAULTS, time_zone="UTC"), {"QUIZZER_NOW": now})


def settings_with(**changes: Any) -> Settings:
    """The defaults in UTC, without animations, with these changes."""
    return replace(DEFAULTS, **{"time_zone": "UTC", "animations": False, **changes})


def add_notes(home: Home, folder: Path, notes: dict[str, str] = NOTES) -> None:
    """Write notes into a folder and import them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in notes.items():
        (folder / name).write_text(text, encoding="utf-8")
    importer = Importer(home, DEFAULTS, clock())
    repository = importer.repository()
    importer.apply(repository, importer.prepare(repository, Request(paths=(folder,), is_confirmed=True)))
    repository.close()


def study(home: Home, now: str, qualities: list[int]) -> None:
    """Grade as many cards as there are qualities, at another time."""
    with Desk(home, settings_with(), clock(now)) as desk:
        sitting = desk.start(Selection(limit=len(qualities)))
        for quality in qualities:
            if sitting.advance() is None:
                break
            sitting.reveal()
            sitting.grade(quality, elapsed_ms=9_000)


def seeded(folder: Path) -> Home:
    """A home with two decks: some cards due, some new, one lapsed."""
    home = find_home(str(folder / "home"), {})
    add_notes(home, folder / "notes")
    study(home, "2027-01-08T09:00+00:00", [4, 4, 1])
    study(home, "2027-01-09T09:00+00:00", [4])
    return home


def app_for(home: Home, *, now: str = TODAY, selection: Selection | None = None, **changes: Any) -> QuizzerApp:
    """The app on a home, at a fixed time, with these settings."""
    return QuizzerApp(home, settings_with(**changes), clock(now), selection=selection, environment={})
