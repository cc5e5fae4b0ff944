"""GoCard: a heading `Question` and, right after it, a heading `Answer`, each with its text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.page import Find, Page

NAME = "Question / Answer headings"
_FRONTS = frozenset({"question", "front"})
_BACKS = {"question": "answer", "front": "back"}


def read(page: Page) -> Iterator[Find]:
    """Every pair of such headings at the same level."""
    lines = page.outline.lines
    for one, two in pairwise(page.outline.sections[1:]):
        front = one.title.strip(" #*:").casefold()
        if front not in _FRONTS or two.title.strip(" #*:").casefold() != _BACKS[front] or one.level != two.level:
            continue
        question = question_text(lines[one.start : two.line])
        yield from basic(
            page, Source(one.line, two.tree_end, NAME), question, back_text(lines[two.start : two.tree_end])
        )
