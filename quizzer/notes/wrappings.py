"""Fences around a whole note, as a chat gives it to be copied.

    Here are your notes:
    ```md
    # Optimisers
    …
    ```

What stands in such a fence is the note and no listing. The listings inside often have fences of the same length, so
that the first of them would end the note; what is left over at the end is the fence around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*(?:md|markdown)[ \t]*$", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,4}[ \t]+\S")
_MOST_AROUND = 6
"""So many lines of talk may stand above the fence, and below it."""


def find_wrapping(raw: Sequence[str], start: int) -> frozenset[int]:
    """The lines with which a fence around the note opens and ends; none when the note stands in no fence."""
    at = start
    said = 0
    while at < len(raw) and said <= _MOST_AROUND:
        text = raw[at].rstrip()
        found = _OPENING.match(text)
        if found:
            return _ends(raw, at, found["fence"])
        if _HEADING.match(text):
            break
        said += bool(text.strip())
        at += 1
    return frozenset()


def _ends(raw: Sequence[str], opening: int, fence: str) -> frozenset[int]:
    inner = re.compile(rf"^[ \t]*{re.escape(fence)}(?!{re.escape(fence[0])})")
    fences = [number for number in range(opening + 1, len(raw)) if inner.match(raw[number])]
    closing = fences[-1] if len(fences) % 2 and raw[fences[-1]].strip() == fence else None
    end = len(raw) if closing is None else closing
    before_listings = [n for n in range(opening + 1, fences[0] if fences else end) if _HEADING.match(raw[n])]
    headings = [n for n in range(opening + 1, end) if _HEADING.match(raw[n])]
    below = [text for text in raw[end + 1 :] if text.strip()]
    if not before_listings or len(headings) < 2 or len(below) > _MOST_AROUND or any(map(_HEADING.match, below)):
        return frozenset()
    return frozenset({opening} if closing is None else {opening, closing})
