"""Tables of contents: lists of links to the headings of the page, or of their very words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Outline
from quizzer.notes.wording import first_word, words_of

ANCHOR_LINK = late(
    r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\((?:[^()\s]*\.md)?#[^()]*(?:\([^()]*\)[^()]*)*\)|\[\[#[^\[\]]*\]\]|<a\b[^<>]*href=[\"']#",
    re.IGNORECASE,
)
_CHAPTER_NAME = re.compile(
    r"^\W*(?:chapter|lecture|week|part|module|unit|lesson)\s+\d{1,3}\s*[-–—:.]\s*[^.?!]{2,80}$", re.IGNORECASE
)
_NUMBERED_NAME = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_][^.?!:：=]{2,70}$")
ONLY_LINK = late(r"^(?:[^\w\[]*)(?:\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\[\[[^\[\]]*\]\])[^\w\[]*$")
_LONGEST_BESIDE = 6
"""Words below an entry."""
_FEWEST_TOLD = 3
"""Words; beside a chapter's title stands how far it has come."""

Keys = Mapping[str, set[str]]
"""What the headings of a note say, by their first words."""


def heading_keys(outline: Outline) -> Keys:
    """What the headings say, so that most lines are told from them by one look."""
    keys: dict[str, set[str]] = {}
    for section in outline.sections[1:]:
        text = front_text(section.title)
        keys.setdefault(first_word(text).casefold(), set()).add(_key(text))
    return keys


def _key(text: str) -> str:
    return " ".join(words_of(text)).casefold()


def _is_heading(text: str, headings: Keys) -> bool:
    """Whether one of the headings says the same; most texts have a first word that none of them has."""
    alike = headings.get(first_word(text).casefold())
    return alike is not None and _key(text) in alike


def is_contents(lines: Sequence[Line], block: Block, headings: Keys, *, is_top: bool) -> bool:
    """Is a list one of links to the headings of the page, or of their words? At its top fewer of them are enough."""
    items = [line for line in lines[block.start : block.end] if line.kind is LineKind.ITEM and line.content]
    if not items:
        return False
    anchors = sum(bool(ANCHOR_LINK.search(line.content[:600])) for line in items if "#" in line.content)
    if anchors * 10 >= len(items) * 6:
        return True
    if block.end - block.start == len(items) and all(_CHAPTER_NAME.match(line.content[:200]) for line in items):
        return True
    if is_top and len(items) > 2 and all(_NUMBERED_NAME.match(line.content[:200]) for line in items):
        return True
    if len(items) < 3 or block.end - block.start > len(items) + 2:
        return False
    told = [line for line in lines[block.start : block.end] if line.kind is not LineKind.ITEM and line.body]
    if any(len(words_of(line.body)) > _LONGEST_BESIDE for line in told):
        return False  # what the thing is that the link above names
    if is_top and all(ONLY_LINK.match(line.content[:400]) for line in items):
        return True
    strangers = 0
    for line in items:
        strangers += not _is_heading(front_text(line.content), headings)
        if strangers * 10 > len(items) * (5 if is_top else 2):
            return False  # most lists are not contents, and the first items show it
    return True


def are_rows_of_contents(rows: Sequence[Line], headings: Keys) -> bool:
    """Are most rows of a table links to the headings of the page, or named like these, with a word or two on each?"""
    if sum(bool(ANCHOR_LINK.search(row.body[:400])) for row in rows) * 10 >= len(rows) * 6 > 0:
        return True
    cells = [[front_text(cell) for cell in row.body[:400].strip("| ").split("|")] for row in rows]
    named = [row for row in cells if any(_is_heading(cell, headings) for cell in row[:2])]
    beside = (cell for row in named for cell in row if not _is_heading(cell, headings))
    return (
        len(rows) > 1
        and len(named) * 10 >= len(rows) * 8
        and all(len(words_of(cell)) < _FEWEST_TOLD for cell in beside)
    )


def is_row_of_links(body: str) -> bool:
    """Are at least half of the cells of a row nothing but a link?"""
    cells = [cell.strip() for cell in body.strip("| ").split("|") if cell.strip()]
    return len(cells) > 1 and sum(bool(ONLY_LINK.match(cell)) for cell in cells) * 2 >= len(cells)
