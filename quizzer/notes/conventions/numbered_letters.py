"""Questions and answers that only a letter with the same number marks: `Q3 what is kept`, and below it `A3 the sum`.

Two such pairs under a heading show the habit; a question without the answer of its number is still open.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text, is_empty
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "question and answer of one number"

_MARK = late(r"^(?:[-*+]\s+)?(?P<letter>[QA])(?P<number>\d{1,3})(?:\s+(?P<text>\S.*)|)$")
_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """Every such question with its answer."""
    lines = page.outline.lines
    if not any("Q" in line.body[:3] for line in lines):
        return
    for section in page.outline.sections:
        marks = [
            (number, match)
            for number in page.free_lines(section.start, section.end)
            if lines[number].body[0] in "QA-*+"
            and lines[number].kind in {LineKind.TEXT, LineKind.ITEM}
            and (match := _MARK.match(lines[number].body[:2000])) is not None
        ]
        pairs = sum(
            asked["letter"] == "Q" and told["letter"] == "A" and asked["number"] == told["number"]
            for (_, asked), (_, told) in itertools.pairwise(marks)
        )
        if pairs < _FEWEST:
            continue
        context = page.context_of(section, inclusive=True)
        for place, (start, match) in enumerate(marks):
            if match["letter"] != "Q" or not match["text"]:
                continue
            below = marks[place + 1] if place + 1 < len(marks) else None
            answer = below if below and below[1]["letter"] == "A" and below[1]["number"] == match["number"] else None
            limit = next((n for n, mark in marks[place + 1 :] if mark["letter"] == "Q"), section.end)
            rule = (
                n for n in range(start + 1, limit) if lines[n].kind is LineKind.RULE or lines[n].body in {"--", "—"}
            )
            end = page.next_card(start, next(rule, limit))
            stop = answer[0] if answer else start + 1
            question = "\n".join(
                [front_text(match["text"]), *(line.body for line in page.kept(start + 1, stop) if line.body)]
            )
            told = back_text(page.kept(stop + 1, end), answer[1]["text"] or "") if answer else ""
            taken, span = page.free_lines(start, end), (start, end)
            if is_empty(told):
                taken = [n for n in taken if n <= stop] if answer else [start]
                yield Find(taken, page.stub(question, (start, taken[-1] + 1), context=context))
                continue
            sure = Confidence.EXPLICIT
            yield Find(taken, page.card(question, told, span, convention=NAME, context=context, confidence=sure))
