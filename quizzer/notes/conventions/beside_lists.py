"""What stands beside the list of terms of a section and is no part of it: whole questions, callouts, folds."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.notes.blocks import Block
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.wording import asks, opens_as_question, words_of

_FEWEST_ASKED = 4
_FEWEST_LISTED = 3


def asked_beside(lines: Sequence[Line], blocks: Sequence[Block]) -> set[int]:
    """The lines of paragraphs beside a list that are a whole question with its answer right below: no remark on the terms.

    Where two or more of them ask, short ones and those still open are such questions too.
    """
    if not any(block.kind is LineKind.ITEM for block in blocks):
        return set()
    asking = [
        block
        for block in blocks
        if block.kind is LineKind.TEXT
        and asks(lines[block.start].body)
        and (block.end - block.start == 1 or not asks(lines[block.start + 1].body))
    ]
    whole = [
        block
        for block in asking
        if block.end - block.start > 1
        and opens_as_question(lines[block.start].body)
        and len(words_of(lines[block.start].body)) >= _FEWEST_ASKED
    ]
    found = asking if sum(block.end - block.start > 1 for block in asking) > 1 else whole
    return {number for block in found for number in range(block.start, block.end)}


def beside_folds(blocks: Sequence[Block], folded: set[int]) -> list[Block]:
    """Without what is folded away beside a list of three or more."""
    open_ones = [block for block in blocks if block.start not in folded]
    return open_ones if any(len(block.items) >= _FEWEST_LISTED for block in open_ones) else list(blocks)


def boxed(lines: Sequence[Line], blocks: Sequence[Block]) -> set[int]:
    """The lines of callouts, which stand beside a list and are no part of it."""
    opened = (block for block in blocks if block.kind is LineKind.QUOTE and "[!" in lines[block.start].body[:8])
    return {number for block in opened for number in range(block.start, block.end)}
