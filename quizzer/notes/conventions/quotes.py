"""Block quotes that define: `> **Power law** is …`.

The quote stays part of its section; what its bold opening names is a card of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import is_empty
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term

NAME = "definition in a quote"

_MARK = re.compile(r"^\s*(?:>\s?)+")


def read(page: Page) -> Iterator[Find]:
    """Each paragraph of a quote that opens with a bold term."""
    lines = page.outline.lines
    for section in page.outline.sections:
        quoted = [n for n in page.free_lines(section.start, section.end) if lines[n].kind is LineKind.QUOTE]
        for paragraph in _paragraphs(quoted, [_MARK.sub("", lines[n].text).rstrip() for n in quoted]):
            numbers = [number for number, _ in paragraph]
            text = "\n".join(part for _, part in paragraph)
            term = read_term(text.replace("\n", " "))
            if not term or term.is_attribute or term.style not in {Style.BOLD, Style.BOLD_SENTENCE}:
                continue
            if not text.startswith(("**", "__")):
                continue
            context = page.context_of(section, inclusive=True)
            span = (numbers[0], numbers[-1] + 1)
            if is_empty(term.meaning):
                yield Find(numbers, page.stub(term.name, span, context=context))
                continue
            draft = page.card(
                term.name,
                term.meaning,
                span,
                convention=NAME,
                context=context,
                kind=Kind.DEFINITION,
                confidence=Confidence.LIKELY,
            )
            yield Find(numbers, draft, is_shared=True)


def _paragraphs(numbers: list[int], texts: list[str]) -> Iterator[list[tuple[int, str]]]:
    paragraph: list[tuple[int, str]] = []
    for number, text in zip(numbers, texts, strict=True):
        if not text or (paragraph and number != paragraph[-1][0] + 1):
            if paragraph:
                yield paragraph
            paragraph = []
        if text:
            paragraph.append((number, text))
    if paragraph:
        yield paragraph
