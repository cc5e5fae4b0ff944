"""The themes that quizzer brings, and the look of card text in whatever theme is on.

Besides these, Textual's own are offered, `ansi-dark` and `ansi-light` among them, which use the terminal's palette.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from quizzer.config import Settings
from quizzer.tui.markdown import Look
from quizzer.tui.math import MathForm

if TYPE_CHECKING:
    from textual.app import App

DARK = Theme(
    name="quizzer-dark",
    primary="#82aaff",
    secondary="#c3a6ff",
    accent="#ffc777",
    success="#8fd6a0",
    warning="#ffc777",
    error="#ff8b8b",
    foreground="#dfe3ee",
    background="#12151c",
    surface="#1a1e28",
    panel="#232936",
    dark=True,
    variables={"block-cursor-foreground": "#12151c", "input-selection-background": "#82aaff 35%"},
)
LIGHT = Theme(
    name="quizzer-light",
    primary="#2457b3",
    secondary="#6b3fa0",
    accent="#8f5300",
    success="#1b7a43",
    warning="#8f5300",
    error="#b3261e",
    foreground="#22252d",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e6e2d7",
    dark=False,
    variables={"block-cursor-foreground": "#ffffff"},
)
CONTRAST = Theme(
    name="quizzer-contrast",
    primary="#00e5ff",
    secondary="#ff9dff",
    accent="#ffff00",
    success="#00ff66",
    warning="#ffff00",
    error="#ff6b6b",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={"block-cursor-foreground": "#000000", "text-muted": "#ffffff", "text-disabled": "#dddddd"},
)
OWN = (DARK, LIGHT, CONTRAST)


def look_for(app: App[int], settings: Settings, math: MathForm) -> Look:
    """How card text is drawn in the app's theme."""
    theme = app.current_theme
    colours = app.theme_variables
    return Look(
        math=math,
        is_ascii=settings.ascii,
        heading=f"bold {_rich(colours, 'primary')}",
        formula=_rich(colours, "secondary"),
        code=_rich(colours, "accent"),
        link=f"underline {_rich(colours, 'primary')}",
        mark="reverse" if theme.ansi else f"bold {_rich(colours, 'accent')}",
        quote="italic",
        faint="dim" if theme.ansi else _rich(colours, "foreground-muted", "dim"),
        accent=_rich(colours, "primary"),
        warning=f"bold {_rich(colours, 'warning')}",
        code_theme="" if theme.ansi else ("github-dark" if theme.dark else "default"),
    )


def _rich(colours: dict[str, str], name: str, otherwise: str = "none") -> str:
    """A theme colour in Rich's words."""
    value = colours.get(name, "")
    if value.startswith("ansi_"):
        return value.removeprefix("ansi_").replace("default", "none")
    return value[:7] if value.startswith("#") else otherwise
