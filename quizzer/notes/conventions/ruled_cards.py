"""Plain cards between rules: each part begins with a line that asks or sets a task, and goes on with the answer.

What is the first law?

dU = dQ - dW

---

Define heat capacity.
…
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, words_of

NAME = "card between rules"

_FEWEST = 3


def read(page: Page) -> Iterator[Find]:
    """Every part of a section that rules divide, where most parts begin with a question."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        rules = [n for n in range(section.start, section.end) if lines[n].kind is LineKind.RULE]
        if len(rules) < _FEWEST - 1:
            continue
        edges = [section.start, *(n + 1 for n in rules), section.end]
        parts = [free for start, end in pairwise(edges) if (free := page.free_lines(start, end))]
        asking = [free for free in parts if _asks(lines, free)]
        if len(asking) < _FEWEST or len(asking) * 10 < len(parts) * 7:
            continue
        for free in asking:
            find = read_unit(page, _unit(page, section, free, next((n for n in rules if n > free[-1]), section.end)))
            if find:
                yield find


def read_pairs(page: Page) -> Iterator[Find]:
    """Questions between two rules, each with its answer, under a label, between the lower one and the next."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        rules = [n for n in range(section.start, section.end) if lines[n].kind is LineKind.RULE and not lines[n].indent]
        if len(rules) < _FEWEST:
            continue
        edges = [section.start, *(n + 1 for n in rules), section.end]
        parts = [free for start, end in pairwise(edges) if (free := page.free_lines(start, end))]
        pairs = [
            (asked, told)
            for asked, told in pairwise(parts)
            if Role.ANSWER in _roles(lines, told)
            and Role.QUESTION not in _roles(lines, told)
            and Role.ANSWER not in _roles(lines, asked)
        ]
        if (
            len(pairs) < _FEWEST - 1
            or sum(any(asks(lines[n].body) for n in asked) for asked, _ in pairs) * 10 < len(pairs) * 7
        ):
            continue
        for asked, told in pairs:
            end = next((n for n in rules if n > told[-1]), section.end)
            unit = Unit(
                question=front_text(lines[asked[0]].body),
                start=asked[0],
                body=asked[0] + 1,
                end=page.next_card(asked[0], end),
                convention=NAME,
                context=page.context_of(section, inclusive=True),
            )
            find = read_unit(page, unit)
            if find:
                yield find


def _roles(lines: Sequence[Line], free: Sequence[int]) -> set[Role]:
    """What the labels among these lines announce, those in whole letters."""
    labels = (read_label(lines[n].body) for n in free if not lines[n].is_masked)
    return {label.role for label in labels if label is not None and not label.is_letter}


def _asks(lines: Sequence[Line], free: Sequence[int]) -> bool:
    """Does a part begin with one line of text that asks or sets a task?"""
    line = lines[free[0]]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 200:
        return False
    return len(words_of(line.body)) > 1 and is_question(front_text(line.body))


def _unit(page: Page, section: Section, free: Sequence[int], end: int) -> Unit:
    lines = page.outline.lines
    only_asks = all(asks(lines[n].body) for n in free)
    return Unit(
        question=front_text(lines[free[0]].body),
        start=free[0],
        body=free[-1 if only_asks else 0] + 1,
        end=page.next_card(free[0], end),
        convention=NAME,
        context=page.context_of(section, inclusive=True),
        confidence=Confidence.LIKELY,
    )
