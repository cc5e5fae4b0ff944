"""The decks, one a line, with what waits in each; the first line names the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck with its figures."""

    name: str
    due: int
    new: int
    again: int
    total: int
    mature: int
    """Cards with an interval of three weeks or more."""
    retention: float | None = None
    """Share of the due showings of the last 30 days that passed, 0 to 1; None without any."""


_FIGURES = (("new", 6), ("again", 7), ("due", 6), ("total", 7), ("mature", 9))
HEADING = "Deck (enter reviews it)"
_RETENTION = ("retention 30 d", 16)
_WIDE = 90
"""Columns from which retention is shown; below 60 only new and due stay."""


class DeckList(OptionList):
    """Redraws its lines when the width changes."""

    def __init__(self) -> None:
        super().__init__(id="decks", markup=False)
        self._rows: tuple[DeckRow, ...] = ()
        self._width = 0
        self._none = "·"

    def show(self, rows: Sequence[DeckRow], *, is_ascii: bool = False) -> None:
        """Put these decks on the list, keeping the place."""
        self._none = "-" if is_ascii else "·"
        place = self.highlighted
        self._rows = tuple(rows)
        self._fill()
        if rows:
            self.highlighted = max(1, min(self._first if place is None else place, len(rows)))

    @property
    def _first(self) -> int:
        """Where the cursor begins: the first deck with something due, else with anything to ask."""
        due = [place for place, row in enumerate(self._rows, 1) if row.due]
        open_ones = [place for place, row in enumerate(self._rows, 1) if row.again or row.new]
        return (due or open_ones or [1])[0]

    def on_resize(self) -> None:
        """Fit the new width."""
        if self.size.width != self._width and self._rows:
            self.show(self._rows, is_ascii=self._none == "-")

    def _figures(self) -> tuple[tuple[str, int], ...]:
        width = self.size.width or 80
        if width >= _WIDE:
            return (*_FIGURES, _RETENTION)
        return _FIGURES if width >= 60 else (_FIGURES[0], _FIGURES[2])

    def _fill(self) -> None:
        self._width = self.size.width
        names = [name for name, _ in self._figures()]
        options = [Option(Content(self._line(HEADING, names)), disabled=True)]
        for row in self._rows:
            share = f"{row.mature / row.total:.0%}" if row.total else ""
            kept = f"{row.retention:.0%}" if row.retention is not None else ""
            values = {"new": row.new, "again": row.again, "due": row.due, "total": row.total, "mature": share,
                      _RETENTION[0]: kept}  # fmt: skip
            cells = [str(values[name]) if values[name] else self._none for name, _ in self._figures()]
            line = self._line(row.name, cells)
            waits = row.due or row.new or row.again
            options.append(Option(Content(line).stylize("" if waits else "$foreground 60%"), id=row.name))
        self.clear_options()
        self.add_options(options)

    def _line(self, name: str, cells: Sequence[str]) -> str:
        figures = self._figures()
        room = max(8, (self.size.width or 80) - sum(width for _, width in figures) - 4)
        shown = name if cell_len(name) <= room else set_cell_size(name, room - 1).rstrip() + "…"
        right = "".join(cell.rjust(width) for cell, (_, width) in zip(cells, figures, strict=True))
        return f"  {set_cell_size(shown, room)}{right}"
