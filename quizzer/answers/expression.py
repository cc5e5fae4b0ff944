"""The formula language: numbers, names, `+ - * / // % **` and a fixed table of functions; nothing else exists.

A formula comes from a deck or is typed by a person, so it is read by the small parser below and never by
Python's. Every bound is checked by counting before the work is done: characters, brackets, nodes, the bits
of a whole number before it is made. A formula therefore gives a finite real number or a `FormulaError`, at once.

Operators bind as in Python: `-2 ** 2` is -4 and `2 ** 3 ** 2` is 512. Whole numbers stay exact; `/` gives a
whole number when it divides evenly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizzer.answers.formula_arithmetic import CALLS, finite, worth
from quizzer.answers.formula_parser import Parser, check_depth
from quizzer.answers.formula_tree import (
    BINDING,
    MAX_LENGTH,
    MAX_NAMES,
    UNARY_BINDING,
    Binary,
    Call,
    FormulaError,
    Literal,
    Name,
    Node,
    Number,
    Unary,
)

FUNCTIONS = tuple(CALLS)
"""The calls that exist."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been read; evaluating it cannot be expensive."""

    text: str
    root: Node
    names: frozenset[str]
    """The parameters that it speaks of."""

    def value(self, values: Mapping[str, Number]) -> Number:
        """The finite value for these parameters. Raises FormulaError."""
        try:
            return finite(worth(self.root, values))
        except ZeroDivisionError:
            raise FormulaError(f"{self.text}: division by zero") from None
        except (OverflowError, ValueError, ArithmeticError):
            raise FormulaError(f"{self.text}: no finite value") from None


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """Read a formula. Raises FormulaError when it is not in the language or too big."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula has at most {MAX_LENGTH} characters, this one has {len(text)}")
    if not text.isascii():
        odd = next(char for char in text if not char.isascii())
        raise FormulaError(f"only ASCII characters in a formula, not {odd!a}")
    check_depth(text)
    parser = Parser(text)
    root = parser.expression(0)
    parser.expect_end()
    names = frozenset(parser.names)
    if len(names) > MAX_NAMES:
        raise FormulaError(f"a formula has at most {MAX_NAMES} parameters, this one has {len(names)}")
    return Formula(text.strip(), root, names)


def evaluate(text: str, values: Mapping[str, Number] | None = None) -> Number:
    """The value of a formula at once.

    >>> evaluate("2 * layers ** 2", {"layers": 3})
    18
    """
    return parse(text).value(values or {})


def substituted(formula: Formula, shown: Mapping[str, str]) -> str:
    """The formula as a person writes it, names replaced by what `shown` holds for them.

    >>> substituted(parse("heads*tokens/2"), {"heads": "32"})
    '32 × tokens / 2'
    """
    return _written(formula.root, shown, 0)


_SHOWN_SIGNS = {"*": " × ", "/": " / ", "//": " // ", "%": " mod ", "+": " + ", "-": " - ", "**": "^"}


def _written(node: Node, shown: Mapping[str, str], binding: int) -> str:
    match node:
        case Literal(value):
            return shown_number(value)
        case Name(name):
            return shown.get(name, name)
        case Unary(sign, term):
            text = f"{sign}{_written(term, shown, UNARY_BINDING)}"
            return f"({text})" if binding > UNARY_BINDING else text
        case Call(name, arguments):
            return f"{name}({', '.join(_written(argument, shown, 0) for argument in arguments)})"
        case Binary(sign, left, right):
            own = BINDING[sign]
            left_binding, right_binding = (own + 1, own) if sign == "**" else (own, own + 1)
            text = f"{_written(left, shown, left_binding)}{_SHOWN_SIGNS[sign]}{_written(right, shown, right_binding)}"
            return f"({text})" if own < binding else text


def shown_number(value: Number) -> str:
    """A number inside a worked step: grouped digits, at most six significant ones after a point.

    >>> shown_number(2097152), shown_number(0.48076923), shown_number(3.12e14)
    ('2,097,152', '0.480769', '3.12e14')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and abs(value) < 10**15:
        digits = str(abs(value)).rstrip("0")
        if abs(value) >= 10**9 and len(digits) <= 4:
            return _scientific(value)
        return f"{value:,}"
    if 1e-4 <= abs(value) < 1e9:
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return _scientific(value)


def _scientific(value: Number) -> str:
    mantissa, _, exponent = f"{value:.5e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}"
