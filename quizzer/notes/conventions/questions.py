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
from quizzer.notes.conventions.listed_answers import without_points
from quizzer.notes.conventions.question_items import (
    are_steps,
    gives_advice,
    only_asks_on,
    open_questions_under,
    read_item,
)
from quizzer.notes.conventions.question_lines import first_sentence, split_arrow, split_inline, split_task
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.hollow import is_only_links
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.wording import asks, compares, is_question, is_term, opens_as_question, words_of

NAME = "question in a list"

_TASK = late(r"(?:the )?differences? between\b|(?:explain|describe|compare|define) \w")
_CHECKS = late(r"^(?:is|are|does|do|did|has|have|can|how (?:high|low|many|much|often|well|fast|far))\b")
"""In small letters behind a name."""
_QUESTION_TITLE = late(r"\b(?:questions?|qs|q\s?&\s?a|q/a|qna|faqs?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"^[\"“][^\"“”]+[\"”]\.?$")
_SPEAKER = late(r"^(?:interviewer|recruiter|manager|user|q\d*|question\W?\d*|ask|asks|asked)$", re.IGNORECASE)
_OF_IT = re.compile(
    r"^(?:\*\*|__)(?:what|why|when|how|where|who)\b(?: [\w']+){0,3} (?:it|this|they|them)(?: [\w']+){0,2}\s?\?",
    re.IGNORECASE,
)
_BOLD_ASKED = re.compile(r"^\*\*[^*]{4,160}[?？]\*\*:?\s+\w\S* \S")
_FEWEST_OPEN_BEFORE = 2
_FEWEST_BEFORE = 5
"""Questions with an answer after which a list of a single question goes on with them."""
_FEWEST_IN_OUTLINE = 4
"""Words that a point of an outline asks with; `Why?` goes on with the point above it."""
_FEWEST_WORDS = 4
_DEEPEST = 2
"""Lists below lists that are looked into."""
_ARROWS = frozenset("→➔")
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
    return last.is_numbered and not _asks_in_list(last) and not is_term(front_text(last.content))


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
    items = [item for item in block.items if item.content and not is_only_links(item.content)]
    is_titled = bool(_QUESTION_TITLE.search(section.title)) and all(
        asks(item.content) or opens_as_question(item.content) for item in items
    )
    asking = items if is_titled else without_points(items, [item for item in items if _asks_in_list(item)])
    if any(item.content[:1].islower() and asks(item.content) for item in asking):
        asking = [item for item in items if item in asking or _asks_in_small_letters(item)]
    is_alone = is_alone or (not is_in_prose and len(items) == 1 and _is_told_below(items[0]))
    if asking and len(asking) * 10 >= len(items) * 6 and (len(asking) > 1 or is_alone):
        is_answered = any(_is_told(page, item) for item in asking)
        if not is_answered and is_under_number:
            return  # what to ask about a numbered point
        if is_answered or not is_in_prose:
            yield from _asked(page, section, items, asking, context, is_answered=is_answered)
            return
    whole = [item for item in asking if _is_told_by_arrow(item)] or _told_in_outline(items, asking)
    whole = whole or _asked_in_bold(items, asking)
    yield from (find for item in whole if (find := read_item(page, section, item.start, item.end, NAME, context)))
    asking, items = [item for item in asking if item not in whole], [item for item in items if item not in whole]
    if _QUESTION_TITLE.search(section.title):
        told = [item for item in asking if _is_told_at_once(item)]
        yield from (find for item in told if (find := read_item(page, section, item.start, item.end, NAME, context)))
        asking = [item for item in asking if item not in told]
        items = [item for item in items if item not in told]
    if not is_in_prose and asking and (is_alone or any(_TAGGED.match(item.content) for item in asking)):
        yield from _outlined(page, section, asking, [item for item in items if item not in asking], context)
        items = [item for item in items if item not in asking]
    if len(context) < _DEEPEST:
        yield from _read_nested(page, section, items, context, is_in_prose=is_in_prose)


def _asked_in_bold(items: Sequence[Item], asking: Sequence[Item]) -> list[Item]:
    """The items `**Why fire twice?** The first …` where names in bold open all the others; alone it has to ask in whole words."""
    found = [item for item in asking if _BOLD_ASKED.match(item.content) or _is_bold_over_text(item)]
    if len(found) == 1 and not _is_told_at_once(found[0]):
        return []
    return found if all(item.content.startswith("**") for item in items) else []


def _is_bold_over_text(item: Item) -> bool:
    return item.end - item.start > 1 and item.content.endswith(("?**", "？**"))


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
    asked = sum(_asks_in_list(question) for _, inner in nested for question in inner.items)
    for item, inner in nested:
        title = front_text(item.content)
        inner_context = (*context, title) if len(title) < 80 else context
        is_alone = asked > 1 and len(inner.items) == 1
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


def _is_told_by_arrow(item: Item) -> bool:
    """`What is slip? -> clay in water`: nobody puts an arrow behind a question but to answer it."""
    parts = split_arrow(item.content)
    if parts is None or not asks(parts[0]) or len(words_of(parts[0])) < _FEWEST_WORDS:
        return False
    return opens_as_question(front_text(parts[0])) or parts[0][0] in '"“'  # as somebody will say it


def _is_told_at_once(item: Item) -> bool:
    """Is the item a whole question with a sentence behind it that answers?"""
    question, told = split_inline(item.content)
    return bool(told) and opens_as_question(front_text(question)) and len(words_of(question)) > 3 and not asks(told)


def _is_told_below(item: Item) -> bool:
    """Is the item a bullet that is a whole question, with its answer under it?"""
    is_bullet = not item.is_numbered and asks(item.content) and item.content[:1].isupper()
    return is_bullet and item.end - item.start > 1


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


def _told_in_outline(items: Sequence[Item], asking: Sequence[Item]) -> list[Item]:
    """The whole questions, two or more, of an outline in which each point has something below it."""
    told = [item for item in asking if asks(item.content) and len(words_of(item.content)) >= _FEWEST_IN_OUTLINE]
    are_all_told = all(item.end - item.start > 1 and not item.is_numbered for item in items)
    return told if are_all_told and len(told) > 1 else []


def _asks_in_small_letters(item: Item) -> bool:
    """`what is elastic net`, beside others that begin so and end with a mark."""
    text = front_text(item.content)
    return text[:1].islower() and opens_as_question(text) and is_question(text) and 2 < len(words_of(text)) < 16


def _asks_in_list(item: Item) -> bool:
    term = read_term(item.content)
    if term and not term.is_attribute and _CHECKS.match(term.meaning):
        return False  # `faithfulness - are all claims in the passages?` says what is looked at
    if term and term.style is Style.BOLD and _QUOTED.match(term.meaning) and not _SPEAKER.match(term.name):
        return False  # `**Bobbin:** "Who lets the thread go?"`: how one may think of it
    if split_arrow(item.content) or split_task(item.content):
        return True
    sentence = first_sentence(front_text(item.content))
    if asks(sentence):
        is_whole = sentence == front_text(item.content) and sentence[:1].isupper() and len(words_of(sentence)) > 1
        is_named = is_term(sentence.rstrip("?？ "), most_words=3) and bool(split_inline(item.content)[1])
        is_told_below = item.end - item.start > 1 and sentence == front_text(item.content) and sentence[:1].isupper()
        return opens_as_question(sentence) or len(words_of(sentence)) > 2 or is_whole or is_named or is_told_below
    opens_at_once = sentence[:1].isupper() or not sentence[:1].isascii()  # Chinese has no capitals
    return is_question(sentence) and (opens_at_once or bool(_TASK.match(sentence)))
