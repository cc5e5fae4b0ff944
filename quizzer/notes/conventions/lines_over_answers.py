"""Plain lines, most of them questions, each right above its answer: hurried notes without any marks.

    why does adam need bias correction
    - moments start at 0

    What happens to perplexity with another tokenizer
    It is per token, so the numbers cannot be compared.

The whole section has to be made so, apart from a title above it, further paragraphs of an answer and questions still without one. A
line that only names something counts when a list stands below it, and where no other paragraph does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.conventions.plain_subtitles import heads_text, is_plain_subtitle
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "line over its answer"

_FEWEST = 3
_REMARK = re.compile(r"^\W*(?:notes?|remarks?|my notes?|comments?|highlights?)\b\W{0,3}:", re.IGNORECASE)
"""What a reader says to the highlight above."""
_FEWEST_QUOTED = 2
"""Of lines that all have a quotation below them."""
_LONGEST_NAME = 14
_LONGEST_QUESTION = 40
_NARROWEST = 60
_WIDEST = 100
"""Letters to which a person's editor breaks lines."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A line, or the lines of a broken one, that opens a paragraph and may be a question."""

    start: int
    end: int
    text: str
    asks: bool
    """Is it a question, or does a quotation below it answer?"""
    is_alone: bool
    """Is nothing else in its paragraph, and no quotation below it?"""


def read(page: Page) -> Iterator[Find]:
    """Sections of three or more such lines, at least half of which ask."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        opening = _openings(page, section)
        are_quoted = len(opening) > 1 and all(_is_over_quote(lines, n + 1, section.end) for n in opening)
        if (len(opening) < _FEWEST and not are_quoted) or (
            section.line >= 0 and is_question(front_text(section.title))
        ):
            continue
        width = _width(lines, section)
        heads = {n: head for n in opening if (head := _head(page, section, n, width))}
        if section.line < 0 and opening[0] not in heads and _is_alone(lines, opening[0] + 1, section.end):
            opening = opening[1:]  # the title of the note
        if _are_questions(lines, opening, heads, _FEWEST_QUOTED if are_quoted else _FEWEST):
            yield from _divided(page, section, [heads[n] for n in opening if n in heads])


def _openings(page: Page, section: Section) -> list[int]:
    """Where the paragraphs at the margin begin."""
    lines = page.outline.lines
    return [
        n
        for n in page.free_lines(section.start, section.end)
        if lines[n].kind is LineKind.TEXT and not lines[n].indent and (n == section.start or not lines[n - 1].body)
    ]


def _are_questions(lines: Sequence[Line], opening: Sequence[int], heads: dict[int, _Head], fewest: int) -> bool:
    told = [head for head in heads.values() if not head.is_alone]
    asking = sum(head.asks for head in heads.values())
    if not opening or opening[0] not in heads or len(heads) < fewest or asking * 2 < len(heads):
        return False
    after_alone = {
        below
        for n, below in pairwise(opening)
        if n in heads and heads[n].is_alone and not is_question(lines[below].body)
    }
    others = [n for n in opening if n not in heads and n not in after_alone]
    are_answered = len(told) * 2 >= len(heads) or len(after_alone - heads.keys()) * 2 >= len(heads)
    return are_answered and len(others) * 3 <= (len(heads) if asking == len(heads) else 0)


def _head(page: Page, section: Section, start: int, width: int) -> _Head | None:
    lines, limit = page.outline.lines, section.end
    end = start + 1
    while (
        end < limit and end < start + 3 and not asks(lines[end - 1].body) and _is_broken(lines, end - 1, limit, width)
    ):
        end += 1
    text = " ".join(line.body for line in lines[start:end])
    front = front_text(text)
    if _REMARK.match(text):
        return None
    is_over_quote = _is_over_quote(lines, end, limit)
    is_alone = _is_alone(lines, end, limit) and not is_over_quote
    if not front or len(words_of(text)) > _LONGEST_QUESTION or is_attribute(front):
        return None
    if not is_alone and lines[end].kind is LineKind.TEXT and _is_task(lines[end].body):
        return None  # one of several that nobody answers
    if asks(text):
        return _Head(start, end, text, True, is_alone)
    if is_over_quote and is_question(text):
        return _Head(start, end, text, True, False)  # `Tell me about a quarrel.`
    if text[-1] in ".:,;!":
        return None
    if is_question(text) and len(words_of(text)) > 2:
        return _Head(start, end, text, True, is_alone)
    if is_over_quote and len(words_of(text)) <= _LONGEST_NAME:
        return _Head(start, end, text, True, False)
    is_over_list = not is_alone and lines[end].kind is LineKind.ITEM
    is_name = len(words_of(text)) <= _LONGEST_NAME if is_over_list else _names_text(page, section, start)
    return _Head(start, end, text, is_over_list and opens_as_question(text), is_alone) if is_name else None


def _names_text(page: Page, section: Section, number: int) -> bool:
    lines = page.outline.lines
    is_subject = is_plain_subtitle(page, section, number) and heads_text(lines, number, section.end)
    return is_subject and read_term(lines[number + 1].body) is None


def _is_task(text: str) -> bool:
    """Does the line below a question ask as well, and not tell?"""
    return bool(words_of(text)) and is_question(text) and text[-1] != "."


def _width(lines: Sequence[Line], section: Section) -> int:
    """How wide the text of a section is, when its lines look broken by hand; else more than any line."""
    longest = max(
        (len(line.body) for line in lines[section.start : section.end] if line.kind is LineKind.TEXT), default=0
    )
    return longest if _NARROWEST <= longest <= _WIDEST else 10**6


def _is_broken(lines: Sequence[Line], number: int, limit: int, width: int) -> bool:
    """Is the line so long that the first word of the next would not have fitted on it?"""
    if number + 1 >= limit or lines[number + 1].kind is not LineKind.TEXT or not lines[number + 1].body:
        return False
    return len(lines[number].body) + 1 + len(lines[number + 1].body.split()[0]) > width


def _is_alone(lines: Sequence[Line], after: int, limit: int) -> bool:
    return after >= limit or not lines[after].body


def _is_over_quote(lines: Sequence[Line], after: int, limit: int) -> bool:
    """Is what comes next, a blank line between or not, a quotation?"""
    return any(line.kind is LineKind.QUOTE for line in lines[after : min(after + 2, limit)])


def _divided(page: Page, section: Section, heads: Sequence[_Head]) -> Iterator[Find]:
    context = page.context_of(section, inclusive=True)
    last_end = end_of_last(page.outline.lines, [head.start for head in heads], section.end)
    for index, head in enumerate(heads):
        limit = heads[index + 1].start if index + 1 < len(heads) else last_end
        unit = Unit(
            question=front_text(head.text),
            start=head.start,
            body=head.end,
            end=page.next_card(head.start, limit),
            convention=NAME,
            context=context,
            confidence=Confidence.LIKELY,
        )
        find = read_unit(page, unit)
        if find:
            yield find
