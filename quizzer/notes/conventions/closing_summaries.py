"""Summaries at the end of a page, parted by a rule from the last section, to which they do not belong.

---

**Takeaways:**
- measure before you tune
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "closing summary"

_SUMS_UP = late(
    r"^\W*(?P<name>(?:(?:key|main|final|quick|interview) )?(?:take-?aways?|summary|tl;?dr|conclusions?|recap|final thoughts))"
    r"\s*(?::[*_]{0,3}|[*_]{0,3}:|[*_]{2,3}$)\s*(?P<text>.*)$",
    re.IGNORECASE,
)


def read(page: Page) -> Iterator[Find]:
    """What sums up the page below its last rule, as a card of the whole page."""
    lines = page.outline.lines
    sections = page.outline.sections
    if len(sections) < 3 or sections[-1].level < 2:
        return
    last = sections[-1]
    rules = [n for n in range(last.start, last.end) if lines[n].kind is LineKind.RULE and lines[n].indent < 2]
    free = page.free_lines(rules[-1], last.end) if rules else []
    found = _SUMS_UP.match(lines[free[0]].body[:1500]) if free and lines[free[0]].kind is LineKind.TEXT else None
    if found is None or not page.free_lines(last.start, free[0]):
        return
    answer = back_text(page.kept(free[0] + 1, last.end), found["text"])
    if is_empty(answer) or is_only_links(answer):
        return
    name = found["name"][0].upper() + found["name"][1:]
    first = sections[1]
    context = (front_text(first.title) or page.name,) if page.is_title(first) else (page.name,)
    draft = page.card(name, answer, (free[0], last.end), convention=NAME, context=context)
    yield Find((), draft, context=free)  # the section above holds no card for it
