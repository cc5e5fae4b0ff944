"""A document drawn with Rich's primitives, at whatever width it is asked for."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from quizzer.tui.markdown.document import Document
from quizzer.tui.markdown.look import Look


class Sheet:
    """A document with a look: a renderable for a `Static`."""

    def __init__(self, document: Document, look: Look) -> None:
        self.document = document
        self.look = look
        self._drawn: RenderableType | None = None
        self._width = 0
        self._segments: list[Segment] = []

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        # Textual asks twice, for the height and for the lines: the second time costs nothing.
        if self._drawn is None:
            plain = Text(self.document.source, overflow="fold")
            self._drawn = plain
            if self.document.tokens:
                from quizzer.tui.markdown.drawing import Drawer  # a first question is often one plain line

                self._drawn = Drawer(self.document.tokens, self.look).all()
        if self._width != options.max_width:
            self._width = options.max_width
            self._segments = list(console.render(self._drawn, options.update(height=None)))
        yield from self._segments
