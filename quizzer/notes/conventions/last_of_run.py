"""The last of a run: where it ends, when nothing that starts anew shows it.

    Q what is a kiln                Q what is slip
    A an oven for clay              A clay in water

                                    all in all a good day

Those before it end at the next of the run. What stands inside none of them, a rule or a paragraph behind a blank line, does not
belong to the last one either; and where all of them are indented below their first lines, the last one is so too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizzer.notes.outline import Line, LineKind
from quizzer.notes.wording import opens_as_question, words_of

_LONGEST_TITLE = 4
_FEWEST = 2
"""Others that show how long such a thing is."""


def end_of_last(lines: Sequence[Line], starts: Sequence[int], end: int) -> int:
    """Where the last of a run ends whose members begin at `starts`; `end` when the others do not tell."""
    last = starts[-1] if starts else end
    others = list(pairwise(starts))
    if others and all(_is_indented(lines, *other) for other in others):
        end = _back_at_margin(lines, last, end) or end
    if others and all(_is_one_line(lines, *other) for other in others):
        end = _paragraph_apart(lines, last, end) or end
    if len(others) < _FEWEST:
        return end
    if not any(_first_rule(lines, *other) for other in others):
        end = _first_rule(lines, last, end) or end
    if not any(_second_paragraph(lines, *other) for other in others):
        end = _second_paragraph(lines, last, end) or end
    return end


def end_where_announced(lines: Sequence[Line], starts: Sequence[int], end: int) -> int:
    """Where `A list of these:` stands behind the last of a run, told on one line as the one before it, else `end`."""
    others = list(pairwise(starts))
    if not others or not _is_one_line(lines, *others[-1]):
        return end
    number = _paragraph_apart(lines, starts[-1], end)
    return number if number is not None and lines[number].body.endswith((":", "：")) else end


def plain_question(lines: Sequence[Line], start: int, end: int) -> int:
    """Where among these lines a question stands in plain words over its text, else `end`."""
    return next((number for number in range(start, end) if _asks_plainly(lines, number)), end)


def _asks_plainly(lines: Sequence[Line], number: int) -> bool:
    """Does a paragraph open with a line that is a question, and go on with what answers it?"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent or not line.body.endswith("?") or not opens_as_question(line.body):
        return False
    is_opening = not number or lines[number - 1].is_gap
    below = lines[number + 1] if number + 1 < len(lines) else None
    is_told = below is not None and below.kind is LineKind.TEXT and not below.body.endswith("?")
    return is_opening and is_told and len(words_of(line.body)) > _FEWEST


def before_small_title(lines: Sequence[Line], starts: Sequence[int], start: int, limit: int) -> int:
    """Where a few plain words stand above a list or text behind a blank line, when none of the other members has a second paragraph.

    `limit` where the others do not tell.
    """
    number = _second_paragraph(lines, start, limit)
    if number is None or number + 1 >= limit or lines[number].indent or not lines[number + 1].body:
        return limit
    body = lines[number].body
    if len(body.split()) > _LONGEST_TITLE or not (body[-1].isalnum() and body[0].isalnum()):
        return limit
    others = [pair for pair in pairwise(starts) if pair[0] != start]
    if len(others) <= _FEWEST or any(_second_paragraph(lines, *other) for other in others):
        return limit
    return number


def _is_one_line(lines: Sequence[Line], start: int, end: int) -> bool:
    return not any(line.body for line in lines[start + 1 : end])


def _paragraph_apart(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where text at the margin stands below the last one, when a blank line parts them."""
    if start + 1 >= end or lines[start + 1].body:
        return None
    below = next((n for n in range(start + 1, end) if lines[n].body), end)
    return below if below < end and lines[below].kind is LineKind.TEXT and not lines[below].indent else None


def _is_indented(lines: Sequence[Line], start: int, end: int) -> bool:
    """Is there something below the first line, and all of it indented?"""
    below = [line for line in lines[start + 1 : end] if line.body]
    return bool(below) and all(line.indent > lines[start].indent + 1 for line in below)


def _back_at_margin(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where the text goes on at the margin, after at least a line that is indented."""
    margin = lines[start].indent
    below = next((n for n in range(start + 1, end) if lines[n].body), end)
    if below == end or lines[below].indent <= margin + 1:
        return None
    return next((n for n in range(below, end) if lines[n].body and lines[n].indent <= margin), None)


def _first_rule(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where a rule at the margin stands inside; one at the very end only parts this from the next."""
    told = _end_of_text(lines, start, end)
    return next((n for n in range(start + 1, told) if lines[n].kind is LineKind.RULE and lines[n].indent < 2), None)


def _second_paragraph(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where text at the margin goes on behind a blank line; the first paragraph is at least two lines or told at once."""
    margin = lines[start].indent
    told = _end_of_text(lines, start, end)
    for number in range(start + 2, told):
        line = lines[number]
        if not lines[number - 1].body and line.kind is LineKind.TEXT and line.indent <= margin:
            return number
    return None


def _end_of_text(lines: Sequence[Line], start: int, end: int) -> int:
    while end > start + 1 and (not lines[end - 1].body or lines[end - 1].kind is LineKind.RULE):
        end -= 1
    return end
