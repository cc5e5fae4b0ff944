"""Arithmetic that cannot run away: every size is checked by counting before the number is made."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from quizzer.answers.formula_tree import (
    MAX_BITS,
    MAX_FACTORIAL,
    MAX_PLACES,
    Binary,
    Call,
    FormulaError,
    Literal,
    Name,
    Node,
    Number,
    Unary,
)


def worth(node: Node, values: Mapping[str, Number]) -> Number:
    """The value of a tree for these parameters. Raises FormulaError, and whatever Python's arithmetic raises."""
    match node:
        case Literal(value):
            return value
        case Name(name):
            if name not in values:
                raise FormulaError(f"no value for {name!r}")
            return finite(values[name])
        case Unary(sign, term):
            inner = worth(term, values)
            return -inner if sign == "-" else inner
        case Binary(sign, left, right):
            return _OPERATORS[sign](worth(left, values), worth(right, values))
        case Call(name, arguments):
            return finite(CALLS[name][0](*(worth(argument, values) for argument in arguments)))


def finite(value: object) -> Number:
    """A real number of bounded size, else a FormulaError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError("a formula gives one real number")
    if isinstance(value, int):
        return bounded(value)
    if not math.isfinite(value):
        raise FormulaError("no finite value")
    return value


def bounded(value: int) -> int:
    """A whole number of bounded size, else a FormulaError."""
    if value.bit_length() > MAX_BITS:
        raise FormulaError(f"a whole number has at most {MAX_BITS} bits")
    return value


def _times(left: Number, right: Number) -> Number:
    return finite(left * right)


def _over(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return finite(left / right)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if abs(base) > 1 and (abs(base).bit_length() - 1) * exponent > MAX_BITS:
            raise FormulaError(f"a power gives at most {MAX_BITS} bits")
        return bounded(base ** min(exponent, 2 + exponent % 2) if abs(base) <= 1 else base**exponent)
    return finite(float(base) ** float(exponent))


def _factorial(count: Number) -> int:
    whole = _whole(count, "factorial")
    if not 0 <= whole <= MAX_FACTORIAL:
        raise FormulaError(f"factorial takes 0 to {MAX_FACTORIAL}")
    return math.factorial(whole)


def _comb(count: Number, chosen: Number) -> int:
    n, k = _whole(count, "comb"), _whole(chosen, "comb")
    if n < 0 or k < 0:
        raise FormulaError("comb takes numbers from 0")
    k = min(k, n - k) if k <= n else 0
    # comb(n, k) >= (n / k) ** k, so a result that fits has few factors; each partial product is smaller still.
    if k and (math.log2(n) - math.log2(k)) * k > MAX_BITS:
        raise FormulaError(f"comb gives at most {MAX_BITS} bits")
    return math.comb(n, k) if chosen <= count else 0


def _round(value: Number, places: Number = 0) -> Number:
    digits = _whole(places, "round")
    if abs(digits) > MAX_PLACES:
        raise FormulaError(f"round takes at most {MAX_PLACES} places")
    return round(value, digits) if digits else round(value)


def _whole(value: Number, who: str) -> int:
    if isinstance(value, float) and not value.is_integer():
        raise FormulaError(f"{who} takes whole numbers")
    return int(value)


_OPERATORS: Mapping[str, Callable[[Number, Number], Number]] = {
    "+": lambda left, right: finite(left + right),
    "-": lambda left, right: finite(left - right),
    "*": _times,
    "/": _over,
    "//": lambda left, right: finite(left // right),
    "%": lambda left, right: finite(left % right),
    "**": _power,
}

CALLS: Mapping[str, tuple[Callable[..., Number], int, int]] = {
    "sqrt": (math.sqrt, 1, 1),
    "log": (math.log, 1, 2),
    "log2": (math.log2, 1, 1),
    "log10": (math.log10, 1, 1),
    "exp": (math.exp, 1, 1),
    "ceil": (math.ceil, 1, 1),
    "floor": (math.floor, 1, 1),
    "round": (_round, 1, 2),
    "abs": (abs, 1, 1),
    "min": (lambda *values: min(values), 1, 20),
    "max": (lambda *values: max(values), 1, 20),
    "factorial": (_factorial, 1, 1),
    "comb": (_comb, 2, 2),
}
