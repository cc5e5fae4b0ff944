"""TeX formulas as text for a terminal: one line, two dimensions, or the source as it stands.

The first two never raise and never hang: whatever cannot be read is shown as it was written.
"""

from __future__ import annotations

from enum import StrEnum


class MathForm(StrEnum):
    """How formulas are drawn; the values are those of the setting `math`."""

    TWO_D = "2d"
    LINE = "line"
    RAW = "raw"

    @property
    def following(self) -> MathForm:
        """The form that the toggle key brings next."""
        forms = list(MathForm)
        return forms[(forms.index(self) + 1) % len(forms)]


def to_inline(tex: str, *, ascii_only: bool = False) -> str:
    r"""A formula on one line; its source when it cannot be read.

    >>> to_inline(r"\frac{a+b}{2c}")
    '(a + b)/(2c)'
    """
    return "; ".join(to_lines(tex, ascii_only=ascii_only))


def to_lines(tex: str, *, ascii_only: bool = False) -> list[str]:
    """The same, one line for each row of the formula (`gather`, `align`, a bare line break)."""
    # Imported with the first formula: a card without one is on the screen sooner.
    from quizzer.tui.math.line import Unreadable, one_line_each
    from quizzer.tui.math.symbols import in_ascii

    try:
        lines = one_line_each(tex, ascii_only=ascii_only)
    except Unreadable:
        lines = _raw(tex)
    return ["".join(in_ascii(char)[0] for char in line) for line in lines] if ascii_only else lines


def _raw(tex: str) -> list[str]:
    return [line.strip() for line in tex.strip().splitlines()]


def to_block(tex: str, width: int, *, form: MathForm = MathForm.TWO_D, ascii_only: bool = False) -> list[str]:
    """A display formula as rows no wider than `width` cells where that is possible.

    Two dimensions give way to one line a row when the drawing fails, is too wide or needs rare glyphs.
    """
    if form is MathForm.RAW:
        return _raw(tex)
    if form is MathForm.TWO_D and not ascii_only:
        from quizzer.tui.math.drawing import draw

        lines = to_lines(tex)
        return draw(tex, width, " ".join(lines)) or lines
    return to_lines(tex, ascii_only=ascii_only)
