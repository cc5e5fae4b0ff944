"""Blocks of MkDocs: an opening line and a body indented under it.

!!! warning "Mind the step"          === "Adam"
    It is high.                          Keeps two moments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late

ADMONITION = late(r"^(?:!!!|\?\?\?\+?)\s+(?P<type>[\w-]+)(?:[\w\s|-]*?)(?:\s+\"(?P<title>[^\"]*)\")?\s*$")
TAB = re.compile(r"^===[!+]?\s+\"(?P<title>[^\"]*)\"\s*$")

_OPENINGS = frozenset({"!!!", "???", "==="})
_INSIDE = 4
"""Columns by which a body is indented."""
_DEEPEST = 6


def as_markdown(texts: Sequence[str], *, depth: int = 0) -> list[str]:
    """The same number of lines with admonitions as callouts and tabs under their title in bold."""
    result: list[str] = []
    at = 0
    while at < len(texts):
        may_open = texts[at][:3] in _OPENINGS and depth < _DEEPEST
        note = ADMONITION.match(texts[at]) if may_open else None
        tab = TAB.match(texts[at]) if may_open else None
        if not (note or tab):
            result.append(texts[at])
            at += 1
            continue
        end = at + 1
        while end < len(texts) and (not texts[end].strip() or texts[end].startswith(" " * _INSIDE)):
            end += 1
        while end > at + 1 and not texts[end - 1].strip():
            end -= 1
        body = as_markdown([text[_INSIDE:] for text in texts[at + 1 : end]], depth=depth + 1)
        if note:
            result.append(f"> [!{note['type']}] {note['title'] or ''}".rstrip())
            result += [f"> {text}".rstrip() for text in body]
        elif tab:
            result += [f"**{tab['title']}**", *body]
        at = end
    return result
