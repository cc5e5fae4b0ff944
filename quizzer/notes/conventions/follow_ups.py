"""Where the answer of a heading ends because questions follow that it may lead to.

### Why wind the warp twice?
It evens the tension.
**Follow-ups:**
- How long does it take?
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import first_sentence
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.wording import is_question

_FOLLOW_UPS = late(r"\b(?:follow[- ]?ups?|questions?|q ?& ?a|faqs?)\b", re.IGNORECASE)
_FOLLOW_UP_LABEL = late(
    r"^\W{0,6}(?:(?:common|possible|likely|expected|typical) )?follow[- ]?ups?(?: questions?)?(?: (?:to expect|you may get|they may ask))?\s?\W{1,4}$",
    re.IGNORECASE,
)


def followed_up(page: Page, section: Section) -> int:
    """One past the answer of a heading with its sub-headings: one named `Follow-ups` that lists questions is not part of it."""
    lines = page.outline.lines
    for child in page.outline.children(section):
        if _FOLLOW_UPS.search(child.title):
            items = [
                line for line in lines[child.start : child.tree_end] if line.kind is LineKind.ITEM and not line.indent
            ]
            asking = sum("?" in line.content and is_question(first_sentence(line.content)) for line in items)
            if asking > 1 and asking * 2 > len(items):
                return child.line
    return _labelled_follow_ups(page, section) if section.end == section.tree_end else section.tree_end


def _labelled_follow_ups(page: Page, section: Section) -> int:
    """Where `**Follow-up questions:**` closes the section with a list of nothing but questions; else its end."""
    lines = page.outline.lines
    for label in reversed(page.free_lines(section.start, section.end)):
        if (
            lines[label].kind is LineKind.ITEM
            and not lines[label].indent
            and lines[label].body.rstrip('"”»*_').endswith("?")
        ):
            continue
        items = [n for n in page.free_lines(label + 1, section.end) if lines[n].body]
        is_said = lines[label].kind is LineKind.TEXT and _FOLLOW_UP_LABEL.match(lines[label].body)
        return label if is_said and len(items) > 1 else section.end
    return section.end
