"""The note check: what a note's own answer says against the computed one."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.answers import checker, quantity, slips, units
from quizzer.answers.checker import Expected
from quizzer.answers.tolerance import TWO_PERCENT
from quizzer.domain.patterns import late
from quizzer.errors import AnswerError

_QUANTITY = late(
    r"(?<![\w.,^-])\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?:\s*[×x·⋅]\s*10\s*\^?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
    r"(?:\s?%|\s*(?:[kKMGTP]i?)?(?:B|b|[Bb]ytes?|bits?|FLOP/?s?|flops|FLOPS)(?![A-Za-z])|\s*(?:thousand|million|billion|trillion)?"
    r"(?:\s*[kMBT](?![A-Za-z]))?(?:\s*(?:params?|parameters|tokens?(?:/s)?|s|seconds|hours|days)\b)?)"
)


def note_check(expected: Expected, answer: str) -> tuple[bool, str]:
    """Whether the note's answer agrees with the computed one, and what to say about it.

    It agrees when any quantity in it does; a size that agrees only with binary prefixes is told all the same. A note
    without a quantity of that kind has nothing to disagree with.
    """
    truth = expected.truth
    if not isinstance(truth, int | float):
        return True, ""
    said = list(quantities(answer, expected.unit))
    if not said:
        return True, ""
    tolerance = expected.tolerance if expected.tolerance.amount else TWO_PERCENT
    agreeing = [(text, found) for text, found in said if tolerance.accepts(found.value, truth)]
    if any(found.prefix is not quantity.Prefix.BINARY for _, found in agreeing):
        return True, ""
    text = agreeing[-1][0] if agreeing else said[-1][0]
    return bool(agreeing), f"your note says {text}; computed {checker.shown_truth(expected)}"


def is_explained(expected: Expected, answer: str) -> bool:
    """Whether the note's number is a known slip or at least of the right order."""
    truth = expected.truth
    if not isinstance(truth, int | float) or truth == 0:
        return False
    for _, found in quantities(answer, expected.unit):
        dimension = units.parse_unit(expected.unit).dimension
        ratio = found.value / truth
        if slips.diagnose(found.value, truth, dimension, expected.slips, {}).name or 1 / 3 <= ratio <= 3:
            return True
    return False


def quantities(answer: str, unit: str) -> Iterator[tuple[str, quantity.Quantity]]:
    """The quantities of a note's answer that have the asked dimension, with a unit where there is one."""
    dimension = units.parse_unit(unit).dimension
    for match in _QUANTITY.finditer(answer):
        try:
            readings = quantity.read(match[0], unit)
        except AnswerError:
            continue
        for found in readings:
            if not found.is_bare or dimension.is_number:
                yield " ".join(match[0].split()), found
