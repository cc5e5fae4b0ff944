"""Mochi: one file is one card, `---` parts its sides; `{{x}}` hides text, `{{1::x}}` in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "Mochi"
_RULE = re.compile(r"^---$")
_HASHES = re.compile(r"^#{1,6}\s+")


def read(page: Page) -> Iterator[Find]:
    """The card that the note is."""
    lines = page.outline.lines
    written = page.free_lines(0, len(lines))
    if not written:
        return
    start, end = written[0], written[-1] + 1
    sides = [back_text(side) for side in _sides(lines[start:end])]
    source = Source(start, end, NAME)
    text = "\n\n".join(side for side in sides if side)
    deletions = find_deletions(text, (Style.CURLY,))
    if deletions:
        together = [replace(deletion, group=deletion.group or "all") for deletion in deletions]
        yield from clozes(page, source, text, together)
    else:
        yield from basic(
            page, source, question_text(_HASHES.sub("", sides[0])), "\n\n".join(side for side in sides[1:] if side)
        )


def _sides(lines: Sequence[Line]) -> list[list[Line]]:
    sides: list[list[Line]] = [[]]
    for line in lines:
        if _RULE.match(line.body) and not line.is_masked:
            sides.append([])
        elif line.kind is not LineKind.COMMENT:
            sides[-1].append(line)
    return sides
