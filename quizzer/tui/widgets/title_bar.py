"""The top line: where you are on the left, how it stands on the right."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import Static


class TitleBar(Static):
    """Shortens the left side when both do not fit."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._left = ""
        self._right = Content("")

    def show(self, left: str, right: Content | str = "") -> None:
        """Put text on both sides; the left one is plain."""
        self._left, self._right = left, right if isinstance(right, Content) else Content(right)
        self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._draw()

    def _draw(self) -> None:
        width = (self.size.width or 80) - 2
        room = max(8, width - self._right.cell_length - 2)
        left = self._left
        if cell_len(left) > room:
            left = set_cell_size(left, room - 1).rstrip() + "…"
        gap = max(1, width - cell_len(left) - self._right.cell_length)
        self.update(Content.assemble(" ", Content(left).stylize("bold"), " " * gap, self._right, " "), layout=False)
