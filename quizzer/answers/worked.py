"""The worked solution: each step with this question's numbers, and the sub-results by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizzer.answers import expression, readable, units
from quizzer.answers.arguments import Arguments, call_with
from quizzer.answers.expression import shown_number, substituted
from quizzer.answers.registry import AnswerFunction, Number, Step, Worked, numbers_of


def worked_steps(function: AnswerFunction, arguments: Arguments) -> tuple[Worked, ...]:
    """Derived parameters first, then the function's own steps. Raises AnswerError when a step has no value."""
    if not isinstance(function.steps, tuple):
        return _derived(function, arguments) + tuple(call_with(function.steps, function, arguments))  # type: ignore[arg-type]
    return _derived(function, arguments) + work(function.steps, numbers_of(arguments.values))


def work(steps: Sequence[Step], values: Mapping[str, Number]) -> tuple[Worked, ...]:
    """Lines `name = formula = with numbers = value` for steps over known numbers."""
    known = dict(values)
    lines = []
    for step in steps:
        known[step.name] = expression.parse(step.formula).value(known)
        lines.append(_line(step, known))
    return tuple(lines)


def listed(lines: Sequence[Worked]) -> list[str]:
    """The lines as text, equals signs below each other; a line that is only words stays as it is."""
    width = max((len(line.name) for line in lines), default=0)
    return [
        " = ".join(filter(None, (f"{line.name:<{width}}", line.working, line.value))) if line.name else line.working
        for line in lines
    ]


def sub_results(function: AnswerFunction, arguments: Arguments) -> dict[str, Number]:
    """Every number a slip may speak of: parameters and steps."""
    known = numbers_of(arguments.values)
    if isinstance(function.steps, tuple):
        for step in function.steps:
            known[step.name] = expression.parse(step.formula).value(known)
    return known


def _derived(function: AnswerFunction, arguments: Arguments) -> tuple[Worked, ...]:
    known = numbers_of(arguments.values)
    lines = []
    for name in arguments.derived:
        parameter = function.parameter(name)
        if parameter.derived not in known:  # `kv_heads = heads` says nothing
            lines.append(_line(Step(name, parameter.derived, parameter.unit), known))
    return tuple(lines)


def _line(step: Step, known: Mapping[str, Number]) -> Worked:
    formula = expression.parse(step.formula)
    in_names = substituted(formula, {})
    in_numbers = substituted(formula, {name: shown_number(known[name]) for name in formula.names})
    working = in_names if in_names == in_numbers else f"{in_names} = {in_numbers}"
    dimension = units.parse_unit(step.unit).dimension
    value = known[step.name]
    shown = readable.full(value, dimension, step.unit) if step.unit == "ratio" else readable.exact(value, dimension)
    return Worked(step.name, working, shown)
