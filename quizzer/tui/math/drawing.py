"""A display formula in two dimensions, drawn by TeXicode. The only module that knows it.

TeXicode has no stable interface and raises whatever it meets on input it does not expect, so everything here is
guarded: None means that the caller should use its one-line form.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from copy import deepcopy
from functools import lru_cache

from quizzer.tui.math.reading import words

LONGEST = 2_000
"""Characters of TeX; drawing time grows with nesting."""

_LITERALS = {
    "−": "-", "–": "-", "∼": r"\sim ", "≤": r"\leq ", "≥": r"\geq ", "≠": r"\neq ", "≈": r"\approx ", "×": r"\times ",
    "·": r"\cdot ", "⋅": r"\cdot ", "∝": r"\propto ", "→": r"\to ", "∑": r"\sum ", "√": r"\sqrt ", "∞": r"\infty ",
    "∈": r"\in ", "±": r"\pm ", "…": r"\ldots ", "’": "'", "\t": " ", "\n": " ", "\r": " ",
}  # fmt: skip
_REWRITES = (
    (re.compile(r"(?<!\\)%.*"), ""),
    (re.compile(r"\\\\\s*\[[^\]\n]{0,12}\]"), r"\\\\ "),
    (re.compile(r"(\\\\\s*){2,}"), r"\\\\ "),
    (re.compile(r"\\\\\s*(?=\\end)"), ""),
    (re.compile(r"\\operatorname\*?"), r"\\text"),
    (re.compile(r"\\(?:d|t|c)frac"), r"\\frac"),
    (re.compile(r"\\(begin|end)\{(\w+)\*\}"), r"\\\1{\2}"),
    (re.compile(r"\\begin\{(?:gathered|equation|displaymath|multline)\}"), r"\\begin{gather}"),
    (re.compile(r"\\end\{(?:gathered|equation|displaymath|multline)\}"), r"\\end{gather}"),
    (re.compile(r"\\(?:textcolor)\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:color|label)\{[^{}]*\}"), " "),
    (re.compile(r"\\(?:nonumber|notag|displaystyle|limits|nolimits)(?![A-Za-z])"), " "),
    (re.compile(r"\\top(?![A-Za-z])"), "T"),
    (re.compile(r"\\bmod(?![A-Za-z])"), r"\\text{ mod }"),
    (re.compile(r"\\(arg|exp|ln|log|max|min)(?=\s*[\\A-Za-z])(?!\s*\\(?:left|big|Big|quad))"), r"\\\1\\: "),
    (re.compile(r"\\(?:land)(?![A-Za-z])"), r"\\wedge "),
    (re.compile(r"(?<=[-+}\w)|\]])\s*(?=\\(?:sum|prod)(?![A-Za-z]))"), r" \\: "),
)  # fmt: skip
_RARE = re.compile("[\ua720-\ua7ff\U00010780-\U000107bf\ufffd]|\U0001070d|𐞥")
"""Small letters that hardly any terminal font has."""


_TALL = re.compile("[╶┌┰⌠⎛⎡⎧⎨⎢⎜┸│‖╲]")
"""Bars, roots, sums and tall brackets: without one of these a line of text reads better than a drawing."""

_TALL_SIGNS = {
    "sum": ([["_", "_", "_"], ["╲", " ", " "], ["╱", "_", "_"]], 1),
    "prod": ([["┰", "─", "┰", " "], ["┃", " ", "┃", " "], ["┸", " ", "┸", " "]], 1),
}
"""TeXicode's own sum looks like no sigma in most fonts, and its product touches what comes next."""

_SPACED = re.compile(
    r"\\(?:leq?|geq?|neq?|approx|equiv|sim|propto|to|in|notin|times|pm|quad|qquad)(?![A-Za-z])|\\.|\\[A-Za-z]+|[{}=+<>]",
    re.DOTALL,
)
_OPERATORS = frozenset(words("= + < > le leq ge geq ne neq approx equiv propto to in notin times pm sim"))


def _aired(tex: str) -> str:
    """The formula with thin space asked for around the operators that stand in no group, where TeXicode has none."""
    depth = 0

    def space(found: re.Match[str]) -> str:
        nonlocal depth
        part = found[0]
        depth += {"{": 1, "}": -1}.get(part, 0)
        return f"\\: {part} \\: " if depth == 0 and part.removeprefix("\\") in _OPERATORS else part

    return _SPACED.sub(space, tex)


@lru_cache(maxsize=256)
def _rows(source: str) -> tuple[str, ...] | None:
    tex = source
    for literal, macro in _LITERALS.items():
        tex = tex.replace(literal, macro)
    for pattern, shorter in _REWRITES:
        tex = pattern.sub(shorter, tex)
    try:
        from texicode import arts  # type: ignore[import-untyped]
        from texicode.lexer import lexer  # type: ignore[import-untyped]
        from texicode.parser import parse  # type: ignore[import-untyped]
        from texicode.renderer import render  # type: ignore[import-untyped]

        arts.font = arts.font_normal
        arts.multi_line_leaf_commands.update(deepcopy(_TALL_SIGNS))
        drawn = ["".join(row) for row in render(parse(lexer(_aired(tex).strip(), False), False), False)]
    except Exception:  # it raises ValueError, KeyError, IndexError, TypeError … on what it cannot read
        return None
    rows = _trimmed(drawn)
    art = "\n".join(rows)
    if not _TALL.search(art) or art.count("?") > tex.count("?") or _RARE.search(art) or "\\" in art:
        return None
    return rows


def _letters(text: str) -> Counter[str]:
    """The letters and digits that a reader can see, whatever their size and style; S is not s."""
    return Counter(char for char in unicodedata.normalize("NFKD", text) if char.isalnum())


def _trimmed(rows: list[str]) -> tuple[str, ...]:
    """Without empty rows at either end and empty columns on the left."""
    kept = [row.rstrip() for row in rows]
    while kept and not kept[0]:
        kept.pop(0)
    while kept and not kept[-1]:
        kept.pop()
    margin = min((len(row) - len(row.lstrip(" ")) for row in kept if row), default=0)
    return tuple(row[margin:] for row in kept)


def draw(tex: str, width: int, line: str) -> list[str] | None:
    """The rows of the drawing, two at least; None when it cannot be drawn well within `width` cells.

    `line` is the formula on one line: a drawing that lacks one of its letters has lost something on the way.
    """
    if len(tex) > LONGEST or tex.count("{") > 200:
        return None
    rows = _rows(tex)
    if rows is None or len(rows) < 2 or max(len(row) for row in rows) > width:
        return None
    added = Counter({char: tex.count("cases}") for char in "if"}) + Counter({"c": tex.count("binom")})
    return None if _letters(line) - _letters("".join(rows)) - added else list(rows)
