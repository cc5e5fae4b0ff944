"""The parser of the formula language: precedence climbing over the tokens, counting nodes as it makes them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from quizzer.answers.formula_arithmetic import CALLS, bounded
from quizzer.answers.formula_tree import (
    BINDING,
    MAX_BITS,
    MAX_DEPTH,
    MAX_NODES,
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
from quizzer.domain.patterns import late

NAME = late(r"[a-z][a-z0-9_]*\Z")
"""What a parameter may be called."""
_TOKEN = late(
    r"\s*(?:(?P<number>(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*\.)(?![A-Za-z_.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|//|[-+*/%(),]))"
)


class Parser:
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
            own = BINDING.get(sign, -1)
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
            return Unary(token, self.expression(UNARY_BINDING))
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
        if name not in CALLS:
            raise FormulaError(f"no function {name!r}", hint=f"a formula may use {', '.join(CALLS)}")
        self.place += 1
        arguments = [self.expression(0)]
        while self.peek() == ",":
            self.place += 1
            arguments.append(self.expression(0))
        self.expect(")")
        least, most = CALLS[name][1:]
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


def check_depth(text: str) -> None:
    """Refuse brackets that go too deep or do not match, before anything recurses."""
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth > MAX_DEPTH:
            raise FormulaError(f"brackets go at most {MAX_DEPTH} deep")
        if depth < 0:
            break
    if depth:
        raise FormulaError(f"brackets do not match in {text.strip()!r}")


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
        return bounded(int(digits))
    value = float(token.replace("_", ""))
    if not math.isfinite(value):
        raise FormulaError(f"{token} is too large")
    return value
