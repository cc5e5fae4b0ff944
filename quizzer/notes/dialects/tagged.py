"""Cards by a tag: Logseq's `#card` blocks, flashcards-obsidian's `#card` headings and lines.

    - What does prefill fill? #card
      card-repeats:: 2
        - The KV cache.

    ### Why paged attention? #card
    Less fragmentation.

A list item owns the deeper lines under it; a heading or a line owns the paragraph that follows. Logseq's properties
(`key:: value` under the block) are taken off, and those named `card-…` become the standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, paragraph_end, question_text
from quizzer.notes.dialects.standings import read_logseq, read_sr
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "#card"
_MARK = re.compile(
    r"(?:^|(?<=\s))(?:#(?P<tag>card)(?P<way>[-/](?:reverse|spaced))?|\[\[card\]\])(?P<bi>\s+#(?:bidirectional|reversed))?(?=\s|$)",
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"^(?:[-*]\s+)?([A-Za-z][\w.-]*)::\s*(.*)$")
_STYLES = (Style.ANKI, Style.LOGSEQ)


def read(page: Page) -> Iterator[Find]:
    """Every tagged block, heading and line of the note."""
    lines = page.outline.lines
    for number, line in enumerate(lines):
        if ("#" not in line.body and "[[" not in line.body) or "card" not in line.body.casefold():
            continue
        if not page.is_free(number) or line.kind not in (LineKind.ITEM, LineKind.HEADING, LineKind.TEXT):
            continue
        text = line.body if line.kind is LineKind.TEXT else line.content
        mark = _MARK.search(text)
        if not mark:
            continue
        front = " ".join((text[: mark.start()] + text[mark.end() :]).split())
        start = number
        if not front and line.kind is LineKind.TEXT and number and _may_be_front(page, number - 1):
            start, front = number - 1, lines[number - 1].content or lines[number - 1].body
        is_reversed = "reverse" in (mark["way"] or "").casefold() or bool(mark["bi"])
        yield from _read_block(page, start, number, front, is_reversed)


def _may_be_front(page: Page, number: int) -> bool:
    return page.is_free(number) and page.outline.lines[number].kind in (LineKind.TEXT, LineKind.HEADING)


def _read_block(page: Page, start: int, mark: int, front: str, is_reversed: bool) -> Iterator[Find]:
    lines = page.outline.lines
    end = _block_end(page, mark)
    properties, kept = _split_properties(lines[mark + 1 : end])
    standing = read_logseq(properties)
    standings = (standing,) if standing else tuple(read_sr(line.text for line in lines[start:end]))
    source = Source(start, end, NAME, standings=standings)
    answer = back_text(kept)
    deletions = find_deletions(front, _STYLES)
    if deletions:
        yield from clozes(page, source, front, deletions, answer)
    else:
        yield from basic(page, source, question_text(front), answer, is_reversed=is_reversed)


def _block_end(page: Page, number: int) -> int:
    """One past the last line of the answer."""
    lines = page.outline.lines
    line = lines[number]
    if line.kind is not LineKind.ITEM:
        return paragraph_end(page, number + 1, _next_heading(page, number + 1))
    end = number + 1
    while end < len(lines) and (not lines[end].body or lines[end].indent > line.indent or lines[end].is_masked):
        end += 1
    return end


def _next_heading(page: Page, start: int) -> int:
    lines = page.outline.lines
    at = start
    while at < len(lines) and lines[at].body and lines[at].kind is not LineKind.HEADING:
        at += 1
    return at if at < len(lines) and lines[at].kind is LineKind.HEADING else len(lines)


def _split_properties(lines: tuple[Line, ...]) -> tuple[dict[str, str], list[Line]]:
    """Logseq's properties, names in lower case, and the lines that are none."""
    properties: dict[str, str] = {}
    kept = []
    for line in lines:
        found = _PROPERTY.match(line.body) if "::" in line.body and not line.is_masked else None
        if found and (
            found[1].casefold().startswith("card-") or found[1].casefold() in ("id", "collapsed", "deck", "tags")
        ):
            properties[found[1].casefold()] = found[2].strip()
        else:
            kept.append(line)
    return properties, kept
