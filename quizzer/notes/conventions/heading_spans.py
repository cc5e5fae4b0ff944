"""Which lines the text of a heading takes: its own, and those of sub-headings that only say what kind of text follows."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.titles import is_attribute, is_definition_title, is_part_title

_TELLS = late(
    r"^(?:(?:key|main|short|quick|my)\s+)?(?:points?|ideas?|takeaways?|insights?|contributions?|findings?|notes?|summary|details?|description"
    r"|explanation|definition|overview|abstract|highlights|tl;?dr)$",
    re.IGNORECASE,
)
_FEW_SECTIONS = 3


def folded_spans(page: Page, section: Section) -> list[tuple[int, int]]:
    """The text of a section with that of its sub-headings that only say what kind of text follows.

    `### Definition` disappears, because the heading above is what is defined; `### Example` stays a line.
    """
    spans = [(section.start, _before_rule(page, section))]
    only = only_aspect(page, section)
    for part in [only] if only else parts_of(page, section):
        is_definition = part is only or is_definition_title(front_text(part.title))
        spans.append((part.start if is_definition else part.line, part.end))
    return spans


def _before_rule(page: Page, section: Section) -> int:
    """Where a rule parts the text of a section from cards that stand below the rule only; else its end.

    Right under the last of several headings a rule parts the end of the page from a heading that has no text yet.
    """
    lines = page.outline.lines
    first_card = page.next_card(section.start - 1, section.end)
    if first_card == section.end:
        below = next((n for n in range(section.start, section.end) if lines[n].body), section.end)
        is_closing = (
            below < section.end == len(lines) and lines[below].kind is LineKind.RULE and not lines[below].indent
        )
        return below if is_closing and section.index > _FEW_SECTIONS else section.end
    rules = (n for n in range(section.start, first_card) if lines[n].kind is LineKind.RULE and lines[n].indent < 2)
    rule = next(rules, section.end)
    return rule if page.free_lines(section.start, rule) else section.end


def only_aspect(page: Page, section: Section) -> Section | None:
    """The one sub-heading of a heading without text of its own, when it only says what is told: `Key points`."""
    children = list(page.outline.children(section))
    if len(children) != 1 or page.is_title(section) or page.free_lines(section.start, section.end):
        return None
    child = children[0]
    is_aspect = bool(_TELLS.match(front_text(child.title))) and child.end == child.tree_end
    is_whole = page.is_free(child.line) and not page.has_cards(child.start, child.end)
    return child if is_aspect and is_whole else None


def parts_of(page: Page, section: Section) -> list[Section]:
    if is_attribute(front_text(section.title)) or page.is_title(section):
        return []
    return [
        child
        for child in page.outline.children(section)
        if child.parent == section.index
        and child.end == child.tree_end
        and page.is_free(child.line)
        and is_part_title(front_text(child.title))
        and page.free_lines(child.start, child.end)
    ]
