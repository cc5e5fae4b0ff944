"""What crosses the pipe to a plugin's process: values and descriptions of functions as JSON, nothing executable."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from quizzer.answers import units
from quizzer.answers.formula_parser import NAME
from quizzer.answers.formula_tree import MAX_BITS
from quizzer.answers.registry import AnswerFunction, Choice, Parameter, Shape, Slip, Step, Worked
from quizzer.answers.tolerance import Measure, Tolerance
from quizzer.errors import AnswerError

MAX_ELEMENTS = 4096
"""Numbers of one value."""
MAX_TEXT = 2000

Remote = Callable[[str, Mapping[str, object]], object]
"""Runs `call`, `steps` or `slip 3` of one function in the plugin's process."""


def packed(value: object) -> object:
    """A value as JSON has it; a set is marked."""
    if isinstance(value, frozenset | set):
        return {"set": sorted(value)}
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, Worked):
        return [value.name, value.working, value.value]
    return value


def packed_values(values: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a call as JSON has them."""
    return {name: packed(value) for name, value in values.items()}


def unpacked(value: object) -> Any:
    """A value from JSON, checked: finite numbers, texts and lists of them. Raises AnswerError."""
    if isinstance(value, Mapping) and set(value) == {"set"}:
        return frozenset(unpacked(value["set"]))
    if isinstance(value, list):
        if len(value) > MAX_ELEMENTS:
            raise AnswerError("a plugin gave too long a list")
        return tuple(unpacked(each) for each in value)
    if isinstance(value, bool | str) and len(str(value)) <= MAX_TEXT:
        return value
    if isinstance(value, int) and value.bit_length() <= MAX_BITS:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise AnswerError("a plugin gave something that is no finite answer")


def description(function: AnswerFunction) -> dict[str, object]:
    """A function without its code."""
    return {
        "name": function.name,
        "topic": function.topic,
        "documentation": function.documentation,
        "parameters": [_parameter_fields(parameter) for parameter in function.parameters],
        "arguments": list(function.arguments),
        "unit": function.unit,
        "shape": function.shape.value,
        "tolerance": [function.tolerance.measure.value, function.tolerance.amount],
        "steps": [_texts(step) for step in function.steps] if isinstance(function.steps, tuple) else None,
        "slips": [[slip.name, slip.wrong if isinstance(slip.wrong, str) else None, slip.message] for slip in function.slips],
        "cues": list(function.cues),
        "constraints": list(function.constraints),
        "low": _end(function.low),
        "high": _end(function.high),
    }  # fmt: skip


def rebuilt(given: Mapping[str, Any], remote: Remote) -> AnswerFunction:
    """The function on this side, whose code runs on the other. Raises AnswerError when the description does not fit."""
    try:
        return _rebuilt(given, remote)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise AnswerError("a plugin describes a function in a way that cannot be read") from None


def _rebuilt(given: Mapping[str, Any], remote: Remote) -> AnswerFunction:
    name = str(given["name"])
    if not NAME.match(name):
        raise AnswerError(f"a plugin's function cannot be called {name[:40]!r}")
    units.parse_unit(str(given["unit"]))

    def run(**values: object) -> Any:
        return unpacked(remote("call", values))

    def steps(**values: object) -> Sequence[Worked]:
        return [Worked(*map(str, line)) for line in unpacked(remote("steps", values))]

    run.__doc__ = str(given["documentation"])[:MAX_TEXT]
    return AnswerFunction(
        name=name,
        topic=str(given["topic"]),
        run=run,
        parameters=tuple(_parameter(each) for each in given["parameters"]),
        arguments=tuple(map(str, given["arguments"])),
        unit=str(given["unit"]),
        shape=Shape(given["shape"]),
        tolerance=Tolerance(Measure(given["tolerance"][0]), float(given["tolerance"][1])),
        steps=steps if given["steps"] is None else tuple(Step(*map(str, each)) for each in given["steps"]),
        slips=tuple(_slip(place, each, remote) for place, each in enumerate(given["slips"])),
        cues=tuple(map(str, given["cues"])),
        constraints=tuple(map(str, given["constraints"])),
        low=_number(given["low"], -math.inf),
        high=_number(given["high"], math.inf),
    )


def _slip(place: int, given: Sequence[Any], remote: Remote) -> Slip:
    def wrong(**values: object) -> Any:
        return unpacked(remote(f"slip {place}", values))

    return Slip(str(given[0]), wrong if given[1] is None else str(given[1]), str(given[2]))


def _parameter_fields(parameter: Parameter) -> dict[str, object]:
    packed_fields: dict[str, object] = {each.name: packed(getattr(parameter, each.name)) for each in fields(parameter)}
    packed_fields["choices"] = [[choice.name, choice.value, list(choice.aliases)] for choice in parameter.choices]
    return packed_fields | {"low": _end(parameter.low), "high": _end(parameter.high)}


def _parameter(given: Mapping[str, Any]) -> Parameter:
    choices = tuple(Choice(str(name), unpacked(value), tuple(map(str, also))) for name, value, also in given["choices"])
    name = str(given["name"])
    if not NAME.match(name):
        raise AnswerError(f"a plugin's parameter cannot be called {name[:40]!r}")
    return Parameter(
        name=name,
        about=str(given["about"]),
        unit=str(given["unit"]),
        shape=Shape(given["shape"]),
        is_whole=bool(given["is_whole"]),
        low=_number(given["low"], -math.inf),
        high=_number(given["high"], math.inf),
        default=None if given["default"] is None else unpacked(given["default"]),
        derived=str(given["derived"]),
        choices=choices,
        aliases=tuple(map(str, given["aliases"])),
        typical=unpacked(given["typical"]),
        must_be_stated=bool(given["must_be_stated"]),
    )


def _texts(step: Step) -> list[str]:
    return [step.name, step.formula, step.unit, step.about]


def _end(number: float) -> float | None:
    """JSON has no infinity."""
    return number if math.isfinite(number) else None


def _number(given: object, otherwise: float) -> float:
    return float(given) if isinstance(given, int | float) else otherwise
