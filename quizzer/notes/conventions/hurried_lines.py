"""A fact a line, typed in a hurry: `x -> y`, `x = y`, `why x? y`, and `x ?` for what is still open.

    CLAY
    bisque -> fired once, still porous
    cone = clay pyramid that bends at its heat
    why wedge? air bubbles burst in the fire
    raku ?

A note shows the habit by names with an arrow or an equals sign and by questions among them, in paragraphs of hardly anything else. A
line in capitals, or a few words at the head of a paragraph, is its title; any other line goes on with the answer above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import counts_steps, is_attribute, is_comparison
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, first_word, opens_as_question, words_of

NAME = "fact on a line"

_PARTED = late(r"^(?P<name>[^\s=?<>→|][^=?<>→|]{0,60}?)\s*(?P<mark>->|=>|→|(?<=\s)=(?=\s))\s*(?P<text>\S.*)$")
_ARROWS = re.compile(r"->|=>|→")
_NAME = re.compile(r"[^\W\d_]{2}|^[^\W\d_]\W?$")
_TELLS = re.compile(r"[^\W\d_]{2}|[^\W\d_]\W+[^\W\d_]")
_FEWEST_NAMED = 3
_FEWEST_ASKED = 2
_LONGEST_NAME = 5
_LONGEST_QUESTION = 12
_LONGEST_TITLE = 4
_SHORTEST = 3
"""Lines of a paragraph that can show the habit."""


class _Fact(NamedTuple):
    """A line taken apart; nothing is told where it is open."""

    name: str
    told: str
    is_asked: bool
    has_sign: bool = False
    """Does an arrow or an equals sign part it?"""


class _Paragraph(NamedTuple):
    section: Section
    start: int
    end: int
    facts: dict[int, _Fact]


def read(page: Page) -> Iterator[Find]:
    """The facts and open questions of every such paragraph."""
    if not page.outline.holds("?") or not page.outline.holds("->", "=>", "→", "="):
        return
    lines = page.outline.lines
    found = [each for section, free in page.open_sections() for each in _paragraphs(lines, section, free)]
    facts = [fact for paragraph in found for fact in paragraph.facts.values()]
    asked = sum(fact.is_asked for fact in facts)
    if asked < _FEWEST_ASKED or sum(fact.has_sign for fact in facts) < max(_FEWEST_NAMED, asked // 2):
        return
    for paragraph in found:
        yield from _facts(page, paragraph)


def _paragraphs(lines: Sequence[Line], section: Section, free: Sequence[int]) -> Iterator[_Paragraph]:
    """Runs of plain lines at the margin most of which are facts."""
    start = previous = -2
    for number in (*free, len(lines) + 1):
        is_text = number < len(lines) and lines[number].kind is LineKind.TEXT and lines[number].indent < 2
        if is_text and number == previous + 1:
            previous = number
            continue
        if previous - start + 1 >= _SHORTEST:
            facts = {n: fact for n in range(start, previous + 1) if (fact := _fact(lines[n].body))}
            titles = sum(_is_title(lines, n, start) for n in range(start, previous + 1) if n not in facts)
            if len(facts) >= 2 and len(facts) * 4 >= (previous + 1 - start - titles) * 3:
                yield _Paragraph(section, start, previous + 1, facts)
        start = previous = number if is_text else -2


def _fact(body: str) -> _Fact | None:
    if len(body) > 300 or body[0] in "*_<|$`[(" or read_label(body):
        return None
    if "?" in body:
        asked, told = (body, "") if asks(body) else split_inline(body)
        is_asked = asks(asked) and len(words_of(asked)) <= _LONGEST_QUESTION and not _ARROWS.search(asked)
        is_whole = (
            bool(told) or opens_as_question(asked) or is_comparison(asked) or len(words_of(asked)) <= _LONGEST_NAME
        )
        return _Fact(asked, told, True) if is_asked and is_whole else None
    parted = _PARTED.match(body)
    if parted is None:
        term = read_term(body) if ":" in body else None
        return _Fact(term.name, term.meaning, False) if term and term.meaning and not term.is_attribute else None
    name, told = parted["name"], parted["text"]
    if len(_ARROWS.findall(body)) > 1 or not 1 <= len(words_of(name)) <= _LONGEST_NAME:
        return None  # the steps of something
    is_name = bool(_NAME.search(name)) and name[-1] not in ".,;!" and not _is_aspect(name)
    return _Fact(name, told, False, True) if is_name and _TELLS.search(told) else None


def _is_aspect(name: str) -> bool:
    """Is it an aspect or a step of something else? `type 2` among errors is none."""
    return is_attribute(name) and (not name[-1].isdecimal() or counts_steps(name))


def _is_title(lines: Sequence[Line], number: int, start: int) -> bool:
    """Is this line in capitals, or a few words at the head of the paragraph?"""
    body = lines[number].body
    if len(words_of(body)) > _LONGEST_TITLE or body[-1] in ".,;!?" or not first_word(body):
        return False
    return body.isupper() or number == start


def _facts(page: Page, paragraph: _Paragraph) -> Iterator[Find]:
    lines, (section, start, end, facts) = page.outline.lines, paragraph
    context = page.context_of(section, inclusive=True)
    titles = [n for n in range(start, end) if n not in facts and _is_title(lines, n, start)]
    edges = sorted((*facts, *titles, end))
    title: tuple[str, ...] = ()
    for number, limit in pairwise(edges):
        if number in titles:
            title = (front_text(lines[number].body.rstrip(":")),)
            if limit in facts:
                yield Find((), "", context=[number])
            continue
        fact = facts[number]
        unit = Unit(
            question=front_text(fact.name).rstrip(),
            start=number,
            body=number + 1,
            end=limit,
            first=fact.told,
            convention=NAME,
            context=(*context, *title),
            confidence=Confidence.LIKELY,
        )
        if find := read_unit(page, unit):
            yield find
