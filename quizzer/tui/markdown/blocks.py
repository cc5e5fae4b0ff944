"""What a document is drawn with: a formula, a block with something before its lines, code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from quizzer.tui.markdown.look import Look
from quizzer.tui.math import to_block


@dataclass(frozen=True, slots=True)
class Formula:
    """A display formula: two-dimensional where that fits, else a line a row."""

    tex: str
    look: Look
    has_text_above: bool = False
    has_text_below: bool = False
    """Directly, without an empty line between: one comes there when the formula is taller than a line of text."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = to_block(self.tex, options.max_width - 2, form=self.look.math, ascii_only=self.look.is_ascii)
        if self.has_text_above and len(rows) > 1:
            yield Text("")
        for row in rows:
            yield Prefixed("  ", "  ", Text(row, style=self.look.formula, overflow="fold"))
        if self.has_text_below and len(rows) > 1:
            yield Text("")


def parted(blocks: Sequence[RenderableType], *, is_followed: bool = False) -> list[RenderableType]:
    """Blocks of one flow, each formula told what it stands close to; `is_followed` when text comes after the last."""
    found: list[RenderableType] = []
    for place, block in enumerate(blocks):
        above = blocks[place - 1] if place else None
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        is_close_below = not _is_empty(below) if below is not None else is_followed
        if isinstance(block, Formula):
            is_close_above = above is not None and not isinstance(above, Formula) and not _is_empty(above)
            block = replace(
                block,
                has_text_above=block.has_text_above or is_close_above,
                has_text_below=block.has_text_below or is_close_below,
            )
        elif isinstance(block, Group) and is_close_below:
            block = Group(*parted(block.renderables, is_followed=True))
        found.append(block)
    return found


def _is_empty(block: RenderableType | None) -> bool:
    return isinstance(block, Text) and not block.plain


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
