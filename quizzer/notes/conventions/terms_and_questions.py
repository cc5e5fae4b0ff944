"""Paragraphs that by turns name something and ask, broken by hand as in a typed page: each is a card of its own.

    Slip: clay in water, thin as cream,
    used as glue.

    When is it too thin?
    When it runs off the brush.

    What is engobe?

Three or more that name and two or more that ask and are answered right below make the habit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.answer_ends import past_listings
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, Term, read_term
from quizzer.notes.wording import asks, words_of

NAME = "terms and questions by turns"

_FEWEST_NAMED = 3
_FEWEST_ASKED = 2
_LONGEST_NAME = 4
_FEWEST_TOLD = 4
_LONGEST_ASKED = 25
_TELLING = frozenset({LineKind.TEXT, LineKind.ITEM, LineKind.MATH, LineKind.CODE})


class _Opening(Enum):
    """What the first line of a paragraph does."""

    NAMES = "names"
    ASKS = "asks"
    ASKS_ALONE = "asks alone"


def read(page: Page) -> Iterator[Find]:
    """The paragraphs still free of every section written so."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        opening = [n for n in range(section.start, section.end) if _opens(lines, section, n)]
        kinds = {n: kind for n in opening if (kind := _kind(lines, n, section.end))}
        found = list(kinds.values())
        if found.count(_Opening.NAMES) < _FEWEST_NAMED or found.count(_Opening.ASKS) < _FEWEST_ASKED:
            continue
        if (len(opening) - len(kinds)) * 4 > len(opening):
            continue
        kinds |= {n: _Opening.NAMES for start in kinds for n in _named_below(lines, start, section.end)}
        edges = sorted(kinds)
        ends = [*edges[1:], _end_of_last(lines, edges, section.end)]
        for start, end in zip(edges, ends, strict=True):
            if page.is_free(start):
                yield _find(page, section, start, page.next_card(start, end), kinds[start])


def _opens(lines: Sequence[Line], section: Section, number: int) -> bool:
    line = lines[number]
    is_first = number == section.start or not lines[number - 1].body
    return bool(line.body) and line.kind is LineKind.TEXT and line.indent < 2 and is_first


def _kind(lines: Sequence[Line], number: int, limit: int) -> _Opening | None:
    body = lines[number].body
    if asks(body):
        below = lines[number + 1] if number + 1 < limit else None
        if len(words_of(body)) > _LONGEST_ASKED or (below is not None and below.body and asks(below.body)):
            return None
        return _Opening.ASKS if below is not None and below.kind in _TELLING and below.body else _Opening.ASKS_ALONE
    return _Opening.NAMES if _named(body) else None


def _named_below(lines: Sequence[Line], start: int, limit: int) -> range:
    """The other lines of a paragraph each of which names something: a list without marks."""
    end = start
    while end < limit and lines[end].body and lines[end].indent < 2 and lines[end].kind is LineKind.TEXT:
        if _named(lines[end].body) is None:
            return range(0)
        end += 1
    is_whole = end == limit or not lines[end].body
    return range(start + 1, end) if is_whole else range(0)


def _named(body: str) -> Term | None:
    term = read_term(body) if ": " in body[:60] and body[0].isalpha() else None
    if term is None or term.is_attribute or term.style is not Style.COLON or not term.name[:1].isupper():
        return None
    is_short = len(words_of(term.name)) <= _LONGEST_NAME
    return term if is_short and len(words_of(term.meaning)) >= _FEWEST_TOLD else None


def _end_of_last(lines: Sequence[Line], edges: Sequence[int], limit: int) -> int:
    """The end of its paragraph where no other takes more than that, else `limit`."""
    for start, end in pairwise(edges):
        if past_listings(lines, start, end) < end and any(
            line.body for line in lines[past_listings(lines, start, end) : end]
        ):
            return limit
    return past_listings(lines, edges[-1], limit)


def _find(page: Page, section: Section, start: int, end: int, kind: _Opening) -> Find:
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    term = _named(lines[start].body) if kind is _Opening.NAMES else None
    name = term.name if term else front_text(lines[start].body)
    answer = back_text(page.kept(start + 1, end), term.meaning if term else "")
    taken, span = page.free_lines(start, end), (start, end)
    if is_empty(answer):
        return Find(taken, page.stub(name, span, context=context))
    draft = page.card(
        name,
        answer,
        span,
        convention=NAME,
        context=context,
        kind=Kind.DEFINITION if term else Kind.BASIC,
        confidence=Confidence.LIKELY,
    )
    return Find(taken, draft)
