"""Arguments: what a card or a person gives for the parameters of an answer function, read, completed and checked."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizzer.answers import expression, quantity, readable, sequence, units
from quizzer.answers.formula_tree import FormulaError
from quizzer.answers.registry import AnswerFunction, Number, Parameter, Shape, Value, numbers_of, plain_name
from quizzer.errors import AnswerError


@dataclass(frozen=True, slots=True)
class Arguments:
    """Values for one call."""

    given: Mapping[str, Value]
    """What the question states, under the registered names."""
    values: Mapping[str, Value]
    """Everything known: given, default and derived."""
    derived: tuple[str, ...] = ()
    """Names that were worked out from others, in that order."""


def bind(function: AnswerFunction, stated: Mapping[str, object]) -> Arguments:
    """Read what is stated, add defaults and derived values, check ranges and constraints.

    `stated` maps names or aliases to numbers, text (`"16 GB"`, `"float16"`) or lists. Raises AnswerError.
    """
    given: dict[str, Value] = {}
    for name, raw in stated.items():
        parameter = function.parameter(name)
        if parameter.name in given:
            raise AnswerError(f"{function.name}: {parameter.name} is given twice")
        given[parameter.name] = read_value(parameter, raw)
    values, derived = _completed(function, given)
    missing = [name for name in function.arguments if name not in values]
    if missing:
        raise AnswerError(_missing(function, missing[0], values))
    for text in function.constraints:
        if not holds(text, numbers_of(values)):
            raise AnswerError(f"{function.name}: {text} does not hold")
    return Arguments(given, values, tuple(derived))


def call(function: AnswerFunction, arguments: Arguments) -> object:
    """The answer; a failure of the function's arithmetic is an AnswerError that names it."""
    return call_with(function.run, function, arguments)


def call_with(run: Callable[..., object], function: AnswerFunction, arguments: Arguments) -> object:
    """The same for a slip or a step that takes the function's arguments."""
    try:
        return run(**{name: arguments.values[name] for name in function.arguments})
    except AnswerError:
        raise
    except (ArithmeticError, ValueError, IndexError, TypeError) as error:
        raise AnswerError(f"{function.name} has no value for these parameters ({error})") from None


def read_value(parameter: Parameter, raw: object) -> Value:
    """One value in base units. Raises AnswerError with the parameter's name."""
    try:
        value = _choice(parameter, raw) if parameter.choices else _shaped(parameter, raw)
    except AnswerError as error:
        raise AnswerError(f"{parameter.name}: {error.message}", hint=error.hint) from None
    _check_range(parameter, value)
    return int(value) if parameter.is_whole and isinstance(value, float) else value


def shown_value(parameter: Parameter, value: Value) -> str:
    """A value as a question shows it: `4,096`, `float16`, `312 TFLOP/s`, `[1, 2, 3]`."""
    for choice in parameter.choices:
        if choice.value == value and type(choice.value) is type(value):
            return choice.name
    if isinstance(value, tuple | frozenset):
        rows = sorted(value) if isinstance(value, frozenset) else value
        if rows and isinstance(rows[0], tuple):
            return f"[{', '.join(readable.listed(row) for row in rows)}]"
        return readable.listed(rows)
    if isinstance(value, int | float):
        unit = units.parse_unit(parameter.unit)
        if parameter.unit == "ratio":
            return readable.plain(value)
        if value < 1e6 and unit.dimension in (units.NUMBER, units.TOKEN, units.PARAM):
            return readable.plain(value)
        return readable.short(value, unit.dimension, parameter.unit)
    return str(value)


_COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


def holds(constraint: str, values: Mapping[str, Number]) -> bool:
    """Whether `left == right` (or <, <=, >, >=, !=) is true; also when it speaks of what is not known.

    Both sides are in the formula language. Raises FormulaError when the constraint cannot be read.
    """
    match = re.fullmatch(r"([^=<>!]+)(==|!=|<=|>=|=|<|>)([^=<>!]+)", constraint)
    if match is None:
        raise FormulaError(f"cannot read the constraint {constraint!r}", hint="such as hidden_size % heads == 0")
    left, right = expression.parse(match[1]), expression.parse(match[3])
    if not (left.names | right.names) <= values.keys():
        return True
    return _COMPARISONS[match[2]](left.value(values), right.value(values))


