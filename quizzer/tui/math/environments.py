"""What stands between `\\begin` and `\\end`, put on one line."""

from __future__ import annotations

from quizzer.tui.math.reading import Piece, Role, join, words

Table = list[list[list[Piece]]]

ROWS = frozenset(
    words("gather gathered align aligned alignat equation split multline flalign eqnarray displaymath math")
)
"""Environments that only stack formulas: each row becomes a line of its own."""
WITH_COLUMNS = frozenset({"array", "tabular", "alignat", "alignedat"})
"""These take an argument of their own that says how columns stand."""
_CASES = frozenset({"cases", "dcases", "rcases"})
_MATRICES = {"matrix": "[]", "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖",
             "smallmatrix": "[]", "array": "[]", "tabular": "[]"}  # fmt: skip


def flat(table: Table) -> list[Piece]:
    """Rows and cells run together: cells without a mark, rows with a semicolon."""
    pieces: list[Piece] = []
    for row in table:
        cells = [piece for cell in row for piece in cell]
        if cells and pieces:
            pieces.append(Piece(";", Role.COMMA))
        pieces += cells
    return pieces


def pieces(name: str, table: Table) -> tuple[Piece, ...]:
    """An environment inside a line: `{ a if x; b if y }`, `[1, 2; 3, 4]`, or its rows one after the other."""
    rows = [[join(cell) for cell in row] for row in table]
    rows = [row for row in rows if any(row)]
    if name in _CASES:
        return (Piece("{ " + "; ".join(_case(row) for row in rows) + " }", Role.WORD),)
    if name in _MATRICES:
        brackets = _MATRICES[name]
        return (Piece(brackets[0] + "; ".join(", ".join(row) for row in rows) + brackets[1]),)
    return tuple(flat(table))


def _case(row: list[str]) -> str:
    value, condition = row[0].rstrip(","), " ".join(row[1:]).strip()
    if not condition:
        return value
    says_so = condition.split()[0].lower().rstrip(",") in {"if", "when", "otherwise", "else", "for", "where", "and"}
    return f"{value} {condition}" if says_so else f"{value} if {condition}"
