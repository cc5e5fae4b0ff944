"""Screens against plain Textual, each pair in one run: `python -m benchmarks.screens [CARDS]`.

First paint is a fresh process from its first line to a screen that has settled, headless: the app as `quizzer review`
makes it, against one with a single `Static`. Key to next card is from the key press to a settled screen, with the review on the disk; the other
side is one `Static.update`. Drawing is a 200-line card in a `Static` against Textual's own Markdown widget. Memory is
read from /proc, on Linux. Ratios below 1 favour quizzer.

Both sides run compiled, as an installed package does, and take turns; what else the machine does makes single figures
larger, so the least and the median are given, and processor time, which others disturb least.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 11
BY_IMPORT = 300
"""Cards that an import brings; the rest are copies of them, because a million would take it long."""
STUDIED = "2027-01-07T09:00+00:00"
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
        print(time.perf_counter() - start, time.process_time(), re.search(r"VmRSS:\\s+([0-9]+)", open("/proc/self/status").read())[1])
asyncio.run(main())
"""
QUIZZER = """
import time; start = time.perf_counter()
import asyncio, re, sys
from quizzer.cli.context import Context
from quizzer.cli.screens import make_app
from quizzer.domain.candidates import Selection
async def main():
    app = make_app(Context({home!r}, {{"QUIZZER_NOW": "2027-01-10T09:00"}}), Selection(), minutes=None, more_today=0)
    async with app.run_test(size=(80, 24)):
        assert app.screen.query_one("#question").source
        print(time.perf_counter() - start, time.process_time(), re.search(r"VmRSS:\\s+([0-9]+)", open("/proc/self/status").read())[1])
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


def fresh(script: str, compiled: str) -> tuple[float, float, float]:
    """Wall and processor seconds, and kilobytes, of a fresh process."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    out = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**environment, "PYTHONPYCACHEPREFIX": compiled},
    ).stdout.split()
    return float(out[0]), float(out[1]), float(out[2])


def told(name: str, first: str, plain: list[float], ours: list[float], scale: float, unit: str) -> None:
    """The least and the median of both sides, with their ratios."""
    for word, pick in (("least", min), ("median", statistics.median)):
        left, right = pick(plain), pick(ours)
        print(
            f"{name:<26} {word:<6}  {first} {left * scale:7.1f} {unit}   quizzer {right * scale:7.1f} {unit}   ratio {right / left:.2f}"
        )


def first_paint(home: str) -> None:
    """Alternating runs, after one of each that compiles."""
    scripts = (HELLO, QUIZZER.format(home=home))
    runs: tuple[list[tuple[float, float, float]], ...] = ([], [])
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(ROUNDS + 1):
            for script, found in zip(scripts, runs, strict=True):
                found.append(fresh(script, compiled))
    hello, ours = (list(zip(*found[1:], strict=True)) for found in runs)
    told("first paint", "hello", list(hello[0]), list(ours[0]), 1000, "ms")
    told("first paint, processor", "hello", list(hello[1]), list(ours[1]), 1000, "ms")
    told("memory then", "hello", list(hello[2]), list(ours[2]), 1 / 1024, "MB")


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

    async def timed(app: App[object], before: list[str], key: str) -> tuple[list[float], list[float]]:
        spent, busy = [], []
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(40):
                await pilot.press(*before)
                start, used = time.perf_counter(), time.process_time()
                await pilot.press(key)
                spent.append(time.perf_counter() - start)
                busy.append(time.process_time() - used)
        return spent, busy

    sides: tuple[tuple[list[float], list[float]], ...] = (([], []), ([], []))
    for _ in range(3):
        review = app_for(find_home(home, {}), selection=Selection(), new_per_day=9_999)
        for app, before, key, (spent, busy) in ((Bare(), [], "x", sides[0]), (review, ["space"], "3", sides[1])):
            more = await timed(app, before, key)
            spent.extend(more[0])
            busy.extend(more[1])
    (bare, bare_busy), (ours, ours_busy) = sides
    told("key to next card", "bare", bare, ours, 1000, "ms")
    left, right = (sorted(side)[int(len(side) * 0.95)] for side in (bare, ours))
    print(
        f"{'key to next card':<26} p95     bare  {left * 1000:7.1f} ms   quizzer {right * 1000:7.1f} ms   ratio {right / left:.2f}"
    )
    told("the same, processor", "bare", bare_busy, ours_busy, 1000, "ms")


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


def multiply(database: Path, times: int) -> None:
    """Put every card and its schedule into the database so many times again, with other ids and other questions."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TEMP TABLE copies AS WITH RECURSIVE r (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM r WHERE k < ?)"
        " SELECT k FROM r WHERE k <= ?",
        (times, times),
    )
    changed = {
        "number": f"number + k * {2 * BY_IMPORT}",
        "id": "printf('%s-%06d', id, k)",
        "card_id": "printf('%s-%06d', card_id, k)",
        "question": "question || ' ' || k",
        "question_key": "question_key || ' ' || k",
        "position": f"position + k * {BY_IMPORT}",
    }
    # A trigger fills the schedules' copies of a card's columns: cards first.
    for table in ("cards", "schedules"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        connection.execute(f"CREATE TEMP TABLE {table}_before AS SELECT * FROM {table}")
        picked = ", ".join(changed.get(column, column) for column in columns)
        connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {picked} FROM {table}_before, copies")
    connection.execute("COMMIT")
    connection.close()


def main() -> None:
    """Everything, on a home with as many cards as asked for."""
    from quizzer.config import find_home
    from tests.tui import seeding

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        home = str(Path(name) / "home")
        found = find_home(home, {})
        text = "".join(f"### Question {n}?\n\nAnswer **{n}** with $x_{{{n}}}$.\n\n" for n in range(BY_IMPORT))
        seeding.add_notes(found, Path(name) / "notes", {"0.md": text})
        seeding.study(found, STUDIED, [4] * 20)
        multiply(found.database, count // BY_IMPORT - 1)
        first_paint(home)
        asyncio.run(keys(home))
    asyncio.run(drawing())


if __name__ == "__main__":
    main()
