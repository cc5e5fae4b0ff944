"""The homes that the tour looks at: with a history, without any, with trouble, before an interview, after an edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from quizzer.config import Home, find_home
from quizzer.domain.rounds import Round, Topic
from quizzer.services.study import Desk
from tests.tui import seeding
from tests.tui.test_kinds import CHOICES, COMPUTED, VARIED

FORMULA = seeding.NOTES["Serving.md"].replace(
    "### What does sharing key heads save?", "### What does sharing key heads save in the cache?"
)
HISTORY = [(f"2026-12-{day:02}T09:00+00:00", [4, 4, 3, 5]) for day in range(10, 31, 2)]
LAPSES = [(f"2026-12-{day:02}T09:00+00:00", [(4, 1)[day % 2]] * 3) for day in range(12, 19)]
LONG = """\
# Everything that is long

### Which loop runs a greedy decoder, from the prompt to the end of the text?

```python
def decode(model: Model, tokens: list[int], *, most: int, end: int) -> list[int]:
    # The first pass reads the whole prompt, every later one a single token.
    state = model.read(tokens)
    for step in range(most):
        scores = model.score(state)[-1]
        token = max(range(len(scores)), key=scores.__getitem__)
        tokens.append(token)
        if token == end:
            break
        state = model.step(state, token)
    return tokens


def tokens_per_second(step_ms: float, batch: int) -> float:
    return 1000 / step_ms * batch
```

1. The prompt is read **once**.
2. Then one token for each pass:
   - the best score wins
   - the end token stops it

### How do four ways of splitting a model compare on a cluster of eight nodes, when memory is short?

| Way | What is split | What is sent | When it pays | What it costs |
|:--|:--|:--|:--|--:|
| data | the batch | gradients, once a step | the model fits on one device | 1 copy each |
| tensor | each matrix | activations, twice a layer | a fast link joins the devices | 2 sums a layer |
| pipeline | the layers | activations between stages | links are slow | a bubble |
| sharded | parameters and optimiser | parameters, layer by layer | memory is short | 3 transfers |

### What is the loss of a policy that is held near its reference?

$$
\\mathcal{L}(\\theta) = -\\mathbb{E}_{x \\sim D}\\left[\\log \\frac{\\pi_\\theta(x)}{\\pi_{\\mathrm{ref}}(x)}\\right]
+ \\beta \\sum_{i=1}^{n} \\frac{(x_i - \\mu)^2}{2\\sigma^2}
$$

### Where is it explained?

See [the long chapter](https://example.org/a/very/long/address/that/does/not/fit/into/a/line/of/a/small/window.html)
and [[Serving|the other note]].[^1] ![a drawing](drawing.png)

> [!tip] Say it aloud
> ~~Slowly~~ ==clearly==, `in_one_breath_without_any_place_where_a_line_could_be_broken_at_all()`.

[^1]: At the end of the chapter.
"""
EDITED = {
    "Training.md": """\
# Training

### What is a learning rate warm-up, and why is it there?

A learning rate that rises over the first steps, so that early updates stay small.

### Why clip gradients at a value?

One bad batch would else throw the weights far away: each entry is cut by itself.

### How does cost grow with length?

Attention costs âˆ LÂ² per layer.
""",
}


def history(folder: Path) -> Home:
    """Decks of every kind and a month of reviews."""
    home = find_home(str(folder / "home"), {})
    notes = {"Serving.md": FORMULA, "Training.md": seeding.NOTES["Training.md"] + "\n### What is a good batch size?\n"}
    seeding.add_notes(home, folder / "notes", {**notes, "sums.yaml": COMPUTED, "choices.yaml": CHOICES})
    for now, qualities in HISTORY:
        seeding.study(home, now, qualities)
    return home


def empty(folder: Path) -> Home:
    """Nothing yet."""
    return find_home(str(folder / "home"), {})


def fresh(folder: Path) -> Home:
    """Notes that nobody has reviewed, and an interview ahead."""
    home = find_home(str(folder / "home"), {})
    seeding.add_notes(home, folder / "notes", {**seeding.NOTES, "sums.yaml": VARIED})
    _plan(home, Round("Phone screen", date(2027, 1, 15), (), 20.0))
    return home


def interview(folder: Path) -> Home:
    """A history, and interviews: one soon with too few minutes, one later, one over."""
    home = history(folder)
    seeding.add_notes(home, folder / "notes", {"Many.md": _many(400), "sums.yaml": COMPUTED, "Long.md": LONG})
    soon = Round("Onsite at the lab", date(2027, 1, 13), (Topic(("Many", "Serving"), ()),), 5.0)
    _plan(home, soon, Round("Panel", date(2027, 2, 20), (), 30.0), Round("First talk", date(2026, 12, 20), (), 20.0))
    return home


def trouble(folder: Path) -> Home:
    """Cards that were forgotten again and again, one of them one lapse before it is marked."""
    home = find_home(str(folder / "home"), {})
    seeding.add_notes(home, folder / "notes", {"Training.md": seeding.NOTES["Training.md"]})
    for now, qualities in LAPSES:
        seeding.study(home, now, qualities)
    return home


def long(folder: Path) -> Home:
    """Cards with long code, a wide table, a tall formula and every kind of markup."""
    home = find_home(str(folder / "home"), {})
    seeding.add_notes(home, folder / "notes", {"Long.md": LONG, "sums.yaml": VARIED})
    return home


def edited(folder: Path) -> Home:
    """Notes that have changed since their import: reworded, gone, new, and damaged."""
    home = history(folder)
    for name, text in {**EDITED, "Serving.md": FORMULA.replace("wide |", "very wide |")}.items():
        (folder / "notes" / name).write_text(text, encoding="utf-8")
    return home


def of_notes(notes: Path) -> Callable[[Path], Home]:
    """A home with somebody's notes, some of them reviewed."""

    def make(folder: Path) -> Home:
        home = find_home(str(folder / "home"), {})
        files = {path.name: path.read_text("utf-8", "replace") for path in sorted(notes.iterdir()) if path.is_file()}
        seeding.add_notes(home, folder / "notes", files)
        for now, qualities in HISTORY[-4:]:
            seeding.study(home, now, qualities)
        return home

    return make


HOMES: dict[str, Callable[[Path], Home]] = {
    "history": history, "empty": empty, "fresh": fresh, "interview": interview, "trouble": trouble, "long": long,
    "edited": edited,
}  # fmt: skip


def _plan(home: Home, *rounds: Round) -> None:
    with Desk(home, seeding.settings_with(), seeding.clock()) as desk:
        for each in rounds:
            desk.rounds.put(each, desk.clock.now().instant)


def _many(count: int) -> str:
    parts = (f"### What is the meaning of number {n} in the list?\n\nIt stands at place {n}.\n" for n in range(count))
    return "# Many\n\n" + "\n".join(parts)
