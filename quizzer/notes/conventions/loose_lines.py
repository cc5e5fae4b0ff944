"""Notes without headings whose parts stand under plain short lines, with paragraphs of another kind between them.

    A kiln is an oven for clay. …

    Firing:                              Why it cracks
    - The first one drives water out      - Air in the walls

The lines are short, begin a paragraph and stand right above what they name; what a blank line parts from that is none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import blocks_between
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_navigation_title, is_reference_title
from quizzer.notes.wording import words_of

NAME = "plain line over its text"

_FEWEST = 3
_LONGEST = 6


def read(page: Page) -> Iterator[Find]:
    """The parts of a note without headings, when three or more of them stand right below such a line."""
    lines = page.outline.lines
    if len(page.outline.sections) > 1 or page.has_cards(0, len(lines)):
        return
    starts = [number for number in page.free_lines(0, len(lines)) if _names(lines, number)]
    if len(starts) < _FEWEST:
        return
    taken = page.taken_lines(0, len(lines))
    for start, following in pairwise((*starts, len(lines))):
        below = start + 1
        block = next(blocks_between(lines, below, len(lines), taken), None)
        if block is None or block.start != below:
            continue
        end = min(block.end, following)
        answer = back_text(page.kept(below, end))
        if is_empty(answer) or is_only_links(answer):
            continue
        question = front_text(lines[start].body).rstrip(":： ")
        context = (page.name,) if is_attribute(question) else ()
        draft = page.card(
            question, answer, (start, end), convention=NAME, context=context, confidence=Confidence.LIKELY
        )
        numbers = [start, *page.free_lines(below, end)]
        yield Find(numbers, draft)
        taken.update(numbers)


def _names(lines: Sequence[Line], number: int) -> bool:
    """Does a short line begin a paragraph that goes on with a list, or with lines it announces by a colon?"""
    line = lines[number]
    body = line.body
    if line.kind is not LineKind.TEXT or line.indent or (number and lines[number - 1].body) or number + 1 >= len(lines):
        return False
    if not 1 <= len(words_of(body)) <= _LONGEST or not body[:1].isupper() or body[-1] in ".,;!":
        return False
    below = lines[number + 1]
    is_over = below.kind is LineKind.ITEM or (below.kind is LineKind.TEXT and body[-1] in ":：")
    title = front_text(body).rstrip(":： ")
    return is_over and bool(title) and not is_reference_title(title) and not is_navigation_title(title)
