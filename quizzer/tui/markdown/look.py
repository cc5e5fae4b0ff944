"""How card text looks: the form of formulas, ASCII or not, and the colours of a theme."""

from __future__ import annotations

from quizzer.domain.values import dataclass
from quizzer.tui.math import MathForm


@dataclass(frozen=True, slots=True)
class Look:
    """Styles are Rich's; the defaults use no colour at all."""

    math: MathForm = MathForm.TWO_D
    is_ascii: bool = False
    heading: str = "bold"
    formula: str = "none"
    code: str = "bold"
    link: str = "underline"
    mark: str = "reverse"
    quote: str = "italic"
    faint: str = "dim"
    accent: str = "bold"
    warning: str = "bold"
    code_theme: str = ""
    """A Pygments style for fenced code; empty for plain."""
