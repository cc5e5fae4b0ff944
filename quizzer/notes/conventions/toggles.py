"""Lists that open like toggles: questions and names with their text nested below, and others still without any.

- What is continuous batching?
    - New requests join as others finish.
- What limits the first token?
- Paged attention
    - The cache lies in pages.

At least one item asks and is answered, of numbered ones half; then every question without text is open, and every name with text is a card.
Among questions a name without text asks as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.domain.cards import Confidence
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.conventions.question_items import only_asks_on, open_questions_under
from quizzer.notes.conventions.question_lines import split_arrow, split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, is_term, opens_as_question

NAME = "toggle"

_FEWEST = 3


def read(page: Page) -> Iterator[Find]:
    """Every question of such lists, and every name that has text below it."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        if not any(lines[n].kind is LineKind.ITEM and asks(lines[n].body) for n in free):
            continue
        context = page.context_of(section, inclusive=True)
        for block in read_blocks(lines, section.start, section.end, page.taken_lines(section.start, section.end)):
            if block.kind is not LineKind.ITEM or not _are_toggles(block):
                continue
            are_questions = sum(_asks(item) for item in block.items) * 10 >= len(block.items) * 7
            for item in block.items:
                if not (item.content and (_is_open(item) or _asks(item) or are_questions)):
                    continue
                below = open_questions_under(page, item, (), NAME)
                if below:
                    yield from below
                    continue
                if only_asks_on(page.kept(item.start + 1, item.end), item.content):
                    open_one = page.stub(front_text(item.content), (item.start, item.end), context=context)
                    yield Find(page.free_lines(item.start, item.end), open_one)
                    continue
                asked, told = (item.content, "") if _is_open(item) else _parted(item.content)
                unit = Unit(
                    question=front_text(asked),
                    start=item.start,
                    body=item.start + 1,
                    end=item.end,
                    first=told,
                    convention=NAME,
                    context=context,
                    confidence=Confidence.SURE if asks(item.content) else Confidence.LIKELY,
                )
                find = read_unit(page, unit)
                if find:
                    yield find


def _parted(content: str) -> tuple[str, str]:
    """A question and its answer on the same line; many have none."""
    return split_arrow(content) or split_inline(content)


def _are_toggles(block: Block) -> bool:
    items = [item for item in block.items if item.content]
    opened = [item for item in items if _is_open(item)]
    answered = [item for item in opened if _is_whole(item)]
    if items and items[0].is_numbered and sum(asks(item.content) for item in items) * 2 < len(items):
        return False  # steps, one of which is put as a question
    is_mixed = any(not asks(item.content) for item in items) or any(not _is_open(item) for item in items)
    return (
        len(items) >= _FEWEST
        and bool(answered)
        and is_mixed
        and len(opened) * 5 >= len(items) * 2
        and all(_is_subject(item) for item in items)
    )


def _is_whole(item: Item) -> bool:
    """Does the item ask in the words of a question, in bold, or with the mark of a script that asks in the middle of a sentence?"""
    text = front_text(item.content)
    is_bold = (
        item.content[:2] in {"**", "__"} and item.content[-2:] == item.content[:2] and item.content.count("**") <= 2
    )
    return asks(text) and (opens_as_question(text) or text[-1] == "？" or is_bold)


def _is_open(item: Item) -> bool:
    return item.end - item.start > 1


def _asks(item: Item) -> bool:
    return is_question(front_text(item.content))


def _is_subject(item: Item) -> bool:
    text = front_text(item.content)
    return asks(text) or is_question(text) or (is_term(text, most_words=8) and not is_attribute(text))
