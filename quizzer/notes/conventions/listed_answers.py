"""Lists that answer what stands above them, though their points ask: `1. **The yarn?** Is it wool?` under a bold question."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quizzer.notes.blocks import Item
from quizzer.notes.conventions.bold_lines import bold_question
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Page
from quizzer.notes.wording import asks, is_question

_POINT = re.compile(r"^\*\*(?P<name>[^*?]{2,60})(?:[.:]\*\*:?|\*\*:)\s+\S")
"""`**Set the goal.** What is to be gained?`"""
_FEWEST = 3
"""So many bold questions are how a note asks."""


def without_answers(page: Page, start: int, numbered: Sequence[int]) -> list[int]:
    """The numbered items of a section that begins at `start`, but for the lists below its bold questions."""
    lines = page.outline.lines
    if not numbered or not any(lines[n].body.startswith(("**", "__")) for n in range(start, numbered[-1])):
        return list(numbered)
    if page.bold_questions is None:
        page.bold_questions = [n for n in range(len(lines)) if _is_bold_question(lines, n)]
    known = page.bold_questions
    if not _are_left(page, known):
        return list(numbered)
    bold = [n for n in known[bisect_left(known, start) : bisect_left(known, numbered[-1])] if page.is_free(n)]
    kept: list[int] = []
    run: list[int] = []
    for number in numbered:
        if lines[number].number == 1:
            kept += run if _stands_alone(lines, bold, run) else []
            run = []
        run.append(number)
    return kept + (run if _stands_alone(lines, bold, run) else [])


def _are_left(page: Page, bold: list[int]) -> bool:
    """Are enough of the bold questions still unspoken for? Those at the end are, and what is taken is looked at once."""
    left, at = 0, len(bold)
    while at and left < _FEWEST:
        at -= 1
        if page.is_free(bold[at]):
            left += 1
        else:
            del bold[at]
    return left == _FEWEST


def _is_bold_question(lines: Sequence[Line], number: int) -> bool:
    body = lines[number].body
    return body.startswith(("**", "__")) and lines[number].kind is LineKind.TEXT and bool(bold_question(lines, number))


def _stands_alone(lines: Sequence[Line], bold: Sequence[int], run: Sequence[int]) -> bool:
    """Is the list no answer: below no bold question of its section, or below text and asking all along?"""
    above = bisect_left(bold, run[0]) if run else 0
    if not above or lines[run[0]].number != 1:
        return True
    is_told = any(lines[n].body for n in range(bold[above - 1] + 1, run[0]))
    return is_told and all(asks(lines[n].content) for n in run)


def without_points(items: Sequence[Item], asking: Sequence[Item]) -> list[Item]:
    """What asks in a list; nothing in one of steps or points, each of which opens with its name in bold and a few of which ask."""
    named = [item for item in items if (found := _POINT.match(item.content)) and not is_question(found["name"])]
    are_points = len(named) > _FEWEST and len(named) * 5 >= len(items) * 4 and len(asking) < len(items)
    return [] if are_points else list(asking)
