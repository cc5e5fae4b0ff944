"""mdanki and its kin: a heading and the text below it, a line that holds only `%`, the back; md2apkg draws a comment.

    ## Batching
    Why does it raise throughput?
    %
    The weights are read once for all rows.

    [#serving](serving.md) [#gpu]()

The links of the last line are the tags of the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.backs import back_text
from quizzer.notes.conventions.furniture import LINKED_TAGS
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page

NAME = "front % back"
_SPLIT = re.compile(r"^<!--\s*(?:md2apkg|meta pkg)\s+split\s*-->$")
_TAG = re.compile(r"\[#([^\[\]]+)\]")


def read(page: Page) -> Iterator[Find]:
    """Every section that such a line parts."""
    if not page.outline.holds("\n%", " split"):
        return
    for section in page.outline.sections[1:]:
        parting = [number for number in range(section.start, section.end) if _parts(page, number)]
        if len(parting) == 1 and page.is_free(section.line):
            yield from _read_section(page, section, parting[0])


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
