"""Small pictures made of text: progress bars and sparklines."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = "▁▂▃▄▅▆▇█"
_ASCII = "._-=+*#@"


def bar(done: float, width: int, *, is_ascii: bool = False) -> tuple[str, str]:
    """A progress bar as its full and its empty part; `done` is 0 to 1.

    >>> bar(0.5, 4)
    ('━━', '──')
    """
    full = round(max(0.0, min(1.0, done)) * width)
    return ("#" if is_ascii else "━") * full, ("." if is_ascii else "─") * (width - full)


def spark(values: Sequence[float], *, is_ascii: bool = False) -> str:
    """One character a value, its height the share of the greatest; nothing at all is a dot.

    >>> spark([0, 1, 4])
    '·▂█'
    """
    top = max(values, default=0)
    marks = _ASCII if is_ascii else _EIGHTHS
    empty = "." if is_ascii else "·"
    return "".join(marks[round(value / top * (len(marks) - 1))] if value > 0 else empty for value in values)
