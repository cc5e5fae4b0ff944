"""The marks that a merge leaves in a file where two versions were at odds, and nobody came back to it.

    <<<<<<< HEAD
    # Glazes
    =======
    # Glazes and slips
    >>>>>>> 58d078e

Both versions are kept, since nobody knows which one was meant. In a fence the marks are an example of a merge.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import FENCE_LINE

_OPENING, _MIDDLE, _CLOSING = "<<<<<<<", "=======", ">>>>>>>"
_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7}) \S.*$|^={7}$|^<{7}$|^>{7}$")


def without_merge_marks(text: str) -> tuple[str, int]:
    """The text with such lines left blank, and the line of the first of them; 0 where there is none."""
    if _OPENING not in text or _CLOSING not in text:
        return text, 0
    lines = text.split("\n")
    opened: list[int] = []
    found: list[int] = []
    is_fenced = False
    for at, line in enumerate(lines):
        if FENCE_LINE.match(line):
            is_fenced = not is_fenced
        if is_fenced or not _MARK.match(line):
            continue
        if line.startswith(_OPENING):
            opened = [at]
        elif opened:
            opened.append(at)
            if line.startswith(_CLOSING):
                found += opened if any(lines[n] == _MIDDLE for n in opened) else []
                opened = []
    for at in found:
        lines[at] = ""
    return "\n".join(lines), found[0] + 1 if found else 0
