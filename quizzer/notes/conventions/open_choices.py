"""Headings that break off over lettered options, in a quiz whose key is elsewhere: `### A workspace is best described as:`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.choices import are_only_options, count_options
from quizzer.notes.fronts import front_text
from quizzer.notes.page import Find, Page

NAME = "open choice"

_BREAKS_OFF = late(
    r"(?:[:：…]|\.{3}|\b(?:as|is|are|was|by|to|of|in|for|called|with|from|means?|because|when|that))$", re.IGNORECASE
)
_GAP = "___"
_MARKS = "*_ \t"


def read(page: Page) -> Iterator[Find]:
    """Every heading with nothing under it but options, where several questions have such."""
    lines = page.outline.lines
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line) or section.end != section.tree_end or not _breaks_off(section.title):
            continue
        free = page.free_lines(section.start, section.end)
        if not free or not are_only_options(page.kept(section.start, section.end)):
            continue
        if page.is_quiz is None:
            page.is_quiz = count_options(lines) > 1
        question = front_text(section.title)
        if page.is_quiz and question:
            stub = page.stub(question, (section.line, section.end), context=page.context_of(section))
            yield Find([*range(section.line, section.start), *free], stub)


def _breaks_off(title: str) -> bool:
    """Does the title end in the middle of a sentence, or with a gap?"""
    told = title.rstrip(_MARKS)
    return _GAP in title[len(told) :] or bool(_BREAKS_OFF.search(told))
