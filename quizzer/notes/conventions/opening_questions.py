"""A heading that only names a subject, over one question or task and its answer.

    ## Round 2: fraud
    How would you find stolen cards?
    - rules first, then boosted trees

The question has to stand for itself: `Why does it work?` belongs to the subject that the heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import POINTING, asks, is_question, opens_as_question, words_of

NAME = "question that opens a section"

_SETS_TASK = re.compile(
    r"(?:explain|describe|define|derive|design|implement|walk me through|tell me)\s+\S+\s+\S+",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
_LONGEST = 160


def read(page: Page) -> Iterator[Find]:
    """Sections whose first line asks, and no other, with everything below it."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        if section.line < 0 or len(free) < 2 or not _asks_for_all(lines, free[0], section):
            continue
        title = front_text(section.title)
        if is_question(title) or page.has_cards(section.start, section.end):
            continue
        if any(_asks(lines[n]) for n in free[1:]):
            continue
        unit = Unit(
            question=front_text(lines[free[0]].body),
            start=free[0],
            body=free[0] + 1,
            end=section.end,
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            confidence=Confidence.LIKELY,
        )
        if find := read_unit(page, unit):
            yield find


def _asks(line: Line) -> bool:
    return line.kind is LineKind.TEXT and not line.indent and asks(line.body)


def _asks_for_all(lines: Sequence[Line], number: int, section: Section) -> bool:
    """Does a section open with a line that can be asked without its heading?"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent or len(line.body) > _LONGEST:
        return False
    text = front_text(line.body)
    words = {word.casefold() for word in words_of(text)}
    if words & POINTING:
        return False
    if line.body[-1] in "?？":
        return opens_as_question(text) and len(words) >= _FEWEST_WORDS
    return line.body[-1] in ".:" and bool(_SETS_TASK.match(text))
