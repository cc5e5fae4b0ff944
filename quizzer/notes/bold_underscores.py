"""Bold text that is written with underscores, read as what it is: `__Warp:__` like `**Warp:**`.

Names of programs that look alike, `__init__` and `__shared__`, keep their underscores.
"""

from __future__ import annotations

import re

from quizzer.notes.dialects.marks import FILLER, masked
from quizzer.notes.masks import outside_fences

_BOLD = re.compile(r"(?<![\w\\])__(?=[^\s_])((?:(?!__).)*[^\s_\\])__(?!\w)")
_NAME = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*")


def with_stars(text: str) -> str:
    """The text with stars for the underscores; every character stays where it is."""
    if "__" not in text:
        return text
    lines = text.split("\n")
    for at, line in outside_fences(lines):
        if "__" in line:
            lines[at] = _with_stars(line)
    return "\n".join(lines)


def _with_stars(line: str) -> str:
    shown = masked(line)
    parts, at = [], 0
    for found in _BOLD.finditer(shown):
        if _NAME.fullmatch(found[1]) or FILLER in (shown[found.start()], shown[found.end() - 1]):
            continue
        start, end = found.span()
        parts += [line[at:start], "**", line[start + 2 : end - 2], "**"]
        at = end
    return "".join(parts) + line[at:]
