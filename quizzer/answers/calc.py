"""The calculator: `kv_cache_bytes(layers=24, ...)` or plain arithmetic with units, worked out with its steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from quizzer.answers import arguments, checker, quantity, readable, registry, units, worked
from quizzer.answers.checker import Expected
from quizzer.answers.expression import FUNCTIONS
from quizzer.answers.registry import AnswerFunction, Parameter, Worked
from quizzer.errors import AnswerError, UsageError

MAX_LENGTH = 4000
_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*\((.*)\)\s*", re.DOTALL)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})*\Z")


@dataclass(frozen=True, slots=True)
class Calculation:
    """What a calculation gave."""

    value: object
    """In base units."""
    answer: str
    """Exact and readable: `201,326,592 B = 192 MiB = 201.3 MB`."""
    steps: tuple[Worked, ...] = ()
    others: tuple[str, ...] = ()
    """What else the text may have meant: `as MiB: 201,326,592 B`."""


def calculate(text: str) -> Calculation:
    """Work out a call of an answer function, or arithmetic in the formula language with units.

    Raises UsageError for everything else, in one line.
    """
    if len(text) > MAX_LENGTH:
        raise UsageError(f"at most {MAX_LENGTH:,} characters")
    call = _CALL.fullmatch(text)
    try:
        if call is not None and call[1] not in FUNCTIONS and _closes_at_end(text):
            return _called(registry.function(call[1]), stated(call[2]))
        return _worked_out(text)
    except AnswerError as error:
        hint = error.hint or "arithmetic with units, or an answer function: quizzer calc --list"
        raise UsageError(error.message, hint=hint) from None


def stated(text: str) -> dict[str, object]:
    """The arguments of a call, `name=value` each, values as text. Raises AnswerError.

    >>> stated("layers=24, tokens=8,192, dtype=float16")
    {'layers': '24', 'tokens': '8,192', 'dtype': 'float16'}
    """
    found: dict[str, object] = {}
    last = ""
    for part in _split(text):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals and last and re.fullmatch(r"\d{3}", name) and _THOUSANDS.match(str(found[last])):
            found[last] = f"{found[last]},{name}"
            continue
        if not equals or not name or not value:
            raise AnswerError(f"cannot read {part.strip()!r}", hint="name every parameter, as in layers=24")
        if name in found:
            raise AnswerError(f"{name} is given twice")
        found[name] = value
        last = name
    return found


def listing(name: str = "") -> str:
    """Documentation of every answer function, topic by topic; of one when it is named. Raises AnswerError."""
    if name:
        return document(registry.function(name))
    by_topic = sorted(registry.functions(), key=lambda entry: entry.topic)
    sections = []
    for topic, entries in groupby(by_topic, key=lambda entry: entry.topic):
        sections.append("\n\n".join([topic.upper(), *(document(entry) for entry in entries)]))
    return "\n\n\n".join(sections)


def document(function: AnswerFunction) -> str:
    """Name, what it gives, formula with source, and its parameters, a line each."""
    lines = [signature(function), *(f"    {line}" for line in function.documentation.splitlines())]
    lines += [f"      {_parameter_line(parameter)}" for parameter in function.parameters]
    return "\n".join(line.rstrip() for line in lines)


def signature(function: AnswerFunction) -> str:
    """`mfu(parameters, tokens_per_second, peak_flops, [devices], ...) → ratio`."""
    shown = [
        f"[{parameter.name}]" if parameter.default is not None or parameter.derived else parameter.name
        for parameter in function.parameters
    ]
    gives = function.unit or ("number" if function.shape is registry.Shape.SCALAR else function.shape.value)
    return f"{function.name}({', '.join(shown)}) → {gives}"


def _called(function: AnswerFunction, given: dict[str, object]) -> Calculation:
    bound = arguments.bind(function, given)
    value = arguments.call(function, bound)
    answer = checker.shown_truth(Expected(value, function.unit, function.shape))
    return Calculation(value, answer, worked.worked_steps(function, bound))


def _worked_out(text: str) -> Calculation:
    first, *others = quantity.read(text)
    return Calculation(
        first.value,
        _shown(first),
        others=tuple(f"{checker.way(other, text)}: {_shown(other)}" for other in others),
    )


def _shown(found: quantity.Quantity) -> str:
    return readable.full(found.value, found.dimension, "ratio" if found.is_percent else "")


def _parameter_line(parameter: Parameter) -> str:
    parts = [f"{parameter.name}: {parameter.about}"]
    if parameter.choices:
        parts.append(f"one of {', '.join(choice.name for choice in parameter.choices)}")
    elif parameter.unit:
        parts.append(f"in {units.parse_unit(parameter.unit).dimension.symbol or parameter.unit}")
    if parameter.derived:
        parts.append(f"else {parameter.derived}")
    if parameter.default is not None:
        parts.append(f"default {arguments.shown_value(parameter, parameter.default)}")
    if parameter.aliases:
        parts.append(f"also {', '.join(parameter.aliases[:4])}")
    return "; ".join(parts)


def _closes_at_end(text: str) -> bool:
    """Whether the first bracket is closed by the last one, so that it is one call and not `f(1) + (2)`."""
    depth = 0
    for place, char in enumerate(text.rstrip()):
        depth += (char == "(") - (char == ")")
        if depth == 0 and char == ")":
            return place == len(text.rstrip()) - 1
    return False


def _split(text: str) -> list[str]:
    """Cut at the commas outside brackets and quotes."""
    parts, depth, quote = [""], 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        else:
            depth += (char in "([{") - (char in ")]}")
        if char == "," and not quote and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part.strip()]
