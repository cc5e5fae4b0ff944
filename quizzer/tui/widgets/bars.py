"""Progress bars made of text."""

from __future__ import annotations


def bar(done: float, width: int, *, is_ascii: bool = False) -> tuple[str, str]:
    """A progress bar as its full and its empty part; `done` is 0 to 1.

    >>> bar(0.5, 4)
    ('━━', '──')
    """
    full = round(max(0.0, min(1.0, done)) * width)
    return ("#" if is_ascii else "━") * full, ("." if is_ascii else "─") * (width - full)
