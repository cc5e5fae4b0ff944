"""Figures with their words in a row: a line ends between two of them, never inside one."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content


def flowed(parts: Iterable[Content], width: int, gap: int = 3) -> Content:
    """The parts with `gap` cells between them, on as many lines of `width` cells as they need; empty ones are left out.

    >>> flowed([Content("12 due"), Content("3 new"), Content("")], 10).plain
    '12 due\\n3 new'
    """
    lines: list[Content] = []
    for part in parts:
        if not part.cell_length:
            continue
        if lines and lines[-1].cell_length + gap + part.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], " " * gap, part)
        else:
            lines.append(part)
    return Content("\n").join(lines)
