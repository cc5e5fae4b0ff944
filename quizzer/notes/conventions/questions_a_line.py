"""Questions in a paragraph, each a line with its answer behind the mark.

    why bisque? strong enough to glaze, still porous
    cone 6 or 10? 6 is cheaper
    raku?

Three or more in a row show it; one without an answer among them is open, and a line that asks nothing goes on with the answer above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.notes.conventions.question_lines import ARROW, split_arrow, split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, opens_as_question, words_of

NAME = "question and answer on a line"

_FEWEST = 3
_FEWEST_IF_ALL = 2
"""Lines, all of them asked and told, with an arrow between or with nothing but quotations beside them."""
_LONGEST = 14
"""Words of what is asked on such a line."""


def read(page: Page) -> Iterator[Find]:
    """Every line that asks, in every such paragraph."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        for start, end in _paragraphs(lines, free):
            starts = [n for n in range(start, end) if _asked(lines[n])]
            told = sum(bool(_parted(lines[n].body)[1]) for n in starts)
            is_alone = all(start <= n < end or lines[n].kind is LineKind.QUOTE for n in free)
            are_all = told == end - start and all(is_alone or ARROW.search(lines[n].body) for n in starts)
            is_row = told >= (_FEWEST_IF_ALL if are_all else _FEWEST) and told * 10 >= (end - start) * 6
            if not is_row or starts[0] > start + 1:
                continue
            yield Find((), "", context=range(start, starts[0]))  # the title of the paragraph
            context = page.context_of(section, inclusive=True)
            title = () if starts[0] == start else (front_text(lines[start].body),)
            for index, number in enumerate(starts):
                question, first = _parted(lines[number].body)
                limit = starts[index + 1] if index + 1 < len(starts) else end
                unit = Unit(
                    question=front_text(question),
                    start=number,
                    body=number + 1,
                    end=limit,
                    first=first,
                    convention=NAME,
                    context=(*context, *title),
                    confidence=Confidence.LIKELY,
                )
                if find := read_unit(page, unit):
                    yield find


def _paragraphs(lines: Sequence[Line], free: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of lines of text at the margin, long enough to hold so many questions."""
    start = previous = -2
    for number in (*free, len(lines) + 1):
        is_text = number < len(lines) and lines[number].kind is LineKind.TEXT and lines[number].indent < 2
        if is_text and number == previous + 1:
            previous = number
            continue
        if previous - start + 1 >= _FEWEST_IF_ALL:
            yield start, previous + 1
        start = previous = number if is_text else -2


def _asked(line: Line) -> bool:
    """Does a line begin with a short question, whatever is behind its mark or behind an arrow?"""
    if read_label(line.body) or ("?" not in line.body and not split_arrow(line.body)):
        return False
    question, told = _parted(line.body)
    is_asked = asks(question) or opens_as_question(question)
    return is_asked and not asks(told) and 0 < len(words_of(question)) <= _LONGEST


def _parted(body: str) -> tuple[str, str]:
    return split_arrow(body) or split_inline(body)
