"""The grades, each with the very interval that it would give."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

NARROW_TILE = 16
"""Cells below which a tile says `1d -.14+` for `ease -.14` and `1d, again today`."""
ROOMY_TILE = 19
"""Cells above which the ease stands apart from the name."""
FLAT_TILE = 11
"""Cells of a one-row tile below which the name is left out, so that the date is not."""
FLAT = 60
"""Columns of the window below which the tiles are one row, without a word on ease."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One grade: its key, its name, what it would do, and its SM-2 quality."""

    key: str
    name: str
    effect: str
    """As `domain.consequence.describe` says it: `8d ease -.14 +today`."""
    quality: int
    tone: str
    """The CSS class of its colour: again, hard, good or easy."""


class GradeTile(Static):
    """One grade to click."""

    def __init__(self) -> None:
        super().__init__("", markup=False, classes="tile")
        self.choice: Choice | None = None
        self._is_default = False

    def show(self, choice: Choice, *, is_default: bool, is_ascii: bool) -> None:
        """Put a grade on the tile; the default one is what Space gives."""
        self.choice, self._is_default = choice, is_default
        for tone in ("again", "hard", "good", "easy"):
            self.set_class(tone == choice.tone, tone)
        self.set_class(is_default, "default")
        self._mark = ">" if is_ascii else "▸"
        self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        if self.choice:
            self._draw()

    def _draw(self) -> None:
        choice = self.choice
        assert choice is not None
        width = max(8, self.content_size.width)
        effect, comes_again = choice.effect.removesuffix("+today").strip(), choice.effect.endswith("+today")
        lead = f"{self._mark if self._is_default else ' '}{choice.key} {choice.name}"
        if self.content_size.height < 2:
            days = "same" if effect == "no change" else effect.partition(" ")[0]
            # The mark stands inside: at the edge it would touch the tile before.
            name = f"{choice.name} " if width >= FLAT_TILE else ""
            lead = f" {choice.key}{self._mark if self._is_default else ' '}{name}".rstrip()
            line = f"{lead}{' ' if name or not self._is_default else ''}{days}{'+' if comes_again else ''}"[:width]
            self.update(Content(line).stylize("bold", 0, len(lead)), layout=False)
            return
        if width < NARROW_TILE:
            short = f" {effect.replace('ease ', '')}{'+' if comes_again else ''}"
            self.update(Content.assemble((lead[:width].ljust(width), "bold"), "\n", short[:width]), layout=False)
            return
        days, _, change = effect.partition(" ease ")
        ease = f"{' ' * (1 + (width > ROOMY_TILE))}ease {change}" if change else ""
        self.update(
            Content.assemble((lead, "bold"), ease, "\n", f" {_when(days, width - 1, comes_again=comes_again)}"),
            layout=False,
        )


def _when(days: str, room: int, *, comes_again: bool) -> str:
    """The next date and whether the card comes today too, as `38d, again today` where that fits.

    >>> _when("38d", 20, comes_again=True), _when("120d", 16, comes_again=True), _when("", 16, comes_again=True)
    ('38d, again today', '120d again today', 'again today')
    """
    if not comes_again:
        return days
    whole = f"{days}, again today" if days else "again today"
    return whole if len(whole) <= room else whole.replace(",", "")


class GradeBar(Horizontal):
    """All grades side by side."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    #grades { dock: bottom; height: 2; padding: 0 1; }
    .tile { width: 1fr; height: 2; background: $surface; margin: 0 0 0 1; padding: 0; }
    .tile:first-child { margin: 0; }
    .tile:hover { background: $panel; }
    .tile.again { border-left: outer $error; }
    .tile.hard { border-left: outer $warning; }
    .tile.good { border-left: outer $success; }
    .tile.easy { border-left: outer $primary; }
    .tile.default { background: $panel; }
    .-narrow #grades { height: 1; padding: 0; }
    .-narrow .tile { height: 1; border: none; margin: 0; }
    .-ascii-only .tile { border: none; padding: 0 0 0 1; }
    """

    class Chosen(Message):
        """A grade was clicked."""

        def __init__(self, quality: int) -> None:
            super().__init__()
            self.quality = quality

    def __init__(self) -> None:
        super().__init__(id="grades")
        self._tiles: list[GradeTile] = []

    def compose(self) -> ComposeResult:
        """One tile a grade."""
        yield from self._tiles

    def show(self, choices: list[Choice], default: int, *, is_ascii: bool) -> None:
        """Put the grades of this card on the tiles; `default` is the quality that Space gives."""
        if not self._tiles:
            self._tiles = [GradeTile() for _ in choices]
            if self.is_mounted:
                self.mount_all(self._tiles)
        for tile, choice in zip(self._tiles, choices, strict=True):
            tile.show(choice, is_default=choice.quality == default, is_ascii=is_ascii)

    @property
    def legend(self) -> str:
        """What the signs on small tiles mean; empty where they are words."""
        effects = [tile.choice.effect for tile in self._tiles if tile.choice]
        width = self.app.size.width
        is_flat = width < FLAT
        if not is_flat and (width - 1 - len(effects)) // max(1, len(effects)) - 1 >= NARROW_TILE:
            return ""
        is_nameless = is_flat and width // max(1, len(effects)) < FLAT_TILE
        said = ["0 worst to 5 easiest"] if is_nameless else []
        said += ["+ means again today too"] if any(effect.endswith("+today") for effect in effects) else []
        if not is_flat and any("ease" in effect for effect in effects):
            said.append("-.14 is a change of ease")
        return f"{'; '.join(said)}." if said else ""

    def on_click(self, event: Click) -> None:
        """Announce the grade of the tile that was clicked."""
        tile = event.widget
        if isinstance(tile, GradeTile) and tile.choice:
            event.stop()
            self.post_message(self.Chosen(tile.choice.quality))
