"""Lists of what others have made: resources, books and papers by their links, with hardly a word of the author's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Outline
from quizzer.notes.wording import is_question

_WHAT = r"(?:resources?|links?|papers?|books?|courses?|blogs?|tutorials?|videos?|tools?|articles?|websites?|bookmarks|podcasts?|newsletters?|channels?|datasets?|reading(?: list)?|talks|repositor(?:y|ies)|repos|libraries|lectures?)"
_TITLE = late(
    rf"^\W*(?:\w+[ -]){{0,4}}?{_WHAT}(?:\s*(?:[/&,]|and|or|for|on|to|i read|related)\b.*|\s*[/&,].*)?\W*$|\bawesome\b", re.IGNORECASE
)  # fmt: skip
_SAID = late(
    rf"\b(?:curated|hand-?picked|(?:list|collection|compilation) of)\b[^.\n]{{0,80}}\b{_WHAT}\b|\bawesome\b|\bcurated\b",
    re.IGNORECASE,
)
_LINKS = ("](http", "](www.", "](./", "](../", "<http", "href=")
_BARE = ("http://", "https://")
_ALONE = re.compile(
    r"(?:\[[ xX]\] )?(?:\[[^\]]{1,200}\]\([^\s()]{1,400}\)|<?https?://\S{1,400})(?:\W{0,3}|\W{1,4}(?:\S+\s*){1,3}|\W{1,4}\w+ \d{1,2}, \d{4})$"
)
"""An entry that is a link, with a few words at most: a date, a name."""
_FEWEST = 5
_ASKED = 3
"""So many questions with a link beside them are a list to learn from."""


def is_link_list(outline: Outline, titles: Sequence[str]) -> bool:
    """Is the file a list of links, by what it says of itself and by most of its entries?"""
    if not outline.holds("](", *_BARE):
        return False
    head = " ".join(line.body[:400] for line in outline.lines[:40] if line.kind in (LineKind.TEXT, LineKind.HEADING))
    entries = [line for line in outline.lines if _is_entry(line.body, line.kind)]
    if sum(is_question(front_text(line.content or line.body)) for line in entries[:400]) >= _ASKED:
        return False
    alone = sum(bool(_ALONE.match(line.content or line.body)) for line in entries)
    if alone > _FEWEST and alone * 10 >= len(entries) * 6 and len(entries) * 3 >= 2 * sum(map(_is_text, outline.lines)):
        return True
    about = sum(bool(_TITLE.match(title)) for title in titles)
    if not (_SAID.search(head) or about * 2 > len(titles)):
        return False
    linked = sum(_has_link(line.body) for line in entries)
    if linked >= _FEWEST and linked * 10 >= len(entries) * 7:
        return True
    inner = [section for section in outline.sections[1:] if section.level > 1 and section.end - section.start > 1]
    with_link = sum(
        any(_has_link(line.body) for line in outline.lines[section.start : section.end]) for section in inner
    )
    return len(inner) >= _ASKED and with_link * 4 >= len(inner) * 3 and linked * 3 >= len(entries)


def _is_entry(body: str, kind: LineKind) -> bool:
    """An item or a row; one that leads to a heading of the same file is part of its table of contents."""
    if kind is LineKind.ITEM:
        return "](#" not in body
    return body[:1] == "|" and not body.startswith(("|--", "|:-", "| --", "| :-"))


def _is_text(line: Line) -> bool:
    return bool(line.body) and not line.is_masked and line.kind is not LineKind.HEADING


def _has_link(body: str) -> bool:
    return any(mark in body for mark in _LINKS) or any(mark in body for mark in _BARE)
