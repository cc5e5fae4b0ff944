"""What a document is drawn with: a formula, a block with something before its lines, code, a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from quizzer.tui.markdown.look import Look
from quizzer.tui.math import to_block


@dataclass(frozen=True, slots=True)
class Formula:
    """A display formula: two-dimensional where that fits, else a line a row."""

    tex: str
    look: Look

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = to_block(self.tex, options.max_width - 2, form=self.look.math, ascii_only=self.look.is_ascii)
        for row in rows:
            yield Prefixed("  ", "  ", Text(row, style=self.look.formula, overflow="fold"))


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A block with something before its first line and something before all others: bullets, bars, indents."""

    first: str
    rest: str
    body: RenderableType
    style: str = "none"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, options.max_width - len(self.first))
        lines = console.render_lines(self.body, options.update(width=width, height=None), pad=False)
        style = console.get_style(self.style)
        for number, line in enumerate(lines):
            yield Segment(self.rest if number else self.first, style)
            yield from line
            yield Segment.line()


def trimmed(text: Text) -> Text:
    """Without space at either end, as beside a formula on its own lines."""
    text.rstrip()
    start = len(text.plain) - len(text.plain.lstrip())
    return text[start:] if start else text


def coloured(code: str, language: str, look: Look) -> RenderableType:
    """Code with syntax colours where the language is known."""
    text = Text(code, overflow="fold")
    if language in ("", "text", "txt", "plain") or not look.code_theme:
        return text
    from rich.style import Style
    from rich.syntax import Syntax

    for start, end, style in Syntax(code, language, theme=look.code_theme).highlight(code).spans:
        if isinstance(style, Style):
            # The theme's own background would cut a hole into the screen's.
            text.stylize(Style(color=style.color, bold=style.bold, italic=style.italic), start, end)
    return text


def grid(rows: list[list[Text]], ways: list[str], look: Look) -> RenderableType:
    """A table with a ruled head; ragged rows are filled."""
    from rich import box
    from rich.table import Table

    if not rows:
        return Text("")
    style: Any = box.ASCII2 if look.is_ascii else box.ROUNDED
    table = Table(box=style, border_style=look.faint, header_style=look.heading, pad_edge=True)
    for number, heading in enumerate(rows[0]):
        way: Any = ways[number] if number < len(ways) and ways[number] in ("left", "right", "center") else "left"
        table.add_column(heading, justify=way, overflow="fold")
    for row in rows[1:]:
        table.add_row(*row[: len(rows[0])])
    return table
