"""Lines marked with the picture of a question mark, wherever they stand: `❓ What happens to NULL keys? They never match.`

The answer follows on the line, or on the next ones. Under text of its own a section keeps that text; where it holds nothing but
such lines, each owns everything up to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.conventions.answer_ends import paragraph_end
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit

NAME = "question marked by a picture"

_FIRST_PICTURE = "\u2600"
_MARK = late(r"^[❓❔]\ufe0f?\s*(?:\*\*|__)?(?=\S)")


def read(page: Page) -> Iterator[Find]:
    """Every line that the mark opens."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if lines[n].body[0] in "❓❔" and _is_marked(lines[n])]
        is_all = bool(starts) and starts[0] == free[0]
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else section.end
            question, told = split_inline(_MARK.sub("", lines[start].body))
            end = paragraph_end(lines, start + 1, end) if told or not is_all else _other_picture(lines, start, end)
            unit = Unit(
                question=front_text(question),
                start=start,
                body=start + 1,
                end=page.next_card(start, end),
                first=told,
                convention=NAME,
                context=page.context_of(section, inclusive=True),
                confidence=Confidence.SURE,
            )
            find = read_unit(page, unit)
            if find:
                yield find


def _is_marked(line: Line) -> bool:
    return line.kind is LineKind.TEXT and ("?" in line.body or "？" in line.body) and bool(_MARK.match(line.body))


def _other_picture(lines: Sequence[Line], start: int, end: int) -> int:
    """Where another picture than that of the answer opens a paragraph: a remark of its own, else `end`."""
    mark = next((line.body[0] for line in lines[start + 1 : end] if line.body), "")
    if mark < _FIRST_PICTURE:
        return end
    opening = (n for n in range(start + 2, end) if lines[n].body and not lines[n - 1].body)
    return next((n for n in opening if _FIRST_PICTURE <= lines[n].body[0] != mark), end)
