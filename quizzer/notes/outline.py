"""The outline of a note: the sections its headings make, its `<details>` blocks, its lines.

A heading inside a list item that is itself a heading, and one that is folded away with an answer, make no section.
Lines are counted from 0 inside this package and from 1 in everything that a person reads.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizzer.notes.chapters import mark_chapters
from quizzer.notes.counted_titles import mark_counted_titles
from quizzer.notes.details import ADMONITION_STARTS, CONTAINER_STARTS, Details, find_details
from quizzer.notes.lessons import join_notes
from quizzer.notes.lines import Line, LineKind, indent_of, read_lines, split_lines
from quizzer.notes.marked_titles import mark_pictured_titles, mark_titles
from quizzer.notes.metadata_blocks import mark_metadata
from quizzer.notes.pasted_answers import lower_pasted_titles
from quizzer.notes.pasted_slides import mark_slides
from quizzer.notes.wording import is_question

__all__ = ["Line", "LineKind", "Outline", "Section", "indent_of", "read_outline", "split_lines"]


_NO_SIGNS = (string.ascii_letters + string.digits + string.whitespace).encode()


def _signs_in(text: str) -> str:
    """The signs of a text alone, a tenth of it, in which signs that stand together are looked for first."""
    return text.encode("ascii", "ignore").translate(None, _NO_SIGNS).decode("ascii")


_signs_of_note = lru_cache(maxsize=1)(_signs_in)
_signs_of_mark = lru_cache(maxsize=1024)(_signs_in)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. The first section of every note has no heading and level 0."""

    index: int
    level: int
    title: str
    """The heading as written, without its leading `#`."""
    line: int
    """Where the heading stands; -1 for the text before the first heading."""
    start: int
    """First line under the heading, or under the settings at the top of the note."""
    end: int
    """One past the last line before the next heading of any level."""
    tree_end: int
    """One past the last line before the next heading of the same or a higher level."""
    parent: int
    """Index of the section around it; -1 for the first one."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A note taken apart, ready to be recognised."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    details: tuple[Details, ...]
    text: str
    """All its lines as written."""

    def holds(self, *marks: str) -> bool:
        """Does any of these stand anywhere in the note? The whole is looked through far sooner than line after line."""
        signs = _signs_of_note(self.text)
        return any(_signs_of_mark(mark) in signs and mark in self.text for mark in marks)

    def children(self, section: Section) -> Iterator[Section]:
        """Every section inside this one, at any depth, in order."""
        for index in range(section.index + 1, len(self.sections)):
            if self.sections[index].line >= section.tree_end:
                return
            yield self.sections[index]


_BULLETS = frozenset("-*+")
_OPENINGS = (*CONTAINER_STARTS, *ADMONITION_STARTS)
_ONLY_TAG = re.compile(r"^#[A-Za-z][\w/-]*\s*$")
_LAST_TAG = re.compile(r"^([^#]*[^#\s])\s+#([A-Za-z][\w-]*)\s*$")
"""A title and one tag behind it."""


def read_outline(text: str) -> Outline:
    """Take a note apart. Any text is accepted."""
    raw = split_lines(text)
    lines = read_lines(raw)
    mark_pictured_titles(lines)
    mark_chapters(lines)
    mark_slides(lines)
    mark_titles(lines)
    mark_counted_titles(lines)
    join_notes(lines)
    mark_metadata(lines)
    _raise_title(lines)
    lower_pasted_titles(lines)
    details = find_details(
        raw,
        [
            number
            for number, line in enumerate(lines)
            if ("<" in line.body or line.body.startswith(_OPENINGS)) and not line.is_masked
        ],
    )
    written = "\n".join([line.text for line in lines])
    return Outline(tuple(lines), _read_sections(lines, details), details, written)


def _raise_title(lines: list[Line]) -> None:
    """Where the first heading is the only one of its level and all others are deeper, it is the title, whatever its level.

    So is the only heading of a note when nothing stands above it. One that asks is answered by those below.
    """
    headings = [line for line in lines if line.kind is LineKind.HEADING and line.level]
    if not headings or headings[0].level == 1 or headings[0].marker or is_question(headings[0].content):
        return
    top = headings[0]
    is_alone = len(headings) == 1 and top is not next((line for line in lines if not line.is_gap), top)
    if is_alone or any(line.level <= top.level for line in headings[1:]):
        return
    shift = top.level - 1
    for line in headings:
        line.level -= shift


def _read_sections(lines: list[Line], details: tuple[Details, ...]) -> tuple[Section, ...]:
    front = next((number for number, line in enumerate(lines) if line.kind is not LineKind.FRONT_MATTER), len(lines))
    headings = [(-1, 0, "", front)]
    inside = _lines_of_answers(lines, details)
    item_column = 0
    edges = _edges_of_blocks(lines)
    for number, line in enumerate(lines):
        if number in edges and number not in inside:
            headings.append((number, edges[number], "", number))
            continue
        if line.kind is not LineKind.HEADING or not line.level or number in inside:
            continue
        if item_column and line.indent >= 2 and not line.marker:
            continue  # a sub-heading inside the list item whose heading we are under
        item_column = line.column if line.marker else 0
        below = lines[number + 1] if number + 1 < len(lines) else None
        is_underlined = below is not None and below.kind is LineKind.HEADING and not below.level
        headings.append((number, line.level, line.content, number + (2 if is_underlined else 1)))
    return _nest(_with_words(headings), len(lines))


def _with_words(headings: list[tuple[int, int, str, int]]) -> list[tuple[int, int, str, int]]:
    """With the tag at the end of a title as a word of it, in a note whose author titles sections by a tag alone.

    `## #Tasks` twice or more shows that `### Kinds of #Loss` is no title `Kinds of` with a tag to file it under.
    """
    if sum(bool(_ONLY_TAG.match(title)) for _, _, title, _ in headings) < 2:
        return headings
    return [(number, level, _LAST_TAG.sub(r"\1 \2", title), start) for number, level, title, start in headings]


def _edges_of_blocks(lines: list[Line]) -> dict[int, int]:
    """Where the list goes on beside bullets that are headings, and the level of those: `- ## Name` with its text nested.

    In an outliner's page such a heading owns what is nested under it and nothing more.
    """
    titled = [
        n for n, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level and line.marker in _BULLETS
    ]
    if len(titled) < 2:
        return {}
    edges: dict[int, int] = {}
    for place, number in enumerate(titled):
        heading = lines[number]
        limit = titled[place + 1] if place + 1 < len(titled) else len(lines)
        beside = next((n for n in range(number + 1, limit) if lines[n].body and _is_beside(lines[n], heading)), limit)
        if number + 1 < beside < limit and lines[beside].kind is LineKind.ITEM:
            edges[beside] = heading.level
    return edges


def _is_beside(line: Line, heading: Line) -> bool:
    return not line.is_masked and line.indent <= heading.indent


def _nest(headings: list[tuple[int, int, str, int]], total: int) -> tuple[Section, ...]:
    parents: list[int] = []
    tree_ends = [total] * len(headings)
    open_ones: list[int] = []
    for index, (number, level, _, _) in enumerate(headings):
        while open_ones and headings[open_ones[-1]][1] >= level:
            tree_ends[open_ones.pop()] = number
        parents.append(open_ones[-1] if open_ones else -1)
        open_ones.append(index)
    ends = [heading[0] for heading in headings[1:]] + [total]
    return tuple(
        Section(index, level, title, number, start, ends[index], tree_ends[index], parents[index])
        for index, (number, level, title, start) in enumerate(headings)
    )


def _lines_of_answers(lines: list[Line], details: tuple[Details, ...]) -> set[int]:
    """Lines of `<details>` blocks whose headings belong to what is folded away there.

    A block that wraps several headings or further blocks is a fold around a part of the note instead.
    """
    inside: set[int] = set()
    outer_end = -1
    for block in details:
        if block.start < outer_end:
            continue
        count = sum(1 for line in lines[block.start : block.end] if line.kind is LineKind.HEADING and line.level)
        if (block.has_inner and count) or (count > 1 and not block.is_answer):
            continue
        outer_end = block.end
        inside.update(range(block.start, block.end))
    return inside
