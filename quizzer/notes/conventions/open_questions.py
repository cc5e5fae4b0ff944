"""Question banks without answers: plain lines of which nearly every one asks or sets a task.

    Easy questions
    What is a policy?

    Derive the policy gradient.

Each is a stub; short lines between them are titles. Where other lines say something, they may be answers, and the lines are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_only_links
from quizzer.notes.introductions import names_a_file, tells_of_questions
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, words_of

NAME = "open question"

_FEWEST, _FEWEST_ALONE = 3, 2
"""The second is that of paragraphs which all ask, under a heading."""
_PROBLEM = re.compile(
    r"^(?:\*\*|__)?(?:problem|puzzle|riddle|exercise|task|question|q)\s?#?\d{1,3}\s*[:.)]", re.IGNORECASE
)


def read(page: Page) -> Iterator[Find]:
    """Every question of a section that holds nothing else."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        yield from _problems(page, section)
        free = page.free_lines(section.start, section.end)
        if sum(not _may_ask(lines[n]) for n in free) * 3 > len(free):
            continue
        asking = {n for n in free if _asks(lines[n])}
        others = [n for n in free if n not in asking]
        if free[0] in others and tells_of_questions(lines[free[0]].body):
            others.remove(free[0])
            free.remove(free[0])
        are_alone = not others and section.line >= 0 and all(_is_alone(lines, n) for n in free)
        fewest = _FEWEST_ALONE if are_alone else _FEWEST
        if len(asking) < fewest or len(asking) < 2 * len(others) or not all(_is_title(lines, n) for n in others):
            continue
        context = page.context_of(section, inclusive=True)
        title = ""
        for number in free:
            if number not in asking:
                title = front_text(lines[number].body)
                continue
            around = (*context, title) if title else context
            yield Find([number], page.stub(front_text(lines[number].body), (number, number + 1), context=around))
        yield Find((), "", context=others)


def _problems(page: Page, section: Section) -> Iterator[Find]:
    """Paragraphs `**Problem 3:** …?`, three or more, none of which is solved."""
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    starts = [n for n in free if lines[n].kind is LineKind.TEXT and _PROBLEM.match(lines[n].body[:40])]
    if len(starts) < _FEWEST or sum("?" in lines[n].body for n in starts) * 3 < len(starts) * 2:
        return
    for start, end in pairwise((*starts, section.end)):
        told = [line for line in page.kept(start, end) if line.body]
        if all("?" in line.body or is_only_links(line.body) for line in told):
            question = page.stub(
                front_text(told[0].body), (start, end), context=page.context_of(section, inclusive=True)
            )
            yield Find(page.free_lines(start, end), question)


def _may_ask(line: Line) -> bool:
    return line.kind is LineKind.TEXT and line.indent <= 3


def _asks(line: Line) -> bool:
    if not _may_ask(line):
        return False
    return len(words_of(line.body)) > 1 and (asks(line.body) or is_question(front_text(line.body)))


def _is_alone(lines: Sequence[Line], number: int) -> bool:
    """Is a line a paragraph of its own that asks with a mark and tells nothing behind it?"""
    body = lines[number].body
    is_parted = not lines[number - 1].body or lines[number - 1].kind is LineKind.HEADING
    return is_parted and "?" in body and body[0].isalnum() and not split_inline(body)[1]


def _is_title(lines: tuple[Line, ...], number: int) -> bool:
    """A short line at the head of a paragraph that says nothing by itself."""
    line = lines[number]
    if line.kind is LineKind.ITEM and line.number is not None and not line.indent:
        return len(words_of(line.body)) <= 8 and line.body[-1] not in ".!;,"
    if line.kind is not LineKind.TEXT or (
        number and lines[number - 1].body and lines[number - 1].kind is LineKind.TEXT
    ):
        return False
    return len(words_of(line.body)) <= 8 and (names_a_file(line.body) or line.body[-1] not in ".!;,")
