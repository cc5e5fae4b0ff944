"""Rows for Anki in a fence of a note, as people paste them there to import them later: the fence begins with `#separator:`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzer.notes.dialects.finding import context_at
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "rows for Anki"
_FIRST = "#separator:"


def read(page: Page) -> Iterator[Find]:
    """Every row of every such fence."""
    lines = page.outline.lines
    for number in range(1, len(lines)) if page.outline.holds(_FIRST) else ():
        line, above = lines[number], lines[number - 1]
        if not (line.kind is LineKind.CODE and line.text.startswith(_FIRST) and page.is_free(number)):
            continue
        if above.body.startswith(("```", "~~~")):
            end = number
            while (
                end < len(lines) and lines[end].kind is LineKind.CODE and not lines[end].body.startswith(above.body[:3])
            ):
                end += 1
            yield from _rows(page, number, end)


def _rows(page: Page, start: int, end: int) -> Iterator[Find]:
    from quizzer.notes.anki_text import read_export  # hardly any note has such rows

    text = "\n".join(line.text for line in page.outline.lines[start:end])
    reading = read_export(text, page.path)
    if reading.is_refused or not reading.drafts:
        return
    context = context_at(page, start)
    for draft in reading.drafts:
        first, last = draft.line + start, draft.end_line + start
        tags = tuple(dict.fromkeys((*page.tags_at(start), *draft.tags)))
        own = replace(draft, line=first, end_line=last, context=context, tags=tags, deck=draft.deck or page.deck)
        yield Find(range(first - 1, last), own)
    for stub in reading.stubs:
        span = (stub.line - 1 + start, stub.end_line + start)
        yield Find(range(*span), page.stub(stub.question, span, context=context))
    yield Find(range(start - 1, min(end + 1, len(page.outline.lines))), "rows for Anki")
