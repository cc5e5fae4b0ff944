"""Lists that lost their indentation when they were pasted: the points of a label stand beside it and not below it.

    * **Firing:** heat turns clay into stone.
    * **Kinds of kiln:**
    * *Wood:* ash lands on the pots.
    * *Gas:* easy to steer.


    * **Cooling:** slowly.

Markdown takes them for one flat list. The blank lines behind the inner list, which the outer one goes on after, are what is
left of its end. The points are moved in below their label; no line is added and none is taken away.

Numbers that are moved in by a single space, below a bullet at the margin, belong to that bullet as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.masks import FENCE_LINE

_LABEL = re.compile(r"^(?P<bullet> {0,3}[-*+] +)\*\*[^*\n]{2,80}(?::\*\*|\*\*:)\s*$")
_ENTRY = re.compile(r"^ {0,3}[-*+] +\*\*[^*\n]{2,80}(?::\*\*|\*\*:)\s+\S")
_LABELS = (":**\n", "**:\n", ":** \n", "**: \n")
"""What such a label ends with, and hardly any other line."""
_FEWEST_BLANK = 2
_COUNTED_BELOW = re.compile(r"(?m)^[-*+] \S.*\n(?:[ \t]*\n)?(?P<numbers> 1[.)] .*(?:\n \d{1,2}[.)] .*)+)$")


def with_nested_points(text: str) -> str:
    """The text with such points below their labels."""
    if "\n 1. " in text or "\n 1) " in text:
        text = _COUNTED_BELOW.sub(lambda found: found[0].replace("\n ", "\n   "), text)
    if not any(map(text.__contains__, _LABELS)):
        return text
    lines = text.split("\n")
    is_fenced = False
    for number, line in enumerate(lines):
        is_fenced ^= bool(FENCE_LINE.match(line))
        label = _LABEL.match(line) if not is_fenced and line.rstrip().endswith((":**", "**:")) else None
        if label:
            end = _end_of_points(lines, number + 1, label["bullet"])
            if end > number + 1:
                lines[number + 1 : end] = [" " * len(label["bullet"]) + point for point in lines[number + 1 : end]]
    return "\n".join(lines)


def _end_of_points(lines: Sequence[str], start: int, bullet: str) -> int:
    """One past the points right below a label, when they are its own; else where they would begin."""
    end = start
    while end < len(lines) and lines[end].startswith(bullet) and lines[end][len(bullet) :].strip():
        end += 1
    below = end
    while below < len(lines) and not lines[below].strip():
        below += 1
    is_left = below < len(lines) and below - end >= _FEWEST_BLANK and _starts_anew(lines[below], bullet)
    if end == start or not is_left or any(_LABEL.match(point) for point in lines[start:end]):
        return start
    return end


def _starts_anew(line: str, bullet: str) -> bool:
    """Does the outer list go on here, or is it a heading or a rule that ends it?"""
    return line.startswith(("#", "---", "***", "___")) or (line.startswith(bullet) and bool(_ENTRY.match(line)))
