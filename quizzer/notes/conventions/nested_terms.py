"""Terms in bold among the bullets under another term, or under an item that only says that they are terms.

- Jacquard loom: cards lift each thread by itself
    - **Harness**: the cords that do the lifting
- Key definitions:
    - **Heddle**: the loop that holds a thread
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import read_blocks
from quizzer.notes.conventions.glossary_entries import Entry, read_entries
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, Term

NAME = "term and definition"

_NAMES_WORDS = late(
    r"^\W*(?:(?:key|important|main|basic|new|core|other) )?(?:definitions?|terms?|terminology|vocabulary|vocab|glossary|words)\W*$",
    re.IGNORECASE,
)
_DEEPEST = 8
_SLANTED_LABEL = re.compile(r"^(?:\*(?!\*)[^*]{1,40}:\*|_(?!_)[^_]{1,40}:_)\s")


def read(page: Page) -> Iterator[Find]:
    """The terms below an item that announces them and says no more: `- **Key definitions:**`, among other points."""
    lines = page.outline.lines
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if line.kind is not LineKind.ITEM or line.content[-1:] not in ":*_" or not _NAMES_WORDS.match(line.content):
            continue
        section = page.section_at(number)
        after = (n for n in range(number + 1, section.end) if lines[n].body and lines[n].indent <= line.indent)
        end = next(after, section.end)
        below = Entry(number, end, line.content, None, True)
        entries = [each for block in read_blocks(lines, number + 1, end) for each in read_entries(page, block)]
        terms = [entry for entry, _ in _below(page, below)]
        if terms and len(terms) == len(entries):
            context = page.context_of(section, inclusive=True)
            yield from nested_terms(page, below, context, NAME, frozenset())
            yield Find((), "", context=page.free_lines(number, end))


def names_in_common(page: Page, entries: Sequence[Entry]) -> frozenset[str]:
    """The names that several of these terms have below them (`**Yarn count:**`): each says something of its term."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update({term.name.casefold() for _, term in _below(page, entry)})
    return frozenset(name for name, count in counts.items() if count > 1)


def nested_terms(
    page: Page, entry: Entry, context: tuple[str, ...], convention: str, in_common: frozenset[str]
) -> Iterator[Find]:
    """The cards of the terms under one, beside its own; none of those that say something of it."""
    if len(context) > _DEEPEST:
        return
    lines = page.outline.lines
    for inner, term in _below(page, entry):
        answer = back_text([lines[n] for n in range(inner.start + 1, inner.end)], term.meaning)
        if term.name.casefold() in in_common or not answer or is_empty(answer):
            continue
        span = (inner.start, inner.end)
        draft = page.card(
            term.name,
            answer,
            span,
            convention=convention,
            context=context,
            kind=Kind.DEFINITION,
            confidence=Confidence.LIKELY,
        )
        yield Find((), draft)


def _below(page: Page, entry: Entry) -> Iterator[tuple[Entry, Term]]:
    if entry.end - entry.start < 2:
        return
    for block in read_blocks(page.outline.lines, entry.start + 1, entry.end):
        for inner in read_entries(page, block):
            term = inner.term
            is_slanted = entry.text[:2] == "**" and bool(_SLANTED_LABEL.match(inner.text))
            if is_slanted or not inner.is_item or term is None:
                continue  # `*Cost:*` under a name in bold says something of it
            if term.style is Style.BOLD and term.meaning and not term.is_attribute:
                yield inner, term
