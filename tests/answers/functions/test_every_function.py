"""What holds for every registered function over draws of its typical values."""

import pytest

from quizzer.answers import registry, worked
from quizzer.answers.computed import load
from quizzer.answers.linter import lint


def card_of(function):
    """A card that draws every parameter from its typical values and leaves derived ones to be worked out."""
    drawn = {
        parameter.name: {"choices": list(parameter.typical)}
        for parameter in function.parameters
        if parameter.typical and not parameter.derived
    }
    return load("How much?", {"function": function.name, "parameters": drawn})


@pytest.mark.parametrize("function", registry.functions(), ids=lambda function: function.name)
def test_it_can_be_asked(function):
    card = card_of(function)
    assert lint(card, seeds=6) == ()
    variant = card.variant(1)
    assert card.steps(variant)
    assert {slip.name for slip in function.slips} == {slip.name for slip in variant.expected.slips}


SCALARS = [
    function for function in registry.functions() if function.shape is registry.Shape.SCALAR and isinstance(function.steps, tuple)
]  # fmt: skip


@pytest.mark.parametrize("function", SCALARS, ids=lambda function: function.name)
def test_the_steps_end_in_the_answer(function):
    card = card_of(function)
    for seed in range(5):
        variant = card.variant(seed)
        results = worked.sub_results(function, variant.arguments)
        assert results[function.steps[-1].name] == pytest.approx(variant.expected.truth, rel=1e-9)
