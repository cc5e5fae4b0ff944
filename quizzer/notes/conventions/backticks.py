"""Meanings in backticks: a bullet that is a few words and then one code span to the end of the line.

    - Tiling `work on a block at a time, rescale at the end`
      - Recomputation `cheaper than memory`

The closing backtick is often forgotten. One such line may be a remark about code; an author who writes several means
definitions, at any depth of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Kind
from quizzer.notes.backs import back_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, Term, read_term

NAME = "meaning in backticks"
_HABIT = 3
_FIRM_HABIT = 5
"""So many lines in the same manner make terms of words that elsewhere name an aspect: `Advantage`."""


def read(page: Page) -> Iterator[Find]:
    """Every such line of a note whose author has the habit."""
    lines = page.outline.lines
    found = [(number, term) for number in page.free_lines(0, len(lines)) if (term := _term(lines[number]))]
    named = sum(not term.is_attribute for _, term in found)
    if named < _HABIT:
        return
    if named < _FIRM_HABIT:
        found = [(number, term) for number, term in found if not term.is_attribute]
    sections = iter(page.outline.sections)
    section = next(sections)
    following = next(sections, None)
    for number, term in found:
        while following is not None and following.line <= number:
            section, following = following, next(sections, None)
        end = _end(lines, number, section.end)
        draft = page.card(
            term.name,
            back_text(lines[number + 1 : end], term.meaning),
            (number, end),
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            kind=Kind.DEFINITION,
        )
        if draft.answer:
            yield Find(page.free_lines(number, end), draft, is_shared=True)


def _term(line: Line) -> Term | None:
    if line.kind is LineKind.ITEM:
        text = line.content
    elif line.kind is LineKind.TEXT and line.indent < 4:
        text = line.body
    else:
        return None
    term = read_term(text) if "`" in text else None
    return term if term and term.style is Style.CODE_MEANING else None


def _end(lines: Sequence[Line], start: int, limit: int) -> int:
    """One past what is indented under the line."""
    opening = lines[start]
    end = start + 1
    if opening.kind is LineKind.TEXT:
        return end
    for number in range(start + 1, min(limit, start + 200)):
        line = lines[number]
        if not line.body:
            continue
        if line.indent <= opening.indent:
            break
        end = number + 1
    return end
