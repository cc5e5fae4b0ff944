"""Paragraphs that open with a number and a name in bold, some of which ask.

**3.1 What does the first law say?** Energy is kept.

**3.2 Second law.** Entropy does not fall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.bold_lines import BOLD_LINE, only_files
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question

NAME = "numbered bold line"


def read(page: Page) -> Iterator[Find]:
    """Every such paragraph of a section in which three or more stand, and not all of them ask."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [(n, parts) for n in free if (parts := _numbered(lines, n)) is not None]
        is_mixed = any(not is_question(name) for _, (name, _) in starts)
        if len(starts) < 3 or not is_mixed or starts[0][0] not in [n for n in free if lines[n].body[:2] == "**"][:2]:
            continue
        last_end = end_of_last(lines, [start for start, _ in starts], section.end)
        for index, (start, (name, first)) in enumerate(starts):
            end = starts[index + 1][0] if index + 1 < len(starts) else last_end
            context = page.context_of(section, inclusive=True)
            find = read_unit(page, Unit(name, start, start + 1, page.next_card(start, end), NAME, first, context))
            if find:
                yield find


def _numbered(lines: Sequence[Line], number: int) -> tuple[str, str] | None:
    """The name behind the number in bold with which a paragraph opens, and the text behind that."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or not line.body.startswith("**") or (number and lines[number - 1].body):
        return None
    found = BOLD_LINE.match(line.body[:1500])
    if not found or not re.match(r"\d{1,3}(?:\.\d{1,3})*[.):]?\s", found["text"]):
        return None
    rest = re.sub(r"^[\s:–—-]+", "", found["rest"] + line.body[1500:]).strip()
    name = front_text(re.sub(r"^[\d.):]+\s+", "", found["text"]).rstrip(".: "))
    rest = "" if only_files(rest) or re.fullmatch(r"[*_]*\([^()]*\)[*_]*", rest) else rest
    return (name, rest) if name else None
