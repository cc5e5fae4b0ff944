"""Questions and answers in running text: a paragraph, or each line of one, that asks first and then answers.

    Why does TCP shake hands? Because both sides must agree on numbers.
    What is a subnet mask? A subnet mask says which bits of an address name the network.

Prose asks now and then to go on by itself; so either the section is made of such paragraphs, or the answer takes the question up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block, read_blocks
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "question and answer in running text"

_REFERS = late(
    r"\b(?:this|that|these|those|it|its|they|them|he|she|we|you|such|so|here|then|else)\b",
    re.IGNORECASE,
)
_BECAUSE = late(r"^(?:because|since|due to|as a result of|it(?:'s| is) (?:because|when|a|an|the)\b)", re.IGNORECASE)
_DASHED = re.compile(r"\? (?:->|=>|→|[–—-]) (?=\S)")
_SHORT_ANSWER = 12
_STOP_WORD = late(
    r"(?:what|which|why|how|when|where|who|is|are|was|were|does|do|did|can|could|should|would|the|a|an|of|in|on|for|to|and|or"
    r"|with|by|from|be|have|has|not|between)$"
)


def read(page: Page) -> Iterator[Find]:
    """Every paragraph that is a question with its answer."""
    for section, free in page.open_sections():
        if not any("? " in page.outline.lines[n].body for n in free):
            continue
        taken = page.taken_lines(section.start, section.end)
        blocks = read_blocks(page.outline.lines, section.start, section.end, taken)
        by_block = [(block, _starts(page, block)) for block in blocks]
        starts = [start for _, found in by_block for start in found]
        paragraphs = [block for block in blocks if block.kind is LineKind.TEXT]
        asking = sum(bool(found) for _, found in by_block)
        if not starts or (section.line >= 0 and is_question(front_text(section.title))):
            continue
        if (
            starts[0] == free[0]
            and asking * 10 >= len(paragraphs) * 6
            and (len(starts) > 1 or _is_whole(page, starts[0], free))
        ):
            yield from _divided(page, section, starts)
        else:
            yield from _among(page, section, by_block)


def _starts(page: Page, block: Block) -> list[int]:
    """The lines of a paragraph that begin with a question and go on with its answer; none unless the first one does."""
    if block.kind is not LineKind.TEXT:
        return []
    found = [n for n in range(block.start, block.end) if _parted(page, n, block.end)]
    return found if found and found[0] == block.start else []


def _parted(page: Page, number: int, end: int) -> tuple[str, str] | None:
    """The question with which a line begins, and what follows it there."""
    line = page.outline.lines[number]
    if line.indent > 3 or not (line.body[:1].isalpha() or line.body[:1] == "¿"):
        return None
    question, told = split_inline(line.body[:1500])
    if line.body[:1].islower() and not _BECAUSE.match(told) and not _DASHED.search(line.body):
        return None
    if not told or "?" not in question[-2:] or not opens_as_question(question) or len(words_of(question)) < 3:
        return None
    is_wrapped = number + 1 < end
    return (question, told + line.body[1500:]) if not asks(told) and (is_wrapped or len(words_of(told)) > 1) else None


def _is_whole(page: Page, start: int, free: list[int]) -> bool:
    """Is one question with its answer all that a section holds?"""
    lines = page.outline.lines
    return all(lines[n].body for n in range(start, free[-1] + 1)) and _takes_up(page, start, free[-1] + 1)


def _takes_up(page: Page, start: int, end: int) -> bool:
    """Does the question stand for itself, and its answer begin with its words or with a reason?"""
    parts = _parted(page, start, end)
    if parts is None or _REFERS.search(parts[0]):
        return False
    question, told = parts
    subject = {word.casefold() for word in words_of(question)}
    opening = {word.casefold() for word in words_of(told)[:8]}
    return bool(_BECAUSE.match(told)) or any(not _STOP_WORD.match(word) for word in subject & opening)


def _is_note(page: Page, block: Block) -> bool:
    """Is the paragraph one line, a whole question with a dash and its answer, or a few words that are no sentence: `What fires it? wood, gas`?"""
    parts = _parted(page, block.start, block.end) if block.end - block.start == 1 else None
    if parts is None or _REFERS.search(parts[0]):
        return False
    question, told = parts
    if len(words_of(question)) > 3 and _DASHED.search(page.outline.lines[block.start].body):
        return True  # `why is a hank tied? - so that it cannot tangle`
    return len(words_of(question)) > 2 and len(words_of(told)) <= _SHORT_ANSWER and told[:1].islower()


def _divided(page: Page, section: Section, starts: list[int]) -> Iterator[Find]:
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else section.end
        yield from _find(page, section, start, page.next_card(start, end), is_amid=False)


def _among(page: Page, section: Section, by_block: list[tuple[Block, list[int]]]) -> Iterator[Find]:
    """Questions amid other text, which keeps the lines of those that are answered in its own sentences."""
    for block, found in by_block:
        if len(found) == 1 and (_takes_up(page, block.start, block.end) or _is_note(page, block)):
            is_amid = not _DASHED.search(page.outline.lines[block.start].body)
            yield from _find(page, section, block.start, block.end, is_amid=is_amid)


def _find(page: Page, section: Section, start: int, end: int, *, is_amid: bool) -> Iterator[Find]:
    parts = _parted(page, start, end)
    if parts is None:
        return
    unit = Unit(
        question=front_text(parts[0]),
        start=start,
        body=start + 1,
        end=end,
        first=parts[1],
        convention=NAME,
        context=page.context_of(section, inclusive=True),
        confidence=Confidence.LIKELY,
    )
    find = read_unit(page, unit)
    if find:
        yield Find(() if is_amid else find.lines, find.value)
