"""Blocks of metadata that part a note without saying anything of its subject.

Under a heading of their own and above a rule, where the text below the rule is that of the title, or in a box:

    # Glazes melt at once
    ## Metadata
    - Status: #draft
    ---
    A glaze melts as soon as …            > [!info] Citation
                                          > Somebody, A. (2019). …
"""

from __future__ import annotations

import re

from quizzer.notes.lines import Line, LineKind

_TITLE = re.compile(r"^\W*(?:note |file )?meta-?\s?(?:data|daten|datos|dati)?\W*$", re.IGNORECASE)
_BOX = re.compile(
    r"^>\s*\[!(?:(?:citation|metadata|bibtex|bibliography)\][+-]?|[\w-]+\][+-]?\s+(?:\W{1,3}\s)?(?:(?:full |paper )?citation|metadata|bibtex|cite as|how to cite))\W*$",
    re.IGNORECASE,
)
_LONGEST = 20
_FIELDS = frozenset({LineKind.ITEM, LineKind.BLANK})


def mark_metadata(lines: list[Line]) -> None:
    """The heading and the fields of such a block say nothing of the subject, nor do they part the note."""
    for number, line in enumerate(lines):
        if line.kind is LineKind.QUOTE and "[!" in line.body[:8] and _BOX.match(line.body[:80]):
            end = next((n for n in range(number + 1, len(lines)) if lines[n].kind is not LineKind.QUOTE), len(lines))
            for each in lines[number:end]:
                each.kind = LineKind.COMMENT
        if line.kind is not LineKind.HEADING or not _TITLE.match(line.content[:40]):
            continue
        limit = min(len(lines), number + _LONGEST)
        end = next((n for n in range(number + 1, limit) if lines[n].kind not in _FIELDS), limit)
        below = next((each for each in lines[end + 1 : end + _LONGEST] if each.body), None)
        fields = [each.content for each in lines[number + 1 : end] if each.kind is LineKind.ITEM]
        is_closed = end < limit and lines[end].kind is LineKind.RULE
        is_told = below is not None and below.kind is not LineKind.HEADING
        if is_closed and is_told and fields and all(":" in text for text in fields):
            for each in lines[number:end]:
                each.kind = LineKind.COMMENT if each.body else each.kind
