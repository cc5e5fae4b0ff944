"""What if: after a right answer, one variable changes and the factor is asked."""

from __future__ import annotations

from dataclasses import dataclass

from quizzer.answers import checker, readable, variants
from quizzer.answers.checker import Expected
from quizzer.answers.computed import ComputedCard, Variant
from quizzer.answers.registry import Number, Value
from quizzer.errors import AnswerError

FACTOR = 2
"""How many times more of the variable; halved when twice as much does not fit."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question about one changed variable."""

    question: str
    expected: Expected
    """The factor by which the answer changes; check it with `checker.check`."""
    explanation: str
    """The factor and the new answer, for after it."""


def what_ifs(card: ComputedCard, variant: Variant) -> tuple[WhatIf, ...]:
    """One for each number that the question states; none when the answer is not a single number other than 0."""
    truth = variant.expected.truth
    if not isinstance(truth, int | float) or truth == 0:
        return ()
    asked = (_asked(card, variant, name, truth) for name in variant.arguments.given)
    return tuple(found for found in asked if found is not None)


def _asked(card: ComputedCard, variant: Variant, name: str, truth: Number) -> WhatIf | None:
    value = variant.arguments.given[name]
    parameter = card.function.parameter(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or parameter.choices or value == 0:
        return None
    for changed, way in ((value * FACTOR, "twice as much"), (value / FACTOR, "half as much")):
        if parameter.is_whole and changed != int(changed):
            continue
        given: dict[str, Value] = {**variant.arguments.given, name: int(changed) if parameter.is_whole else changed}
        try:
            new = card.expected(variants.complete(card.function, given, {}))
        except AnswerError:
            continue
        if isinstance(new.truth, int | float):
            factor = new.truth / truth
            shown = variants.shown(parameter, given[name])
            return WhatIf(
                f"What if {name.replace('_', ' ')} were {shown}, {way}? By what factor does the answer change?",
                Expected(factor),
                f"× {readable.plain(factor, 4)}, to {checker.shown_truth(new)}",
            )
    return None
