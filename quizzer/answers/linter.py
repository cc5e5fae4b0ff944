"""The linter: every computed card tried over the corners of its parameters and many seeds before it is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator

from quizzer.answers import checker, variants
from quizzer.answers.computed import ComputedCard, Variant
from quizzer.answers.registry import Shape
from quizzer.answers.tolerance import Measure
from quizzer.answers.units import Number
from quizzer.answers.verdict import Right, Unreadable
from quizzer.errors import AnswerError

SEEDS = 50
GARBAGE = ("", "no idea", "banana 7 splits", "((", "1 2 3 4 monkeys")
"""Texts that answer no question with numbers."""


def lint(card: ComputedCard, seeds: int = SEEDS) -> tuple[str, ...]:
    """What is wrong with a card, each said once with the numbers where it shows; empty when it may be asked.

    Checked: the answer is finite and in range, none of the card's own slips equals it, it passes its own check, a
    perturbed one does not, garbage is unreadable, and the worked solution has values and ends in the answer.
    """
    found: dict[str, str] = {}
    for place, (name, variant) in enumerate(_showings(card, seeds, found)):
        if place == 0:  # what is readable does not depend on the numbers
            found |= dict.fromkeys(_typing_complaints(card, variant), name)
        for complaint in _complaints(card, variant):
            found.setdefault(complaint, name)
    return tuple(f"{complaint} ({where})" for complaint, where in found.items())


def _showings(card: ComputedCard, seeds: int, found: dict[str, str]) -> Iterator[tuple[str, Variant]]:
    if card.own is not None:
        yield "own numbers", card.variant(None)
    if not card.can_vary:
        return
    is_from_note = card.own is not None
    for corner in () if is_from_note else variants.corners(card.function, card.sources):
        where = ", ".join(f"{name}={value}" for name, value in corner.items() if value is not None)
        try:
            yield where, card.of(variants.complete(card.function, corner, card.sources))
        except AnswerError as error:
            if (
                card.function.topic == variants.FORMULA
            ):  # a function refuses combinations that cannot be, and draws skip
                found.setdefault(error.message, where)
    for seed in range(seeds):
        try:
            yield f"seed {seed}", card.variant(seed)
        except AnswerError as error:
            found.setdefault(error.message, f"seed {seed}")


def _complaints(card: ComputedCard, variant: Variant) -> Iterator[str]:
    truth = variant.expected.truth
    if not _is_finite(truth):
        yield "the answer is not finite"
        return
    own_slips = {slip.name for slip in card.slips}
    for slip in variant.expected.slips:
        if slip.name in own_slips and slip.value == truth:
            yield f"slip {slip.name!r} equals the right answer"
    if card.function.shape is Shape.SCALAR and isinstance(truth, int | float):
        yield from _number_complaints(card, truth)
    elif not isinstance(card.check(variant, checker.shown_truth(variant.expected)), Right):
        yield "the right answer does not pass"
    try:
        card.steps(variant)
    except AnswerError as error:
        yield f"the worked solution has no value: {error.message}"


def _typing_complaints(card: ComputedCard, variant: Variant) -> Iterator[str]:
    truth = variant.expected.truth
    if isinstance(truth, int | float) and not isinstance(card.check(variant, _in_unit(card, truth)), Right):
        yield "the right answer does not pass"
    if card.function.shape not in (Shape.TEXT, Shape.WORDS):
        for text in GARBAGE:
            if not isinstance(card.check(variant, text), Unreadable):
                yield f"{text!r} is taken for an answer"


def _number_complaints(card: ComputedCard, truth: Number) -> Iterator[str]:
    if not card.tolerance.accepts(truth, truth):
        yield "the right answer does not pass"
    factors = (-1.0, 1e4, 1e-4) if card.tolerance.measure is Measure.ESTIMATE else (-1.0, 3.0, 1 / 3)
    if truth != 0 and any(card.tolerance.accepts(truth * factor, truth) for factor in factors):
        yield "an answer far off passes"


def _in_unit(card: ComputedCard, value: Number) -> str:
    """A value as exactly as text can say it, in base units."""
    dimension = checker.dimension(card.unit)
    text = f"{value}" if isinstance(value, int) else f"{value:.17g}"
    return f"{value * 100:.17g} %" if card.unit == "%" else f"{text} {dimension.symbol}".strip()


def _is_finite(truth: object) -> bool:
    if isinstance(truth, int | float):
        return math.isfinite(truth)
    if isinstance(truth, tuple | list | frozenset):
        return all(_is_finite(each) for each in truth)
    return True
