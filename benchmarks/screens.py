"""Screens against plain Textual, each pair in one run: `python -m benchmarks.screens [CARDS]`.

First paint is a fresh process from its first line to a screen that has settled, headless; the other side is an app
with one `Static`. Key to next card is from the key press to a settled screen, with the review on the disk; the other
side is one `Static.update`. Drawing is a 200-line card in a `Static` against Textual's own Markdown widget. Memory is read from /proc, on Linux. Ratios
below 1 favour quizzer.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
HELLO = """
import time; start = time.perf_counter()
import asyncio, re
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello")
async def main():
    async with Hello().run_test(size=(80, 24)):
        print(time.perf_counter() - start, re.search(r"VmRSS:\\s+([0-9]+)", open("/proc/self/status").read())[1])
asyncio.run(main())
"""
QUIZZER = """
import time; start = time.perf_counter()
import asyncio, re, sys
from quizzer.config import find_home, DEFAULTS
from quizzer.domain.candidates import Selection
from quizzer.services.clock import make_clock
from quizzer.tui.app import QuizzerApp
async def main():
    app = QuizzerApp(find_home({home!r}, {{}}), DEFAULTS, make_clock(DEFAULTS, {{"QUIZZER_NOW": "2027-01-10T09:00"}}),
                     selection=Selection(), environment={{}})
    async with app.run_test(size=(80, 24)):
        assert app.screen.query_one("#question").source
        print(time.perf_counter() - start, re.search(r"VmRSS:\\s+([0-9]+)", open("/proc/self/status").read())[1])
        assert not {{"sqlmodel", "alembic", "sqlalchemy"}} & sys.modules.keys()
asyncio.run(main())
"""
LINES = ["## A heading", "Words with **bold** and `code` and a [link](https://example.org).", "", "- one", "- two", ""]
TABLE = [
    "| a | b | c |",
    "|:--|--:|:-:|",
    "| 1 | 2 | 3 |",
    "| 4 | 5 | 6 |",
    "",
    "```python",
    "x = [1, 2, 3]",
    "```",
    "",
]


def fresh(script: str) -> tuple[float, float]:
    """Seconds and kilobytes of a fresh process."""
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), float(out[1])


def first_paint(home: str) -> None:
    """Alternating runs; the median of each."""
    hello, ours = [], []
    for _ in range(ROUNDS):
        hello.append(fresh(HELLO))
        ours.append(fresh(QUIZZER.format(home=home)))
    times = [statistics.median(run[0] for run in runs) for runs in (hello, ours)]
    sizes = [statistics.median(run[1] for run in runs) for runs in (hello, ours)]
    print(f"first paint      hello {times[0]:.3f} s   quizzer {times[1]:.3f} s   ratio {times[1] / times[0]:.2f}")
    print(
        f"memory then      hello {sizes[0] / 1024:.0f} MB   quizzer {sizes[1] / 1024:.0f} MB   ratio {sizes[1] / sizes[0]:.2f}"
    )


async def keys(home: str) -> None:
    """Key to next card, and a bare update."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    from tests.tui.seeding import app_for

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("0", id="text")

        def on_key(self) -> None:
            self.query_one("#text", Static).update(str(time.perf_counter()))

    from quizzer.config import find_home
    from quizzer.domain.candidates import Selection

    async def timed(app: App[object], before: list[str], key: str) -> list[float]:
        spent = []
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(40):
                await pilot.press(*before)
                start = time.perf_counter()
                await pilot.press(key)
                spent.append(time.perf_counter() - start)
        return sorted(spent)

    bare = await timed(Bare(), [], "x")
    ours = await timed(app_for(find_home(home, {}), selection=Selection(), new_per_day=9_999), ["space"], "3")
    at = int(len(bare) * 0.95)
    print(
        f"key to next card bare {bare[at] * 1000:.1f} ms   quizzer {ours[at] * 1000:.1f} ms   ratio {ours[at] / bare[at]:.2f}  (p95)"
    )


async def drawing() -> None:
    """A 200-line card with tables and code."""
    from textual.app import App
    from textual.widgets import Markdown

    from quizzer.tui.markdown import Look
    from quizzer.tui.widgets.card_text import CardText

    text = "\n".join((LINES * 4 + TABLE * 2) * 5)[:-1]

    async def timed(widget: object, show: object) -> float:
        app: App[None] = App()
        async with app.run_test(size=(80, 24)) as pilot:
            await app.mount(widget)  # type: ignore[arg-type]
            await pilot.pause()
            start = time.perf_counter()
            result = show(widget)  # type: ignore[operator]
            if result is not None:
                await result
            await pilot.pause()
            return time.perf_counter() - start

    stock = await timed(Markdown(), lambda widget: widget.update(text))
    ours = await timed(CardText(id="x"), lambda widget: widget.show(text, Look(code_theme="monokai"), line_breaks=True))
    print(
        f"{text.count(chr(10)) + 1}-line card    stock {stock * 1000:.0f} ms   quizzer {ours * 1000:.0f} ms   ratio {ours / stock:.2f}"
    )


def main() -> None:
    """Everything, on a home with as many cards as asked for."""
    from quizzer.config import find_home
    from tests.tui import seeding

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        home = str(Path(name) / "home")
        notes = {
            f"{part}.md": "".join(
                f"### Question {part}-{n}?\n\nAnswer **{n}** with $x_{{{n}}}$.\n\n" for n in range(300)
            )
            for part in range(max(1, count // 300))
        }
        seeding.add_notes(find_home(home, {}), Path(name) / "notes", notes)
        first_paint(home)
        asyncio.run(keys(home))
    asyncio.run(drawing())


if __name__ == "__main__":
    main()
