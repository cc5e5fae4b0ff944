"""Questions and names under one another, each numbered and with its points below it.

    # Firing

    1. Bisque?
       - dry, then slowly to 1000

    1. Reduction
       - little air

One section so written may list steps; several, in some of which it is asked, are cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.question_items import read_item
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question, words_of

NAME = "numbered outline"

_FEWEST_SECTIONS = 2
_FEWEST_ASKING = 2
_FEWEST = 6
_LONGEST = 10
"""Words of a name over its points."""


def read(page: Page) -> Iterator[Find]:
    """Every item of the sections that hold nothing else, all of them numbered `1.`: the author counts nothing."""
    found = [(section, items) for section, free in page.open_sections() if (items := _items(page, section, free))]
    everything = [item for _, items in found for item in items]
    asking = sum(is_question(front_text(item.content)) for item in everything)
    if len(found) < _FEWEST_SECTIONS or len(everything) < _FEWEST or asking < _FEWEST_ASKING:
        return
    for section, items in found:
        for item in items:
            if find := read_item(page, section, item.start, item.end, NAME):
                yield find


def _items(page: Page, section: Section, free: Sequence[int]) -> Sequence[Item]:
    """The items of a section, where each is a few words with something nested below it."""
    lines = page.outline.lines
    if lines[free[0]].kind is not LineKind.ITEM or lines[free[0]].number != 1:
        return ()
    blocks = read_blocks(lines, section.start, section.end, page.taken_lines(section.start, section.end))
    items = [item for block in blocks for item in block.items]
    are_lists = all(block.kind is LineKind.ITEM for block in blocks)
    return items if are_lists and all(_is_name_over_points(page, item) for item in items) else ()


def _is_name_over_points(page: Page, item: Item) -> bool:
    lines = page.outline.lines
    below = [lines[n] for n in range(item.start + 1, item.end) if lines[n].body]
    is_name = lines[item.start].number == 1 and 0 < len(words_of(item.content)) <= _LONGEST
    return is_name and bool(below) and all(line.indent > lines[item.start].indent for line in below)
