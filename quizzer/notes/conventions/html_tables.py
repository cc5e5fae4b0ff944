"""Tables and definition lists written in HTML: a card for each row that names and explains, and for each `<dt>`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from quizzer.domain.cards import Kind
from quizzer.notes.conventions.tables import explains, skipped_columns
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.html_text import html_as_markdown
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question

NAME = "table of terms"
DEFINITIONS = "definition list"

_TABLE = re.compile(r"</?table\b", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]*>", re.IGNORECASE)
_END = re.compile(r"</t(?:r|able|body|head|foot)\s*>.*", re.IGNORECASE | re.DOTALL)
_TERM = re.compile(r"<dt\b[^<>]*>", re.IGNORECASE)
_MEANING = re.compile(r"<dd\b[^<>]*>", re.IGNORECASE)
_LIST_END = re.compile(r"</d(?:t|d|l)\s*>", re.IGNORECASE)
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines count from 0, `end` is one past the last."""

    start: int
    end: int
    cells: tuple[str, ...]


def read(page: Page) -> Iterator[Find]:
    """One card for each row of a table in HTML that names and explains."""
    for start, end in _tables(page):
        rows = _rows(page, start, end)
        if len(rows) < 2:
            continue
        header, body = rows[0].cells, rows[1:]
        section = page.section_at(start)
        skip = skipped_columns(header)
        if not explains(header[skip:], [row.cells[skip:] for row in body], front_text(section.title)):
            continue
        context = page.context_of(section, inclusive=True)
        for row in body:
            cells = row.cells[skip:]
            if len(cells) > 1 and cells[0]:
                yield _find(page, row, cells, header[skip:], context)
        yield Find((), "", context=page.free_lines(start, end))


def _tables(page: Page) -> Iterator[tuple[int, int]]:
    lines = page.outline.lines
    opened = -1
    for number, line in enumerate(lines):
        if "<" not in line.body or line.is_masked or not page.is_free(number):
            continue
        for tag in _TABLE.findall(line.body):
            if not tag.startswith("</"):
                opened = number if opened < 0 else opened
            elif opened >= 0:
                if number - opened < _LONGEST:
                    yield opened, number + 1
                opened = -1


def read_definitions(page: Page) -> Iterator[Find]:
    """One card for each `<dt>` with the `<dd>` under it."""
    lines = page.outline.lines
    numbers = [n for n, line in enumerate(lines) if "<" in line.body and _TERM.search(line.body) and page.is_free(n)]
    for index, start in enumerate(numbers):
        limit = numbers[index + 1] if index + 1 < len(numbers) else min(len(lines), page.section_at(start).end)
        end = start + 1
        while end < limit and "</dl" not in lines[end - 1].body.lower() and not lines[end - 1].is_masked:
            end += 1
        term, *meanings = _MEANING.split("\n".join(line.text for line in lines[start:end]))
        name = front_text(html_as_markdown(_TERM.sub("", term, count=1)))
        answer = "\n\n".join(html_as_markdown(_LIST_END.sub("", meaning)) for meaning in meanings)
        context = page.context_of(page.section_at(start), inclusive=True)
        if not name:
            continue
        if is_empty(answer) or is_only_links(answer):
            yield Find(range(start, end), page.stub(name, (start, end), context=context))
            continue
        draft = page.card(name, answer, (start, end), convention=DEFINITIONS, context=context, kind=Kind.DEFINITION)
        yield Find(range(start, end), draft)


def _rows(page: Page, start: int, end: int) -> list[_Row]:
    texts = [line.text for line in page.outline.lines[start:end]]
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text) + 1)
    whole = "\n".join(texts)
    marks = [*_ROW.finditer(whole)]
    rows = []
    for index, mark in enumerate(marks):
        last = marks[index + 1].start() if index + 1 < len(marks) else len(whole)
        inside = _END.sub("", whole[mark.end() : last])
        cells = tuple(html_as_markdown(cell) for cell in _CELL.split(inside)[1:])
        first = bisect_right(offsets, mark.start()) - 1
        final = bisect_right(offsets, mark.end() + max(0, len(inside.rstrip()) - 1)) - 1
        rows.append(_Row(start + first, start + max(first, final) + 1, cells))
    return rows


def _find(page: Page, row: _Row, cells: tuple[str, ...], header: tuple[str, ...], context: tuple[str, ...]) -> Find:
    term = front_text(cells[0])
    answer = "" if is_only_links(cells[1]) else cells[1]
    for name, cell in zip(header[2:], cells[2:], strict=False):
        if cell and not is_only_links(cell):
            answer = f"{answer}\n\n{name}: {cell}".strip()
    span = (row.start, row.end)
    if not term or is_empty(answer):
        return Find(range(*span), page.stub(term or cells[0], span, context=context))
    kind = Kind.BASIC if is_question(term) else Kind.DEFINITION
    return Find(range(*span), page.card(term, answer, span, convention=NAME, context=context, kind=kind))
