"""Notes on a book, each paragraph or bullet behind the page where it was read.

    p.143 **Slip** is clay in water          - p. 150: why sieve it?
                                             - p. 151: lumps show
    p.145 *Engobe*: a slip with a flux       - pp. 152-3 cones

The page says where a thing stands and not what it is: the lines are a list. Where most have text right below them they are
titles instead, and are left to those (`quizzer.notes.marked_titles`).
"""

from __future__ import annotations

import re
import string

from quizzer.notes.masks import outside_fences

_PAGE = re.compile(
    r"^(\s{0,3}(?:[-*+]\s+)?)[(\[]?(?:pp?\.?|page)\s?\d{1,4}(?:\s?[-–]\s?\d{1,4})?[)\]]?\s*[:.,–—-]?\s+(?=\S)",
    re.IGNORECASE,
)
_BEFORE = string.whitespace + "-*+(["
_LETTERS = frozenset("pP")
_MAY_BE = re.compile(r"(?i)^\s{0,3}(?:[-*+]\s+)?[(\[]?p(?:p|age)?\.?\s?\d")
_FEWEST = 4


def with_bullets_for_pages(text: str) -> str:
    """The text with these lines as a list, where there are four or more; listings are left alone."""
    lines = text.split("\n")
    opening = (line for line in lines if line.lstrip(_BEFORE)[:1] in _LETTERS or not line.isascii())
    if not any(map(_MAY_BE.match, opening)):
        return text
    found: dict[int, str] = {}
    for number, line in outside_fences(lines):
        if match := _PAGE.match(line):
            found[number] = (match[1] if match[1].strip() else f"{match[1]}- ") + line[match.end() :]
    over_text = sum(bool(lines[n + 1].strip()) and n + 1 not in found for n in found if n + 1 < len(lines))
    if len(found) < _FEWEST or over_text * 2 > len(found):
        return text
    return "\n".join(found.get(number, line) for number, line in enumerate(lines))
