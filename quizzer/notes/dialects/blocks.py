"""Fenced ```quizzer blocks: cards written as fields inside a note, in the words of a YAML deck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "quizzer block"
_OPENING = late(r"^[ \t>]*(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*\{?\.?quizzer\b[^`]*$", re.IGNORECASE)


def read(page: Page) -> Iterator[Find]:
    """Every block of the note; a card that does not fit becomes a problem, and its block's other cards stay."""
    lines = page.outline.lines if "quizzer" in page.outline.text.casefold() else ()
    number = 0
    while number < len(lines):
        found = _OPENING.match(lines[number].text) if lines[number].kind is LineKind.CODE else None
        if not found:
            number += 1
            continue
        start = number
        number += 1
        while number < len(lines) and lines[number].kind is LineKind.CODE:
            number += 1
            if lines[number - 1].body.lstrip("> ").startswith(found[1]):
                break
        yield from _read_block(page, start, number, found[1])


def _read_block(page: Page, start: int, end: int, fence: str) -> Iterator[Find]:
    from quizzer.notes.deck_file import read_block  # hardly any note has such blocks

    lines = page.outline.lines
    is_closed = end - 1 > start and lines[end - 1].body.lstrip("> ").startswith(fence)
    inside = [line.text for line in lines[start + 1 : end - is_closed]]
    margin = min((len(text) - len(text.lstrip(" \t")) for text in inside if text.strip()), default=0)
    drafts, problems = read_block("\n".join(text[margin:] for text in inside), page.path, start + 1)
    page.problems += problems
    section = next(
        (section for section in reversed(page.outline.sections) if section.line < start), page.outline.sections[0]
    )
    context = page.context_of(section, inclusive=True)
    for draft in drafts:
        tags = tuple(dict.fromkeys((*page.tags_at(start), *draft.tags)))
        yield Find(
            range(draft.line - 1, draft.end_line),
            replace(draft, context=context, tags=tags, deck=draft.deck or page.deck, convention=NAME),
        )
    rest = range(start, end)
    if drafts:
        yield Find((), "", context=[start, *([end - 1] if is_closed else [])])
    yield Find(rest, problems[0].message if problems else "a quizzer block without cards")
