"""Plain lines, most of them questions, each right above a list of its own: hurried notes without any marks.

    why does adam need bias correction
    - moments start at 0

    l1 vs l2
    - corners against even shrinking

The whole section has to be made so, apart from a title above it and questions still without an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.subtitles import divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_attribute, is_question, opens_as_question, words_of

NAME = "line over a list"

_FEWEST = 3
_LONGEST = 14


def read(page: Page) -> Iterator[Find]:
    """Sections of nothing but such lines, three or more, at least half of which ask."""
    lines = page.outline.lines
    for section in page.outline.sections:
        free = page.free_lines(section.start, section.end)
        plain = [n for n in free if lines[n].kind is LineKind.TEXT and not lines[n].indent]
        if section.line < 0 and plain and plain[0] == free[0] and not _is_over_list(lines, plain[0]):
            plain = plain[1:] if _is_alone(lines, plain[0]) else []  # the title of the note
        over = [n for n in plain if _is_over_list(lines, n)]
        asking = sum(_asks(lines[n]) for n in over)
        if len(over) < _FEWEST or asking * 2 < len(over) or plain[0] != over[0]:
            continue
        if all(n in over or _is_open(lines, n) for n in plain):
            yield from divided(page, section, plain, NAME)


def _is_over_list(lines: Sequence[Line], number: int) -> bool:
    """Does a short line, the first of its paragraph, stand right above a list?"""
    body = lines[number].body
    if number + 1 >= len(lines) or lines[number + 1].kind is not LineKind.ITEM or not _begins(lines, number):
        return False
    is_name = bool(front_text(body)) and body[-1] not in ".:,;!" and not is_attribute(front_text(body))
    return is_name and 0 < len(words_of(body)) <= _LONGEST


def _is_open(lines: Sequence[Line], number: int) -> bool:
    """Is this a paragraph of one line that asks, and so still waits for its answer?"""
    return _is_alone(lines, number) and _begins(lines, number) and asks(lines[number].body)


def _is_alone(lines: Sequence[Line], number: int) -> bool:
    return number + 1 >= len(lines) or not lines[number + 1].body


def _begins(lines: Sequence[Line], number: int) -> bool:
    return not number or not lines[number - 1].body or lines[number - 1].kind is LineKind.HEADING


def _asks(line: Line) -> bool:
    return asks(line.body) or opens_as_question(line.body) or is_question(line.body)
