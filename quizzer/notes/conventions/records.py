"""Records: paragraphs of labelled lines that all begin with the same label, which names what the others tell of.

    **Concept:** Gradient clipping          **Concept:** EMA of weights
    **What:** rescale a large gradient      **What:** a running average
    **Why:** one bad batch undoes hours     **Why:** smoother

Questions and answers, and the parts of a story, have labels of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.answer_ends import paragraph_end
from quizzer.notes.conventions.fields import ANSWERS, SIDES
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import words_of

NAME = "record"

_FIELD = re.compile(r"^(?:\*\*|__)(?P<label>[^*_:]{2,30})(?:\s?:(?:\*\*|__)|(?:\*\*|__)\s?:)\s*(?P<text>.*)$")
_PLAIN = re.compile(r"^(?P<label>[A-Z][a-z]*(?: [a-z]+){0,3}):(?P<text>\s.*|)$")
_BOLD = frozenset({"**", "__"})
_SIDES_OF_CARDS = frozenset({"front", "term", "word", "phrase", "concept"})
"""Words for a front, which `fields of cards` reads with its back."""
_FEWEST = 3
_LONGEST_NAME = 10


@dataclass(frozen=True, slots=True)
class _Field:
    line: int
    label: str
    text: str


def read(page: Page) -> Iterator[Find]:
    """Every record of a section that holds three or more."""
    lines = page.outline.lines
    habit = _habit(page)
    if not habit and sum(line.body[:2] in _BOLD or line.content[:2] in _BOLD for line in lines) < 2 * _FEWEST:
        return
    for section, free in page.open_sections():
        fields = [field for n in free if (field := _field(lines, n))]
        starts = _starts(fields)
        if not starts and habit:
            fields = [field for n in free if (field := _plain_field(lines, n))]
            starts = [field for field in fields if field.label == habit and field.text]
        if starts and _are_of_items(lines, section.start, starts):
            continue
        for index, start in enumerate(starts):
            end = starts[index + 1].line if index + 1 < len(starts) else paragraph_end(lines, start.line, section.end)
            span, taken = (start.line, end), page.free_lines(start.line, end)
            context = page.context_of(section, inclusive=True)
            told = [field.text for field in fields if start.line < field.line < end]
            if all(is_empty(text) for text in told) and len(taken) == len(told) + 1:
                yield Find(taken, page.stub(front_text(start.text), span, context=context))
                continue
            empty = {field.line for field in fields if start.line < field.line < end and _is_left_open(lines, field)}
            kept = [
                lines[n]
                for n in range(start.line + 1, end)
                if n not in empty and (page.is_free(n) or not lines[n].body)
            ]
            answer = back_text(kept)
            sure = Confidence.SURE
            draft = page.card(front_text(start.text), answer, span, convention=NAME, context=context, confidence=sure)
            yield Find(taken, draft)


def _habit(page: Page) -> str:
    """The plain label with which records begin all over a note, three or more in all and two under one heading: `They asked: …`."""
    lines = page.outline.lines
    labels: list[str] = []
    seconds: set[str] = set()
    is_repeated = False
    for _, free in page.open_sections():
        fields = [field for n in free if ":" in lines[n].body[:34] and (field := _plain_field(lines, n))]
        if len(fields) < 2 or fields[0].line + 1 != fields[1].line:
            continue
        labels.append(fields[0].label)
        seconds.update(below.label for above, below in pairwise(fields) if above.label == fields[0].label)
        count = sum(field.label == fields[0].label for field in fields)
        labels += [fields[0].label] * (count - 1)
        is_repeated |= count > 1
    if labels and seconds <= {*SIDES.get(labels[0], ()), *ANSWERS.get(labels[0], "")}:
        return ""  # the two sides of cards
    is_habit = len(labels) >= _FEWEST and len(set(labels)) == 1 and is_repeated
    return labels[0] if is_habit and not read_label(f"{labels[0]}: x") and not is_attribute(labels[0]) else ""


def _plain_field(lines: Sequence[Line], number: int) -> _Field | None:
    line = lines[number]
    found = _PLAIN.match(line.body[:300]) if line.kind is LineKind.TEXT and ":" in line.body[:34] else None
    return _Field(number, found["label"].casefold(), found["text"].strip() + line.body[300:]) if found else None


def _field(lines: Sequence[Line], number: int) -> _Field | None:
    line = lines[number]
    body = line.content if line.kind is LineKind.ITEM else line.body
    found = _FIELD.match(body[:300]) if line.kind in {LineKind.TEXT, LineKind.ITEM} and body[:1] in {"*", "_"} else None
    return _Field(number, found["label"].casefold().strip(), found["text"] + body[300:]) if found else None


def _starts(fields: Sequence[_Field]) -> list[_Field]:
    """The first fields of the records, when there are enough of them and the same label follows each."""
    if not fields:
        return []
    starts = [place for place, field in enumerate(fields) if field.label == fields[0].label]
    if len(starts) < _FEWEST or len(fields) < 2 * len(starts) or read_label(f"{fields[0].label}: x"):
        return []
    seconds = [fields[place + 1].label for place in starts if place + 1 < len(fields)]
    if fields[0].label in _SIDES_OF_CARDS and set(seconds) <= set(SIDES[fields[0].label]):
        return []
    are_alike = len(seconds) == len(starts) and len(set(seconds)) == 1 and seconds[0] != fields[0].label
    are_names = all(0 < len(words_of(fields[place].text)) <= _LONGEST_NAME for place in starts)
    return [fields[place] for place in starts] if are_alike and are_names and not read_label(f"{seconds[0]}: x") else []


def _are_of_items(lines: Sequence[Line], top: int, starts: Sequence[_Field]) -> bool:
    """Does each record stand nested below a bullet of its own, which is its name?"""
    if lines[starts[0].line].kind is not LineKind.ITEM or not lines[starts[0].line].indent:
        return False
    for start in starts:
        above = (
            n
            for n in range(start.line - 1, top - 1, -1)
            if lines[n].body and lines[n].indent < lines[start.line].indent
        )
        owner = next(above, -1)
        if owner < top or lines[owner].kind is not LineKind.ITEM:
            return False
        top = owner + 1
    return True


def _is_left_open(lines: Sequence[Line], field: _Field) -> bool:
    """Does nothing stand behind the label, on its line or indented below it?"""
    below = lines[field.line + 1] if field.line + 1 < len(lines) else None
    return not field.text and (below is None or not below.indent)
