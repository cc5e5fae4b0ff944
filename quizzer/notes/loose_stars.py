"""Bold text with a blank inside its stars, read as what it is: `**Warp **: the threads …` like `**Warp**: …`.

For Markdown such stars are only stars. Looked at is what opens a line, behind the mark of a list or a heading.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import outside_fences

_LOOSE = re.compile(
    r"^(?P<head>(?: *>)* *(?:(?:[-*+•]|\d{1,3}[.)]) +)?(?:#{1,6} +)?)\*\*(?P<before> ?)(?P<text>[^\s*](?:[^*]*[^\s*])?)(?P<after> ?)\*\*(?P<tail>(?!\*).*)$"
)
_LONGEST = 2000


def with_tight_stars(text: str) -> str:
    """The text with such blanks left out, or behind the stars where a word follows."""
    if "** " not in text and " **" not in text:
        return text
    lines = text.split("\n")
    for at, line in outside_fences(lines):
        if "**" in line and len(line) < _LONGEST:
            found = _LOOSE.match(line)
            if found and (found["before"] or found["after"]):
                gap = " " if found["after"] and found["tail"][:1].isalnum() else ""
                lines[at] = f"{found['head']}**{found['text']}**{gap}{found['tail']}"
    return "\n".join(lines)
