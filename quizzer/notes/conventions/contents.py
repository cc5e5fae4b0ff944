"""Tables of contents: lists of links to the headings of the page, or of their very words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Outline
from quizzer.notes.wording import words_of

ANCHOR_LINK = late(
    r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\((?:[^()\s]*\.md)?#[^()]*(?:\([^()]*\)[^()]*)*\)|\[\[#[^\[\]]*\]\]|<a\b[^<>]*href=[\"']#",
    re.IGNORECASE,
)
_CHAPTER_NAME = re.compile(
    r"^\W*(?:chapter|lecture|week|part|module|unit|lesson)\s+\d{1,3}\s*[-–—:.]\s*[^.?!]{2,80}$", re.IGNORECASE
)
_NUMBERED_NAME = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_][^.?!:：=]{2,70}$")
ONLY_LINK = late(r"^(?:[^\w\[]*)(?:\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\[\[[^\[\]]*\]\])[^\w\[]*$")


def heading_keys(outline: Outline) -> set[str]:
    return {_key(front_text(section.title)) for section in outline.sections[1:]}


def _key(text: str) -> str:
    return " ".join(words_of(text)).casefold()


def is_contents(lines: Sequence[Line], block: Block, headings: set[str], *, is_top: bool) -> bool:
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
    if is_top and all(ONLY_LINK.match(line.content[:400]) for line in items):
        return True
    strangers = 0
    for line in items:
        strangers += _key(front_text(line.content)) not in headings
        if strangers * 10 > len(items) * (5 if is_top else 2):
            return False  # most lists are not contents, and the first items show it
    return True
