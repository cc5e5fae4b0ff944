"""Schedules in comments beside cards that a convention found: they seed those cards as they do the explicit ones.

Obsidian spaced repetition lets a person choose the marks of a card, so a note may carry its schedules under questions
and answers that no syntax of ours has read.
"""

from __future__ import annotations

from dataclasses import replace

from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Page


def seed_from_comments(page: Page) -> None:
    """Give every card the standing in the comment inside it, or right under it."""
    lines = page.outline.lines
    comments = [n for n, line in enumerate(lines) if line.kind is LineKind.COMMENT and "SR:" in line.text]
    for number in comments:
        line = lines[number]
        above = next((n for n in range(number - 1, -1, -1) if lines[n].body), -1) + 1
        standings = read_sr([line.text])
        places = [
            place
            for place, draft in enumerate(page.drafts)
            if (draft.line <= number + 1 <= draft.end_line or draft.end_line == above)
            and sum(draft.line <= other + 1 <= draft.end_line for other in comments) <= 1  # else a text around cards
        ]
        if not standings or any(page.drafts[place].standing for place in places):
            continue
        for place, standing in zip(places, standings, strict=False):
            page.drafts[place] = replace(page.drafts[place], standing=standing)
        if places:
            page.undrop([number])
