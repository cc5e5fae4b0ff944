"""The dimension of a formula: what it measures, when the names in it measure something."""

from __future__ import annotations

from collections.abc import Mapping

from quizzer.answers.formula_tree import Binary, Call, Literal, Name, Node, Unary
from quizzer.answers.units import NUMBER, Dimension


class MixedUnits(Exception):
    """Bytes plus seconds."""


def dimension_of(node: Node, names: Mapping[str, Dimension]) -> Dimension:
    """The dimension of a formula whose names have these. Raises MixedUnits for bytes plus seconds and the like."""
    match node:
        case Name(name):
            return names[name]
        case Unary(_, term):
            return dimension_of(term, names)
        case Binary("*" | "/" as sign, left, right):
            return dimension_of(left, names).times(dimension_of(right, names), 1 if sign == "*" else -1)
        case Binary("+" | "-" | "%" | "//", left, right):
            first, second = dimension_of(left, names), dimension_of(right, names)
            if first != second:
                raise MixedUnits
            return first
        case Binary("**", left, Literal(int(power))):
            return dimension_of(left, names).to(power)
        case Call("min" | "max" | "abs" | "round" | "ceil" | "floor", arguments):
            dimensions = {dimension_of(argument, names) for argument in arguments}
            if len(dimensions) != 1:
                raise MixedUnits
            return dimensions.pop()
        case Binary("**", left, right) if not (dimension_of(left, names).is_number and right):
            raise MixedUnits
        case Call(_, arguments):
            if any(not dimension_of(argument, names).is_number for argument in arguments):
                raise MixedUnits
    return NUMBER
