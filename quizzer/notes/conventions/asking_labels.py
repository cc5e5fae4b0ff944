"""Labels of an author's own, bold or in italics, that ask again and again, amid text: `**Check yourself:** why predict the noise?`

What stands below in the same paragraph, or on the line behind the question, is the answer. Under a heading that asks they belong to
its answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "label that asks"

_LABEL = late(r"^(?P<mark>\*\*?|__?)(?P<label>[^*_:?]{3,30})(?:\s?[:?](?P=mark)|(?P=mark)\s?:)\s+(?P<text>\S.*)$")
_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """Every question behind such a label."""
    lines = page.outline.lines
    found = [(number, *parts) for number in page.free_lines(0, len(lines)) if (parts := _asked(lines[number]))]
    counts = Counter(label for _, label, question, _ in found if opens_as_question(question))
    for number, label, question, told in found:
        section = page.section_at(number)
        if counts[label] < _FEWEST or (section.line >= 0 and is_question(front_text(section.title))):
            continue
        unit = Unit(
            question=front_text(question),
            start=number,
            body=number + 1,
            end=page.next_card(number, _end(lines, number, section.end)),
            first=told,
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            confidence=Confidence.SURE,
        )
        find = read_unit(page, unit)
        if find:
            yield find


def _asked(line: Line) -> tuple[str, str, str] | None:
    """The label, the question and what follows it on the line."""
    if line.kind is not LineKind.TEXT or line.indent > 3 or line.body[0] not in "*_" or "?" not in line.body:
        return None
    match = _LABEL.match(line.body[:2000])
    if match is None or read_label(line.body):
        return None
    question, told = split_inline(match["text"])
    if not asks(question) or len(words_of(question)) < 2:
        return None
    return match["label"].casefold(), question, told


def _end(lines: Sequence[Line], start: int, limit: int) -> int:
    """One past the paragraph, with a formula or a listing right below it."""
    return next((n for n in range(start + 1, limit) if not lines[n].body and not lines[n].is_masked), limit)
