"""A line of a note and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from quizzer.notes.masks import LineKind

MASKED = frozenset({LineKind.FRONT_MATTER, LineKind.CODE, LineKind.MATH, LineKind.COMMENT})


@dataclass(slots=True)
class Line:
    """One line and what it is; `slots` and not frozen only because a note has many of them."""

    text: str
    """As written, without the line end."""
    body: str
    """Without surrounding white space."""
    indent: int
    """Columns before the body, a tab going to the next multiple of four."""
    kind: LineKind
    marker: str = ""
    """`-`, `3.`, `•` for a list item."""
    content: str = ""
    """What follows the marker of a list item, or the text of a heading without its `#`."""
    column: int = 0
    """Where the content of a list item begins."""
    level: int = 0
    """1 to 6 for a heading."""

    @property
    def is_masked(self) -> bool:
        """True for code, math, comments and front matter: text that must not be interpreted."""
        return self.kind in MASKED

    @property
    def is_gap(self) -> bool:
        """Does what is below begin anew? It does below a blank line and below the settings at the top."""
        return not self.body or self.kind is LineKind.FRONT_MATTER

    @property
    def number(self) -> int | None:
        """The number of a numbered item; None for anything else."""
        digits = self.marker[:-1]
        return int(digits) if digits.isdecimal() and digits.isascii() else None
