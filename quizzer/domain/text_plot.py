"""Plots made of text alone: they read without colour, and have a form in ASCII."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_ASCII = " .:#"
_ASCII_SPARK = "._-=+*#@"


def columns(
    values: Sequence[float], rows: int, *, top: float = 0.0, wide: int = 1, is_ascii: bool = False
) -> list[str]:
    """Columns of so many rows, the tallest as high as `top` or the greatest value; any value above 0 can be seen.

    >>> columns([0, 1, 4], 2)
    ['  █', ' ▄█']
    """
    marks = _ASCII if is_ascii else _EIGHTHS
    steps = len(marks) - 1
    highest = max(top, *values) if values else 0
    heights = [max(1, round(value / highest * rows * steps)) if value > 0 else 0 for value in values]
    return [
        "".join(marks[max(0, min(steps, height - row * steps))] * wide for height in heights)
        for row in range(rows - 1, -1, -1)
    ]


def spark(values: Sequence[float], *, is_ascii: bool = False) -> str:
    """One character a value, its height the share of the greatest; nothing at all is a dot.

    >>> spark([0, 1, 4])
    '·▃█'
    """
    top = max(values, default=0)
    marks = _ASCII_SPARK if is_ascii else _EIGHTHS[1:]
    empty = "." if is_ascii else "·"
    return "".join(marks[round(value / top * (len(marks) - 1))] if value > 0 else empty for value in values)
