"""Decks, a plug-in for Obsidian: in a note tagged `#decks` a heading is a front and its section the back.

A table that stands alone under a heading gives a card for each row (front, back, notes); `==x==` hides text, and the
heading is its context; `reverse: true` asks both ways; text after a last `---` is a note to oneself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page

NAME = "Decks"
_CELL = re.compile(r"(?<!\\)\|")
_TASK = re.compile(r"^\[[ xX]\]")
_RIGHT = re.compile(r"^\[[xX]\]")
_USUAL_LEVEL = 2


def read(page: Page) -> Iterator[Find]:
    """Every section at the level of the cards: 2, or the deepest level above it that has headings."""
    sections = page.outline.sections[1:]
    levels = {section.level for section in sections}
    level = _USUAL_LEVEL if _USUAL_LEVEL in levels else max(levels, default=0)
    for section in sections:
        if section.level == level and page.is_free(section.line):
            yield from _read_section(page, section)


def _read_section(page: Page, section: Section) -> Iterator[Find]:
    lines = page.outline.lines
    start, end = section.start, section.tree_end
    written = page.free_lines(start, end)
    options = [lines[n].content for n in written if lines[n].kind is LineKind.ITEM and _TASK.match(lines[n].content)]
    if any(map(_RIGHT.match, options)):
        return  # a choice, which any note may hold
    if written and all(lines[number].kind is LineKind.TABLE for number in written):
        yield from _read_rows(page, written)
        return
    rule = next((n for n in reversed(written) if lines[n].kind is LineKind.RULE), end)
    back = back_text(lines[start:rule])
    deletions = find_deletions(back, (Style.HIGHLIGHT,))
    if deletions:
        yield from clozes(page, Source(start, end, NAME, aside=(section.line,)), back, deletions)
        return
    source = Source(section.line, end, NAME)
    yield from basic(page, source, question_text(section.title), back, is_reversed=page.settings.says_yes("reverse"))


def _read_rows(page: Page, numbers: list[int]) -> Iterator[Find]:
    for number in numbers[2:]:
        body = page.outline.lines[number].body.strip("|")
        cells = [cell.replace("\\|", "|").replace("<br>", "\n").strip() for cell in _CELL.split(body)]
        source = Source(number, number + 1, NAME)
        front, back = cells[0], cells[1] if len(cells) > 1 else ""
        hidden = find_deletions(front, (Style.HIGHLIGHT,))
        if hidden:
            yield from clozes(page, source, front, hidden, back)
        elif hidden_behind := find_deletions(back, (Style.HIGHLIGHT,)):
            lead = f"{question_text(front)}\n\n"
            behind = [replace(each, start=each.start + len(lead), end=each.end + len(lead)) for each in hidden_behind]
            yield from clozes(page, source, lead + back, behind)
        elif len(cells) > 1:
            yield from basic(page, source, question_text(front), back, is_reversed=page.settings.says_yes("reverse"))
