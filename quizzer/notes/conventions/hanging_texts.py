"""Names at the margin, each with its text indented under it.

    BLEU
      n-gram precision with a penalty for brevity
    METEOR
      ?

A section is read so when three or more of its lines name something, all others are indented under them, and most names have text.
Sentences and `name = meaning` at the margin may stand between them. Where the lines under a name all ask, each is a question of its own,
and where an arrow parts them all, each is a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.rows_of_names import EQUATED
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, has_sentence, is_question, is_term

NAME = "name over indented text"

_FEWEST = 3
_FEWEST_BESIDE = 2
"""Where names with their text in another manner stand in the same section."""
_MOST_WORDS = 8
_SIDES = re.compile(r"^(?P<left>\S(?:(?! (?:->|=>|>>|→|⇒)).){0,119}?)\s+(?:->|=>|>>|→|⇒)(?:\s+(?P<right>\S.*))?$")
"""`stash >> put changes aside`"""


def read(page: Page) -> Iterator[Find]:
    """Every name of such a section."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if not lines[n].indent and not lines[n].is_masked]
        if len(starts) < _FEWEST_BESIDE or starts[0] != free[0] or is_question(front_text(section.title)):
            continue
        told = sum(_hangs(lines, n + 1, section.end) for n in starts)
        if told < (_FEWEST_BESIDE if page.has_cards(section.start, section.end) else _FEWEST):
            continue
        said = {n for n in starts if not _hangs(lines, n + 1, section.end) and _says(lines[n])}
        starts = [n for n in starts if n not in said]
        if told * 10 < len(starts) * 6 or not all(_names(lines[n]) for n in starts):
            continue
        context = page.context_of(section, inclusive=True)
        for index, start in enumerate(starts):
            end = page.next_card(start, starts[index + 1] if index + 1 < len(starts) else section.end)
            end = min([end, *(n for n in said if n > start)])
            asked = _asked_below(lines, start + 1, end)
            if asked:
                yield from _questions(page, asked, end, (*context, front_text(lines[start].body).rstrip(":")))
                yield Find((), "", context=[start])
                continue
            if pairs := _paired_below(lines, start + 1, end):
                yield from _pairs(page, pairs, (*context, front_text(lines[start].body).rstrip(":")))
                yield Find((), "", context=[start])
                continue
            name, span, taken = front_text(lines[start].body).rstrip(":"), (start, end), page.free_lines(start, end)
            answer = back_text(page.kept(start + 1, end))
            if is_empty(answer) and (
                (section.line < 0 and index == 0) or page.has_cards(start, min(end + 1, section.end))
            ):
                yield Find((), "", context=taken)  # the title of the note, or of the cards below it
                continue
            if is_empty(answer):
                yield Find(taken, page.stub(name, span, context=context))
                continue
            kind = Kind.BASIC if is_question(name) else Kind.DEFINITION
            likely = Confidence.LIKELY
            yield Find(
                taken, page.card(name, answer, span, convention=NAME, context=context, kind=kind, confidence=likely)
            )


def _asked_below(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """The lines right under a name, two or more, when all of them ask and something is indented under at least one."""
    below = [n for n in range(start, end) if lines[n].body]
    margin = min((lines[n].indent for n in below), default=0)
    first = [n for n in below if lines[n].indent == margin]
    are_asked = len(first) > 1 and len(below) > len(first) and all(asks(lines[n].body) for n in first)
    return first if are_asked and below[0] == first[0] else []


def _questions(page: Page, starts: Sequence[int], limit: int, context: tuple[str, ...]) -> Iterator[Find]:
    for start, end in pairwise((*starts, limit)):
        answer, span = back_text(page.kept(start + 1, end)), (start, end)
        question, taken = front_text(page.outline.lines[start].body), page.free_lines(start, end)
        if is_empty(answer):
            yield Find(taken, page.stub(question, span, context=context))
            continue
        likely = Confidence.LIKELY
        yield Find(taken, page.card(question, answer, span, convention=NAME, context=context, confidence=likely))


def _paired_below(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, str, str]]:
    """The lines right under a name, two or more, when an arrow parts each into two sides; of some the second may be missing."""
    below = [n for n in range(start, end) if lines[n].body]
    sides = [_SIDES.match(lines[n].body) if lines[n].kind is LineKind.TEXT else None for n in below]
    told = sum(bool(found and found["right"]) for found in sides)
    if told < _FEWEST_BESIDE or not all(sides) or len({lines[n].indent for n in below}) > 1:
        return []
    return [(n, found["left"], found["right"] or "") for n, found in zip(below, sides, strict=True) if found]


def _pairs(page: Page, pairs: Sequence[tuple[int, str, str]], context: tuple[str, ...]) -> Iterator[Find]:
    for number, left, right in pairs:
        span = (number, number + 1)
        if is_empty(right):
            yield Find([number], page.stub(front_text(left), span, context=context))
            continue
        kind = Kind.BASIC if is_question(left) else Kind.DEFINITION
        likely = Confidence.LIKELY
        draft = page.card(front_text(left), right, span, convention=NAME, context=context, kind=kind, confidence=likely)
        yield Find([number], draft)


def _hangs(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is this a line of text that is indented?"""
    return number < limit and lines[number].kind is LineKind.TEXT and lines[number].indent > 0


def _says(line: Line) -> bool:
    if line.kind is not LineKind.TEXT:
        return False
    return (line.body.endswith(".") and has_sentence(line.body)) or EQUATED.match(line.body) is not None


def _names(line: Line) -> bool:
    text = front_text(line.body).rstrip(":")
    is_name = (is_term(text, most_words=_MOST_WORDS) and not is_attribute(text)) or is_question(text)
    return line.kind is LineKind.TEXT and is_name and line.body[-1] not in ".,;"
