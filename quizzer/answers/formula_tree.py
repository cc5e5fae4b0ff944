"""The tree of a formula: numbers, names, signs and calls; the limits that keep it small."""

from __future__ import annotations

from dataclasses import dataclass

from quizzer.errors import AnswerError

MAX_LENGTH = 300
"""Characters of a formula, all of them ASCII."""
MAX_DEPTH = 30
"""Brackets inside brackets, counted before anything is parsed."""
MAX_NODES = 120
"""Numbers, names, operators and calls."""
MAX_BITS = 256
"""Size of a whole number, checked before it is made."""
MAX_FACTORIAL = 50
MAX_NAMES = 20
"""Parameters of one formula."""
MAX_PLACES = 15
"""Decimal places that `round` may be asked for."""

Number = int | float
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2, "**": 4}
"""How tightly each operator binds; a sign before a term binds between `*` and `**`, as in Python."""
UNARY_BINDING = 3


class FormulaError(AnswerError):
    """A formula that is not in the language, is too big, or has no finite value."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number as written."""

    value: Number


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before a term."""

    sign: str
    term: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two terms and the operator between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the fixed table."""

    name: str
    arguments: tuple[Node, ...]


Node = Literal | Name | Unary | Binary | Call
