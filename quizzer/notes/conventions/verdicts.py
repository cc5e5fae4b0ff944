"""Statements to judge, each with its verdict: `1. Variance can be negative. **False**`

A list of three or more that nearly all end, or all begin, with a verdict; what follows it says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, words_of

NAME = "statement with its verdict"

_MARK = r"(?:\*\*|__|\*|`|[(\[]){0,2}"
_CLOSE = r"(?:\*\*|__|\*|`|[)\]]){0,2}"
_WORD = r"(?:true|false|correct|incorrect|wahr|falsch|vrai|faux|verdadero|falso)"
_LAST = re.compile(
    rf"^(?P<claim>\S.{{6,}}?[.!)\w$`\"”])(?P<dash>\s*(?:[-–—:→]|->|=>))?\s+(?P<mark>{_MARK})(?P<verdict>{_WORD}|(?<=[(\[*])[TF]){_CLOSE}"
    rf"[.!]?(?:{_CLOSE}\s*(?:[-–—:;,(]|because|since)\s*(?P<why>\S.*?))?\)?$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"^(?:\*\*|__|[(\[])(?P<verdict>{_WORD}|[TF])(?:[.:]?(?:\*\*|__)|[)\]])[.:–—-]?\s+(?P<claim>\S.{{6,}})$",
    re.IGNORECASE,
)
_STOPS = ".!?"
"""Behind one of these a verdict needs no mark of its own."""
_FEWEST = 3
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Judged:
    item: Item
    claim: str
    verdict: str
    why: str


def read(page: Page) -> Iterator[Find]:
    """Every list of such statements."""
    if not page.outline.holds("rue", "RUE", "alse", "(T)", "[T]", "**T", "orrect"):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        if sum(lines[number].kind is LineKind.ITEM for number in free) < _FEWEST:
            continue
        taken = page.taken_lines(section.start, section.end)
        for block in read_blocks(lines, section.start, section.end, taken):
            judged = _judged(block)
            context = page.context_of(section, inclusive=True)
            for each in judged:
                answer = back_text(page.kept(each.item.start + 1, each.item.end), each.why)
                draft = page.card(
                    f"True or false: {front_text(each.claim)}",
                    f"{each.verdict}\n\n{answer}".strip(),
                    (each.item.start, each.item.end),
                    convention=NAME,
                    context=context,
                    confidence=Confidence.SURE,
                )
                yield Find(page.free_lines(each.item.start, each.item.end), draft)


def _judged(block: Block) -> list[_Judged]:
    """The items of a list that are such statements; none where too many others stand among them."""
    if block.kind is not LineKind.ITEM or len(block.items) < _FEWEST:
        return []
    found: list[_Judged] = []
    for place, item in enumerate(block.items):
        if (place - len(found)) * 5 > len(block.items):
            return []  # as most lists show with their first items
        match = _FIRST.match(item.content[:800]) or _LAST.match(item.content[:800])
        if match is None or len(words_of(match["claim"])) < _LEAST_WORDS or asks(match["claim"]):
            continue
        is_last = match.re is _LAST
        if not is_last or match["mark"] or match["dash"] or match["claim"][-1] in _STOPS:
            why = match["why"] if is_last else ""
            found.append(_Judged(item, match["claim"].strip(), match["verdict"].capitalize(), why or ""))
    verdicts = {each.verdict for each in found}
    is_list = len(found) >= _FEWEST and len(found) * 5 >= len(block.items) * 4 and len(verdicts) > 1
    return found if is_list else []
