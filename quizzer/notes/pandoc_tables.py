"""Tables that pandoc draws with dashes, drawn with bars instead.

    +---------+------------------+        Loss      Used for
    | Glaze   | > runs at        |      --------- -----------------
    +=========+==================+        Salt      jugs
    | Celadon | > 1280 °C        |        Ash       bowls
    +---------+------------------+

Cells may go on over several lines. A table takes as many lines as before: rows first, then blank ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.notes.masks import FENCE_LINE

_GRID = re.compile(r"^\+(?:[-=:]{3,}\+)+\s*$")
_COLUMNS = re.compile(r"^ {0,4}-{3,}(?: +-{3,})+\s*$")
_FULL = re.compile(r"^ {0,4}-{20,}\s*$")
_QUOTE = re.compile(r"^>\s?")
_MOST_LINES = 120
_TALLEST_HEADER = 5

Rows = list[list[str]]


def with_barred_tables(text: str) -> str:
    """The text with such tables as Markdown has them."""
    if "\n+--" not in text and "\n+==" not in text and "--- --" not in text and "---  -" not in text:
        return text
    lines = text.split("\n")
    at, is_fenced = 0, False
    while at < len(lines):
        is_fenced ^= bool(FENCE_LINE.match(lines[at]))
        found = None if is_fenced else _grid(lines, at) or _simple(lines, at)
        if found:
            start, end, rows = found
            drawn = _drawn(rows)
            if len(drawn) <= end - start:
                lines[start:end] = [*drawn, *[""] * (end - start - len(drawn))]
            at = end
        else:
            at += 1
    return "\n".join(lines)


def _drawn(rows: Rows) -> list[str]:
    width = max(map(len, rows))
    cells = [[cell.replace("|", "\\|") for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return [lines[0], "|" + "---|" * width, *lines[1:]]


def _grid(lines: Sequence[str], start: int) -> tuple[int, int, Rows] | None:
    """A table with crosses at the corners of its cells: where it begins and ends, and its rows."""
    if not lines[start].startswith("+") or not _GRID.match(lines[start]):
        return None
    rows: Rows = []
    parts: list[list[str]] = []
    end = start + 1
    while end < min(len(lines), start + _MOST_LINES) and lines[end].startswith(("|", "+")):
        if _GRID.match(lines[end]):
            rows += [_joined(parts)] if parts else []
            parts = []
        else:
            parts.append([cell.strip() for cell in lines[end].strip().strip("|").split("|")])
        end += 1
    return (start, end, rows) if len(rows) > 1 and not parts else None


def _simple(lines: Sequence[str], at: int) -> tuple[int, int, Rows] | None:
    """A table whose columns are told by the dashes below its header."""
    if "--- " not in lines[at] or not _COLUMNS.match(lines[at]):
        return None
    spans = [(found.start(), found.end()) for found in re.finditer(r"-+", lines[at])]
    top = at - 1
    while top >= max(0, at - _TALLEST_HEADER) and lines[top].strip() and not _FULL.match(lines[top]):
        top -= 1
    is_framed = top >= 0 and bool(_FULL.match(lines[top])) and top < at - 1
    start = top if is_framed else at - 1
    if (
        start < 0
        or not lines[at - 1].strip()
        or (not is_framed and lines[at - 1][:1] not in {" ", "\t"} and spans[0][0])
    ):
        return None
    header = _joined([_cells(line, spans) for line in lines[top + 1 : at]])
    bodies, end = _bodies(lines, at + 1, is_framed)
    rows = [_joined([_cells(line, spans) for line in body]) for body in bodies]
    return (start, end, [header, *rows]) if rows else None


def _bodies(lines: Sequence[str], start: int, is_framed: bool) -> tuple[list[list[str]], int]:
    """The lines of each row and where the table ends: at the lower frame, else at the next blank line."""
    bodies: list[list[str]] = []
    body: list[str] = []
    at = start
    while at < min(len(lines), start + _MOST_LINES):
        line = lines[at]
        if _FULL.match(line) or _COLUMNS.match(line):
            return ([*bodies, body] if body else bodies), at + 1
        if not is_framed and not line.strip():
            break
        if line.strip() and is_framed:
            body.append(line)
        elif line.strip():
            bodies.append([line])
        elif body:
            bodies.append(body)
            body = []
        at += 1
    return ([], at) if is_framed else (bodies, at)


def _cells(line: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    ends = [start for start, _ in spans[1:]]
    edges = [0, *ends, max(len(line), spans[-1][1])]
    return [line[a:b].strip() for a, b in pairwise(edges)]


def _joined(parts: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a row whose lines are given, without the marks of quotations and hard breaks."""
    width = max(map(len, parts))
    return [" ".join(_words(parts, column)) for column in range(width)]


def _words(parts: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    for part in parts:
        word = _QUOTE.sub("", part[column]).removesuffix("\\").strip() if column < len(part) else ""
        if word:
            yield word
