"""Options of which nothing is marked, told apart only by the explanation below them.

    3. Saturation

       Which function saturates at both ends?

       1. ReLU
       2. tanh

       Explanation: tanh tends to -1 and 1.

The options belong to the question and the explanation answers it; a name above the question says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.choices import read_choice
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, words_of

NAME = "explained options"

_MOST = 8
_LONGEST_OPTION = 25
_LONGEST_QUESTION = 6
"""Lines of a paragraph that asks."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Lines count from 0; what follows the options begins at `told`."""

    title: int | None
    start: int
    options: int
    told: int


def read(page: Page) -> Iterator[Find]:
    """Every explanation that stands below options which stand below a question."""
    lines = page.outline.lines
    if "xplanation" not in page.outline.text.lower():
        return
    for section, free in page.open_sections():
        for number in free:
            if "xplanation" not in lines[number].body[:40].lower() or lines[number].kind is not LineKind.TEXT:
                continue
            label = read_label(lines[number].body)
            if label and label.is_explanation and page.is_free(number):
                question = _question_above(page, section, number)
                if question:
                    yield from _finds(page, section, question)


def _question_above(page: Page, section: Section, told: int) -> _Question | None:
    lines, at = page.outline.lines, told - 1
    options: list[int] = []
    while at >= section.start and (page.is_free(at) or not lines[at].body) and len(options) <= _MOST:
        if lines[at].body:
            is_beside = lines[at].kind is LineKind.ITEM and (
                not options or lines[at].indent == lines[options[0]].indent
            )
            if not is_beside or len(words_of(lines[at].content)) > _LONGEST_OPTION:
                break
            options.insert(0, at)
        at -= 1
    if not 1 < len(options) <= _MOST or any(asks(lines[n].content) for n in options):
        return None
    first = at
    while first > section.start and at - first < _LONGEST_QUESTION and _goes_on(lines, first):
        first -= 1
    is_asked = section.start <= first and lines[at].kind is LineKind.TEXT and page.is_free(at) and asks(lines[at].body)
    if not is_asked or at - first >= _LONGEST_QUESTION:
        return None
    above = next((n for n in range(first - 1, section.start - 1, -1) if lines[n].body), None)
    is_titled = above is not None and page.is_free(above) and lines[above].kind is LineKind.ITEM
    is_inside = above is not None and lines[above].indent < lines[first].indent
    return _Question(above if is_titled and is_inside else None, first, options[0], told)


def _goes_on(lines: Sequence[Line], number: int) -> bool:
    """Is the line above part of the same paragraph?"""
    above = lines[number - 1]
    return bool(above.body) and above.kind is lines[number].kind is LineKind.TEXT


def _finds(page: Page, section: Section, question: _Question) -> Iterator[Find]:
    lines = page.outline.lines
    end = question.told + 1
    margin = lines[question.told].indent
    while (
        end < section.end
        and (lines[end].body or margin)
        and (not lines[end].body or (lines[end].indent >= margin and page.is_free(end)))
    ):
        end += 1
    if read_choice(page.kept(question.options, end)):
        return  # it says which option is right
    label = read_label(lines[question.told].body)
    answer = back_text(page.kept(question.told + 1, end), label.text if label else "")
    if is_empty(answer):
        return
    asked = " ".join(line.body for line in lines[question.start : question.options] if line.body)
    options = back_text(page.kept(question.options, question.told))
    title = question.title
    named = (front_text(lines[title].content),) if title is not None else ()
    draft = page.card(
        f"{front_text(asked)}\n\n{options}",
        answer,
        (question.start, end),
        convention=NAME,
        context=(*page.context_of(section, inclusive=True), *named),
        confidence=Confidence.SURE,
    )
    yield Find(page.free_lines(question.start, end), draft, context=[title] if title is not None else [])
