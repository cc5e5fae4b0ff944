"""Small pictures for bullets: `🔹 **Slip** = clay in water`, three or more of one kind in a note, with text behind the bold words."""

from __future__ import annotations

import re
from collections import Counter

from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind

_PICTURES = frozenset("🔹🔸🔷🔶")
_ITEM = re.compile(r"^.\ufe0f?\s+(?!\d{1,2}[.)])(?P<text>\S.*)$")
_TITLE = re.compile(r"^\*\*[^*]+\*\*\W*$")
"""Bold as a whole: the title of what stands below it."""
_FEWEST = 3


def mark_pictured(lines: list[Line]) -> None:
    """Make items of such lines."""
    found = [
        (line, match)
        for line in lines
        if line.body[:1] in _PICTURES and line.kind is LineKind.TEXT and (match := _ITEM.match(line.body))
    ]
    told = Counter(line.body[0] for line, match in found if not _TITLE.match(match["text"][:200]))
    for line, match in found:
        if told[line.body[0]] >= _FEWEST:
            line.kind, line.marker, line.content = LineKind.ITEM, line.body[0], match["text"]
            line.column = line.indent + match.start("text")
