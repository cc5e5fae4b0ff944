"""Card text in a Static: drawn from a document, again only when the text, the look or the width changes."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from quizzer.tui.markdown import Look, Sheet, read


class CardText(Static):
    """Draws Markdown; nothing in it is Textual markup."""

    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self.source = ""
        self._shown: tuple[str, Look, bool] | None = None

    def show(self, source: str, look: Look, *, line_breaks: bool) -> None:
        """Draw this text in this look."""
        if self._shown == (source, look, line_breaks):
            return
        self.source = source
        self._shown = (source, look, line_breaks)
        self.update(Sheet(read(source, line_breaks=line_breaks), look) if source else Text(""))
