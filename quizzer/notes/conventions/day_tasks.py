"""What was learnt on a day, as boxes that are ticked: each is a subject, told on its line or below it, or still open.

    ## Tue
    - [x] slip -> clay in water
    - [x] kilns
        - heated by wood or gas
    - [ ] salt glaze

Boxes of which hardly any tells something are a plan, and no business of a quiz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.question_lines import ARROW, split_inline
from quizzer.notes.dates import is_date
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.wording import asks, is_question, is_term, words_of

NAME = "subject of a day"

_DAY = late(
    r"^(?:(?:day|week) ?\d{1,3}\b.{0,20}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W{0,2}(?:\W\s*\S.{0,12})?)$",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\[[ xX]\]\s")
_FEWEST = 2
_LONGEST = 8


def read(page: Page) -> Iterator[Find]:
    """Every box below the heading of a day, where at least half of them tell something."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        title = front_text(section.title)
        if section.line < 0 or not (is_date(title) or _DAY.match(title)):
            continue
        blocks = read_blocks(lines, section.start, section.end, page.taken_lines(section.start, section.end))
        items = [item for block in blocks for item in block.items]
        if len(items) < _FEWEST or not all(_BOX.match(item.content) for item in items):
            continue
        parts = {item: _parted(page, item) for item in items}
        if sum(bool(told) for _, told in parts.values()) * 2 < len(items):
            continue
        for item, (name, told) in parts.items():
            if find := _find(page, section, item, name, told):
                yield find


def _parted(page: Page, item: Item) -> tuple[str, str]:
    """What the box names or asks, and what is said of it."""
    text = without_box(item.content)
    below = page.kept(item.start + 1, item.end)
    term = read_term(text)
    if term is not None and not term.is_attribute and len(words_of(term.meaning)) > 1:
        return term.name, back_text(below, term.meaning)
    parts = ARROW.split(text)
    if len(parts) == 2 and all(parts):
        return parts[0], back_text(below, parts[1])
    asked, first = split_inline(text) if "?" in text and not asks(text) else (text, "")
    return asked, back_text(below, first)


def _find(page: Page, section: Section, item: Item, name: str, told: str) -> Find | None:
    name = front_text(name)
    is_subject = is_question(name) or is_term(name, most_words=_LONGEST)
    if not is_subject or any(
        is_question(line.body) or "?" in line.body for line in page.kept(item.start + 1, item.end)
    ):
        return None
    taken, span = page.free_lines(item.start, item.end), (item.start, item.end)
    context = page.context_of(section, inclusive=True)
    if is_empty(told):
        return Find(taken, page.stub(name, span, context=context))
    likely = Confidence.LIKELY
    return Find(taken, page.card(name, told, span, convention=NAME, context=context, confidence=likely))
