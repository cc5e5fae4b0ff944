"""The screen as text: what stands in each cell, and below it, when asked, in which style."""

from __future__ import annotations

from string import ascii_letters

from rich.style import Style
from textual.app import App


def rows(app: App[int]) -> list[str]:
    """The lines of the screen, right side trimmed."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: App[int]) -> str:
    """The lines of the screen as one text."""
    return "\n".join(rows(app)) + "\n"


def styles(app: App[int]) -> str:
    """One letter a cell for its style, `.` for the commonest, and a legend."""
    lines = [
        [name for segment in strip for name in [_name(segment.style)] * segment.cell_length]
        for strip in app.screen._compositor.render_strips()
    ]
    counts: dict[str, int] = {}
    for line in lines:
        for name in line:
            counts[name] = counts.get(name, 0) + 1
    commonest = max(counts, key=lambda name: counts[name])
    order = dict.fromkeys(name for line in lines for name in line if name != commonest)
    letters = {name: ascii_letters[place % len(ascii_letters)] for place, name in enumerate(order)}
    grid = ["".join(letters.get(name, ".") for name in line).rstrip(".") for line in lines]
    legend = [f". {commonest}", *(f"{letter} {name}" for name, letter in letters.items())]
    return "\n".join([*grid, *legend]) + "\n"


def _name(style: Style | None) -> str:
    if style is None:
        return "plain"
    flags = [flag for flag in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, flag)]
    colours = [colour.name for colour in (style.color, style.bgcolor) if colour is not None]
    return " ".join([*flags, *colours]) or "plain"
