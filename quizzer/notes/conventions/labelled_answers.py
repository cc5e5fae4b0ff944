"""Questions without a label above answers that have one.

    Which clay holds water?             Work out the shrinkage of a bar of 10 cm.

    Answer: the one fired high.         Solution: 12 %.

One must ask with a mark or say what to do; where each answer of a section has such a paragraph above it, it may use any words.
A bold label in the author's own words that a question stands behind is left out.
An answer of which only the label stands there goes on in the headings below it when these count its steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.answer_ends import past_listings
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import counts_steps
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

_LONGEST_ASKED = 6
"""Lines of a paragraph that asks."""
_WIDEST_GAP = 4
"""One more than the blank lines that may part it from its answer."""
_ORDERS = late(
    r"^(?:apply|build|carry out|compute|construct|convert|determine|draw|evaluate|find|perform|plot|simulate|sketch|solve)\b",
    re.IGNORECASE,
)
"""What a task begins with that is nothing but a sentence where no answer is announced below it."""

_LED = late(r"^(?P<mark>\*\*|__)[^*_:?]{3,60}(?::(?P=mark)|(?P=mark)\s?:)\s+(?=[^\W_])")
"""A bold label in the author's own words: `**Warm-up:** Why fire twice?`"""


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
        if start is not None and (are_all_set or _sets(page, start, _last_above(page, at)))
    ]
    title = front_text(section.title)
    is_titled = len(words_of(title)) > 1 if section.line >= 0 else False
    if not starts or (len(starts) == 1 and ((starts[0] == free[0] and is_titled) or is_question(title))):
        return  # what the heading asks, once more or in other words
    yield from _left_open(page, section, free, starts[0])
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else section.end
        body = next(n for n in range(start, limit) if read_label(page.outline.lines[n].body))
        end = end_of_steps(page, section, body) or page.next_card(start, _answered_to(page, body, limit))
        question = " ".join(page.outline.lines[n].body for n in range(start, body) if page.outline.lines[n].body)
        question = _LED.sub("", question, count=1)
        context = page.context_of(section, inclusive=True)
        find = read_unit(page, Unit(front_text(question), start, body, end, convention, context=context))
        if find:
            yield find


def _left_open(page: Page, section: Section, free: Sequence[int], end: int) -> Iterator[Find]:
    """The paragraphs of one line that ask, one after the other, above the first question that is answered."""
    lines = page.outline.lines
    above = [number for number in free if number < end]
    are_alone = all(not lines[number + 1].body and lines[number].kind is LineKind.TEXT for number in above)
    if (
        above
        and are_alone
        and all("?" in lines[number].body and opens_as_question(lines[number].body) for number in above)
    ):
        context = page.context_of(section, inclusive=True)
        for number in above:
            yield Find([number], page.stub(front_text(lines[number].body), (number, number + 1), context=context))


def end_of_steps(page: Page, section: Section, answer: int) -> int:
    """The end of an answer that its label leaves to the headings below: `Answer:`, and then `Step 1` and `Step 2`; else 0."""
    lines = page.outline.lines
    label = read_label(lines[answer].body)
    if label is None or label.text or label.tail or page.free_lines(answer + 1, section.end):
        return 0
    below = list(page.outline.children(section))
    is_stepped = any(counts_steps(front_text(inner.title)) for inner in below[:2])
    return section.tree_end if is_stepped and len(below) > 1 else 0


def _sets(page: Page, start: int, end: int) -> bool:
    """Does a paragraph ask in its last line, or say in its first words or in its last sentence what is to be done?"""
    lines = page.outline.lines
    if asks(front_text(lines[end].body)):
        return True
    if end > start and lines[end + 1].body:
        return False  # the answer goes on with the paragraph
    last = lines[end].body.rstrip(". ").rpartition(". ")[2]
    said = (text for text in (lines[start].body, last) if ": " not in text)
    return any(is_question(text) or bool(_ORDERS.match(text)) for text in said)


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
    are_plain = [line.kind is LineKind.TEXT and line.indent < 4 and line.body[0] not in "*_<!=:" for line in above]
    led = _LED.match(above[0].body[:200]) if not are_plain[0] and above[0].kind is LineKind.TEXT else None
    are_plain[0] |= led is not None and asks(above[-1].body)
    return first if all(are_plain) and not any(read_label(line.body) for line in above) else None


def _last_above(page: Page, answer: int) -> int:
    """The line above a label, over blank ones and a rule between them if there are such."""
    lines = page.outline.lines
    above = _over_gap(lines, answer - 1)
    if above > 1 and lines[above].kind is LineKind.RULE:
        above = _over_gap(lines, above - 1)
    return above


def _over_gap(lines: Sequence[Line], number: int) -> int:
    """The last line up to here that is not blank, over a few blank ones at most."""
    return next((n for n in range(number, max(number - _WIDEST_GAP, -1), -1) if lines[n].body), number - 1)


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


def end_amid_text(page: Page, section: Section, start: int, limit: int) -> int:
    """The end of the paragraph of the only question of a section, told on its line amid other text; else `limit`."""
    lines = page.outline.lines
    label = read_label(lines[start].body)
    is_told = label is not None and bool(label.tail or split_inline(label.text)[1])
    if not is_told or lines[start].kind is not LineKind.TEXT or not page.free_lines(section.start, start):
        return limit
    return past_listings(lines, start + 1, limit)


def over_headings(page: Page, section: Section, start: int) -> int:
    """The end of a numbered question that only the headings below it answer: the next numbered question, under the last of them."""
    lines = page.outline.lines
    label = read_label(lines[start].body)
    if label is None or not label.is_numbered or label.tail or page.free_lines(start + 1, section.end):
        return section.end
    for number in page.free_lines(section.end, section.tree_end):
        line = lines[number]
        below = None if line.is_masked else read_label(line.body)
        if line.kind is LineKind.HEADING and is_question(front_text(line.body)):
            break
        if below is not None:
            return number if below.role is Role.QUESTION and below.is_numbered else section.end
    return section.end
