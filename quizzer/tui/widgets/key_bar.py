"""The bottom line: at most six keys that work right now, each of them clickable."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from quizzer.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, what it does in a word, and the action that a click runs."""

    key: str
    label: str
    action: str
    is_pinned: bool = False
    """Shown even where not all fit."""


class KeyBar(Static):
    """Shows hints from left to right, as many as fit, and the palette's key at the right end."""

    MOST = 6

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._hints: tuple[Hint, ...] = ()
        self._last = Hint("", "", "")

    @property
    def has_hints(self) -> bool:
        """Whether any key is shown."""
        return bool(self._hints)

    def show(self, hints: Sequence[Hint], last: Hint) -> None:
        """Show these keys; the bar is drawn again only when they differ."""
        given = (tuple(hints[: self.MOST]), last)
        if given != (self._hints, self._last):
            self._hints, self._last = given
            self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or 80
        last = _part(self._last)
        whole = sum(_part(hint).cell_length for hint in self._hints) + last.cell_length
        if whole >= width:
            last = _part(Hint(self._last.key, "", self._last.action))
        room = width - 1 - last.cell_length - sum(_part(hint).cell_length for hint in self._hints if hint.is_pinned)
        shown: list[Content] = []
        for hint in self._hints:
            part = _part(hint)
            if not hint.is_pinned:
                room -= part.cell_length
            # Once one is left out, so are those after it: they matter less.
            if hint.is_pinned or room >= 0:
                shown.append(part)
        used = sum(part.cell_length for part in shown)
        self.update(Content.assemble(*shown, " " * max(1, width - used - last.cell_length), last), layout=False)


def _part(hint: Hint) -> Content:
    if not hint.key:
        return Content("")
    click = Style.from_meta({"@click": hint.action})
    text = f" {hint.key} {hint.label} " if hint.label else f" {hint.key} "
    content = Content(text).stylize(click)
    return content.stylize("bold $accent", 1, 1 + len(hint.key)) if cell_len(text) else content
