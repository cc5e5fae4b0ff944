"""Questions that only a letter and a number mark: `Q4 kinds of kilns`, one after the other.

    Q1 explain the draught of a kiln
    Ans: hot air is light
    Q2 gas vs wood for stoneware
    Ans: …

By itself such a line may be a quarter of a year. Where they count on, each is read as `Q4: kinds of kilns`.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import outside_fences
from quizzer.notes.wording import is_question

_COUNTED = re.compile(
    r"^(?P<head>\s{0,3}(?:[-*+]\s+)?(?:\*\*|__)?[Qq])(?P<number>\d{1,3})(?P<sign>\s*[.:)\]–-])?(?P<rest>(?:\*\*|__)?\s+\S.*)$"
)
_MAY_BE = re.compile(r"(?im)^\s{0,3}(?:[-*+]\s+)?(?:\*\*|__)?q\d{1,3}\s+\w")
_FIRST = ("Q1", "q1", "Q0", "q0")
"""With one of these the count begins."""
_ANSWERED = re.compile(r"(?m)^\s{0,3}(?:[-*+]\s+)?(?:\*\*|__)?[aA]\d{1,3}\s")
"""`A4 gas and wood`: who counts the answers as well writes pairs (`quizzer.notes.conventions.numbered_letters`)."""
_FEWEST = 3


def with_counted_labels(text: str) -> str:
    """The text with a colon behind the number of each such line, where three or more count on from one to the next and one asks."""
    if text.isascii() and not any(map(text.__contains__, _FIRST)):
        return text
    if not _MAY_BE.search(text) or _ANSWERED.search(text):
        return text
    lines = text.split("\n")
    found: list[tuple[int, re.Match[str]]] = []
    for at, line in outside_fences(lines):
        match = _COUNTED.match(line)
        if match and int(match["number"]) == (int(found[-1][1]["number"]) + 1 if found else 1):
            found.append((at, match))
    if len(found) < _FEWEST or not any(is_question(match["rest"].strip(" *_")) for _, match in found):
        return text
    for at, match in found:
        if not match["sign"]:
            lines[at] = f"{match['head']}{match['number']}:{match['rest']}"
    return "\n".join(lines)
