"""Cloze texts in a note: a paragraph, or a list item with its continuation, that hides something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions, openings
from quizzer.notes.dialects.finding import Source, clozes, leading_tags
from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

_TEXTS = (LineKind.TEXT, LineKind.QUOTE, LineKind.ITEM, LineKind.MATH, LineKind.TABLE)
_APART = (LineKind.QUOTE, LineKind.TABLE)
"""Kinds of lines that no other kind goes on."""
_TYPE_OF_CALLOUT = re.compile(r"^\[![\w|-]+\][+-]?\s*")


def cloze_reader(name: str, styles: Sequence[Style], *, in_tables: bool = True) -> Callable[[Page], Iterator[Find]]:
    """A syntax that reads the marks of these styles wherever they stand in running text or lists.

    `in_tables` says that they hide something in a table too; marks that are only guessed may just stress a cell.
    """

    signs = openings(styles)

    def read(page: Page) -> Iterator[Find]:
        lines = page.outline.lines
        if not page.outline.holds(*signs):
            return
        at = 0
        while at < len(lines):
            end = _text_end(page, at)
            if end == at and lines[at].kind is LineKind.HEADING and any(sign in lines[at].body for sign in signs):
                yield from _read_heading(page, at, name, styles)
            is_read = in_tables or lines[at].kind is not LineKind.TABLE
            if is_read and any(sign in line.body for sign in signs for line in lines[at:end]):
                yield from _read_text(page, at, end, name, styles)
            at = max(end, at + 1)

    return read


def _read_heading(page: Page, number: int, name: str, styles: Sequence[Style]) -> Iterator[Find]:
    """A heading that hides something: its text is the card, and what stands under it is shown with the answer."""
    section = page.section_at(number)
    text = page.outline.lines[number].content
    deletions = find_deletions(text, styles)
    if section.line != number or not page.is_free(number) or not deletions:
        return
    extra = back_text(page.kept(section.start, section.end))
    if extra and find_deletions(extra, styles):
        yield from clozes(page, Source(number, section.start, name), text, deletions)
    else:
        yield from clozes(page, Source(number, section.end, name), text, deletions, extra)


def _text_end(page: Page, start: int) -> int:
    """One past the last line of the paragraph or item that begins here; `start` itself when none does."""
    lines = page.outline.lines
    if not page.is_free(start) or lines[start].kind not in _TEXTS:
        return start
    at = start + 1
    while at < len(lines) and page.is_free(at):
        line = lines[at]
        if line.kind is LineKind.ITEM or line.kind not in _TEXTS or _stands_apart(lines[start], line):
            break
        if any((line.kind is kind) != (lines[start].kind is kind) for kind in _APART):
            break
        at += 1
    return at


def _stands_apart(first: Line, line: Line) -> bool:
    """Does a line at the margin follow an item that is nested, as in an outline whose first level has no bullets?"""
    return first.kind is LineKind.ITEM and first.indent > 1 and not line.indent


def _read_text(page: Page, start: int, end: int, name: str, styles: Sequence[Style]) -> Iterator[Find]:
    lines = page.outline.lines
    first = lines[start]
    if first.kind is LineKind.ITEM:
        text = back_text(lines[start + 1 : end], first.content)
    elif first.kind is LineKind.QUOTE:
        text = "\n".join(line.body.lstrip("> ").rstrip() for line in lines[start:end])
        text = _TYPE_OF_CALLOUT.sub("", text)
    else:
        text = back_text(lines[start:end])
    tags, text = leading_tags(text)
    deletions = find_deletions(text, styles)
    if not deletions:
        return
    aside = (end,) if end < len(lines) and lines[end].kind is LineKind.COMMENT and "SR:" in lines[end].text else ()
    standings = tuple(read_sr(line.text for line in lines[start : end + len(aside)]))
    yield from clozes(page, Source(start, end, name, tags, standings, aside), text, deletions)
