"""Question banks without answers: plain lines of which nearly every one asks or sets a task.

    Easy questions
    What is a policy?

    Derive the policy gradient.

Each is a stub; short lines between them are titles. Where other lines say something, they may be answers, and the lines are left.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.notes.fronts import front_text
from quizzer.notes.introductions import names_a_file
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, words_of

NAME = "open question"

_FEWEST = 3


def read(page: Page) -> Iterator[Find]:
    """Every question of a section that holds nothing else."""
    lines = page.outline.lines
    for section in page.outline.sections:
        free = page.free_lines(section.start, section.end)
        asking = [n for n in free if _asks(lines[n])]
        others = [n for n in free if n not in asking]
        if len(asking) < _FEWEST or len(asking) < 2 * len(others) or not all(_is_title(lines, n) for n in others):
            continue
        context = page.context_of(section, inclusive=True)
        title = ""
        for number in free:
            if number in others:
                title = front_text(lines[number].body)
                continue
            around = (*context, title) if title else context
            yield Find([number], page.stub(front_text(lines[number].body), (number, number + 1), context=around))
        yield Find((), "", context=others)


def _asks(line: Line) -> bool:
    if line.kind is not LineKind.TEXT or line.indent > 3:
        return False
    return len(words_of(line.body)) > 1 and (asks(line.body) or is_question(front_text(line.body)))


def _is_title(lines: tuple[Line, ...], number: int) -> bool:
    """A short line at the head of a paragraph that says nothing by itself."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or (
        number and lines[number - 1].body and lines[number - 1].kind is LineKind.TEXT
    ):
        return False
    return len(words_of(line.body)) <= 8 and (names_a_file(line.body) or line.body[-1] not in ".!;,")
