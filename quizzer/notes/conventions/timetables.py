"""Timetables: tables that say in which week of a course what is held; and whether a heading `Schedule` is over one, or over a fire; `Metadata` likewise.

| Week | Lecture | Readings |
| ---- | ------- | -------- |
| 1    | Clay    | ch. 2    |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.open_tables import split_row
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_housekeeping_title
from quizzer.notes.wording import words_of

NAME = "timetable"

_COUNTED = late(r"^\W*(?:weeks?|wk|lectures?|lec|sessions?|class|dates?)\W*(?:no|number|#)?\W*$", re.IGNORECASE)
_HELD = late(
    r"^\W*(?:lectures?|topics?|sessions?|class(?:es)?|titles?|subjects?|readings?|assignments?|home ?works?|slides?|videos?|recordings?|materials?|notebooks?"
    r"|due(?: dates?)?|deadlines?|instructors?|lecturers?|speakers?|presenters?|dates?|days?|times?|rooms?|descriptions?|links?|code|exercises?|labs?|quiz(?:zes)?|projects?|resources?)\W*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^\W*(?:week|wk|lecture|lec|session|class)?\W{0,3}\d[\d/.,–-]*(?:\s\w{3,9}\W{0,2}(?:\d{4})?)?\W*$|^\W*\w{3,9}\.? \d{1,2}\W*$",
    re.IGNORECASE,
)
"""`3`, `Week 3`, `12.4.`, `Apr 12`"""
_FEWEST = 3
_MOST_WORDS = 12

_TIMED = re.compile(
    r"\d{1,2}[:h]\d\d|\b(?:week|lecture|class|exam|due|deadline|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri)\b"
    r"|\b\d{1,2}[./-]\d{1,2}\b",
    re.IGNORECASE,
)


def is_housekeeping(page: Page, section: Section, title: str) -> bool:
    """Is a heading about the file or its author?

    A `Schedule` with text and without dates, lectures, links or a table is not, nor is a `Metadata` without fields under a subject.
    """
    if not is_housekeeping_title(title):
        return False
    told = [page.outline.lines[n] for n in page.free_lines(section.start, section.end)]
    if title.casefold() == "metadata" and told and section.level > 2:
        return any(":" in line.body for line in told)
    is_timed = any(line.kind is LineKind.TABLE or "](" in line.body or _TIMED.search(line.body) for line in told)
    return title.casefold() != "schedule" or not told or is_timed


def read(page: Page) -> Iterator[Find]:
    """Tables whose rows are counted by weeks or lectures and tell no more than what is held in each."""
    if not page.has_free(LineKind.TABLE):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        rows = [n for n in free if lines[n].kind is LineKind.TABLE]
        is_whole = len(rows) > _FEWEST + 1 and rows[-1] - rows[0] == len(rows) - 1
        if is_whole and _is_timetable([split_row(lines[n].body) for n in rows]):
            yield Find(rows, NAME)
            rest = page.free_lines(section.start, section.end)
            if sum(len(words_of(lines[n].body)) for n in rest) <= _MOST_WORDS:
                yield Find(rest, NAME)


def _is_timetable(cells: Sequence[Sequence[str]]) -> bool:
    header, rows = cells[0], [row for row in cells[2:] if len(row) > 1]
    if len(header) < 2 or not _COUNTED.match(header[0]) or not all(map(_HELD.match, header[1:])):
        return False
    counted = sum(bool(_PLACE.match(row[0])) for row in rows)
    longest = max((len(words_of(cell)) for row in rows for cell in row[1:]), default=0)
    return len(rows) >= _FEWEST and counted * 10 >= len(rows) * 8 and longest <= _MOST_WORDS
