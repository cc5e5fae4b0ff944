"""Bold names that open a paragraph and its text, among bold questions that stand before their answers in the same way.

**Why warm up?** The second moment is noisy at first.

**Weight decay.** Pulls every weight towards zero.

**Batch size**
- small: the noise helps
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import compares, is_question, is_term, words_of

ASKS_FOR_PARTS = late(
    r"\b(?:types|kinds|differences?|vs|steps|ways|methods|parts|between|components|stages|phases|which|list|name)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(\*\*|__)(?=\S)(?P<name>[^*_]{2,60}?)(?:[:.]?\1[:.]?(?=\s|$)|\1)(?P<text>.*)$")
_BEFORE_TEXT = re.compile(r"^\s*(?:[:–—=-]+>?\s+)?")


def leads_beside(page: Page, section: Section, asked: Mapping[int, str]) -> list[int]:
    """The paragraphs of a section that open with a bold name which does not ask, and tell something of it.

    `asked` are its questions by their lines. What stands below one that asks for parts, or that shares a word with the
    first name below it, answers it.
    """
    lines = page.outline.lines
    opening = [
        n
        for n in page.free_lines(section.start, section.end)
        if n not in asked and not lines[n - 1].body and _leads(lines, n, section.end)
    ]
    for start, limit in pairwise((*asked, section.end)):
        below = [n for n in opening if start < n < limit]
        if below and _are_parts(asked[start], lines[below[0]]):
            opening = [n for n in opening if n not in below]
    return opening


def _leads(lines: Sequence[Line], number: int, limit: int) -> bool:
    line = lines[number]
    lead = _LEAD.match(line.body) if line.kind is LineKind.TEXT and not line.indent else None
    if lead is None or is_attribute(lead["name"]) or is_question(lead["name"]):
        return False
    below = number + 1 < limit and bool(lines[number + 1].body)
    return is_term(lead["name"].rstrip(".:"), is_marked=True) and (below or bool(lead["text"].strip()))


def _are_parts(question: str, below: Line) -> bool:
    lead = _LEAD.match(below.body)
    shared = _words(question) & _words(lead["name"]) if lead else frozenset()
    return bool(shared) or (bool(ASKS_FOR_PARTS.search(question)) and not compares(question))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in words_of(text)}


def read_leads(page: Page, section: Section, leads: Sequence[int], others: Sequence[int], name: str) -> Iterator[Find]:
    """The cards of the names, each up to the next name or question."""
    lines, context = page.outline.lines, page.context_of(section, inclusive=True)
    edges = sorted({*leads, *others, section.end})
    for start in leads:
        lead = _LEAD.match(lines[start].body)
        end = page.next_card(start, next(n for n in edges if n > start))
        if lead:
            first = _BEFORE_TEXT.sub("", lead["text"], count=1)
            front = front_text(lead["name"]).rstrip(".:")
            find = read_unit(page, Unit(front, start, start + 1, end, name, first=first, context=context))
            if find:
                yield find
