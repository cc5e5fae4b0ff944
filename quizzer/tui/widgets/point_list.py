"""The points of an answer to tick off: `Did you say ...?`; the person decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quizzer.tui.markdown import to_plain


class PointList(Static):
    """One line a point; the marked one is ticked by key, any of them by click."""

    class Ticked(Message):
        """A tick was set or taken away."""

    def __init__(self) -> None:
        super().__init__("", markup=False, id="points")
        self._points: tuple[str, ...] = ()
        self._place = 0
        self._is_ascii = False
        self.ticked: set[int] = set()

    def show(self, points: Sequence[str], ticked: Collection[int], *, is_ascii: bool) -> None:
        """List these points, some ticked already; nothing is shown when there are none."""
        self._points, self.ticked, self._place, self._is_ascii = tuple(points), set(ticked), 0, is_ascii
        self.display = bool(points)
        if points:
            self._draw()

    @property
    def suggested(self) -> int | None:
        """The quality that the ticks suggest; None while no list is shown."""
        if not self._points:
            return None
        from quizzer.domain.rubric import suggested_quality

        return suggested_quality(self.ticked, len(self._points))

    def record(self) -> dict[str, Any]:
        """What the review keeps; nothing when no list was shown."""
        from quizzer.domain.rubric import as_record

        return as_record(self._points, self.ticked)

    def tick(self) -> None:
        """Turn the tick of the marked point over, and mark the next one."""
        self._toggle(self._place)
        self.pass_over()

    def pass_over(self) -> None:
        """Mark the next point."""
        if self._points:
            self._place = (self._place + 1) % len(self._points)
            self._draw()

    def on_click(self, event: Click) -> None:
        """A click turns the tick of a point over."""
        offset = event.get_content_offset(self)
        if offset is not None and 1 <= offset.y <= len(self._points):
            self._toggle(offset.y - 1)
            self._draw()

    def _toggle(self, place: int) -> None:
        if self._points:
            self.ticked ^= {place}
            self.post_message(self.Ticked())

    def _draw(self) -> None:
        yes, cursor = ("x", ">") if self._is_ascii else ("✓", "▸")
        lines = [Content(f"Did you say ...? {len(self.ticked)} of {len(self._points)}").stylize("bold")]
        for n, point in enumerate(self._points):
            mark = f"{cursor if n == self._place else ' '}[{yes if n in self.ticked else ' '}] "
            text = to_plain(point, ascii_only=self._is_ascii)
            lines.append(Content(f"{mark}{text}").stylize("" if n in self.ticked else "$foreground 70%"))
        self.update(Content("\n").join(lines))
