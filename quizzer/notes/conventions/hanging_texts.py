"""Names at the margin, each with its text indented under it.

    BLEU
      n-gram precision with a penalty for brevity
    METEOR
      ?

A section is read so when three or more of its lines name something, all others are indented under them, and most names have text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question, is_term

NAME = "name over indented text"

_FEWEST = 3
_MOST_WORDS = 8


def read(page: Page) -> Iterator[Find]:
    """Every name of such a section."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if not lines[n].indent and not lines[n].is_masked]
        if len(starts) < _FEWEST or starts[0] != free[0] or is_question(front_text(section.title)):
            continue
        told = sum(_hangs(lines, n + 1, section.end) for n in starts)
        if told < _FEWEST or told * 10 < len(starts) * 6 or not all(_names(lines[n]) for n in starts):
            continue
        context = page.context_of(section, inclusive=True)
        for index, start in enumerate(starts):
            end = page.next_card(start, starts[index + 1] if index + 1 < len(starts) else section.end)
            name, span, taken = front_text(lines[start].body), (start, end), page.free_lines(start, end)
            answer = back_text(page.kept(start + 1, end))
            if is_empty(answer) and section.line < 0 and index == 0:
                yield Find((), "", context=taken)  # the title of the note
                continue
            if is_empty(answer):
                yield Find(taken, page.stub(name, span, context=context))
                continue
            kind = Kind.BASIC if is_question(name) else Kind.DEFINITION
            likely = Confidence.LIKELY
            yield Find(
                taken, page.card(name, answer, span, convention=NAME, context=context, kind=kind, confidence=likely)
            )


def _hangs(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is this a line of text that is indented?"""
    return number < limit and lines[number].kind is LineKind.TEXT and lines[number].indent > 1


def _names(line: Line) -> bool:
    text = front_text(line.body)
    is_name = is_term(text, most_words=_MOST_WORDS) or is_question(text)
    return line.kind is LineKind.TEXT and is_name and line.body[-1] not in ".:,;"
