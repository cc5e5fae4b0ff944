"""Plain questions over lettered options, one of which says that it is right, with blank lines between them or without.

    Which clay bears the hottest fire?

    A. Earthenware.

    B. Porcelain. [correct]

A paragraph above the question tells of the case where the question itself is short: `What should he do?`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizzer.notes.choices import is_lettered, is_marked_right, read_choice
from quizzer.notes.conventions.answer_ends import paragraph_end
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks

NAME = "question over marked options"

_LONGEST_ASKED = 6
"""Lines of a paragraph that asks."""
_MOST_LINES = 40


def read(page: Page) -> Iterator[Find]:
    """Every such question in plain text."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        if not any(is_marked_right(lines[number]) for number in free):
            continue
        limit = section.start
        for number in free:
            if number < limit or not is_lettered(lines[number], 0) or not page.is_free(number):
                continue
            end = _end_of_options(lines, number, min(section.end, number + _MOST_LINES))
            start = _paragraph_above(page, number, limit)
            if start is None or not any(is_marked_right(line) for line in lines[number:end]):
                continue
            told = _end_of_explanation(lines, end, section.end)
            if read_choice(lines[number:told]) is None:
                continue
            find = read_unit(page, _unit(page, section, start, number, told, limit))
            limit = told
            if find:
                yield find


def _unit(page: Page, section: Section, start: int, options: int, end: int, limit: int) -> Unit:
    lines = page.outline.lines
    question = front_text(" ".join(line.body for line in lines[start:options] if line.body))
    unit = Unit(question, start, options, end, NAME, context=page.context_of(section, inclusive=True))
    above = _paragraph_above(page, start, limit, asking=False)
    if above is None:
        return unit
    case = front_text(" ".join(line.body for line in lines[above:start] if line.body))
    return replace(unit, start=above, question=f"{case}\n\n{question}")


def _end_of_options(lines: Sequence[Line], first: int, limit: int) -> int:
    """One past the last of the options that are lettered on from the first."""
    end, place = first + 1, 1
    for number in range(first + 1, limit):
        line = lines[number]
        if is_lettered(line, place):
            end, place = number + 1, place + 1
        elif line.body and (not lines[number - 1].body or line.kind is LineKind.HEADING):
            break
        elif line.body:
            end = number + 1
    return end


def _end_of_explanation(lines: Sequence[Line], end: int, limit: int) -> int:
    """One past the paragraph below the options, where it is labelled as their explanation."""
    at = next((n for n in range(end, limit) if lines[n].body), limit)
    if at == limit or lines[at].is_masked or read_label(lines[at].body) is None:
        return end
    return paragraph_end(lines, at, limit)


def _paragraph_above(page: Page, number: int, limit: int, *, asking: bool = True) -> int | None:
    """Where the plain paragraph begins that stands above a line and asks, or tells; None where there is no such."""
    lines, last = page.outline.lines, number - 1
    while last >= limit and not lines[last].body:
        last -= 1
    first = last
    while first >= limit and last - first < _LONGEST_ASKED and _is_plain(page, first):
        first -= 1
    first += 1
    if first > last or last - first >= _LONGEST_ASKED or asks(lines[last].body) is not asking:
        return None
    return first if asking or lines[last].body.endswith(".") else None


def _is_plain(page: Page, number: int) -> bool:
    line = page.outline.lines[number]
    return line.kind is LineKind.TEXT and page.is_free(number) and line.indent < 4 and line.body[0] not in "*_<!>"
