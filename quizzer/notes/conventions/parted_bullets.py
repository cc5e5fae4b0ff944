"""Bulleted questions whose answers stand at the margin below, so that for Markdown each list has ended.

- What is the last layer of a detector?

A dense layer with a node for each class.

- Why are anchors used?

Paragraphs below the last question alone may close the section and answer nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.notes.conventions.question_items import are_steps, gives_advice, read_item
from quizzer.notes.conventions.question_lines import first_sentence
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "bulleted question over its answer"

_FEWEST = 2
_FEWEST_WORDS = 4
_ANSWERS = frozenset({LineKind.TEXT, LineKind.CODE, LineKind.MATH, LineKind.TABLE, LineKind.QUOTE})


def read(page: Page) -> Iterator[Find]:
    """Every bulleted question of a section in which such bullets are answered at the margin."""
    by_section = [(section, _questions(page, section)) for section in page.outline.sections]
    told = sum(len(_told(page.outline.lines, starts, section)) for section, starts in by_section)
    for section, starts in by_section:
        here = _told(page.outline.lines, starts, section)
        if not here or (here == starts[-1:] and told <= _FEWEST):
            continue
        for start, end in pairwise((*starts, section.end)):
            find = read_item(page, section, start, page.next_card(start, end), NAME)
            if find:
                yield find


def _questions(page: Page, section: Section) -> list[int]:
    """The bullets of the first level, when nearly all of them ask."""
    lines = page.outline.lines
    items = [
        n
        for n in page.free_lines(section.start, section.end)
        if lines[n].kind is LineKind.ITEM and lines[n].number is None and lines[n].indent < 2
    ]
    if len(items) < _FEWEST or not all(_asks(lines[n]) for n in items):
        return []
    return [] if gives_advice(lines, section) or are_steps(lines, section, items[0]) else items


def _asks(line: Line) -> bool:
    text = front_text(line.content)
    return is_question(first_sentence(text)) or (opens_as_question(text) and len(words_of(text)) >= _FEWEST_WORDS)


def _told(lines: Sequence[Line], starts: Sequence[int], section: Section) -> list[int]:
    """Those of the questions with a paragraph at the margin, behind a blank line, that does not ask."""
    found: list[int] = []
    for start, end in pairwise((*starts, section.end)):
        below = next((n for n in range(start + 1, end) if lines[n].body or lines[n].is_masked), end)
        if below == end or below == start + 1 or lines[below].indent > 1 or lines[below].kind not in _ANSWERS:
            continue
        body = lines[below].body
        is_title = body.startswith(("**", "__")) or asks(body)
        if lines[below].kind is not LineKind.TEXT or not is_title:
            found.append(start)
    return found
