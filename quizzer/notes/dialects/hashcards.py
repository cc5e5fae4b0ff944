"""hashcards and repeater: `Q:`, `A:` and `C:` at the start of a line, `---` between cards, `[…]` hides text.

A tag opens a text that runs over as many lines as it likes, to the next tag, rule or heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Problem
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text
from quizzer.notes.page import Find, Page

NAME = "hashcards"
_TAG = re.compile(r"^([QAC]):(?:\s+|$)(.*)$")
_RULE = re.compile(r"^-{3,}$")
_SMALL_ANSWER = re.compile(r"^a:\s+(\S.*)$")
"""The answer of somebody who let go of the shift key, on the line below the question."""
_OPTION = re.compile(r"^[BD]:\s")


@dataclass(frozen=True, slots=True)
class _Part:
    """A tagged text: its letter and its lines, the end one past the last."""

    letter: str
    first: str
    start: int
    end: int


def _parts(page: Page) -> list[_Part]:
    lines = page.outline.lines
    starts: list[tuple[int, str, str]] = []
    stops: list[int] = []
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if line.is_masked:
            continue
        found = _TAG.match(line.text) if line.text[1:2] == ":" else None
        small = _SMALL_ANSWER.match(line.text) if starts and starts[-1][:2] == (number - 1, "Q") else None
        if found:
            starts.append((number, found[1], found[2].strip()))
        elif small:
            starts.append((number, "A", small[1].strip()))
        elif (line.level and line.body.startswith("#")) or (
            line.text.startswith("---") and _RULE.match(line.text.rstrip())
        ):
            stops.append(number)
    ends = sorted([number for number, _, _ in starts] + stops + [len(lines)])
    parts, place = [], 0
    for number, letter, first in starts:
        while ends[place] <= number:
            place += 1
        parts.append(_Part(letter, first, number, ends[place]))
    return parts


def _hiding(page: Page, part: _Part) -> str:
    """The text of a `C:` part when it hides something; empty otherwise, and for the third of lettered options."""
    lines = page.outline.lines
    if part.letter != "C" or _is_option(page, part):
        return ""
    text = back_text(lines[part.start + 1 : part.end], part.first)
    return text if find_deletions(text, (Style.BRACKET,)) else ""


def _is_option(page: Page, part: _Part) -> bool:
    """Does it stand among lettered options?"""
    lines = page.outline.lines
    around = lines[max(0, part.start - 3) : part.start] + lines[part.start + 1 : part.start + 3]
    return any(_OPTION.match(line.text) for line in around)


def count_cards(page: Page) -> tuple[int, int]:
    """How many cloze texts, and how many questions with an answer, the note holds in this syntax."""
    parts = _parts(page)
    pairs = sum(one.letter == "Q" and two.letter == "A" for one, two in pairwise(parts))
    return sum(bool(_hiding(page, part)) for part in parts), pairs


def read(page: Page) -> Iterator[Find]:
    """Every card of the note, read as hashcards does, save that links hide nothing and headings end a card."""
    lines = page.outline.lines
    parts = _parts(page)
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if part.letter == "C":
            text = _hiding(page, part)
            source = Source(part.start, part.end, NAME)
            yield from clozes(page, source, text, find_deletions(text, (Style.BRACKET,)))
            if not text:
                page.problems += (Problem(page.path, part.start + 1, "a cloze without [brackets]"),)
        elif part.letter == "A" and not _is_option(page, part):
            before = parts[place - 1].letter if place else ""
            if before != "Q":
                message = "a second answer to one question" if before == "A" else "an answer without a question"
                page.problems += (Problem(page.path, part.start + 1, message),)
                yield Find([n for n in range(part.start, part.end) if lines[n].body], message)
        elif part.letter == "Q":
            is_answered = following is not None and following.letter == "A"
            end = following.end if following and is_answered else part.end
            question = back_text(lines[part.start + 1 : part.end], part.first)
            answer = back_text(lines[following.start + 1 : end], following.first) if following and is_answered else ""
            yield from basic(page, Source(part.start, end, NAME), question_text(question), answer)
