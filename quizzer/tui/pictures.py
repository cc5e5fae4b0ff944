"""Pictures inside a card, where the extra `images` is installed and the terminal can show them.

Everywhere else the labelled placeholder and the key that opens the picture are all there is. A file that is broken,
huge or not a picture at all is left to the placeholder too.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quizzer.config import Settings
from quizzer.errors import QuizzerError
from quizzer.tui.markdown import Link

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.widget import Widget

MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
"""Pixels kept of the longer side: more than any terminal shows."""
_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty", "vscode", "mintty"})
_TERMS = ("kitty", "ghostty", "foot", "wezterm", "mlterm", "contour")
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def choose_widget(settings: Settings, environment: Mapping[str, str], *, is_served: bool) -> type[Widget] | None:
    """The widget that this terminal can show pictures with; None for placeholders alone.

    Importing textual-image asks the terminal what it can do, which is possible only before the app has started. One
    that does not answer would lose the first key to the question, so only terminals known to answer are asked.
    """
    if settings.images == "off" or settings.ascii or environment.get("NO_COLOR"):
        return None
    if not is_served and not answers(environment):
        return None
    try:
        from textual_image import renderable, widget
    except Exception:
        # Not installed, or the terminal gave an answer that it did not expect.
        return None
    if is_served:
        return widget.HalfcellImage
    return None if renderable.Image is renderable.UnicodeImage else widget.Image


def answers(environment: Mapping[str, str]) -> bool:
    """Whether the terminal, by the names it gives itself, is one that says what pictures it can show."""
    if environment.get("TMUX") or environment.get("STY"):
        return False
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    has_own_mark = any(environment.get(name) for name in ("KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION"))
    return has_own_mark or program in _PROGRAMS or any(name in term for name in _TERMS)


def load(link: Link, note: str, folder: Path | None = None) -> Image | None:
    """The picture that a note refers to, small enough to draw; None when it cannot be shown.

    It must lie in `folder`, or else in that of the note; nothing is ever fetched. Transparent parts become white.
    """
    if not link.is_picture or urlsplit(link.target).scheme:
        return None
    from quizzer.tui import opening  # every start asks this module for a widget, and few cards have a picture

    try:
        path = Path(opening.find_target(link, note, folder))
        return _open(path) if path.stat().st_size <= MOST_BYTES else None
    except QuizzerError:
        return None
    except Exception:
        # A decoder may fail in any way on a file made to break it; a card must not.
        return None


def _open(path: Path) -> Image | None:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with open(path, "rb", opener=_without_waiting) as file, Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def make(widget: type[Widget], picture: Image, rows: int) -> Widget:
    """A widget with a picture, so many rows high."""
    made: Any = widget
    shown: Widget = made(picture, classes="picture")
    shown.styles.width, shown.styles.height = "auto", rows
    return shown
