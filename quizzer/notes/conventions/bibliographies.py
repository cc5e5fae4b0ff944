"""Entries of a bibliography, as they are copied from a paper's page: `@misc{knuth1984, title = {…}, }`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line, LineKind

_ENTRY = late(
    r"^@(?:article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|online|phdthesis|proceedings"
    r"|techreport|unpublished)\s*\{[^\s{}]*,?$",
    re.IGNORECASE,
)
_LONGEST = 30


def bibliography_entry(lines: Sequence[Line], start: int) -> range:
    """The lines of the entry that opens here, up to its closing brace; none where there is no such."""
    line = lines[start]
    if line.kind is not LineKind.TEXT or not _ENTRY.match(line.body[:200]):
        return range(0)
    closing = (n for n in range(start + 1, min(len(lines), start + _LONGEST)) if lines[n].body in {"}", "},"})
    end = next(closing, None)
    return range(start, end + 1) if end is not None else range(0)
