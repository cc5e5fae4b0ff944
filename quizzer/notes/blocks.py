"""Blocks: the lines of a section in groups: lists with their items, paragraphs, quotes, tables, code.

Lists are read as they are meant: an item keeps the lines under it that were not indented, as long as no blank line
parts them, and a formula or a listing between two items belongs to the first; so does one below the last item then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizzer.notes.outline import Line, LineKind

_LABEL = re.compile(r"\*\*[^*\s][^*]{0,80}(?::\*\*|\*\*:)\s")


class Item(NamedTuple):
    """One item of a list; lines count from 0, `end` is one past the last."""

    start: int
    end: int
    content: str
    """What follows the marker on the first line."""
    marker: str
    indent: int

    @property
    def is_numbered(self) -> bool:
        """True for `3.` and `3)`."""
        return self.marker[:1].isdecimal()


class Block(NamedTuple):
    """Lines of one kind; lines count from 0, `end` is one past the last."""

    kind: LineKind
    start: int
    end: int
    items: tuple[Item, ...] = ()
    """The items of a list, nothing for other kinds."""


def read_blocks(
    lines: Sequence[Line], start: int, end: int, taken: frozenset[int] | set[int] = frozenset()
) -> list[Block]:
    """The blocks between two lines; those that are taken part one block from the next."""
    return list(blocks_between(lines, start, end, taken))


def blocks_between(
    lines: Sequence[Line], start: int, end: int, taken: frozenset[int] | set[int] = frozenset()
) -> Iterator[Block]:
    """The same one after the other, as far as somebody asks for them."""
    at = start
    while at < end:
        line = lines[at]
        if not line.body or at in taken:
            at += 1
            continue
        read = _read_list if line.kind is LineKind.ITEM else _read_run
        block = read(lines, at, end, taken)
        yield block
        at = block.end


def _read_run(lines: Sequence[Line], start: int, end: int, taken: frozenset[int] | set[int]) -> Block:
    kind = lines[start].kind
    at = start + 1
    while at < end and at not in taken and lines[at].kind is kind and (lines[at].body or lines[at].is_masked):
        at += 1
    return Block(kind, start, at)


def _read_list(lines: Sequence[Line], start: int, end: int, taken: frozenset[int] | set[int]) -> Block:
    first = lines[start]
    starts = [start]
    at = start + 1
    after_blank = are_shown = False
    while at < end and at not in taken:
        line = lines[at]
        if not line.body and not line.is_masked:
            after_blank = True
            at += 1
            continue
        if line.kind is LineKind.ITEM and line.indent <= first.indent + 1:
            if line.indent < first.indent - 1 or not _is_alike(line, first):
                break
            starts.append(at)
        elif line.kind is LineKind.HEADING or (line.kind is LineKind.RULE and line.indent <= first.indent):
            break
        elif after_blank and line.indent <= first.indent + 1:
            are_shown = (are_shown and line.is_masked) or _goes_on(lines, at, end, first, starts[-1])
            if not are_shown:
                break
        elif line.indent <= first.indent and (
            _is_labelled_as_above(lines, start, at) or _is_below_formula(lines, at, end, first)
        ):
            break
        after_blank = False
        at += 1
    while not lines[at - 1].body and not lines[at - 1].is_masked:
        at -= 1
    edges = [*starts, at]
    items = tuple(
        Item(number, edges[index + 1], lines[number].content, lines[number].marker, lines[number].indent)
        for index, number in enumerate(starts)
    )
    return Block(LineKind.ITEM, start, at, items)


def _is_labelled_as_above(lines: Sequence[Line], start: int, at: int) -> bool:
    """Do this line and the one right above the list open with a label in bold: `**Rank:** …`? Each has a list of its own."""
    is_bold = start > 0 and lines[at].body.startswith("**")
    return is_bold and bool(_LABEL.match(lines[at].body) and _LABEL.match(lines[start - 1].body))


def _is_below_formula(lines: Sequence[Line], at: int, end: int, first: Line) -> bool:
    """Does a sentence at the margin close the list, right below a formula that its author set under the last item?"""
    above = lines[at - 1]
    if lines[at].kind is not LineKind.TEXT or above.kind is not LineKind.MATH or above.indent <= first.indent + 1:
        return False
    after = next((n for n in range(at + 1, end) if lines[n].kind is not LineKind.TEXT), end)
    return lines[at].body[:1].isupper() and (after >= end or not lines[after].body)


def _is_alike(line: Line, first: Line) -> bool:
    return (line.number is None) == (first.number is None)


def _goes_on(lines: Sequence[Line], at: int, end: int, first: Line, last_start: int) -> bool:
    """Is this formula, listing or picture at the margin followed by the next item of the list?"""
    if not lines[at].is_masked:
        return False
    while at < end and (lines[at].is_masked or not lines[at].body):
        at += 1
    if at >= end or lines[at].kind is not LineKind.ITEM or lines[at].indent > first.indent + 1:
        return False
    number, last = lines[at].number, lines[last_start].number
    if number is None and last is None:
        return _opens_in_bold(lines[at]) and _opens_in_bold(lines[last_start])
    return number is not None and last is not None and number == last + 1


def _opens_in_bold(line: Line) -> bool:
    return line.content.startswith(("**", "__"))
