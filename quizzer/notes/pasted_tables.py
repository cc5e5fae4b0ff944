"""Tables that were pasted as text, their cells parted by tabs, drawn as tables.

Rows stand right below one another, each with as many cells as the first: two or more rows of three cells, three of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MARKED = re.compile(r"^(?:[-*+•>|#]|\d{1,3}[.)])(?:\s|$)|^[>|#]")
_FEWEST = {2: 3}
"""How many rows of so few cells are a table; elsewhere two are enough."""


def with_tables(texts: Sequence[str], is_code: Sequence[bool]) -> list[str]:
    """The lines of an answer, with bars around the cells of such rows and a rule below the first."""
    result = list(texts)
    for start, end in _runs(texts, is_code):
        columns = len(_cells(texts[start]))
        if end - start < _FEWEST.get(columns, 2):
            continue
        for number in range(start, end):
            result[number] = f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in _cells(texts[number]))} |"
        result[start] += "\n|" + "---|" * columns
    return result


def _runs(texts: Sequence[str], is_code: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where lines of as many cells follow one another, two cells at the least."""
    start = 0
    while start < len(texts):
        end = start + 1
        columns = 0 if is_code[start] else len(_cells(texts[start]))
        if columns > 1:
            while end < len(texts) and not is_code[end] and len(_cells(texts[end])) == columns:
                end += 1
            yield start, end
        start = end


def _cells(text: str) -> list[str]:
    body = text.strip()
    if "\t" not in body or _MARKED.match(body):
        return []
    return [cell.strip() for cell in body.split("\t")]
