"""A deck's formula as an answer function, so that a card with a formula is like any other."""

from __future__ import annotations

from collections.abc import Mapping

from quizzer.answers import card_fields, expression, units, variants
from quizzer.answers.card_fields import CardError, in_field
from quizzer.answers.declaration import AnswerFunction, Number, Parameter, Shape, Step
from quizzer.answers.dimensions import MixedUnits, dimension_of
from quizzer.answers.units import Dimension
from quizzer.answers.variants import Source


def formula_function(text: str, sources: Mapping[str, Source], unit: str) -> AnswerFunction:
    """An answer function made of a deck's formula."""
    formula = in_field("formula", expression.parse, text)
    unknown = formula.names - sources.keys()
    if unknown:
        raise CardError("formula", f"{sorted(unknown)[0]} is not among the parameters")
    asked = in_field("unit", units.parse_unit, unit)
    dimensions = {name: card_fields.dimension(source) for name, source in sources.items()}
    try:
        gives = dimension_of(formula.root, dimensions)
    except MixedUnits:
        raise CardError("formula", "its units do not add up") from None
    if unit and not gives.is_number and gives != asked.dimension:
        raise CardError("unit", f"the formula gives {gives.named()}, {unit} is not a unit of that")
    factor = asked.decimal if gives.is_number else 1

    def run(**values: Number) -> Number:
        value = formula.value(values)
        return value if factor == 1 else value * factor

    return AnswerFunction(
        name="formula",
        topic=variants.FORMULA,
        run=run,
        parameters=tuple(_formula_parameter(name, dimension) for name, dimension in dimensions.items()),
        arguments=tuple(sorted(formula.names)),
        unit=unit or gives.symbol,
        shape=Shape.SCALAR,
        tolerance=card_fields.tolerance({}, None),
        steps=(Step("answer", text, unit if factor == 1 else ""),),
        slips=(),
        cues=(),
        constraints=(),
        low=float("-inf"),
        high=float("inf"),
    )


def _formula_parameter(name: str, dimension: Dimension) -> Parameter:
    return Parameter(name, name.replace("_", " "), dimension.symbol)
