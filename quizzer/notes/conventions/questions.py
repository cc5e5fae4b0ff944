"""Questions in bulleted lists, each with its answer on the same line, below it, or nowhere.

    * Is attention causal? Only in decoders.

A list is one of questions when most of its items ask. Where nothing stands under a question it is a stub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import CardDraft
from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.conventions.asking_items import (
    asked_in_bold,
    asks_in_list,
    asks_in_small_letters,
    is_told_at_once,
    is_told_below,
    is_told_by_arrow,
    told_in_outline,
)
from quizzer.notes.conventions.listed_answers import without_points
from quizzer.notes.conventions.question_items import (
    are_steps,
    gives_advice,
    only_asks_on,
    open_questions_under,
    read_item,
)
from quizzer.notes.conventions.question_lines import split_arrow, split_inline, split_task
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.hollow import is_only_links
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.wording import asks, compares, is_question, is_term, opens_as_question, words_of

NAME = "question in a list"

_QUESTION_TITLE = late(r"\b(?:questions?|qs|q\s?&\s?a|q/a|qna|faqs?)\b", re.IGNORECASE)
_LABELS_QUESTIONS = late(r"^\W*(?:(?:my|open|key) )?questions?\W*$", re.IGNORECASE)
_OF_IT = re.compile(
    r"^(?:\*\*|__)(?:what|why|when|how|where|who)\b(?: [\w']+){0,3} (?:it|this|they|them)(?: [\w']+){0,2}\s?\?",
    re.IGNORECASE,
)
_FEWEST_OPEN_BEFORE = 2
_FEWEST_BEFORE = 5
"""Questions with an answer after which a list of a single question goes on with them."""
_DEEPEST = 2
"""Lists below lists that are looked into."""
_ARROWS = frozenset("→➔")
_EMPTY = frozenset({"", "[ ]", "[]"})
_TAGGED = re.compile(r"^#(?:question|q)\s", re.IGNORECASE)


def read(page: Page) -> Iterator[Find]:
    """Lists whose items ask, with the answer on the same line, below it, or nowhere."""
    for section, free in page.open_sections():
        if not any(
            "?" in page.outline.lines[n].body or is_question(without_box(page.outline.lines[n].content)) for n in free
        ) or gives_advice(page.outline.lines, section):
            continue
        taken = page.taken_lines(section.start, section.end)
        found = 0
        blocks = read_blocks(page.outline.lines, section.start, section.end, taken)
        prose = sum(
            len(words_of(" ".join(line.body for line in page.outline.lines[block.start : block.end])))
            for block in blocks
            if block.kind is LineKind.TEXT
        )
        for index, block in enumerate(blocks):
            if (
                block.items
                and block.items[0].marker in _ARROWS
                and block.start
                and page.outline.lines[block.start - 1].body
            ):
                continue  # what follows from the line above
            if _asks_of_it(block):
                continue
            if block.kind is LineKind.ITEM and not are_steps(page.outline.lines, section, block.start):
                for find in _read_list(
                    page,
                    section,
                    block,
                    (),
                    is_alone=len(blocks) == 1 or found >= _FEWEST_BEFORE,
                    is_in_prose=prose >= 15,
                    is_under_number=_is_under_number(blocks, index),
                ):
                    found += isinstance(find.value, CardDraft)
                    yield find


def _asks_of_it(block: Block) -> bool:
    """Do all items, two or more, ask in bold of what the line above names: `**What is it?**`, `**Why use it?**`?"""
    return len(block.items) > 1 and all(_OF_IT.match(item.content) for item in block.items)


def _is_under_number(blocks: Sequence[Block], index: int) -> bool:
    """Are these bullets below a numbered item that neither asks nor names a topic, but says what to do?"""
    above, block = blocks[index - 1] if index else None, blocks[index]
    if above is None or not above.items or block.items[0].is_numbered:
        return False
    last = above.items[-1]
    return last.is_numbered and not asks_in_list(last) and not is_term(front_text(last.content))


def _read_list(
    page: Page,
    section: Section,
    block: Block,
    context: tuple[str, ...],
    *,
    is_alone: bool,
    is_in_prose: bool,
    is_under_number: bool = False,
) -> Iterator[Find]:
    items = [item for item in block.items if item.content not in _EMPTY and not is_only_links(item.content)]
    is_titled = bool(_QUESTION_TITLE.search(section.title)) and all(
        asks(item.content) or opens_as_question(item.content) for item in items
    )
    asking = items if is_titled else without_points(items, [item for item in items if asks_in_list(item)])
    if any(item.content[:1].islower() and asks(item.content) for item in asking):
        asking = [item for item in items if item in asking or asks_in_small_letters(item)]
    is_alone = is_alone or (not is_in_prose and len(items) == 1 and is_told_below(items[0]))
    if asking and len(asking) * 10 >= len(items) * 6 and (len(asking) > 1 or is_alone):
        is_answered = any(_is_told(page, item) for item in asking)
        if not is_answered and is_under_number:
            return  # what to ask about a numbered point
        if is_answered or not is_in_prose:
            yield from _asked(page, section, items, asking, context, is_answered=is_answered)
            return
    whole = [item for item in asking if is_told_by_arrow(item)] or told_in_outline(items, asking)
    whole = whole or asked_in_bold(items, asking)
    yield from (find for item in whole if (find := read_item(page, section, item.start, item.end, NAME, context)))
    asking, items = [item for item in asking if item not in whole], [item for item in items if item not in whole]
    if _QUESTION_TITLE.search(section.title):
        told = [item for item in asking if is_told_at_once(item)]
        yield from (find for item in told if (find := read_item(page, section, item.start, item.end, NAME, context)))
        asking = [item for item in asking if item not in told]
        items = [item for item in items if item not in told]
    if not is_in_prose and asking and (is_alone or any(_TAGGED.match(item.content) for item in asking)):
        yield from _outlined(page, section, asking, [item for item in items if item not in asking], context)
        items = [item for item in items if item not in asking]
    if len(context) < _DEEPEST:
        yield from _read_nested(page, section, items, context, is_in_prose=is_in_prose)


def _read_nested(
    page: Page, section: Section, items: Sequence[Item], context: tuple[str, ...], *, is_in_prose: bool
) -> Iterator[Find]:
    """The lists below items that ask nothing themselves, each under the words of its item."""
    nested = [
        (item, inner)
        for item in items
        if item.end - item.start > 1 and not is_question(item.content)
        for inner in read_blocks(page.outline.lines, item.start + 1, item.end)
        if inner.kind is LineKind.ITEM
    ]
    asked = sum(asks_in_list(question) for _, inner in nested for question in inner.items)
    for item, inner in nested:
        title = front_text(item.content)
        inner_context = (*context, title) if len(title) < 80 else context
        is_alone = (asked > 1 or bool(_LABELS_QUESTIONS.match(item.content))) and len(inner.items) == 1
        yield from _read_list(page, section, inner, inner_context, is_alone=is_alone, is_in_prose=is_in_prose)


def _asked(
    page: Page,
    section: Section,
    items: Sequence[Item],
    asking: Sequence[Item],
    context: tuple[str, ...],
    *,
    is_answered: bool,
) -> Iterator[Find]:
    """The questions of a list in which most items ask, and those beside them that do so in other words.

    In a list that answers nothing, a task in other words is as open as the questions beside it.
    """
    is_open_list = not is_answered and len(asking) > 1 and _is_alone_open(page, section)
    for item in items:
        below = open_questions_under(page, item, context, NAME)
        if below:
            yield from below
            continue
        find = read_item(page, section, item.start, item.end, NAME, context)
        is_open = is_open_list or (len(asking) > 2 and (not is_answered or _is_name_among(item, asking, items)))
        is_question_too = asks(item.content) or item.end - item.start > 1 or compares(item.content)
        if find and (item in asking or is_open or is_question_too):
            yield find


def _is_alone_open(page: Page, section: Section) -> bool:
    """Is there nothing in the section but its list, and were questions before it left open as well?"""
    lines = page.outline.lines
    is_list = all(lines[n].kind is LineKind.ITEM for n in page.free_lines(section.start, section.end))
    return is_list and len(page.stubs) > _FEWEST_OPEN_BEFORE and not page.drafts


def _is_name_among(item: Item, asking: Sequence[Item], items: Sequence[Item]) -> bool:
    """Does the item only name something, where nearly all others ask: `Bank conflicts`?"""
    is_name = is_term(front_text(item.content), most_words=2) and read_term(item.content) is None
    return is_name and len(asking) * 10 >= len(items) * 7


def _is_told(page: Page, item: Item) -> bool:
    """Does anything follow the question, on its line or below it, that does not ask itself?"""
    if split_inline(item.content)[1] or split_arrow(item.content) or split_task(item.content):
        return True
    below = page.kept(item.start + 1, item.end)
    is_linked = is_only_links("\n".join(line.body for line in below))
    return item.end - item.start > 1 and not is_linked and not only_asks_on(below, item.content)


def _is_bare_topic(item: Item) -> bool:
    """Does the item only name something to know, with nothing said of it?"""
    topic = without_box(item.content)
    is_named = topic[:1].isupper() or topic != item.content
    return len(words_of(topic)) <= 6 and is_named and topic[-1] not in ".!"


def _outlined(
    page: Page, section: Section, asking: Sequence[Item], others: Sequence[Item], context: tuple[str, ...]
) -> Iterator[Find]:
    """Among the points of an outline a whole question with its answer below it stands for itself, as those beside it."""
    if any(item.is_numbered for item in asking):
        return
    whole = [item for item in asking if asks(item.content) and opens_as_question(front_text(item.content))]
    is_bare = all(_is_bare_topic(item) for item in others)
    if not is_bare and not any(item.end - item.start > 1 or _TAGGED.match(item.content) for item in whole):
        return
    beside = [item for item in asking if asks(item.content) and item.end - item.start > 1] if whole else []
    for item in sorted({*whole, *beside}, key=lambda each: each.start):
        find = read_item(page, section, item.start, item.end, NAME, context)
        if find:
            yield find
