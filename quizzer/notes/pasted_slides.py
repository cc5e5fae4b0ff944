"""Slides copied out of a PDF: nothing is left of a page but its lines and, below or above them, its number.

    Kilns                 Slide 4 of 9
    • An oven for clay    Kilns
    • Gas or wood         • An oven for clay
    4                     • Gas or wood

Three or more numbers that count on show the habit; the first line of a page is its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind

_NUMBER = re.compile(
    r"^(?:[-–—]\s?)?(?:(?:page|slide)\s)?(?P<number>\d{1,3})(?:\s?(?:/|of)\s?\d{1,3})?(?:\s?[-–—])?$", re.IGNORECASE
)
_FEWEST = 3
_MOST_WORDS = 10
_LONGEST = 90
_MOST_HEADINGS = 1
"""The title of the note."""
_STOPS = ".,;!"


def mark_slides(lines: Sequence[Line]) -> None:
    """Make a heading of the first line of every page and a rule of its number."""
    numbered = [
        (at, int(found["number"]))
        for at, line in enumerate(lines)
        if line.body[:1] and line.kind is LineKind.TEXT and (found := _NUMBER.match(line.body[:24]))
    ]
    if (
        len(numbered) < _FEWEST
        or sum(line.kind is LineKind.HEADING and bool(line.level) for line in lines) > _MOST_HEADINGS
    ):
        return
    counting = sum(after == before + 1 for (_, before), (_, after) in pairwise(numbered))
    if counting + 1 < max(_FEWEST, len(numbered) - 1):
        return
    edges = [at for at, _ in numbered]
    tops = {title for edge in (-1, *edges) if (title := _title(lines, edge)) is not None}
    bulleted = sum(line.kind is LineKind.ITEM for line in lines)
    if len(tops) < _FEWEST or bulleted < len(tops):
        return
    for at in edges:
        lines[at].kind = LineKind.RULE
    seen = ""
    front = min(tops) if min(tops) < edges[0] else -1
    for at in sorted(tops):
        line = lines[at]
        if line.body.casefold() != seen:  # the title goes on from one page to the next
            line.kind, line.level, line.content = LineKind.HEADING, 1 if at == front else 2, line.body
        seen = line.body.casefold()


def _title(lines: Sequence[Line], edge: int) -> int | None:
    """Where the title of the page below an edge stands, when its first line could be one."""
    at = next((n for n in range(edge + 1, min(edge + 4, len(lines))) if lines[n].body), None)
    if at is None or lines[at].kind is not LineKind.TEXT or len(lines[at].body) > _LONGEST:
        return None
    body = lines[at].body
    is_title = body[-1] not in _STOPS and len(body.split()) <= _MOST_WORDS and any(map(str.isalpha, body))
    return at if is_title and not _NUMBER.match(body[:24]) else None
