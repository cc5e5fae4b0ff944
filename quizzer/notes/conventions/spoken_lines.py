"""Transcripts that a machine wrote: every line begins with a time and goes on in small letters, without a full stop.

    [00:04:10] so why do we fire it twice anybody
    [00:04:25] exactly so that the glaze holds

What was said word for word is no note; what stands between such lines is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "transcript of a machine"

_STAMPED = re.compile(r"^[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[:\s]\s*(?P<said>\S.*)$")
_FEWEST = 5


def read(page: Page) -> Iterator[Find]:
    """All such lines, where nearly all of them are in small letters and none ends its sentence."""
    lines = page.outline.lines
    found = [
        (number, match["said"])
        for number in page.free_lines(0, len(lines))
        if lines[number].body[0] in "[(0123456789"
        and lines[number].kind is LineKind.TEXT
        and (match := _STAMPED.match(lines[number].body[:400]))
    ]
    spoken = sum(said[0].islower() and said[-1] not in ".:?!" for _, said in found)
    if len(found) >= _FEWEST and spoken * 10 >= len(found) * 9:
        yield Find([number for number, _ in found], "what was said word for word")
