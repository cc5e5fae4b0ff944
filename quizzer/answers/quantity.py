"""Quantities as people type them: every reading of `192 MB`, `48%`, `7B` or `2*24*32*128*512*2 B`.

`typed.py` turns the text into a formula in which each unit is a name. Here each unit takes each of its meanings, the
dimension follows from the formula's tree, and readings that cannot be what the question asks for are left out, with
the reason when none remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import product

from quizzer.answers import expression, typed, units
from quizzer.answers.dimensions import MixedUnits, dimension_of
from quizzer.answers.formula_tree import FormulaError
from quizzer.answers.typed import Illegible
from quizzer.answers.units import Dimension, Number, Unit


class Prefix(StrEnum):
    """What `MB` may mean."""

    EITHER = "either"
    DECIMAL = "decimal"
    """1,000,000 bytes."""
    BINARY = "binary"
    """1,048,576 bytes, as MiB."""


MAX_READINGS = 24
"""Combinations of unit meanings that are tried."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One reading of what was typed."""

    value: Number
    """In base units."""
    dimension: Dimension
    prefix: Prefix | None = None
    """Which way the prefix was counted, when both were possible."""
    is_bare: bool = False
    """True when no unit was typed and the question's own was taken."""
    is_percent: bool = False


@lru_cache(maxsize=1024)
def read(text: str, unit: str | None = None, prefix: Prefix = Prefix.EITHER) -> tuple[Quantity, ...]:
    """Every reading of `text`, likeliest first; with `unit`, only those that answer a question asked in that unit.

    Raises Illegible with what is wrong, in words for the person who typed it.

    >>> [quantity.value for quantity in read("192 MB", "B")]
    [192000000, 201326592]
    """
    parsed = tuple(_parsed(text))
    asked = units.parse_unit(unit) if unit is not None else None
    found = list(_candidates(parsed, asked, unit or "", prefix) if asked else _free(parsed, prefix))
    if asked and any(not quantity.is_bare for quantity in found):  # 7B is seven bytes where a size is asked
        found = [quantity for quantity in found if not quantity.is_bare]
    distinct: dict[tuple[Number, Dimension], Quantity] = {}
    for quantity in found:
        distinct.setdefault((quantity.value, quantity.dimension), quantity)
    if not distinct:
        raise _misfit(parsed, asked or Unit(1), unit or "")
    return tuple(distinct.values())


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A formula over unit names with one choice of reading for each unit."""

    formula: expression.Formula
    units: tuple[Unit, ...]

    def quantity(self, prefix: Prefix | None) -> Quantity:
        """The value with all prefixes counted in one way."""
        names = {f"u{index}": _factor(unit, prefix) for index, unit in enumerate(self.units)}
        value = self.formula.value(names)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        dimension = dimension_of(
            self.formula.root, {f"u{index}": unit.dimension for index, unit in enumerate(self.units)}
        )
        return Quantity(value, dimension, prefix, is_percent=any(unit.is_percent for unit in self.units))


def _factor(unit: Unit, prefix: Prefix | None) -> Number:
    return unit.binary if prefix is Prefix.BINARY and unit.binary is not None else unit.decimal


def _free(parsed: Sequence[_Parsed], prefix: Prefix) -> Iterator[Quantity]:
    for each in parsed:
        has_choice = any(unit.binary is not None and not unit.dimension.is_number for unit in each.units)
        for way in _ways(prefix) if has_choice else (None,):
            yield from _tried(each, way)


def _candidates(parsed: Sequence[_Parsed], asked: Unit, name: str, prefix: Prefix) -> Iterator[Quantity]:
    """The readings whose dimension answers the question; a bare number is in the asked unit, or in base units."""
    takes_percent = asked.is_percent or name == "ratio"
    for each in parsed:
        has_choice = any(unit.binary is not None for unit in each.units) and asked.dimension == units.BYTE
        for way in _ways(prefix) if has_choice else (None,):
            for quantity in _tried(each, way):
                if quantity.is_percent and quantity.dimension.is_number and not takes_percent:
                    continue
                if quantity.dimension.is_number and not quantity.is_percent:
                    yield from _bare(quantity, asked, prefix, is_scaled=any(unit.is_scale for unit in each.units))
                elif _answers(quantity.dimension, asked.dimension):
                    yield quantity


def _tried(parsed: _Parsed, prefix: Prefix | None) -> Iterator[Quantity]:
    try:
        yield parsed.quantity(prefix)
    except MixedUnits:
        return


def _bare(quantity: Quantity, asked: Unit, prefix: Prefix, *, is_scaled: bool) -> Iterator[Quantity]:
    if asked.decimal != 1 and not is_scaled:
        for way in _ways(prefix) if asked.binary is not None else (None,):
            value = quantity.value * _factor(asked, way)
            yield replace(quantity, value=value, dimension=asked.dimension, prefix=way, is_bare=True)
    yield replace(quantity, dimension=asked.dimension, is_bare=True)


def _ways(prefix: Prefix) -> tuple[Prefix, ...]:
    return (Prefix.DECIMAL, Prefix.BINARY) if prefix is Prefix.EITHER else (prefix,)


def _answers(given: Dimension, asked: Dimension) -> bool:
    """Equal, or "per token" left away: people answer MFLOPs where MFLOPs per token are asked."""
    return given == asked or any(asked.times(base) == given for base in (units.TOKEN, units.PARAM))


def _misfit(parsed: Sequence[_Parsed], asked: Unit, name: str) -> Illegible:
    found = [quantity for each in parsed for quantity in _tried(each, None)]
    if found:
        likeliest = min(found, key=lambda quantity: len(quantity.dimension.powers))
        kind = "a share (per cent)" if likeliest.is_percent else likeliest.dimension.named()
        return Illegible(f"that is {kind}, the question asks for {asked.dimension.named(name)}")
    return Illegible("those units do not add up")


def _parsed(text: str) -> Iterator[_Parsed]:
    """Each way to read the units. Raises Illegible when there is none, or one has no finite value."""
    formula, phrases = typed.formula(text)
    refused: FormulaError | None = None
    for choice in list(product(*phrases))[:MAX_READINGS]:
        try:
            formula.value({f"u{index}": unit.decimal for index, unit in enumerate(choice)})
        except FormulaError as error:
            refused = refused or error
            continue
        yield _Parsed(formula, choice)
    if refused is not None:
        raise Illegible(typed.in_typed_words(refused.message, formula.text, text))
