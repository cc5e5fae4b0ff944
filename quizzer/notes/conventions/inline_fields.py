"""Inline fields that define: `[**Working memory**:: what the mind holds for seconds]`.

A vault that is queried keeps its definitions in such brackets, in a list, in a callout or in running notes. The card is
the definition; the text around may quote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "inline field"
_FIELD = re.compile(
    r"^(?:>\s*)*(?:[-*+]\s+)?[\[(](?:\*\*|__)(?P<name>[^*_:]{2,80})(?:\*\*|__)::\s+(?P<meaning>\S+\s.*\S)[\])]$"
)
_KINDS = (LineKind.TEXT, LineKind.ITEM, LineKind.QUOTE)


def read(page: Page) -> Iterator[Find]:
    """Every line that is such a field and nothing else."""
    for number, line in enumerate(page.outline.lines):
        if "**::" not in line.body and "__::" not in line.body:
            continue
        found = _FIELD.match(line.body) if line.kind in _KINDS and page.is_free(number) else None
        if not found:
            continue
        draft = page.card(
            front_text(found["name"]),
            found["meaning"],
            (number, number + 1),
            convention=NAME,
            context=page.context_of(page.section_at(number), inclusive=True),
            kind=Kind.DEFINITION,
            confidence=Confidence.SURE,
        )
        yield Find([number], draft, is_shared=True)