def _completed(function: AnswerFunction, given: Mapping[str, Value]) -> tuple[dict[str, Value], list[str]]:
    """Derived values until nothing more follows, then defaults for the rest, then derived ones again."""
    values = dict(given)
    derived: list[str] = []
    _derive(function, values, derived)
    for parameter in function.parameters:
        if parameter.name not in values and parameter.default is not None:
            values[parameter.name] = parameter.default
    _derive(function, values, derived)
    return values, derived


def _derive(function: AnswerFunction, values: dict[str, Value], derived: list[str]) -> None:
    waiting = [parameter for parameter in function.parameters if parameter.derived and parameter.name not in values]
    for _ in range(len(waiting)):
        for parameter in waiting:
            formula = expression.parse(parameter.derived)
            numbers = numbers_of(values)
            if parameter.name not in values and formula.names <= numbers.keys():
                value = formula.value(numbers)
                if parameter.is_whole and value != int(value):
                    raise AnswerError(
                        f"{function.name}: {parameter.name} = {parameter.derived} is {readable.plain(value)}, "
                        "not a whole number"
                    )
                values[parameter.name] = int(value) if parameter.is_whole else value
                derived.append(parameter.name)
                _check_range(parameter, values[parameter.name])


def _missing(function: AnswerFunction, name: str, values: Mapping[str, Value]) -> str:
    parameter = function.parameter(name)
    sources = sorted(expression.parse(parameter.derived).names - values.keys()) if parameter.derived else []
    instead = f", or {' and '.join(sources)}" if sources else ""
    return f"{function.name} needs {name} ({parameter.about}){instead}"


def _choice(parameter: Parameter, raw: object) -> Value:
    wanted = plain_name(str(raw).strip("\"' "))
    for choice in parameter.choices:
        if type(raw) is type(choice.value) and raw == choice.value:
            return choice.value
        if wanted in map(plain_name, (choice.name, *choice.aliases)):
            return choice.value
    for choice in parameter.choices:  # the value itself, as in dtype=2 or dtype="2 bytes"
        if isinstance(choice.value, int | float) and _is_value(choice.value, raw, parameter.unit):
            return choice.value
    names = ", ".join(choice.name for choice in parameter.choices)
    raise AnswerError(f"{raw!s:.40} is not one of them", hint=f"one of {names}")


def _is_value(value: Number, raw: object, unit: str) -> bool:
    if isinstance(raw, int | float):
        return raw == value and isinstance(raw, bool) == isinstance(value, bool)
    try:
        return any(found.value == value for found in quantity.read(str(raw), unit)) and not isinstance(value, bool)
    except AnswerError:
        return False


def _shaped(parameter: Parameter, raw: object) -> Value:
    if parameter.shape is not Shape.SCALAR:
        return sequence.read_shaped(_as_text(raw), parameter.shape)
    if isinstance(raw, bool):
        raise AnswerError("a number is wanted")
    if isinstance(raw, int | float):
        return raw if isinstance(raw, int) else expression.parse("x").value({"x": raw})
    return quantity.read(str(raw).strip("\"' "), parameter.unit)[0].value


def _as_text(raw: object) -> str:
    """Lists come from YAML as lists and from a prompt as text; both are read in one way."""
    if isinstance(raw, list | tuple):
        return f"[{', '.join(_as_text(each) for each in raw)}]"
    return str(raw)


def _check_range(parameter: Parameter, value: Value) -> None:
    flat = value if isinstance(value, tuple | frozenset) else (value,)
    for each in flat:
        for number in each if isinstance(each, tuple) else (each,):
            if not isinstance(number, int | float):
                continue
            if not parameter.low <= number <= parameter.high:
                raise AnswerError(
                    f"{parameter.name} is {readable.plain(number)}, sensible is "
                    f"{readable.plain(parameter.low)} to {readable.plain(parameter.high)}"
                    if parameter.high < 1e300 and parameter.low > -1e300
                    else f"{parameter.name} is {readable.plain(number)}, which is out of range"
                )
            if parameter.is_whole and number != int(number):
                raise AnswerError(f"{parameter.name} is {readable.plain(number)}, a whole number is wanted")
