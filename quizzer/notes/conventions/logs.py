"""Headings over what the author did and when, which nobody wants to be asked: `## Log`, `## Progress`.

## Log
- 2025-11-02 created
- day 3 skipped
- next: kilns
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.dates import opens_with_date
from quizzer.notes.fronts import front_text
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks

NAME = "log"

_TITLE = late(
    r"^(?:(?:my |study(?:ing)? |progress |session |revision |review |work |prep )?(?:log|logs|journal|diary)|history|progress|updates|changes|done|daily log|log ?book)$",
    re.IGNORECASE,
)
_LOGGED = late(
    r"^\W*(?:(?:day|week|session|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s?\d{0,3}\b|next\b|todo\b|done\b|v?\d+\.\d+\b)"
    r"|\b(?:added|created|updated|reviewed|read|re-?read|started|finished|skipped|watched|wrote|fixed|revised|cleaned|practi[cs]ed|repeated|done)\b",
    re.IGNORECASE,
)


def read(page: Page) -> Iterator[Find]:
    """Every such section of which nearly all lines say when or what was done, and none asks."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        if section.line < 0 or not page.is_free(section.line) or section.end < section.tree_end:
            continue
        if not _TITLE.match(front_text(section.title)) or any(asks(lines[n].body) for n in free):
            continue
        logged = sum(_is_logged(lines[n].body) for n in free)
        if logged * 10 >= len(free) * 7:
            yield Find([*range(section.line, section.start), *free], "log of the author")


def _is_logged(body: str) -> bool:
    text = body.lstrip("-*+•[]xX ")
    return opens_with_date(text) or bool(_LOGGED.search(text))
