"""The checker: what was typed against what is expected, giving a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizzer.answers import quantity, readable, sequence, slips, units
from quizzer.answers.quantity import Prefix, Quantity
from quizzer.answers.registry import Number, Shape
from quizzer.answers.slips import WrongAnswer
from quizzer.answers.tolerance import ESTIMATE_BANDS, TWO_PERCENT, Measure, Tolerance, factor_off
from quizzer.answers.typed import Illegible
from quizzer.answers.verdict import Right, Unreadable, Verdict, Wrong

VECTOR_FLOOR = 0.005
"""An element of a vector may be off by this share of the largest one: small probabilities are typed with few digits."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The right answer to one question, and all that is needed to judge another."""

    truth: object
    """In base units; a number, or what `shape` says."""
    unit: str = ""
    shape: Shape = Shape.SCALAR
    tolerance: Tolerance = TWO_PERCENT
    prefix: Prefix = Prefix.EITHER
    slips: tuple[WrongAnswer, ...] = ()
    display: str = ""
    """Unit to show the answer in, before the exact value."""
    factors: Mapping[str, Number] = field(default_factory=dict)
    """The numbers of the question by name: one of them may have been left out."""

    @property
    def is_share(self) -> bool:
        """Whether it may be typed as a percentage."""
        return self.unit in ("ratio", "%")


def check(expected: Expected, typed: str) -> Verdict:
    """Right, wrong or unreadable; never raises on anything typed."""
    try:
        if expected.shape is Shape.SCALAR:
            readings = quantity.read(typed, expected.unit, expected.prefix)
            return _check_number(expected, typed, readings)
        return _check_list(expected, sequence.read_shaped(typed, expected.shape))
    except Illegible as error:
        return Unreadable(error.message)


def understood(expected: Expected, typed: str) -> str:
    """What would be graded, for showing while it is typed: `= 192,000,000 B (as MiB: 201,326,592 B)`.

    When nothing can be read yet, the reason instead of it.
    """
    try:
        if expected.shape is not Shape.SCALAR:
            return f"= {_listed(sequence.read_shaped(typed, expected.shape))}"
        readings = quantity.read(typed, expected.unit, expected.prefix)
    except Illegible as error:
        return error.message
    first, *others = readings
    aside = "; ".join(f"{way(other, typed)}: {readable.exact(other.value, other.dimension)}" for other in others[:2])
    return f"= {_shown(first, expected)}" + (f"  ({aside})" if aside else "")


def dimension(unit: str) -> units.Dimension:
    """What an answer in that unit measures."""
    return units.parse_unit(unit).dimension


def shown_truth(expected: Expected) -> str:
    """The right answer in exact and readable form."""
    truth = expected.truth
    if not isinstance(truth, int | float) or expected.shape is not Shape.SCALAR:
        return _listed(truth)
    full = readable.full(truth, dimension(expected.unit), expected.unit)
    if not expected.display:
        return full
    return f"{readable.plain(truth / units.parse_unit(expected.display).decimal, 4)} {expected.display} ({full})"


def _check_number(expected: Expected, typed: str, readings: Sequence[Quantity]) -> Verdict:
    truth = expected.truth
    if not isinstance(truth, int | float):
        return Unreadable("this question has no single number as its answer")
    for reading in readings:
        if expected.tolerance.accepts(reading.value, truth):
            return Right(
                _shown(reading, expected), _read_as(reading, readings, typed), _band(expected, reading.value, truth)
            )
    asked = dimension(expected.unit)
    diagnoses = [
        slips.diagnose(reading.value, truth, asked, expected.slips, expected.factors, is_share=expected.is_share)
        for reading in readings
    ]
    chosen = next((index for index, diagnosis in enumerate(diagnoses) if diagnosis.name), 0)
    message = _too_few_digits(expected, readings[chosen].value, truth) or diagnoses[chosen].message
    if readings[chosen].is_bare and not diagnoses[chosen].name and not asked.is_number:
        message += f"; it was read as {_shown(readings[chosen], expected)}"
    return Wrong(_shown(readings[chosen], expected), message, diagnoses[chosen].name)


def _shown(reading: Quantity, expected: Expected) -> str:
    if expected.is_share:
        return readable.full(reading.value, reading.dimension, "ratio")
    return readable.exact(reading.value, reading.dimension)


def _read_as(reading: Quantity, readings: Sequence[Quantity], typed: str) -> str:
    """Which prefix was taken, when the other one gives another number."""
    others = [other for other in readings if other.prefix is not None and other.prefix is not reading.prefix]
    if reading.prefix is None or not others:
        return ""
    other = readable.exact(others[0].value, others[0].dimension)
    return f"{typed.strip()} read {way(reading, typed)}; {way(others[0], typed)}: {other}"


