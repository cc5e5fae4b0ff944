"""Titles between numbered questions: plain lines in paragraphs of their own that head the next of them.

3. What is a damper?                  Part 2: short answers

Advanced:                             6. What is a flue?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.wording import words_of

_SHORT_TITLE = 3
_PART = re.compile(
    r"^[*_]{0,2}(?:part|section|teil|abschnitt|parte|partie|round)\s+(?:\d{1,2}|[A-H]|[IVX]{1,4})\b(?:\s?[:.(–—-].{0,80})?$",
    re.IGNORECASE,
)


def part_titles(page: Page, section: Section) -> list[int]:
    """The lines that head a part of the questions, `Part 2: short answers`."""
    lines = page.outline.lines
    return [
        n for n in page.free_lines(section.start, section.end) if _PART.match(lines[n].body) and _announces(lines, n)
    ]


def title_above(lines: Sequence[Line], first: int, start: int, end: int) -> int:
    """Where the title of the next questions stands, in a list whose first question has such a line above it; else `end`.

    `Advanced:`, by itself, is one in any list.
    """
    if end >= len(lines):
        return end
    above = end - 1
    while above > start and not lines[above].body:
        above -= 1
    if above > start and above < end - 1 and _announces(lines, above):
        return above
    if first == 0 or not _is_title(lines, first - 1):
        return end
    return above if above > start and _is_title(lines, above) else end


def _announces(lines: Sequence[Line], number: int) -> bool:
    """A word or two with a colon in a paragraph of their own, or `Part 2: short answers`."""
    line = lines[number]
    is_alone = line.kind is LineKind.TEXT and not line.indent and not (number and lines[number - 1].body)
    if is_alone and _PART.match(line.body):
        return True
    return is_alone and line.body.endswith(":") and line.body[0].isupper() and len(words_of(line.body)) <= _SHORT_TITLE


def _is_title(lines: Sequence[Line], number: int) -> bool:
    """A short line by itself that begins with a picture or a capital and ends without a stop."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent or (number and lines[number - 1].body):
        return False
    return (
        len(words_of(line.body)) <= 8
        and (line.body[0].isupper() or line.body[0] > "\u2000")
        and line.body[-1] not in ".!?:;,"
    )
