"""Explicit card syntaxes of other tools: one idea a file, and the choice among those whose marks collide.

A dialect is read before every convention. Marks that mean one thing only (a fenced `quizzer` block, an `[!sr]`
callout) are read in every note; marks that several tools share (`---`, `[x]`, `{x}`, `==x==`, `?`, `Q:`) are read as
one tool means them, chosen once for the file.
"""

from __future__ import annotations

from quizzer.notes.conventions import Convention
from quizzer.notes.dialects import blocks
from quizzer.notes.page import Page


def choose(page: Page) -> tuple[str, tuple[Convention, ...]]:
    """The name of the dialect of a note, empty when none was needed, and the syntaxes to read it by."""
    return "", (Convention(blocks.NAME, blocks.read),)
