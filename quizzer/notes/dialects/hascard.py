"""hascard: cards between `---` lines, each under a `# title`; the kind of its list says what it asks.

`- wrong` beside `* right` is a choice, `[*]` or `[x]` beside `[ ]` a choice of several, `_gap|other word_` hides text,
numbers out of order are to be put in order, anything else defines the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizzer.domain.cards import Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze import Deletion
from quizzer.notes.dialects.finding import Source, basic, clozes, draft_of, question_text
from quizzer.notes.dialects.marks import masked
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "hascard"
_RULE = re.compile(r"^-{3,}$")
_OPTION = late(r"^(?:([-*])\s+(?!\[)|\[([ *xX])\]\s*|[-*]\s+\[([ *xX])\]\s*)(\S.*)$")
_GAP = late(r"(?<![\w_])_([^_\n|]{1,100})(?:\|[^_\n]{1,200})?_(?![\w_])")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def count_cards(page: Page) -> float:
    """How many cards only this tool writes so: choices of `-` and `*`, or shuffled steps, all parts under a `# title`.

    0 as soon as a part between rules begins with anything but such a title or a gap, or there is only one part.
    """
    lines = page.outline.lines
    rules = _rules(lines)
    if not rules:
        return 0.0
    count = titles = 0
    for start, end in zip([-1, *rules], [*rules, len(lines)], strict=True):
        written = page.free_lines(start + 1, end)
        if not written:
            continue
        first = lines[written[0]]
        if first.kind is not LineKind.HEADING or not first.body.startswith("# "):
            if len(written) > 1 or "|" not in first.body or not _GAP.search(masked(first.body)):
                return 0.0
            continue
        titles += 1
        body = [lines[number] for number in written[1:]]
        marks = {line.body[:2] for line in body}
        count += bool(_steps(body)) or (marks == {"- ", "* "} and _choice(body) is not None)
    return float(count) if titles > 1 else 0.0


def read(page: Page) -> Iterator[Find]:
    """Every card of the note."""
    lines = page.outline.lines
    rules = _rules(lines)
    for start, end in zip([-1, *rules], [*rules, len(lines)], strict=True):
        written = page.free_lines(start + 1, end)
        if written and lines[written[0]].kind is LineKind.HEADING:
            yield from _read_card(page, written[0], end)
        elif written:
            yield from _read_gaps(page, written[0], end)


def _rules(lines: Sequence[Line]) -> list[int]:
    return [
        number
        for number, line in enumerate(lines)
        if line.body[:3] == "---" and _RULE.match(line.body) and not line.is_masked
    ]


def _read_card(page: Page, start: int, end: int) -> Iterator[Find]:
    lines = page.outline.lines
    source = Source(start, end, NAME)
    title = question_text(lines[start].content)
    body = [line for line in lines[start + 1 : end] if line.body and line.kind is not LineKind.COMMENT]
    choice = _choice(body)
    if choice:
        options, right = choice
        answer = "\n".join(f"{_LETTERS[place]}. {options[place]}" for place in right)
        draft = draft_of(page, source, title, answer, Kind.CHOICE)
        letters = [_LETTERS[place] for place in right]
        yield Find(source.lines, replace(draft, options=tuple(options), data={"right": letters}))
        return
    steps = _steps(body)
    if steps:
        asked = "\n".join(f"- {text}" for _, text in steps)
        told = "\n".join(f"{number}. {text}" for number, text in sorted(steps))
        yield Find(source.lines, draft_of(page, source, f"{title}\n\n{asked}", told, Kind.LIST))
        return
    back = back_text(lines[start + 1 : end])
    gaps = [Deletion(found.start(), found.end(), found[1]) for found in _GAP.finditer(masked(back))]
    if gaps:
        yield from clozes(page, Source(start + 1, end, NAME, aside=(start,)), back, gaps)
    else:
        yield from basic(page, source, title, back)


def _read_gaps(page: Page, start: int, end: int) -> Iterator[Find]:
    """A card without a title: text with gaps."""
    text = back_text(page.outline.lines[start:end])
    gaps = [Deletion(found.start(), found.end(), found[1]) for found in _GAP.finditer(masked(text))]
    if gaps:
        yield from clozes(page, Source(start, end, NAME), text, gaps)


def _steps(body: Sequence[Line]) -> list[tuple[int, str]]:
    """The numbered lines of a card that asks to put them in order; nothing when they stand in order already."""
    found = [(line.number, line.content) for line in body if line.kind is LineKind.ITEM and line.number is not None]
    steps = [(number, text) for number, text in found if number is not None]
    numbers = [number for number, _ in steps]
    is_shuffled = len(steps) > 1 and sorted(numbers) == list(range(1, len(steps) + 1)) and numbers != sorted(numbers)
    return steps if is_shuffled and len(steps) == len(body) else []


def _choice(body: Sequence[Line]) -> tuple[list[str], list[int]] | None:
    """The options and the places of the right ones; None when the lines are no choice."""
    found = [_OPTION.match(line.body) for line in body]
    if not 2 <= len(found) <= len(_LETTERS) or not all(found):
        return None
    marks = [match[1] or match[2] or match[3] for match in found if match]
    right = [place for place, mark in enumerate(marks) if mark in ("*", "x", "X")]
    if not right or (len(right) == len(marks) and "[" not in body[0].body):
        return None
    return [match[4].strip() for match in found if match], right
