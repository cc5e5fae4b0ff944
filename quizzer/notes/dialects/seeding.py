"""Schedules in comments beside cards that a convention found: they seed those cards as they do the explicit ones.

Obsidian spaced repetition lets a person choose the marks of a card, so a note may carry its schedules under questions
and answers that no syntax of ours has read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Page


def seed_from_comments(page: Page) -> None:
    """Give every card the standing in the comment inside it, or right under it."""
    lines = page.outline.lines
    comments = [n for n, line in enumerate(lines) if line.kind is LineKind.COMMENT and "SR:" in line.text]
    inside, ending = _places(page, comments)
    for number in comments:
        above = next((n for n in range(number - 1, -1, -1) if lines[n].body), -1) + 1
        standings = read_sr([lines[number].text])
        places = sorted({*inside[number], *ending[above]})
        if not standings or any(page.drafts[place].standing for place in places):
            continue
        for place, standing in zip(places, standings, strict=False):
            page.drafts[place] = replace(page.drafts[place], standing=standing)
        if places:
            page.undrop([number])


def _places(page: Page, comments: list[int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The places of the cards around each comment, and of those that end with each line; a text around cards is none."""
    inside: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    for place, draft in enumerate(page.drafts):
        first, last = bisect_left(comments, draft.line - 1), bisect_left(comments, draft.end_line)
        if last - first <= 1:
            ending[draft.end_line].append(place)
            if last > first:
                inside[comments[first]].append(place)
    return inside, ending
