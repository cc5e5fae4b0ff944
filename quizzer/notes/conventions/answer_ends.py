"""Where the answer to a plain question ends: at a blank line, or at a line that names something else."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.notes.outline import Line, LineKind
from quizzer.notes.terms import Style, read_term
from quizzer.notes.wording import words_of

_LONGEST_TITLE = 3
_FEWEST_WORDS = 4


def paragraph_end(lines: Sequence[Line], start: int, end: int) -> int:
    """One past the last line before the next blank one: the text around goes on behind it."""
    return next((n for n in range(start, end) if not lines[n].body), end)


def past_listings(lines: Sequence[Line], start: int, end: int) -> int:
    """The same, where the blank lines of a listing or of a formula end nothing."""
    return next((n for n in range(start, end) if not lines[n].body and not lines[n].is_masked), end)


def next_named(lines: Sequence[Line], start: int, end: int) -> int:
    """The first paragraph below an answer that is one line `prefill: the prompt is read at once`; that names something else."""
    if start + 1 >= end or not lines[start + 1].body:
        return end
    for number in range(start + 3, end):
        line = lines[number]
        is_opening = line.kind is LineKind.TEXT and not line.indent and not lines[number - 1].body
        if not is_opening or (number + 1 < end and lines[number + 1].body):
            continue
        term = read_term(line.body)
        is_short = term is not None and term.style is Style.COLON and len(words_of(term.name)) <= _LONGEST_TITLE
        if is_short and term is not None and not term.is_attribute and len(words_of(term.meaning)) >= _FEWEST_WORDS:
            return number
    return end


def next_title(lines: Sequence[Line], start: int, end: int) -> int:
    """The first short line by itself below the answer, capitalised and without a stop; in a note without headings a title."""
    for number in range(start + 3, end - 1):
        line = lines[number]
        is_alone = bool(line.body) and not lines[number - 1].body and not lines[number + 1].body
        is_told = any(each.body for each in lines[start + 1 : number])
        is_short = line.kind is LineKind.TEXT and len(words_of(line.body)) <= _LONGEST_TITLE
        if is_alone and is_told and is_short and line.body[:1].isupper() and line.body[-1].isalnum():
            return number
    return end
