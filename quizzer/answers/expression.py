"""The formula language: numbers, names, `+ - * / // % **` and a fixed table of functions; nothing else exists.

A formula comes from a deck or is typed by a person, so it is read by the small parser below and never by
Python's. Every bound is checked by counting before the work is done: characters, brackets, nodes, the bits
of a whole number before it is made. A formula therefore gives a finite real number or a `FormulaError`, at once.

Operators bind as in Python: `-2 ** 2` is -4 and `2 ** 3 ** 2` is 512. Whole numbers stay exact; `/` gives a
whole number when it divides evenly.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

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

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
"""What a parameter may be called."""

Number = int | float
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*\.)(?![A-Za-z_.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|//|[-+*/%(),]))"
)
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2, "**": 4}
_UNARY_BINDING = 3


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
            return _finite(_value(self.root, values))
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
    _check_depth(text)
    parser = _Parser(text)
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


def _check_depth(text: str) -> None:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth > MAX_DEPTH:
            raise FormulaError(f"brackets go at most {MAX_DEPTH} deep")
        if depth < 0:
            break
    if depth:
        raise FormulaError(f"brackets do not match in {text.strip()!r}")


class _Parser:
    """Precedence climbing over the tokens; counts nodes as it makes them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.place = 0
        self.nodes = 0
        self.names: set[str] = set()

    def expression(self, binding: int) -> Node:
        left = self.term()
        while True:
            sign = self.peek()
            own = _BINDING.get(sign, -1)
            if own < 0 or own < binding:
                return left
            self.place += 1
            self.count()
            right = self.expression(own if sign == "**" else own + 1)
            left = Binary(sign, left, right)

    def term(self) -> Node:
        self.count()
        kind, token = self.next()
        if kind == "number":
            return Literal(_number(token))
        if kind == "name":
            return self.named(token)
        if token in ("+", "-"):
            return Unary(token, self.expression(_UNARY_BINDING))
        if token == "(":
            inside = self.expression(0)
            self.expect(")")
            return inside
        raise self.error(token)

    def named(self, name: str) -> Node:
        if self.peek() != "(":
            if not NAME.match(name):
                raise FormulaError(f"{name!r} cannot be a parameter: small letters, digits and _ only")
            self.names.add(name)
            return Name(name)
        if name not in _CALLS:
            raise FormulaError(f"no function {name!r}", hint=f"a formula may use {', '.join(_CALLS)}")
        self.place += 1
        arguments = [self.expression(0)]
        while self.peek() == ",":
            self.place += 1
            arguments.append(self.expression(0))
        self.expect(")")
        least, most = _CALLS[name][1:]
        if not least <= len(arguments) <= most:
            raise FormulaError(f"{name} does not take {len(arguments)} arguments")
        return Call(name, tuple(arguments))

    def count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FormulaError(f"a formula has at most {MAX_NODES} numbers, names and operators")

    def peek(self) -> str:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def next(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise FormulaError(f"{self.text.strip()!r} stops too early" if self.tokens else "the formula is empty")
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            raise self.error(self.peek())
        self.place += 1

    def expect_end(self) -> None:
        if self.place < len(self.tokens):
            raise self.error(self.peek())

    def error(self, token: str) -> FormulaError:
        where = f"at {token!r}" if token else "at its end"
        return FormulaError(f"cannot read {self.text.strip()!r} {where}")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            rest = text[place:].lstrip()
            raise FormulaError(f"cannot read {text.strip()!r} at {rest[:12]!r}")
        yield str(match.lastgroup), match[str(match.lastgroup)]
        place = match.end()


def _number(token: str) -> Number:
    if token.isdigit() or token.replace("_", "").isdigit():
        digits = token.replace("_", "")
        if len(digits) > 78:  # 2 ** 256 has 78 digits
            raise FormulaError(f"a whole number has at most {MAX_BITS} bits")
        return _bounded(int(digits))
    value = float(token.replace("_", ""))
    if not math.isfinite(value):
        raise FormulaError(f"{token} is too large")
    return value


def _value(node: Node, values: Mapping[str, Number]) -> Number:
    match node:
        case Literal(value):
            return value
        case Name(name):
            if name not in values:
                raise FormulaError(f"no value for {name!r}")
            return _finite(values[name])
        case Unary(sign, term):
            inner = _value(term, values)
            return -inner if sign == "-" else inner
        case Binary(sign, left, right):
            return _OPERATORS[sign](_value(left, values), _value(right, values))
        case Call(name, arguments):
            return _finite(_CALLS[name][0](*(_value(argument, values) for argument in arguments)))


def _finite(value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError("a formula gives one real number")
    if isinstance(value, int):
        return _bounded(value)
    if not math.isfinite(value):
        raise FormulaError("no finite value")
    return value


def _bounded(value: int) -> int:
    if value.bit_length() > MAX_BITS:
        raise FormulaError(f"a whole number has at most {MAX_BITS} bits")
    return value


def _times(left: Number, right: Number) -> Number:
    return _finite(left * right)


def _over(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return _finite(left / right)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if abs(base) > 1 and (abs(base).bit_length() - 1) * exponent > MAX_BITS:
            raise FormulaError(f"a power gives at most {MAX_BITS} bits")
        return _bounded(base ** min(exponent, 2 + exponent % 2) if abs(base) <= 1 else base**exponent)
    return _finite(float(base) ** float(exponent))


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
    "+": lambda left, right: _finite(left + right),
    "-": lambda left, right: _finite(left - right),
    "*": _times,
    "/": _over,
    "//": lambda left, right: _finite(left // right),
    "%": lambda left, right: _finite(left % right),
    "**": _power,
}

_CALLS: Mapping[str, tuple[Callable[..., Number], int, int]] = {
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
FUNCTIONS = tuple(_CALLS)
"""The calls that exist."""

_SHOWN_SIGNS = {"*": " × ", "/": " / ", "//": " // ", "%": " mod ", "+": " + ", "-": " - ", "**": "^"}


def _written(node: Node, shown: Mapping[str, str], binding: int) -> str:
    match node:
        case Literal(value):
            return shown_number(value)
        case Name(name):
            return shown.get(name, name)
        case Unary(sign, term):
            return f"{sign}{_written(term, shown, _UNARY_BINDING)}"
        case Call(name, arguments):
            return f"{name}({', '.join(_written(argument, shown, 0) for argument in arguments)})"
        case Binary(sign, left, right):
            own = _BINDING[sign]
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
