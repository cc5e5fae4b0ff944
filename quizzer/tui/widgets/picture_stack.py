"""The pictures of a text, one below the other; decoded off the way of the keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical

from quizzer.tui.markdown import Link

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.widget import Widget

MOST_PICTURES = 4
SHARE = 0.4
"""Of the screen's height, for each."""
FEWEST_ROWS = 4


class PictureStack(Vertical):
    """Without height until pictures have been loaded."""

    DEFAULT_CSS = """
    PictureStack { height: auto; }
    PictureStack > .picture { margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Link, ...], str] = ((), "")

    def show(self, links: tuple[Link, ...], note: str, folder: Path, widget: type[Widget]) -> None:
        """Show these pictures of a note, looked for in a folder; what was shown before goes."""
        if self._shown == (links, note):
            return
        self._shown = (links, note)
        self.remove_children()
        self._load(links[:MOST_PICTURES], note, folder, widget)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, links: Sequence[Link], note: str, folder: Path, widget: type[Widget]) -> None:
        from textual.worker import get_current_worker

        from quizzer.tui import pictures

        worker = get_current_worker()
        found = [picture for link in links if (picture := pictures.load(link, note, folder)) is not None]
        if found and not worker.is_cancelled:
            self.app.call_from_thread(self._put, found, widget)

    def _put(self, found: Sequence[Image], widget: type[Widget]) -> None:
        from quizzer.tui.pictures import make

        rows = max(FEWEST_ROWS, int(self.app.size.height * SHARE))
        self.mount(*(make(widget, picture, rows) for picture in found))
