"""Pages of a course whose title stands over a video and slides, and whose text stands under `Notes`.

    ## 4.3 Kilns
    <a href="https://example.com"><img src="film.jpg"></a>
    ## Notes
    A kiln is …

The text is that of the title.
"""

from __future__ import annotations

import re

from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind

_NOTES = re.compile(r"^(?:(?:lesson|video|lecture|my|our) )?notes:?$", re.IGNORECASE)
_ONLY_LINK = re.compile(
    r"^(?:[-*+]\s+)?(?:<a\b[^<>]*>(?:\s*<img\b[^<>]*>\s*)?</a>|<img\b[^<>]*>|!?\[(?:!\[[^\[\]]*\]\([^()\s]*\)|[^\[\]]*)\]\([^()]*\)|https?://\S+)$",
    re.IGNORECASE,
)


def join_notes(lines: list[Line]) -> None:
    """Take `Notes`, below a title with nothing but links, as the text of the title."""
    headings = [number for number, line in enumerate(lines) if line.kind is LineKind.HEADING]
    if len(headings) < 2 or any(
        not line.is_gap for line in lines[: headings[0]] if line.kind is not LineKind.FRONT_MATTER
    ):
        return
    top, notes = headings[:2]
    if not _NOTES.match(lines[notes].content.strip()) or lines[top].level < lines[notes].level - 1:
        return
    between = [line for line in lines[top + 1 : notes] if not line.is_gap]
    if not between or not all(_ONLY_LINK.match(line.body) for line in between):
        return
    for line in (*between, lines[notes]):
        line.kind = LineKind.RULE
