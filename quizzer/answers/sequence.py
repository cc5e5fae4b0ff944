"""Lists as people type them: vectors, matrices, sets and rows of words, with or without brackets."""

from __future__ import annotations

import re

from quizzer.answers import quantity
from quizzer.answers.registry import Shape
from quizzer.answers.typed import Illegible

MAX_ELEMENTS = 64
MAX_ROWS = 16
MAX_TYPED = 4000
"""Characters of a whole list."""

_OPENING, _CLOSING = "[({⟨<", "])}⟩>"
_QUOTES = "\"'`“”‘’"


def read_vector(text: str, unit: str | None = None) -> tuple[float, ...]:
    """The numbers of `[1, 2, 3]`, `1 2 3`, `(0.1; 20 %)`, `1/3, 2/3`. Raises Illegible."""
    return tuple(_number(part, unit) for part in _parts(_bare(text)))


def read_set(text: str) -> frozenset[float]:
    """The numbers of `{0, 2}`, `0 2` or `{}`; their order and repetitions do not count. Raises Illegible."""
    if text.strip() and _bare(text) in ("", "∅", "none", "empty"):
        return frozenset()
    return frozenset(read_vector(text))


def read_matrix(text: str) -> tuple[tuple[float, ...], ...]:
    """Rows of `[[1, 2], [3, 4]]` or `1 2; 3 4`, all of one length. Raises Illegible."""
    inside = text.strip()
    rows = re.findall(r"\[([^\[\]]*)\]", inside) or re.findall(r"\(([^()]*)\)", inside)
    if not rows:
        rows = [row for row in re.split(r"[;\n]", _bare(inside)) if row.strip()]
    if len(rows) > MAX_ROWS:
        raise Illegible(f"at most {MAX_ROWS} rows")
    matrix = tuple(tuple(_number(part, None) for part in _parts(row)) for row in rows)
    if not matrix or len({len(row) for row in matrix}) != 1:
        raise Illegible("rows of one length are wanted, as in [[1, 2], [3, 4]]")
    return matrix


def read_words(text: str) -> tuple[str, ...]:
    """The tokens of `["lo", "w"]`, `lo w`, `lo | w`. Raises Illegible."""
    bare = _bare(text)
    quoted = re.findall(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`", bare)
    if quoted:
        found = [next(filter(None, groups), "") for groups in quoted]
    else:
        found = [part.strip() for part in re.split(r"[,|;]" if re.search(r"[,|;]", bare) else r"\s+", bare)]
    found = [word for word in found if word]
    if not found:
        raise Illegible("no words")
    if len(found) > MAX_ELEMENTS:
        raise Illegible(f"at most {MAX_ELEMENTS} words")
    return tuple(found)


def read_text(text: str) -> str:
    """One word or name, without quotes, case and spare spaces. Raises Illegible."""
    word = " ".join(text.strip().strip(_QUOTES).split()).casefold().rstrip(".")
    if not word:
        raise Illegible("nothing typed")
    return word


def read_shaped(text: str, shape: Shape) -> object:
    """What was typed where `shape` (not a scalar) is asked. Raises Illegible."""
    if len(text) > MAX_TYPED:
        raise Illegible("that is too long for an answer")
    match shape:
        case Shape.VECTOR:
            return read_vector(text)
        case Shape.MATRIX:
            return read_matrix(text)
        case Shape.SET:
            return read_set(text)
        case Shape.WORDS:
            return read_words(text)
    return read_text(text)


def _bare(text: str) -> str:
    """Without one pair of outer brackets, and without `x =` before it."""
    inside = re.sub(r"^\s*[A-Za-z_]\w*\s*=\s*", "", text).strip().lstrip("~≈= ")
    if inside[:1] and inside[0] in _OPENING and inside[-1] == _CLOSING[_OPENING.index(inside[0])]:
        inside = inside[1:-1].strip()
    return inside


def _parts(text: str) -> list[str]:
    """Cut at semicolons, else at commas (`1,5` inside a list of semicolons is a decimal comma), else at spaces."""
    if ";" in text:
        parts = text.split(";")
    elif "," in text:
        parts = text.split(",")
    else:
        parts = text.split()
    if len(parts) > MAX_ELEMENTS:
        raise Illegible(f"at most {MAX_ELEMENTS} numbers")
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    if not parts:
        raise Illegible("no numbers")
    return parts


def _number(text: str, unit: str | None) -> float:
    stripped = text.strip().strip(_QUOTES)
    return quantity.read(stripped, unit if unit is not None else "ratio")[0].value
