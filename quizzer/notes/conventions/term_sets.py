"""Sets of terms copied from the page of a flashcard site: below its heading a term, its definition, the next term.

Terms in this set (2)

Bisque
The first firing

Slip
Clay in water
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import read_blocks
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "set of terms"

_TITLE = re.compile(r"^\W*terms in this set \(\d{1,4}\)\W*$", re.IGNORECASE)
_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """The terms below such a line, in paragraphs of their own or each with its definition right below."""
    if not page.outline.holds("erms in this set ("):
        return
    lines = page.outline.lines
    for section in page.outline.sections:
        title = section.line if _TITLE.match(section.title) else None
        free = page.free_lines(section.start, section.end)
        title = title if title is not None else next((n for n in free if _TITLE.match(lines[n].body)), None)
        if title is None:
            continue
        blocks = read_blocks(lines, max(title + 1, section.start), section.end)
        blocks = [block for block in blocks if block.kind is LineKind.TEXT]
        spans = [(block.start, block.end) for block in blocks]
        if all(end - start == 1 for start, end in spans):
            spans = [(a[0], b[1]) for a, b in zip(spans[::2], spans[1::2], strict=False)]
        if len(spans) < _FEWEST or any(end - start < 2 for start, end in spans):
            continue
        yield Find((), "", context=[n for n in free if n <= title])
        context = page.context_of(section, inclusive=section.line != title)
        for start, end in spans:
            draft = page.card(
                front_text(lines[start].body),
                back_text(page.kept(start + 1, end)),
                (start, end),
                convention=NAME,
                context=context,
                kind=Kind.DEFINITION,
                confidence=Confidence.SURE,
            )
            yield Find(range(start, end), draft)
