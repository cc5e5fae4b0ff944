"""Questions without a label above answers that have one.

    Which clay holds water?             Work out the shrinkage of a bar of 10 cm.

    Answer: the one fired high.         Solution: 12 %.

One must ask with a mark; where each answer of a section has such a paragraph above it, it may also set a task.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, words_of

_LONGEST_ASKED = 6
"""Lines of a paragraph that asks."""


def asked_plainly(page: Page, section: Section, answers: Sequence[int], convention: str) -> Iterator[Find]:
    """Plain paragraphs that ask, each right above the label of its answer, in a section that holds more than one of them."""
    if not answers:
        return
    free = page.free_lines(section.start, section.end)
    above = [_paragraph_above(page, section, at) if page.is_free(at) else None for at in answers]
    are_all_set = len(above) > 1 and None not in above  # what is set asks with a mark or without
    starts = [
        start
        for at, start in zip(answers, above, strict=True)
        if start is not None and (are_all_set or asks(front_text(page.outline.lines[_last_above(page, at)].body)))
    ]
    title = front_text(section.title)
    is_titled = section.line < 0 or len(words_of(title)) > 1
    if not starts or (len(starts) == 1 and ((starts[0] == free[0] and is_titled) or is_question(title))):
        return  # what the heading asks, once more or in other words
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else section.end
        body = next(n for n in range(start, limit) if read_label(page.outline.lines[n].body))
        end = page.next_card(start, _answered_to(page, body, limit))
        question = " ".join(page.outline.lines[n].body for n in range(start, body) if page.outline.lines[n].body)
        context = page.context_of(section, inclusive=True)
        find = read_unit(page, Unit(front_text(question), start, body, end, convention, context=context))
        if find:
            yield find


def _paragraph_above(page: Page, section: Section, answer: int) -> int | None:
    """Where the paragraph above an answer label begins, when it is plain text without a label of its own."""
    lines = page.outline.lines
    last = _last_above(page, answer)
    first = last
    while (
        first > section.start
        and last - first < _LONGEST_ASKED
        and page.is_free(first - 1)
        and lines[first - 1].kind is LineKind.TEXT
    ):
        first -= 1
    above = lines[first : last + 1]
    if first < section.start or not all(page.is_free(n) for n in range(first, last + 1)) or len(above) > _LONGEST_ASKED:
        return None
    is_plain = all(line.kind is LineKind.TEXT and line.indent < 4 and line.body[0] not in "*_<" for line in above)
    return first if is_plain and not any(read_label(line.body) for line in above) else None


def _last_above(page: Page, answer: int) -> int:
    """The line above a label, over a blank one if there is one."""
    return answer - 1 if page.outline.lines[answer - 1].body else answer - 2


def _answered_to(page: Page, answer: int, limit: int) -> int:
    """One past an answer amid other text: a rule ends it, and so does a paragraph that is bold at its start or asks."""
    lines = page.outline.lines
    for number in range(answer + 1, limit):
        line = lines[number]
        if line.kind is LineKind.RULE and line.indent < 2:
            return number
        is_opening = bool(line.body) and not lines[number - 1].body and line.kind is LineKind.TEXT and line.indent < 2
        if is_opening and (line.body.startswith(("**", "__")) or asks(line.body)):
            return number
    return limit
