"""Rubric: the points of a prose answer, which of them somebody's words touch, and the grade that suggests.

A suggestion only: words in common say that a point was mentioned, not that it was understood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from quizzer.domain.reviews import Grade

MOST_POINTS = 8
LEAST_SHARE = 0.5
"""Of a point's telling words, for it to count as mentioned; of all points, for a pass."""
STEM = 5
"""Letters by which two words count as forms of one."""

_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)")
_WORD = re.compile(r"\w+")


def points(answer: str) -> tuple[str, ...]:
    """The outermost list items of the answer, or without any its bold terms; fewer than two points are none.

    >>> points("Two things: **tiling** and **recomputation**.")
    ('tiling', 'recomputation')
    """
    prose = _prose_lines(answer)
    items = [(len(found[1].expandtabs(4)), found[2]) for found in map(_ITEM.fullmatch, prose) if found]
    margin = min((indent for indent, _ in items), default=0)
    outermost = [text for indent, text in items if indent <= margin + 1]
    for texts in (outermost, [term for line in prose for term in _BOLD.findall(line)]):
        distinct = tuple(dict.fromkeys(text.strip().rstrip(":") for text in texts))
        if len(distinct) >= 2:
            return distinct[:MOST_POINTS]
    return ()


def mentioned(listed: Sequence[str], typed: str) -> frozenset[int]:
    """Places of the points of which at least half of the telling words were typed, in whatever form."""
    said = {_stem(word) for word in _WORD.findall(typed)}
    found = set()
    for place, point in enumerate(listed):
        wanted = {_stem(word) for word in _WORD.findall(point) if _is_telling(word)}
        if wanted and len(wanted & said) >= LEAST_SHARE * len(wanted):
            found.add(place)
    return frozenset(found)


def suggested_quality(ticked: Collection[int], total: int) -> int:
    """Good when every point was said, Hard for half of them or more, Again below."""
    if len(ticked) >= total:
        return Grade.GOOD
    return Grade.HARD if len(ticked) >= LEAST_SHARE * total else Grade.AGAIN


def as_record(listed: Sequence[str], ticked: Collection[int]) -> dict[str, Any]:
    """What a review keeps of a list of points; nothing when there was none."""
    kept = [{"point": text, "is_ticked": place in ticked} for place, text in enumerate(listed)]
    return {"points": kept} if kept else {}


def _prose_lines(answer: str) -> list[str]:
    """The lines outside code blocks and display formulas."""
    lines, closing = [], ""
    for line in answer.splitlines():
        opened = line.strip()[:3] if line.strip()[:3] in ("```", "~~~") else "$$" if line.strip() == "$$" else ""
        if closing:
            closing = "" if opened == closing else closing
        elif opened:
            closing = opened
        else:
            lines.append(line)
    return lines


def _is_telling(word: str) -> bool:
    return len(word) > 3 or not word.islower()


def _stem(word: str) -> str:
    return word.casefold()[:STEM]
