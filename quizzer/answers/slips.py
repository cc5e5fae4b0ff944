"""Slips: which known mistake gives the number that was typed, else how far off it is.

A card's and a function's own slips are wrong answers worked out with the question's numbers. After them come the slips
that fit any number: sign, bits for bytes, 1,024 for 1,000, a prefix or a power of ten, a share as a percentage, a
parameter left out or counted twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizzer.answers import expression, worked
from quizzer.answers.arguments import Arguments, call_with
from quizzer.answers.registry import AnswerFunction, Slip
from quizzer.answers.units import Dimension, Number
from quizzer.errors import AnswerError

CLOSENESS = 0.01
"""A value within 1 % of a slip's value is that slip."""
BINARY_PREFIX = "GB/GiB"
PREFIX_CLOSENESS = 0.003
"""Binary and decimal prefixes are close to each other, and to any answer that is a little off."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A slip with the value that it gives for one question."""

    name: str
    value: object
    message: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is said about a wrong number."""

    message: str
    name: str = ""
    """The slip's; empty when no slip fits."""


def wrong_answers(
    function: AnswerFunction, arguments: Arguments, truth: object, more: Sequence[Slip] = ()
) -> tuple[WrongAnswer, ...]:
    """The slips of a function, and `more` of the card, worked out; those without a value here are left out."""
    known = worked.sub_results(function, arguments)
    if isinstance(truth, int | float):
        known["answer"] = truth
    found = []
    for slip in (*more, *function.slips):
        try:
            value = (
                expression.evaluate(slip.wrong, known)
                if isinstance(slip.wrong, str)
                else call_with(slip.wrong, function, arguments)
            )
        except AnswerError:
            continue
        found.append(WrongAnswer(slip.name, value, slip.message))
    return tuple(found)


def diagnose(
    value: Number,
    truth: Number,
    dimension: Dimension,
    slips: Sequence[WrongAnswer],
    factors: Mapping[str, Number],
    *,
    is_share: bool = False,
) -> Diagnosis:
    """The slip nearest to `value`, else how far off it is.

    `factors` are the parameters that the answer is made of; `is_share` tells a ratio from a count.
    """
    own = [(abs(value - wrong), slip) for slip in slips if (wrong := _misleading(slip, value, truth)) is not None]
    if own:
        nearest = min(own, key=lambda pair: pair[0])[1]
        return Diagnosis(nearest.message, nearest.name)
    for name, factor, message in _generic(truth, dimension, factors, is_share=is_share):
        if _is_near(value, truth * factor, PREFIX_CLOSENESS if name == BINARY_PREFIX else CLOSENESS):
            return Diagnosis(message, name)
    return Diagnosis(distance(value, truth))


def _misleading(slip: WrongAnswer, value: Number, truth: Number) -> Number | None:
    """The slip's value when it explains `value` and is not the truth itself."""
    wrong = slip.value
    if not isinstance(wrong, int | float) or _is_near(wrong, truth, 1e-6):
        return None
    return wrong if _is_near(value, wrong) else None


def distance(value: Number, truth: Number) -> str:
    """How far off in plain words, too coarse to work the truth out from.

    >>> distance(310, 100), distance(96, 100), distance(1, 12000)
    ('about 3 times too large', 'close: less than 5 % too small', 'about 10 thousand times too small')
    """
    if truth == 0 or value == 0 or (value < 0) != (truth < 0):
        return "the sign is wrong" if value * truth < 0 else "that cannot be it"
    ratio = abs(value / truth)
    way = "large" if ratio > 1 else "small"
    factor = max(ratio, 1 / ratio)
    if factor < 1.1:
        return f"close: less than {5 if factor < 1.05 else 10} % too {way}"
    if factor < 1.75:
        return f"too {way}, but less than twice" if way == "large" else "too small, but more than half"
    if factor < 30:
        return f"about {factor:.0f} times too {way}"
    return f"about {_times(round(math.log10(factor)))} times too {way}"


_SCALES = ((3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion"))


def _times(power: int) -> str:
    """A power of ten in words; beyond trillions as a power.

    >>> _times(2), _times(3), _times(4), _times(18)
    ('100', 'a thousand', '10 thousand', '10^18')
    """
    if power < 3:
        return str(10**power)
    if power > 14:
        return f"10^{power}"
    thousands, rest = divmod(power, 3)
    return f"{10**rest if rest else 'a'} {_SCALES[thousands - 1][1]}"


def _generic(
    truth: Number, dimension: Dimension, factors: Mapping[str, Number], *, is_share: bool
) -> Iterator[tuple[str, float, str]]:
    """Name, factor from the truth and message of the slips that fit any number."""
    yield "sign", -1, "the size is right, the sign is not"
    if is_share:
        yield "percent", 100, "a hundred times too large: write 48 % or 0.48"
        yield "percent", 0.01, "a hundred times too small: is that a fraction of a per cent?"
    if dimension.powers and ("byte", 1) in dimension.powers:
        yield "bits for bytes", 8, "eight times too large: bits or bytes?"
        yield "bits for bytes", 1 / 8, "an eighth: bits or bytes?"
        for power in range(1, 6):
            yield BINARY_PREFIX, 1.024**power, "off by a power of 1.024: count in 1,000s or in 1,024s?"
            yield BINARY_PREFIX, 1.024**-power, "off by a power of 1.024: count in 1,000s or in 1,024s?"
    for power, name in _SCALES:
        for thousand in (10.0**power, 1024.0 ** (power // 3)):
            yield "prefix", thousand, f"a {name} times too large: look at the prefix"
            yield "prefix", 1 / thousand, f"a {name} times too small: look at the prefix"
    for name, number in factors.items():
        if number > 2:
            yield f"{name} left out", 1 / number, f"too small by a factor that is among the numbers: {_spoken(name)}?"
    yield "factor 2", 2, "twice too large"
    yield "factor 2", 0.5, "half of it: is something there twice?"
    if not dimension.is_number and ("flop", 1) in dimension.powers:
        yield "2N or 6N", 3, "three times too large: forward alone, or backward too?"
        yield "2N or 6N", 1 / 3, "a third: forward alone, or backward too?"
    for power in (1, 2, 4, 5, 7, 8):
        yield "power of ten", 10.0**power, f"too large by exactly 10^{power}"
        yield "power of ten", 10.0**-power, f"too small by exactly 10^{power}"
    for name, number in factors.items():
        if number > 2:
            yield f"{name} twice", number, f"too large by a factor that is among the numbers: {_spoken(name)}?"
    if truth != 0 and is_share:
        yield "upside down", 1 / truth**2, "is the fraction upside down?"


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _is_near(value: Number, other: Number, closeness: float = CLOSENESS) -> bool:
    return math.isfinite(other) and abs(value - other) <= closeness * abs(other) and (other != 0 or value == 0)
