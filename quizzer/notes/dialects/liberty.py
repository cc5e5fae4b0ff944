"""liberty-tui: a bullet with `[l1]` … `[l7]`, its learning level, asks for the points indented under it.

- What must hold for a deadlock? [l2]
    - mutual exclusion
    - no taking away
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "liberty-tui"
_LEVEL = re.compile(r"\s*\[l[1-7]\]\s*")


def read(page: Page) -> Iterator[Find]:
    """Every bullet with a level."""
    lines = page.outline.lines
    for number, line in enumerate(lines) if page.outline.holds("[l") else ():
        if line.kind is not LineKind.ITEM or "[l" not in line.content:
            continue
        if not page.is_free(number) or not _LEVEL.search(line.content):
            continue
        end = number + 1
        while end < len(lines) and (not lines[end].body or lines[end].indent > line.indent):
            if lines[end].kind is LineKind.ITEM and _LEVEL.search(lines[end].content):
                break
            end += 1
        while end > number + 1 and not lines[end - 1].body:
            end -= 1
        question = question_text(_LEVEL.sub(" ", line.content).strip())
        yield from basic(page, Source(number, end, NAME), question, back_text(lines[number + 1 : end]))
