"""Questions that a number alone heads, over options: `Question 3`, what is asked, then the options.

    Question 3                      ### Question 4
    Which kiln is the oldest?       Salt makes a glaze.
    [ ] the gas kiln                - True
    [x] the pit                     - False

Where nothing says which option is right, the question is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.notes.backs import back_text
from quizzer.notes.choices import are_only_options, read_choice
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit

NAME = "numbered question over options"

_JUDGED = re.compile(r"^\W*(?:true|false|yes|no|t|f)\W*$", re.IGNORECASE)
_UNTICKED = re.compile(r"^(?:[-*+]\s+)?\[ \]\s+\S")
_RULE = re.compile(r"^(?:[-*_=]\s*){3,}$")
_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """Every such question, where there are two or more of them."""
    if not page.outline.holds("uestion", "UESTION", "Q1", "Q2"):
        return
    lines = page.outline.lines
    starts = [number for number in page.free_lines(0, len(lines)) if _is_count(lines[number])]
    if len(starts) < _FEWEST:
        return
    edges = {section.line for section in page.outline.sections}
    for place, start in enumerate(starts):
        limit = starts[place + 1] if place + 1 < len(starts) else len(lines)
        end = next((n for n in range(start + 1, limit) if n in edges or _RULE.match(lines[n].body)), limit)
        find = _find(page, start, end)
        if find:
            yield find


def _is_count(line: Line) -> bool:
    """Is the line nothing but `Question 3`?"""
    if line.kind not in (LineKind.TEXT, LineKind.HEADING) or len(line.body) > 60 or not line.body[-1:].strip():
        return False
    label = read_label(line.content or line.body)
    return label is not None and label.role is Role.QUESTION and label.is_numbered and not (label.text or label.tail)


def _find(page: Page, start: int, end: int) -> Find | None:
    kept = page.kept(start + 1, end)
    section = page.section_at(start)
    context = page.context_of(section, inclusive=section.line != start)
    if read_choice(kept):
        return read_unit(page, Unit("", start, start + 1, end, NAME, context=context))
    told = [line for line in kept if line.body]
    first = _first_option(told)
    question = back_text(told[:first]) if first else ""
    if not question or any(label and not label.is_letter for label in (read_label(line.body) for line in told[first:])):
        return None
    return Find([start, *page.free_lines(start + 1, end)], page.stub(question, (start, end), context=context))


def _first_option(told: Sequence[Line]) -> int:
    """Where the options begin with which the text ends; 0 where it ends otherwise."""
    at = len(told)
    while at and told[at - 1].kind is LineKind.ITEM and _JUDGED.match(told[at - 1].content):
        at -= 1
    if len(told) - at >= _FEWEST:
        return at
    at = len(told)
    while at and _UNTICKED.match(told[at - 1].body):
        at -= 1
    if len(told) - at >= _FEWEST:
        return at
    return next((n for n in range(1, len(told) - 1) if are_only_options(told[n:])), 0)
