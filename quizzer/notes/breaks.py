"""Line breaks of HTML at the ends of a text, which say nothing of it."""

from __future__ import annotations

import re

_AT_START = re.compile(r"(?:\s*</?br\s*/?>)+", re.IGNORECASE)
_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
_LONGEST = 20


def without_breaks(text: str) -> str:
    """The text without the `<br>`s before and behind it, however many they are.

    >>> without_breaks("<br> Why?<br/> <BR>"), without_breaks("a <br> b")
    (' Why?', 'a <br> b')
    """
    if "<" not in text:
        return text
    found = _AT_START.match(text)
    start, end = (found.end() if found else 0), len(text)
    while True:
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        opening = text.rfind("<", max(start, last - _LONGEST), last)
        if opening < 0 or not _BREAK.fullmatch(text, opening, last):
            return text[start:end]
        end = opening
