"""Plain paragraphs of one line that ask, and answer behind a label on the same line.

    First evening: warps
    What is a warp? Ans: The threads that are stretched.

    How long is it? Ans: As the cloth, and a yard more.

A line right above such a paragraph is its title. One alone may be part of the text around it; three or more are a drill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.notes.conventions.question_lines import split_answer
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question, opens_as_question

NAME = "answer behind its label on the line"

_FEWEST = 3
_MARKS = (" Ans", " ans", " Answer", " answer", " A:", " A.", " Rép", " Resp", " Antw")


def read(page: Page) -> Iterator[Find]:
    """Every such line, where there are three or more of them."""
    if not page.outline.holds(*_MARKS):
        return
    lines = page.outline.lines
    found = {n: parts for n in page.free_lines(0, len(lines)) if (parts := _parted(lines[n]))}
    if len(found) < _FEWEST:
        return
    titles = [n - 1 for n in found if n - 1 not in found and page.is_free(n - 1)] if 0 not in found else []
    yield Find((), "", context=[n for n in titles if lines[n].kind is LineKind.TEXT])
    for number, (question, told) in found.items():
        section = page.section_at(number)
        unit = Unit(
            question=front_text(question),
            start=number,
            body=number + 1,
            end=_end(lines, number, section.end, found),
            first=told,
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            confidence=Confidence.EXPLICIT,
        )
        if find := read_unit(page, unit):
            yield find


def _parted(line: Line) -> tuple[str, str] | None:
    """The question and the answer of a line of text; None for any other."""
    if line.kind is not LineKind.TEXT or line.indent > 3 or not any(mark in line.body for mark in _MARKS):
        return None
    parts = split_answer(line.body)
    asked = front_text(parts[0]) if parts else ""
    return parts if asked and (is_question(asked) or opens_as_question(asked)) else None


def _end(lines: Sequence[Line], start: int, limit: int, found: dict[int, tuple[str, str]]) -> int:
    """One past the paragraph, or at the next such line."""
    end = start + 1
    while end < limit and lines[end].body and end not in found:
        end += 1
    return end
