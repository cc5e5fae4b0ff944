"""Titles that only a number marks, whose text stands at the margin: for Markdown a list that ends at once, again and again.

    1. Glazing

    Glass on the clay. Fire it slowly, or it crawls.

    2. Throwing

    3. Trimming

Text may stand right below as well. The numbers may be wrong, since nobody counts by hand without a slip, and a title may
still have nothing below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizzer.notes.fronts import front_text
from quizzer.notes.lines import Line, LineKind
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute, is_reference_title
from quizzer.notes.wording import is_question, is_term, words_of

_FEWEST = 3
_MOST_WORDS = 8
_LONGEST = 70
_MOST_HEADINGS = 1
"""The title of the note."""
_STOPS = ".:,;!?"


def mark_counted_titles(lines: Sequence[Line]) -> None:
    """Make headings of such lines, in a note that has no others."""
    headings = [line for line in lines if line.kind is LineKind.HEADING and line.level]
    if len(headings) > _MOST_HEADINGS:
        return
    found = [at for at, line in enumerate(lines) if line.number is not None and _stands_alone(lines, at)]
    if len(found) < _FEWEST or not _count_up([lines[at].number or 0 for at in found]):
        return
    if any(_is_counted_at_margin(lines, at) for at in range(found[0], len(lines)) if at not in found):
        return
    told = sum(_is_over_margin(lines, at) for at in found)
    named = sum(_names(lines[at].content) for at in found)
    title = front_text(headings[0].content) if headings else ""
    if is_reference_title(title) or is_question(title):
        return  # `How to tune`: its steps
    if told < _FEWEST or told * 4 < len(found) * 3 or named * 3 < len(found) * 2 or _is_announced(lines, found[0]):
        return
    for at in found:
        line = lines[at]
        line.kind, line.level, line.marker = LineKind.HEADING, 1 + len(headings), ""


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """A short numbered line at the margin that opens a paragraph and says nothing yet: alone, or above what is not indented."""
    line = lines[at]
    if line.kind is not LineKind.ITEM or line.indent or not line.content or len(line.content) > _LONGEST:
        return False
    if at and lines[at - 1].body:
        return False
    below = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].body else None
    if below is not None and (below.indent or below.number is not None or not _begins(below)):
        return False
    if line.content[-1] in _STOPS or line.content[0] in "*_`[<|":
        return False
    return len(words_of(line.content)) <= _MOST_WORDS and read_term(line.content) is None


def _begins(line: Line) -> bool:
    """Does a line begin something, and not go on with the one above?"""
    return line.kind is LineKind.ITEM or (line.kind is LineKind.TEXT and line.body[:1].isupper())


def _count_up(numbers: Sequence[int]) -> bool:
    """Do the numbers rise from the first, but for a slip in every third at most?"""
    slips = sum(after != before + 1 for before, after in pairwise(numbers))
    return numbers[0] in {0, 1} and slips * 3 <= len(numbers) and all(b >= a for a, b in pairwise(numbers))


def _is_counted_at_margin(lines: Sequence[Line], at: int) -> bool:
    """Is this an item of the same list that is no title: one with text behind it, or one right above others?"""
    line = lines[at]
    is_opening = not at or not lines[at - 1].body
    return line.kind is LineKind.ITEM and line.number is not None and not line.indent and is_opening and line.number > 1


def _is_over_margin(lines: Sequence[Line], at: int) -> bool:
    """Is what comes below the blank line text, or a list, that is not indented?"""
    below = next((line for line in lines[at + 1 : at + 4] if line.body), None)
    if below is None or below.indent > 1 or below.kind in {LineKind.RULE, LineKind.HEADING}:
        return False
    return below.number is None or below.number == 1


def _names(content: str) -> bool:
    name = front_text(content)
    return is_term(name, most_words=_MOST_WORDS) and not is_attribute(name) and not is_question(name)


def _is_announced(lines: Sequence[Line], first: int) -> bool:
    """Does a line above say that these are the parts of something: `It goes in four steps:`?"""
    above = next((lines[at] for at in range(first - 1, -1, -1) if lines[at].body), None)
    return above is not None and above.kind is not LineKind.HEADING and above.body.rstrip("*_ ").endswith((":", "："))
