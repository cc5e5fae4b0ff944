"""One line that is never cut in the middle of a word: what does not fit is left out by whole clauses."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

_END = re.compile(r"(?<=[.;,:])\s+")


def fitting(text: str, width: int) -> str:
    """As many clauses of `text` as fit into `width` cells, at least the first.

    >>> fitting("Taken back. Grade it again, or U brings it back.", 30)
    'Taken back. Grade it again.'
    """
    clauses = _END.split(text)
    while len(clauses) > 1 and cell_len(" ".join(clauses)) > width:
        clauses.pop()
    shown = " ".join(clauses)
    return shown if len(shown) == len(text) else f"{shown.rstrip(' .;,:')}."


class Strip(Static):
    """The line below a title."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", markup=False, id=id)
        self._said = ""

    def say(self, text: str, *, is_beside: bool = False) -> None:
        """Show this, or as much of it as makes sense in the width; not at all where a wide window has it `is_beside`."""
        self._said = text
        self.set_class(is_beside, "-beside")
        self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._draw()

    def _draw(self) -> None:
        width = (self.size.width or self.app.size.width) - 2
        self.update(Content(fitting(self._said, width)), layout=False)
