"""mdanki and its kin: a heading and the text below it, a line that holds only `%`, the back; md2apkg draws a comment.

    ## Batching
    Why does it raise throughput?
    %
    The weights are read once for all rows.

    [#serving](serving.md) [#gpu]()

The links of the last line are the tags of the card. ankdown writes no headings: a rule ends a card, and a second `%`
parts its tags, `gpu, serving`, or more of the back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizzer.notes.backs import back_text
from quizzer.notes.conventions.furniture import LINKED_TAGS
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page

NAME = "front % back"
_SPLIT = re.compile(r"^<!--\s*(?:md2apkg|meta pkg)\s+split\s*-->$")
_TAGS = re.compile(r"^[^\W\d_][\w:/-]*(?:, ?[^\W\d_][\w:/-]*){0,5}$")
_TAG = re.compile(r"\[#([^\[\]]+)\]")


def read(page: Page) -> Iterator[Find]:
    """Every section that such a line parts."""
    if not page.outline.holds("\n%", " split"):
        return
    if len(page.outline.sections) == 1:
        yield from _without_headings(page)
    for section in page.outline.sections[1:]:
        parting = [number for number in range(section.start, section.end) if _parts(page, number)]
        if len(parting) == 1 and page.is_free(section.line):
            yield from _read_section(page, section, parting[0])


def _without_headings(page: Page) -> Iterator[Find]:
    """Cards between rules, each of whose sides a line parts; none when anything else stands between two rules."""
    lines = page.outline.lines
    written = page.free_lines(0, len(lines))
    if not written:
        return
    rules = [n for n in written if lines[n].kind is LineKind.RULE or lines[n].body == "%%"]
    cards = []
    for above, below in zip([written[0] - 1, *rules], [*rules, written[-1] + 1], strict=True):
        inside = [n for n in range(above + 1, below) if lines[n].body]
        parting = [n for n in inside if _parts(page, n)]
        if inside and (not parting or parting[0] == inside[0]):
            return
        if inside:
            cards.append((inside[0], parting, inside[-1] + 1))
    for start, parting, end in cards:
        stops = [*parting, end]
        question = question_text(back_text(lines[start : stops[0]]))
        sides = [back_text(lines[first + 1 : last]) for first, last in pairwise(stops)]
        tags = tuple(tag.strip() for tag in sides[1].split(",")) if len(sides) > 1 and _TAGS.match(sides[1]) else ()
        answer = "\n\n".join(side for side in sides if not (tags and side is sides[1]))
        yield from basic(page, Source(start, end, NAME, tags), question, answer)


def _parts(page: Page, number: int) -> bool:
    line = page.outline.lines[number]
    return (line.body == "%" and line.kind is LineKind.TEXT) or (
        line.kind is LineKind.COMMENT and bool(_SPLIT.match(line.body))
    )


def _read_section(page: Page, section: Section, parting: int) -> Iterator[Find]:
    lines = page.outline.lines
    back = [n for n in range(parting + 1, section.tree_end) if lines[n].body or lines[n].kind is LineKind.CODE]
    tagged = [n for n in back if lines[n].kind is LineKind.TEXT and LINKED_TAGS.match(lines[n].body)]
    tags = tuple(tag.strip().replace(" ", "_") for n in tagged for tag in _TAG.findall(lines[n].body))
    end = tagged[0] if tagged and tagged[0] == back[-1] else section.tree_end
    below = back_text(lines[section.start : parting])
    question = question_text(section.title)
    source = Source(section.line, section.tree_end, NAME, tags)
    yield from basic(page, source, f"{question}\n\n{below}".strip(), back_text(lines[parting + 1 : end]))
