"""What stands in place of figures while there are no cards: three ways to start, each with its key."""

from __future__ import annotations

import textwrap

from textual.content import Content

INDENT = 10
GREETING = ("Welcome.", "There are no cards yet. Three ways to start:")
WAYS = (
    ("enter", "a small starter deck on transformer arithmetic, at once"),
    ("i", "your own notes: a folder of Markdown, only ever read"),
    ("d", "the decks that come with quizzer: pick the topics you want"),
)


def welcome(width: int) -> Content:
    """The greeting in so many columns."""
    lines: list[Content | str | tuple[str, str]] = [(f"{GREETING[0]} ", "bold $primary"), f"{GREETING[1]}\n"]
    for key, what in WAYS:
        wrapped = textwrap.wrap(what, max(12, width - INDENT))
        lines += ["\n   ", (f"{key:<7}", "bold $accent"), f"\n{' ' * INDENT}".join(wrapped), "\n"]
    return Content.assemble(*lines)
