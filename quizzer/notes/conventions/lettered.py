"""Outlines counted with capital letters, as lectures in law and history are.

A. Offer                          B. **Duress** - a threat leaves no choice
   - definite terms
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, is_question, is_term

NAME = "lettered outline"

_LETTER = re.compile(r"^(?P<letter>[A-Z])[.)]\s+(?P<text>\S.*)$")


def read(page: Page) -> Iterator[Find]:
    """Sections that are divided by letters in order, most of which have something said of them."""
    lines = page.outline.lines
    for section, _ in page.open_sections():
        starts = _starts(page, section)
        if len(starts) < 2 or is_question(front_text(section.title)):
            continue
        context = page.context_of(section, inclusive=True)
        entries = []
        for index, (start, text) in enumerate(starts):
            end = page.next_card(start, starts[index + 1][0] if index + 1 < len(starts) else section.end)
            term = read_term(text)
            meaning = term.meaning if term else ""
            name = term.name if term else front_text(text)
            front = f"{name}: {meaning}" if asks(meaning) else name  # `Monty Hall. Should you switch?`
            answer = back_text([lines[n] for n in range(start + 1, end)], "" if asks(meaning) else meaning)
            entries.append((start, end, name, front, answer))
        told = sum(not is_empty(answer) for *_, answer in entries)
        if told < 2 or told * 10 < len(entries) * 6 or not all(_names(name) for _, _, name, _, _ in entries):
            continue
        for start, end, _, name, answer in entries:
            taken = page.free_lines(start, end)
            if is_empty(answer) or is_only_links(answer):
                yield Find(taken, page.stub(name, (start, end), context=context))
                continue
            kind, likely = Kind.DEFINITION, Confidence.LIKELY
            card = page.card(name, answer, (start, end), convention=NAME, context=context, kind=kind, confidence=likely)
            yield Find(taken, card)


def _starts(page: Page, section: Section) -> list[tuple[int, str]]:
    """Lines at the margin that begin with A, B, C …; nothing when the section does not begin with the first."""
    found: list[tuple[int, str]] = []
    free = page.free_lines(section.start, section.end)
    for number in free:
        line = page.outline.lines[number]
        match = _LETTER.match(line.body) if line.kind is LineKind.TEXT and line.indent < 2 else None
        if match and ord(match["letter"]) == ord("A") + len(found):
            found.append((number, match["text"]))
    return found if found and found[0][0] == free[0] else []


def _names(name: str) -> bool:
    return is_term(name, is_marked=True) and not is_attribute(name)
