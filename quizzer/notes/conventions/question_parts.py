"""Questions in lettered parts: `a)`, `b)`, `c)` under a number or a title, each with its own answer.

    2) Training at scale
       a) What is gradient accumulation for?
          a large batch on little memory
       b) How is a slow GPU found?

Most of the parts have to ask; the letters of options and of the points of an answer do not. Once a note counts its questions so, the
other lettered lists of it that have something under each letter are questions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import Confidence
from quizzer.notes.conventions.question_lines import first_sentence, split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, words_of

NAME = "lettered part of a question"

_PART = re.compile(r"^(?:[-*+]\s+)?(?:\*\*|__)?\(?(?P<letter>[a-h])[).](?:\*\*|__)?\s+(?P<text>\S.*)$")
_BEFORE_LETTER = "-*+_( "
_OPENS_LABEL = frozenset("Qq*_")
_FIRST = frozenset({"a)", "a."})
_LONGEST_STEM = 200
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Part:
    line: int
    text: str
    end: int
    asks: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Parts counted from `a` under one number or title."""

    section: Section
    parts: tuple[_Part, ...]
    above: int | None
    """The line that the parts divide."""

    @property
    def asks(self) -> bool:
        """Are these questions, with an answer for some of them?"""
        asking = sum(part.asks for part in self.parts)
        return asking * 2 > len(self.parts) and any(part.is_told for part in self.parts)

    @property
    def is_told(self) -> bool:
        """Does something stand under most letters?"""
        return sum(part.is_told for part in self.parts) * 2 > len(self.parts)


def read(page: Page) -> Iterator[Find]:
    """Every part, in the order of the note."""
    if not page.outline.holds(*_FIRST) or not any(
        line.body.lstrip(_BEFORE_LETTER)[:2] in _FIRST for line in page.outline.lines
    ):
        return
    runs = [run for section, _ in page.open_sections() for run in _runs(page, section)]
    if not any(run.asks for run in runs):
        return
    for run in runs:
        if not run.asks and not run.is_told:
            continue
        context = page.context_of(run.section, inclusive=True)
        if run.above is not None:
            line = page.outline.lines[run.above]
            context = (*context, front_text(strip_number(line.content or line.body)))
            yield Find((), "", context=[run.above])
        for part in run.parts:
            question, told = split_inline(part.text)
            unit = Unit(
                question=front_text(question),
                start=part.line,
                body=part.line + 1,
                end=page.next_card(part.line, part.end),
                first=told,
                convention=NAME,
                context=context,
                confidence=Confidence.SURE if asks(question) else Confidence.LIKELY,
            )
            find = read_unit(page, unit)
            if find:
                yield find


def heads_parts(lines: Sequence[Line], number: int) -> bool:
    """Does the first of several parts stand right below the line, a blank one between or not, and ask?"""
    below = next((n for n in range(number + 1, min(number + 3, len(lines))) if lines[n].body), None)
    part = _PART.match(lines[below].body) if below is not None and not lines[below].is_masked else None
    return part is not None and part["letter"] == "a" and is_question(first_sentence(front_text(part["text"])))


def _runs(page: Page, section: Section) -> Iterator[_Run]:
    lines = page.outline.lines
    found: list[tuple[int, str]] = []
    for number in page.free_lines(section.start, section.end):
        match = _PART.match(lines[number].body) if not lines[number].is_masked else None
        if match is None:
            continue
        is_next = bool(found) and lines[number].indent == lines[found[0][0]].indent
        if found and (not is_next or ord(match["letter"]) != ord("a") + len(found)):
            if match["letter"] != "a" or lines[number].indent > lines[found[0][0]].indent:
                continue
            yield from _run(page, section, found)
            found = []
        if found or match["letter"] == "a":
            found.append((number, match["text"]))
    yield from _run(page, section, found)


def _run(page: Page, section: Section, found: Sequence[tuple[int, str]]) -> Iterator[_Run]:
    if len(found) < 2:
        return
    lines = page.outline.lines
    above = _above(page, section, found[0][0])
    parts = []
    for index, (number, text) in enumerate(found):
        limit = found[index + 1][0] if index + 1 < len(found) else _end(lines, number, section.end)
        question, told = split_inline(text)
        is_told = bool(told) or any(lines[n].body for n in range(number + 1, limit))
        is_asking = asks(question) or is_question(first_sentence(front_text(text)))
        parts.append(_Part(number, text, limit, is_asking and len(words_of(question)) >= _FEWEST_WORDS, is_told))
    yield _Run(section, tuple(parts), above)


def _above(page: Page, section: Section, first: int) -> int | None:
    """The line right above the first part, when it only says what the parts are about."""
    lines = page.outline.lines
    number = first - 1
    while number > section.line and not lines[number].body:
        number -= 1
    if number <= section.line or not page.is_free(number) or lines[number].kind not in {LineKind.TEXT, LineKind.ITEM}:
        return None
    return number if len(lines[number].body) <= _LONGEST_STEM else None


def _end(lines: Sequence[Line], start: int, limit: int) -> int:
    """Where the last part ends: at a line further out, or at the next number."""
    indent = lines[start].indent
    for number in range(start + 1, limit):
        line = lines[number]
        if not line.body or line.is_masked:
            continue
        is_number = line.kind is LineKind.ITEM and line.number is not None and line.indent <= indent
        is_outside = line.indent < indent and (line.kind is LineKind.ITEM or not lines[number - 1].body)
        is_outside = is_outside or (line.body[0] in _OPENS_LABEL and _is_next(line.body))
        if is_number or is_outside or (line.kind is LineKind.RULE and line.indent < 2):
            return number
    return limit


def _is_next(body: str) -> bool:
    """Does the line only count the next question: `Question 2 (8 marks)`?"""
    label = read_label(body)
    return label is not None and label.role is Role.QUESTION and label.is_numbered and not label.text
