"""Card text in a Static: drawn from a document, again only when the text, the look or the width changes.

A long text shows its beginning at once, while a thread draws it to its end; then only the lines in sight cost anything.
"""

from __future__ import annotations

from threading import Lock

from rich.console import Console, ConsoleOptions, Group
from rich.segment import Segment
from rich.text import Text
from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static
from textual.worker import get_current_worker

from quizzer.domain.values import dataclass
from quizzer.tui.markdown import Look, Sheet, glimpse, is_long, read

FOLLOWS = "\n… the rest follows in a moment"
_ONE_AT_A_TIME = Lock()
"""Drawing several long texts at once would only make each of them slower, and the keys with them."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    source: str
    look: Look
    line_breaks: bool


class CardText(Static):
    """Draws Markdown; nothing in it is Textual markup."""

    class Completed(Message):
        """A long text is there to its end."""

    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self.source = ""
        self.document = read("")
        """What has been read of the source: all of it, or the beginning of a long one."""
        self._shown: _Wanted | None = None
        self._lines: list[list[Segment]] | None = None
        """A long text to its end; None while its beginning is shown, and for any other."""
        self._drawing: tuple[_Wanted, int] | None = None
        """What the thread draws, or drew last, and in how many columns."""

    def show(self, source: str, look: Look, *, line_breaks: bool) -> None:
        """Draw this text in this look."""
        wanted = _Wanted(source, look, line_breaks)
        before, self._shown = self._shown, wanted
        if before == wanted:
            return
        if self._lines is None or before is None or before.source != source:
            self._show_beginning(wanted)
        if is_long(source):
            self.call_after_refresh(self._complete)

    def _show_beginning(self, wanted: _Wanted) -> None:
        self._lines = self._drawing = None
        self.source = wanted.source
        self.document = glimpse(wanted.source, line_breaks=wanted.line_breaks)
        sheet = Sheet(self.document, wanted.look)
        if is_long(wanted.source):
            follows = FOLLOWS.replace("…", "...") if wanted.look.is_ascii else FOLLOWS
            self.update(Group(sheet, Text(follows, style=wanted.look.faint)))
        else:
            self.update(sheet if wanted.source else Text(""))

    # -- a long text

    def on_resize(self) -> None:
        """The width is known, or another."""
        self._complete()

    def _complete(self) -> None:
        width = self.size.width
        if self._shown is None or not width or not is_long(self.source):
            return
        if self._drawing != (self._shown, width):
            self._drawing = (self._shown, width)
            options = self.app.console_options.update(highlight=False, width=width, height=None)
            self._draw(self._shown, self.app.console, options)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _draw(self, wanted: _Wanted, console: Console, options: ConsoleOptions) -> None:
        worker = get_current_worker()
        with _ONE_AT_A_TIME:
            if worker.is_cancelled:
                return
            document = read(wanted.source, line_breaks=wanted.line_breaks)
            lines = []
            for line in Segment.split_lines(console.render(Sheet(document, wanted.look), options)):
                if worker.is_cancelled:
                    return
                lines.append(line)
        self.app.call_from_thread(self._show_whole, (wanted, options.max_width), lines)

    def _show_whole(self, drawn: tuple[_Wanted, int], lines: list[list[Segment]]) -> None:
        if self._drawing == drawn:  # else another text came meanwhile
            self.document = read(drawn[0].source, line_breaks=drawn[0].line_breaks)
            self._lines = lines
            self.refresh(layout=True)
            self.post_message(self.Completed())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """So many lines as were drawn; after a change of the width, until they are drawn anew."""
        return super().get_content_height(container, viewport, width) if self._lines is None else len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Of a long text, one of the lines that were drawn."""
        if self._lines is None:
            return super().render_line(y)
        style = self.visual_style.rich_style
        if y >= len(self._lines):
            return Strip.blank(self.size.width, style)
        return Strip(Segment.apply_style(self._lines[y], style)).crop(0, self.size.width)
