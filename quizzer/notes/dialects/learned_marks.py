"""A separator of the person's own, learned from the cards that their tool has scheduled.

    Which lock lets many read at once? =>> a read-write lock
    <!--SR:!2026-05-03,5,250-->

Obsidian spaced repetition lets everybody choose the marks of a card in its settings, which are not part of the note.
But it writes the schedule under a card: what stands once in each of several such lines, between blanks, parts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizzer.notes.dialects.finding import leading_tags, without_foreign_marks
from quizzer.notes.dialects.inline_cards import Split, read_card
from quizzer.notes.dialects.marks import masked
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "separator of scheduled lines"
_MARK = re.compile(r"(?<=\s)[-=>|~+*/&%;:]{2,8}(?=\s)")
_KNOWN = frozenset({"::", ":::", "--", "---", "->", "**", "&&", "//", "=="})
"""Marks that are read anyway, or that stand in running text."""


def read(page: Page) -> Iterator[Find]:
    """Every scheduled line of a note whose scheduled lines share a mark, and every line tagged like them."""
    if not page.outline.holds("SR:"):
        return
    lines = page.outline.lines
    scheduled = [
        n - 1
        for n, line in enumerate(lines)
        if line.kind is LineKind.COMMENT and "SR:" in line.text and n and page.is_free(n - 1)
    ]
    if len(scheduled) < 2:
        return
    counts = Counter(mark for n in scheduled for mark in set(_MARK.findall(masked(lines[n].body))) - _KNOWN)
    mark, count = counts.most_common(1)[0] if counts else ("", 0)
    if count < 2 or count * 2 < len(scheduled):
        return
    tags = {leading_tags(lines[n].body)[0] for n in scheduled} - {()}
    for number, line in enumerate(lines):
        if mark not in line.body or line.kind not in (LineKind.TEXT, LineKind.ITEM) or not page.is_free(number):
            continue
        own, text = leading_tags(line.content if line.kind is LineKind.ITEM else line.body)
        front, _, back = without_foreign_marks(text).partition(f" {mark} ")
        if front.strip() and back.strip() and mark not in back and (number in scheduled or own in tags):
            yield from read_card(page, number, own, Split(front.strip(), back.strip(), False, True))
