"""Cards on several lines: the front, a line that holds only `?` (or `??` for both directions), the back.

    Why does decoding read all weights for every token?
    ?
    Each step multiplies one vector with every matrix.

The card is one paragraph: it begins after a blank line and ends before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, leading_tags, paragraph_end, question_text
from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "front ? back"
_TAGS_ONLY = re.compile(r"^(?:#[A-Za-z][\w/-]*\s*)+$")
_STOPS = (LineKind.RULE, LineKind.COMMENT, LineKind.FRONT_MATTER)


def find_separators(page: Page) -> list[int]:
    """Lines that part a front from a back."""
    lines = page.outline.lines
    return [
        number
        for number, line in enumerate(lines)
        if line.body in ("?", "??")
        and line.kind is LineKind.TEXT
        and 0 < number < len(lines) - 1
        and _front_start(page, number) < number
        and lines[number + 1].body
        and lines[number + 1].kind not in (LineKind.HEADING, LineKind.RULE)
    ]


def _front_start(page: Page, separator: int) -> int:
    """The first line of the front; the separator itself when there is none."""
    lines = page.outline.lines
    at = separator
    while at > 0 and lines[at - 1].body and page.is_free(at - 1):
        line = lines[at - 1]
        if line.kind in _STOPS or _TAGS_ONLY.match(line.body) or line.body in ("?", "??"):
            break
        if line.kind is LineKind.HEADING:
            return at - 1 if at == separator else at
        at -= 1
        if line.kind is LineKind.ITEM and line.indent <= lines[separator].indent:
            break
    return at


def read(page: Page) -> Iterator[Find]:
    """Every card of the note that is parted by a line with `?`."""
    lines = page.outline.lines
    separators = find_separators(page)
    for separator, following in zip_longest(separators, separators[1:]):
        start = _front_start(page, separator)
        end = paragraph_end(page, separator, following)
        if end == following:
            end = max(separator + 1, _front_start(page, following))
        aside = tuple(n for n in range(separator + 1, end) if lines[n].kind is LineKind.COMMENT)
        front = lines[start:separator]
        is_short = len(front) == 1 and front[0].kind in (LineKind.ITEM, LineKind.HEADING)
        tags, text = leading_tags(front[0].content if is_short else back_text(front))
        standings = tuple(read_sr(line.text for line in lines[separator:end]))
        yield from basic(
            page,
            Source(start, end, NAME, tags, standings, aside),
            question_text(text),
            back_text(lines[separator + 1 : end]),
            is_reversed=lines[separator].body == "??",
        )
