"""Notation: numbers, lists and matrices as they are written in worked steps."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.answers.readable import plain


def figure(value: float) -> str:
    """A number with four significant digits; whole numbers in full.

    >>> figure(0.66524096), figure(3.0), figure(1234567)
    ('0.6652', '3', '1,234,567')
    """
    return plain(value, 4)


def listed(values: Sequence[float]) -> str:
    """A list.

    >>> listed([0.5, 2])
    '[0.5, 2]'
    """
    return "[" + ", ".join(figure(value) for value in values) + "]"


def tabled(rows: Sequence[Sequence[float]]) -> str:
    """A matrix, row by row.

    >>> tabled([[1, 0], [0, 1]])
    '[[1, 0], [0, 1]]'
    """
    return "[" + ", ".join(listed(row) for row in rows) + "]"
