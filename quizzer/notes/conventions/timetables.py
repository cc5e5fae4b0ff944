"""Whether a heading `Schedule` is over the timetable of a course, or over that of a learning rate or a fire."""

from __future__ import annotations

import re

from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.titles import is_housekeeping_title

_TIMED = re.compile(
    r"\d{1,2}[:h]\d\d|\b(?:week|lecture|class|exam|due|deadline|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri)\b"
    r"|\b\d{1,2}[./-]\d{1,2}\b",
    re.IGNORECASE,
)


def is_housekeeping(page: Page, section: Section, title: str) -> bool:
    """Is a heading about the file or its author? A `Schedule` with text and without dates, lectures, links or a table is not."""
    if not is_housekeeping_title(title):
        return False
    told = [page.outline.lines[n] for n in page.free_lines(section.start, section.end)]
    is_timed = any(line.kind is LineKind.TABLE or "](" in line.body or _TIMED.search(line.body) for line in told)
    return title.casefold() != "schedule" or not told or is_timed
