"""Numbers on lines of their own, each above a question or a name with its answer below.

1.
Why is the sample divided by n - 1?
- the mean was taken from the same data

2.
Explain the median.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question

NAME = "number above a question"

_NUMBER = re.compile(r"^(\d{1,3})[.)]$")


def read(page: Page) -> Iterator[Find]:
    """Two or more such numbers in a row, counted from the first, most of them above a question."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        starts = [
            number
            for number in page.free_lines(section.start, section.end - 1)
            if _NUMBER.match(lines[number].body)
            and not lines[number].indent
            and lines[number + 1].kind is LineKind.TEXT
        ]
        counted = [int(lines[number].body[:-1]) for number in starts]
        if len(starts) < 2 or counted != list(range(counted[0], counted[0] + len(starts))):
            continue
        asked = [front_text(lines[number + 1].body) for number in starts]
        if sum(map(is_question, asked)) * 2 < len(asked):
            continue
        for index, (start, question) in enumerate(zip(starts, asked, strict=True)):
            end = page.next_card(start, starts[index + 1] if index + 1 < len(starts) else section.end)
            context = page.context_of(section, inclusive=True)
            find = read_unit(page, Unit(question, start, start + 2, end, NAME, context=context))
            if find:
                yield find
