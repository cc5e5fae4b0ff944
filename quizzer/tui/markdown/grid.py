"""A table: ruled where its words fit between the rules, else a line for each cell below the name of its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from quizzer.tui.markdown.blocks import Prefixed
from quizzer.tui.markdown.look import Look

if TYPE_CHECKING:
    from rich.table import Table

BESIDE = 3
"""Cells that a column takes beside its text: a rule, and a space on either side; the last rule is one more."""
LONGEST = 20
"""Cells of a word that a column is kept wide enough for; a longer one is broken wherever it stands."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a ruled head; ragged rows are filled, and rows of several lines are ruled off from each other."""

    rows: list[list[Text]]
    ways: list[str]
    look: Look

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = [[row[n].plain for row in self.rows if n < len(row)] for n in range(len(self.rows[0]))]
        wanted = [
            max((cell_len(line) for cell in column for line in cell.split("\n")), default=0) for column in columns
        ]
        least = [max((cell_len(word) for cell in column for word in cell.split()), default=0) for column in columns]
        room = options.max_width - 1 - BESIDE * len(columns)
        if sum(wanted) <= room:
            yield self._table(wanted, is_ruled=False)
            return
        widths = shared(wanted, [min(width, LONGEST) for width in least], room)
        if widths:
            yield self._table(widths, is_ruled=True)
        else:
            yield from self._records()

    def _table(self, widths: Sequence[int], *, is_ruled: bool) -> Table:
        from rich import box
        from rich.table import Table

        rows, ways, look = self.rows, self.ways, self.look
        style: Any = box.ASCII2 if look.is_ascii else box.ROUNDED
        table = Table(box=style, border_style=look.faint, header_style=look.heading, pad_edge=True, show_lines=is_ruled)
        for number, heading in enumerate(rows[0]):
            way: Any = ways[number] if number < len(ways) and ways[number] in ("left", "right", "center") else "left"
            table.add_column(heading, justify=way, overflow="fold", width=widths[number])
        for row in rows[1:]:
            table.add_row(*row[: len(rows[0])])
        return table

    def _records(self) -> RenderResult:
        names = [name.copy() for name in self.rows[0]]
        for name in names:
            name.stylize(self.look.heading)
        for number, row in enumerate(self.rows[1:] or [[Text("")] * len(names)]):
            if number:
                yield Text("")
            for place, (name, cell) in enumerate(zip(names, row, strict=False)):
                if cell.plain.strip() or not place:
                    line = Text.assemble(name, ": ", cell, overflow="fold") if name.plain.strip() else cell
                    yield Prefixed("  ", "  ", line) if place else line


def shared(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths of columns that fill the room: none less than its longest word, more for those that need most lines.

    Empty when not even those fit.

    >>> shared([4, 30, 50], [4, 5, 12], 40), shared([4, 30], [4, 12], 10)
    ([4, 14, 22], [])
    """
    widths = [max(1, width) for width in least]
    if sum(widths) > room:
        return []
    for _ in range(room - sum(widths)):
        open_ones = [n for n, width in enumerate(widths) if width < wanted[n]]
        if not open_ones:
            break
        widths[max(open_ones, key=lambda n: wanted[n] / widths[n])] += 1
    return widths