def way(reading: Quantity, typed: str) -> str:
    """`as MiB` or `as MB`, after the prefix that was typed."""
    if reading.prefix is None:
        return "or"
    letter = re.search(r"([kKMGTPE])(?=i?[Bb](?:yte|its?)?\b|$)", typed)
    binary = f"{letter[1].upper()}iB" if letter else "1,024s"
    decimal = f"{letter[1]}B" if letter else "1,000s"
    return f"as {binary if reading.prefix is Prefix.BINARY else decimal}"


def _band(expected: Expected, value: Number, truth: Number) -> float | None:
    if expected.tolerance.measure is not Measure.ESTIMATE:
        return None
    factor = factor_off(value, truth)
    return next((band for band in ESTIMATE_BANDS if factor is not None and factor <= band), None)


def _too_few_digits(expected: Expected, value: Number, truth: Number) -> str:
    if expected.tolerance.measure is not Measure.DIGITS:
        return ""
    asked = int(expected.tolerance.amount)
    right = [digits for digits in range(1, asked) if Tolerance(Measure.DIGITS, digits).accepts(value, truth)]
    return f"right to {right[-1]} digits; {asked} are asked" if right else ""


def _check_list(expected: Expected, given: object) -> Verdict:
    shown = _listed(given)
    complaint = _complaint(expected, given, expected.truth)
    if not complaint:
        return Right(shown)
    for slip in expected.slips:
        if not _complaint(expected, given, slip.value) and _complaint(expected, slip.value, expected.truth):
            return Wrong(shown, slip.message, slip.name)
    return Wrong(shown, complaint)


def _complaint(expected: Expected, given: object, truth: object) -> str:
    """What is wrong with a list, without giving the right one away; empty when it is right."""
    if expected.shape is Shape.TEXT:
        return "" if given == sequence.read_text(str(truth)) else "that is not it"
    if isinstance(given, frozenset) and isinstance(truth, frozenset | set | tuple | list):
        return _set_complaint(given, frozenset(truth))
    if not isinstance(given, tuple) or not isinstance(truth, tuple | list):
        return "" if given == truth else "that is not it"
    if len(given) != len(truth):
        kind = "rows" if expected.shape is Shape.MATRIX else "elements"
        return f"{len(truth)} {kind} are wanted, there are {len(given)}"
    if expected.shape is Shape.MATRIX:
        return _matrix_complaint(expected, given, truth)
    return _row_complaint(expected, given, truth)


def _set_complaint(given: frozenset[object], truth: frozenset[object]) -> str:
    spare, missing = len(given - truth), len(truth - given)
    said = [f"{spare} that should not be there"] * bool(spare) + [f"{missing} missing"] * bool(missing)
    return " and ".join(said)


def _matrix_complaint(expected: Expected, given: Sequence[object], truth: Sequence[object]) -> str:
    for number, (row, right) in enumerate(zip(given, truth, strict=True), 1):
        if not isinstance(row, tuple) or not isinstance(right, tuple | list):
            return "that is not it"
        if len(row) != len(right):
            return f"{len(right)} columns are wanted, there are {len(row)}"
        complaint = _row_complaint(expected, row, right)
        if complaint:
            return f"row {number}: {complaint}"
    return ""


def _row_complaint(expected: Expected, given: Sequence[object], truth: Sequence[object]) -> str:
    numbers = [float(each) for each in truth if isinstance(each, int | float)]
    floor = VECTOR_FLOOR * max(map(abs, numbers), default=0.0)
    wrong = [
        place
        for place, (one, other) in enumerate(zip(given, truth, strict=True), 1)
        if not _is_same(expected.tolerance, one, other, floor)
    ]
    if not wrong:
        return ""
    if len(wrong) > 1 and sorted(map(str, given)) == sorted(map(str, truth)):
        return "the right elements in another order"
    if len(wrong) == len(given) and len(given) > 1:
        return "none of them is right"
    return f"element {wrong[0]} is not right" + (f", nor are {len(wrong) - 1} more" if wrong[1:] else "")


def _is_same(tolerance: Tolerance, one: object, other: object, floor: float) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        is_near = tolerance.measure is Measure.RELATIVE and abs(one - other) <= floor
        return is_near or tolerance.accepts(one, other)
    return one == other


def _listed(value: object) -> str:
    if isinstance(value, frozenset | set):
        return "{" + readable.listed(sorted(value))[1:-1] + "}"
    if isinstance(value, tuple | list):
        if value and isinstance(value[0], tuple | list):
            return f"[{', '.join(readable.listed(row) for row in value)}]"
        return readable.listed(value)
    return str(value)
