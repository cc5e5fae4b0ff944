"""Labels of an author's own, bold or in italics, that ask again and again, amid text: `**Check yourself:** why predict the noise?`

What stands below in the same paragraph, or on the line behind the question, is the answer. Under a heading that asks they belong to
its answer. Under one that announces scenarios, `**Scenario 2:** The flue smokes.` sets a task in whatever words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.conventions.answer_ends import past_listings
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "label that asks"

_LABEL = late(r"^(?P<mark>\*\*?|__?)(?P<label>[^*_:?]{3,30})(?:\s?[:?](?P=mark)|(?P=mark)\s?:)\s+(?P<text>\S.*)$")
_CASE = late(
    r"^(?P<mark>\*\*|__)?(?:scenario|case|situation|challenge)\s?#?\d{1,2}\s*(?::(?(mark)(?P=mark))|(?(mark)(?P=mark))\s?:)\s+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_CASES = ("scenario", "case", "situation", "challenge")
_SETS_CASES = late(rf"\b(?:{'|'.join(_CASES)})s?\b", re.IGNORECASE)
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
            end=page.next_card(number, past_listings(lines, number + 1, section.end)),
            first=told,
            convention=NAME,
            context=page.context_of(section, inclusive=True),
            confidence=Confidence.SURE,
        )
        find = read_unit(page, unit)
        if find:
            yield find
    for section, free in page.open_sections():
        may_set = section.line >= 0 and any(map(section.title.casefold().__contains__, _CASES))
        if may_set and _SETS_CASES.search(section.title) and not is_question(front_text(section.title)):
            yield from _cases(page, section, free)


def _cases(page: Page, section: Section, free: Sequence[int]) -> Iterator[Find]:
    """What is set behind `**Scenario 1:**`, two or more of them under a heading that says so, each up to the next."""
    lines = page.outline.lines
    found = {n: match for n in free if (match := _CASE.match(lines[n].body[:2000])) and lines[n].kind is LineKind.TEXT}
    if len(found) < _FEWEST:
        return
    context = page.context_of(section, inclusive=True)
    for start, end in pairwise([*found, section.end]):
        question, told = split_inline(found[start]["text"])
        end = page.next_card(start, end)
        unit = Unit(front_text(question), start, start + 1, end, NAME, told, context, confidence=Confidence.SURE)
        if find := read_unit(page, unit):
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
