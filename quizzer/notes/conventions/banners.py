"""Banners around the whole of a card: `===== Question =====`, and below it `===== Answer =====`.

What stands between them is the question, headings and options and all; the answer goes on to the next banner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit

NAME = "banner"
BANNER = re.compile(r"^([=*_+-])\1{2,}\s*(?P<word>[A-Za-z][\w ]{0,20}?)\s*\1{3,}$")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_OPENINGS = frozenset(mark * 3 for mark in "=*_+-")


def read(page: Page) -> Iterator[Find]:
    """Every question between banners that holds a heading; plain ones are labelled questions like any others."""
    lines = page.outline.lines
    banners = [
        (number, found["word"].casefold())
        for number, line in enumerate(lines)
        if line.body[:3] in _OPENINGS and not line.is_masked and (found := BANNER.match(line.body))
    ]
    ends = [*(number for number, _ in banners), len(lines)]
    for place, ((start, asked), (answer, told)) in enumerate(pairwise(banners)):
        if asked != "question" or told != "answer" or not page.is_free(start):
            continue
        if not any(lines[n].kind is LineKind.HEADING for n in range(start, answer)):
            continue
        end = next((n for n in range(answer + 1, ends[place + 2]) if lines[n].kind is LineKind.RULE), ends[place + 2])
        find = read_unit(page, Unit("", start, start + 1, end, NAME, confidence=Confidence.EXPLICIT))
        if find and not isinstance(find.value, str):
            yield replace(find, value=replace(find.value, question=_HEADING.sub("", find.value.question)))
