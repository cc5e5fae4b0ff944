"""Definition lists as PHP Markdown Extra writes them: a term on its line, `:` and its meaning on the next.

    Warm-up {#warmup}
    :   the first steps, taken with
    a small learning rate

Several terms may share a meaning and a term may have several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text, links_as_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page

NAME = "definition list"

_MEANING = late(r"^[:~](?:[ \t]+(?P<text>.*)|)$")


def read(page: Page) -> Iterator[Find]:
    """Every term with the meanings under it."""
    for section, free in page.open_sections():
        starts = [n for n in free if _is_meaning(page.outline.lines[n])]
        entries = _entries(page, section, starts)
        for index, (terms, first) in enumerate(entries):
            limit = entries[index + 1][0][0] if index + 1 < len(entries) else section.end
            yield from _finds(page, section, terms, first, _end(page.outline.lines, first, limit))


def _is_meaning(line: Line) -> bool:
    return not line.is_masked and line.body[0] in ":~" and line.indent < 4 and bool(_MEANING.match(line.body))


def _entries(page: Page, section: Section, starts: Sequence[int]) -> list[tuple[list[int], int]]:
    """For each meaning that begins an entry: the lines of its terms and its own line."""
    lines = page.outline.lines
    entries: list[tuple[list[int], int]] = []
    known = set(starts)
    for start in starts:
        at = start - 1
        if at >= section.start and not lines[at].body:
            at -= 1
        terms: list[int] = []
        while at >= section.start and page.is_free(at) and at not in known and _may_be_term(lines[at]):
            terms.insert(0, at)
            at -= 1
        if len(terms) > 4 or at in known:
            terms = terms[-1:]  # in a run without blank lines the others are the end of the meaning before
        if terms:
            entries.append((terms, start))
    return entries


def _may_be_term(line: Line) -> bool:
    return line.kind in {LineKind.TEXT, LineKind.HEADING} and line.indent < 4 and len(line.body) < 120


def _end(lines: Sequence[Line], first: int, limit: int) -> int:
    """One past the meaning: wrapped lines need no indentation, a paragraph after a blank line does."""
    at = first + 1
    while at < limit:
        line = lines[at]
        if not line.body and not line.is_masked:
            following = at + 1
            while following < limit and not lines[following].body:
                following += 1
            if following >= limit or (lines[following].indent < 2 and not _is_meaning(lines[following])):
                return at
            at = following
            continue
        at += 1
    return limit


def _finds(page: Page, section: Section, terms: Sequence[int], first: int, end: int) -> Iterator[Find]:
    lines = page.outline.lines
    texts: list[str] = []
    start = first
    for number in range(first + 1, end + 1):
        if number == end or (lines[number].body and _is_meaning(lines[number])):
            found = _MEANING.match(lines[start].body)
            texts.append(back_text(lines[start + 1 : number], (found["text"] or "") if found else ""))
            start = number
    answer = links_as_text("\n\n".join(text for text in texts if text))
    context = page.context_of(section, inclusive=True)
    for index, number in enumerate(terms):
        term = front_text(lines[number].body)
        taken = [number, *range(first, end)] if index == len(terms) - 1 else [number]
        span = (number, end)
        if not term:
            continue
        if is_empty(answer):
            yield Find(taken, page.stub(term, span, context=context))
        else:
            yield Find(taken, page.card(term, answer, span, convention=NAME, context=context, kind=Kind.DEFINITION))
