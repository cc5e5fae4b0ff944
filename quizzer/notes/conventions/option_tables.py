"""Tables of a quiz: a row a question, a column an option, and one for the letter of the right one.

| Question            | A    | B     | C    | Answer |
| ------------------- | ---- | ----- | ---- | ------ |
| Which clay is white | marl | china | ball | B      |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import CardDraft
from quizzer.domain.patterns import late
from quizzer.notes.choice_cards import choice_card
from quizzer.notes.choices import Choice
from quizzer.notes.conventions.open_tables import split_row
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "table of options"

_ASKED = late(r"^\W*(?:questions?|q|statements?|stem|frage|pregunta|问题|题目)\W*$", re.IGNORECASE)
_OPTION = late(r"^\W*(?:(?:option|choice|answer|opt\.?)\s*)?([A-Ha-h]|[1-8])\W*$", re.IGNORECASE)
_RIGHT = late(
    r"^\W*(?:(?:correct|right)(?: (?:answer|option|choice|letter))?|answers?(?: key)?|ans|key|solution|答案)\W*$",
    re.IGNORECASE,
)
_WHY = late(r"^\W*(?:explanations?|why|rationale|reason|notes?|comments?|feedback)\W*$", re.IGNORECASE)
_LETTER = re.compile(r"^\W*(?:option\s*)?([A-Ha-h]|[1-8])(?:\W+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Columns:
    asked: int
    options: tuple[int, ...]
    right: int
    why: int | None


def read(page: Page) -> Iterator[Find]:
    """Every row of such a table."""
    lines = page.outline.lines
    columns: _Columns | None = None
    header = -1
    for number, line in enumerate(lines):
        if line.kind is not LineKind.TABLE:
            columns = None
            continue
        if number == 0 or lines[number - 1].kind is not LineKind.TABLE:
            columns, header = _columns(split_row(line.body)), number
        elif columns and number > header + 1 and page.is_free(number):
            draft = _draft(page, number, columns, split_row(line.body))
            if draft:
                yield Find([number], draft)
                yield Find((), "", context=range(header, header + 2), is_shared=True)


def _columns(cells: Sequence[str]) -> _Columns | None:
    asked = [place for place, cell in enumerate(cells) if _ASKED.match(cell)]
    options = [place for place, cell in enumerate(cells) if _OPTION.match(cell) and place not in asked[:1]]
    right = [place for place, cell in enumerate(cells) if _RIGHT.match(cell)]
    why = [place for place, cell in enumerate(cells) if _WHY.match(cell)]
    if not asked or len(options) < 2 or not right or options != list(range(options[0], options[0] + len(options))):
        return None
    return _Columns(asked[0], tuple(options), right[-1], why[0] if why else None)


def _draft(page: Page, number: int, columns: _Columns, cells: Sequence[str]) -> CardDraft | None:
    if len(cells) <= max(columns.asked, columns.right, *columns.options):
        return None
    question = front_text(cells[columns.asked])
    options = tuple(cell for place in columns.options if (cell := cells[place]))
    told = _LETTER.match(cells[columns.right])
    same = [place for place, option in enumerate(options) if option.casefold() == cells[columns.right].casefold()]
    right = same[0] if same else _place(told[1]) if told else -1
    if not question or len(options) < 2 or not 0 <= right < len(options):
        return None
    why = cells[columns.why] if columns.why is not None and columns.why < len(cells) else ""
    choice = Choice((), options, (right,), why)
    context = page.context_of(page.section_at(number), inclusive=True)
    return choice_card(page, question, choice, (number, number + 1), convention=NAME, context=context)


def _place(name: str) -> int:
    return int(name) - 1 if name.isdecimal() else ord(name.upper()) - 65
