"""Notes on a video: lines that begin with a time divide them.

02:15 – **Queries, keys and values**
Each word asks a question, offers a label and holds content.

A time with nothing below it and no meaning behind it only says where in the video one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from quizzer.notes.conventions.subtitles import divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import without_chapter

NAME = "moment of a video"

_FEWEST = 3
_MOMENT = re.compile(r"^[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*(?:[-–—:|]\s*)?(?P<name>[^\s\d].*)$")


def read(page: Page) -> Iterator[Find]:
    """What is named behind a time, with the text below it."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if lines[n].kind is LineKind.TEXT and _MOMENT.match(lines[n].body[:400])]
        if len(starts) < _FEWEST:
            continue
        for start, end in pairwise([*starts, section.end]):
            if len(page.free_lines(start, end)) > 1 or _named_by(lines[start])[1]:
                yield from divided(page, replace(section, start=start, end=end), [start], NAME, _named_by)
            else:
                yield Find((), "", context=[start])


def _named_by(line: Line) -> tuple[str, str]:
    """The name behind the time, and the meaning behind that."""
    found = _MOMENT.match(line.body)
    name = found["name"] if found else line.body
    name = without_chapter(name)
    term = read_term(name)
    return (term.name, term.meaning) if term and not term.is_attribute else (front_text(name), "")
