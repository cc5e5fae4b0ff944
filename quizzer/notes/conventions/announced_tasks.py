"""Tasks in a list under the one word that says what to do: `Calculate:`, `Compare:`.

    Compare:

    a) slip and glaze                     i. the shrinkage of a bar of 10 cm
       Slip is clay, glaze is glass.         1.2 cm
    b) bisque and glost firing

Something has to be told below at least half of them; the others are still open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question, words_of

NAME = "task in a list"

_ANNOUNCED = late(
    r"^[*_]{0,3}(?P<task>(?:briefly )?(?:calculate|compute|compare|contrast|compare and contrast|define|describe|derive|discuss|distinguish between|differentiate between"
    r"|estimate|evaluate|explain|find|give|illustrate|interpret|justify|name|outline|prove|show|sketch|solve|state|work out|write))"
    r"(?: (?:each of )?the following(?: [\w-]+){0,3}| these(?: [\w-]+){0,2})?[*_]{0,3}\s?:[*_]{0,3}$",
    re.IGNORECASE,
)
_ITEM = late(r"^[*_]{0,2}(?P<mark>[-*+•]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)])[*_]{0,2}\s+(?P<text>\S.*)$")
_FEWEST = 2
_LONGEST = 30
"""Words of what is asked for."""


def read(page: Page) -> Iterator[Find]:
    """Every task of every such list."""
    if not page.outline.holds(":"):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        for number in free:
            line = lines[number]
            is_short = line.kind is LineKind.TEXT and ":" in line.body[-4:] and len(line.body) < 80 and line.indent < 4
            announced = _ANNOUNCED.match(line.body) if is_short else None
            if announced:
                yield from _tasks(page, section, number, announced["task"])


def _tasks(page: Page, section: Section, announced: int, task: str) -> Iterator[Find]:
    lines = page.outline.lines
    items = _items(lines, section, announced)
    told = sum(any(line.body for line in lines[start + 1 : end]) for start, end in items)
    if len(items) < _FEWEST or told * 2 < len(items) or not all(page.is_free(start) for start, _ in items):
        return
    texts = [_text(lines[start]) for start, _ in items]
    if any(not words_of(text) or len(words_of(text)) > _LONGEST for text in texts):
        return
    yield Find((), "", context=[announced])
    context = page.context_of(section, inclusive=True)
    for (start, end), text in zip(items, texts, strict=True):
        asked = front_text(text)
        question = asked if is_question(asked) else f"{task}: {asked}"
        unit = Unit(question, start, start + 1, page.next_card(start, end), NAME, context=context)
        if find := read_unit(page, unit):
            yield find


def _items(lines: Sequence[Line], section: Section, announced: int) -> list[tuple[int, int]]:
    """Where each item of the list below begins and ends."""
    first = next((n for n in range(announced + 1, section.end) if lines[n].body), section.end)
    if first == section.end or lines[first].is_masked or not _ITEM.match(lines[first].body):
        return []
    margin, starts, end = lines[first].indent, [first], section.end
    for number in range(first + 1, section.end):
        line = lines[number]
        if not line.body or line.is_masked or line.indent > margin:
            continue
        if _ITEM.match(line.body) and line.indent == margin:
            starts.append(number)
        elif not lines[number - 1].body:
            end = number
            break
    return list(pairwise((*starts, end)))


def _text(line: Line) -> str:
    found = _ITEM.match(line.body)
    return found["text"] if found else line.body
