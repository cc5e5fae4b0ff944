"""Plots on a screen: points over time, blocks side by side. Each reads without colour; each has an ASCII form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

FAINT = "$foreground 60%"


def over_time(
    lines: Mapping[str, Sequence[float | None]], rows: int, wide: int, *, is_ascii: bool = False
) -> list[Content]:
    """One or two lines of shares (0 to 1) as points, each row a tenth below the one above it; what lies lower is drawn
    on the lowest row. The last line is a key to the marks.
    """
    signs = "oxB" if is_ascii else "○●◉"
    names = list(lines)
    length = max((len(line) for line in lines.values()), default=0)
    found = []
    for row in range(rows):
        marks = []
        for place in range(length):
            here = [n for n, name in enumerate(names) if _row(lines[name][place], rows) == row]
            marks.append((signs[2] if len(here) > 1 else signs[here[0]] if here else " ").ljust(wide))
        below = ("<" if is_ascii else "≤") if row == rows - 1 else ""
        found.append(
            Content.assemble((f"{f'{below}{100 - 10 * row}':>4}% ", FAINT), ("".join(marks).rstrip(), "$success"))
        )
    key = [f"{signs[n]} {name.lower()}" for n, name in enumerate(names)]
    if len(names) > 1:
        key.append(f"{signs[2]} both")
    found.append(Content(f"      {'   '.join(key)}").stylize(FAINT))
    return found


def _row(share: float | None, rows: int) -> int | None:
    return None if share is None else min(rows - 1, round((1.0 - share) * 10))


def beside(blocks: Sequence[Sequence[Content]], gap: int = 3) -> list[Content]:
    """Blocks of lines side by side, each as wide as its longest line."""
    widths = [max((line.cell_length for line in block), default=0) for block in blocks]
    height = max((len(block) for block in blocks), default=0)
    found = []
    for place in range(height):
        parts = [
            (block[place] if place < len(block) else Content("")).pad_right(
                width + gap - (block[place].cell_length if place < len(block) else 0)
            )
            for block, width in zip(blocks, widths, strict=True)
        ]
        found.append(Content.assemble(*parts).rstrip())
    return found
