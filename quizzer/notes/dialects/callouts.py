"""mdsr: a callout `> [!sr] question` whose following lines are the answer; `[!sr-bi]` asks both ways.

flashcards-obsidian writes `> [!card] question`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "sr callout"
_OPENING = late(r"^>\s*\[!(?:sr(-bi)?|card)\][+-]?(?:\s*:)?\s+(\S.*)$", re.IGNORECASE)
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")


def read(page: Page) -> Iterator[Find]:
    """Every callout of the note."""
    lines = page.outline.lines
    for number, line in enumerate(lines) if page.outline.holds("[!") else ():
        found = _OPENING.match(line.body) if line.kind is LineKind.QUOTE and page.is_free(number) else None
        if not found:
            continue
        end = number + 1
        while end < len(lines) and _goes_on(lines[end]):
            end += 1
        answer = "\n".join(_QUOTE.sub("", each.text).rstrip() for each in lines[number + 1 : end]).strip("\n")
        yield from basic(page, Source(number, end, NAME), question_text(found[2]), answer, is_reversed=bool(found[1]))


def _goes_on(line: Line) -> bool:
    """Quoted lines, and text that lazily follows them, up to a blank line or the next callout."""
    if not line.body or _OPENING.match(line.body):
        return False
    return line.body.startswith(">") or line.kind in (LineKind.TEXT, LineKind.ITEM)
