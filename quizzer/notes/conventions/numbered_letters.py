"""Questions and answers that only a letter marks, with or without a number: `Q3 what is kept`, and below it `A3 the sum`.

Two such pairs in a note show the habit; a question without the answer of its number is still open.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page

NAME = "question and answer of one number"

_MARK = late(r"^(?:[-*+]\s+)?(?P<letter>[QA])(?P<number>\d{0,3})(?:\s+(?:[–—-]{1,2}\s+)?(?P<text>\S.*)|)$")
_LETTERS = frozenset("QA")
_FROM = late(r"^(?:from|by|asked by) [^\W\d_]\w*(?: \w+){0,2}:$", re.IGNORECASE)
"""`From Ana:`, above what she asked."""
_FEWEST = 2

Mark = tuple[int, str, str, str]
"""Line, letter, number and the text behind them."""


def read(page: Page) -> Iterator[Find]:
    """Every such question with its answer."""
    if not any("Q" in line.body[:3] for line in page.outline.lines):
        return
    by_section = [(section, _marks(page, section)) for section in page.outline.sections]
    if sum(_pairs(marks) for _, marks in by_section) < _FEWEST:
        return
    for section, marks in by_section:
        if _pairs(marks):
            yield from _questions(page, section, marks)


def _marks(page: Page, section: Section) -> list[Mark]:
    lines = page.outline.lines
    return [
        (number, match["letter"], match["number"], match["text"] or "")
        for number in page.free_lines(section.start, section.end)
        if lines[number].body.lstrip("-*+ \t")[:1] in _LETTERS
        and lines[number].kind in {LineKind.TEXT, LineKind.ITEM}
        and (match := _MARK.match(lines[number].body[:2000])) is not None
        and not _is_labelled(match["letter"], match["number"], lines[number].body)
    ]


def _is_labelled(letter: str, number: str, body: str) -> bool:
    """Does a mark of the common kind stand behind the letter: `A - no`?"""
    label = read_label(body) if not number else None
    return label is not None and label.role is (Role.QUESTION if letter == "Q" else Role.ANSWER) and bool(label.text)


def _pairs(marks: Sequence[Mark]) -> int:
    return sum(
        asked[1] == "Q" and told[1] == "A" and asked[2] == told[2] and bool(asked[3])
        for asked, told in itertools.pairwise(marks)
    )


def _is_other(lines: Sequence[Line], number: int, starts: Sequence[int]) -> bool:
    """Does a rule part what follows, or does a question with a label in whole words, or who asked it, stand here?"""
    line = lines[number]
    if line.kind is LineKind.RULE or line.body in {"--", "—"}:
        return True
    if not line.body or line.is_masked or lines[number - 1].body or number < starts[-1]:
        return False
    label = read_label(line.body)
    is_asked = label is not None and label.role is Role.QUESTION and not label.is_letter
    return is_asked or bool(_FROM.match(line.body))


def _questions(page: Page, section: Section, marks: Sequence[Mark]) -> Iterator[Find]:
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    starts = [number for number, letter, *_ in marks if letter == "Q"]
    limits = dict(itertools.pairwise((*starts, end_of_last(lines, starts, section.end))))
    for place, (start, letter, number, text) in enumerate(marks):
        if letter != "Q" or not text:
            continue
        below = marks[place + 1] if place + 1 < len(marks) else None
        answer = below if below and below[1] == "A" and below[2] == number else None
        limit = limits[start]
        rule = (n for n in range(start + 1, limit) if _is_other(lines, n, starts))
        end = page.next_card(start, next(rule, limit))
        stop = answer[0] if answer else start + 1
        question = "\n".join([front_text(text), *(line.body for line in page.kept(start + 1, stop) if line.body)])
        told = back_text(page.kept(stop + 1, end), answer[3]) if answer else ""
        taken, span = page.free_lines(start, end), (start, end)
        if is_empty(told):
            taken = [n for n in taken if n <= stop] if answer else [start]
            yield Find(taken, page.stub(question, (start, taken[-1] + 1), context=context))
            continue
        sure = Confidence.EXPLICIT
        yield Find(taken, page.card(question, told, span, convention=NAME, context=context, confidence=sure))
