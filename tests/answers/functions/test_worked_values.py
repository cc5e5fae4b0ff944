"""Every function against values worked by hand or published; see the case files for working and sources."""

import pytest

from quizzer.answers import registry
from quizzer.answers.arguments import bind, call
from tests.answers.functions import cases_compute, cases_layers, cases_memory, cases_parameters, cases_sampling

CASES = [
    *cases_memory.CASES,
    *cases_parameters.CASES,
    *cases_compute.CASES,
    *cases_sampling.CASES,
    *cases_layers.CASES,
]


def near(expected):
    """The five or six digits that the tables give; whole numbers and words to the letter."""
    if isinstance(expected, tuple) and expected and isinstance(expected[0], tuple):
        return [pytest.approx(list(row), rel=1e-5, abs=2e-6) for row in expected]
    if isinstance(expected, tuple) and expected and not isinstance(expected[0], str):
        return pytest.approx(list(expected), rel=1e-5, abs=2e-6)
    if isinstance(expected, float):
        return pytest.approx(expected, rel=2e-5, abs=1e-9)
    return expected


@pytest.mark.parametrize(
    ("name", "parameters", "expected", "source"), CASES, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(CASES)]
)
def test_a_function_gives_the_value_worked_by_hand(name, parameters, expected, source):
    function = registry.function(name)
    value = call(function, bind(function, parameters))
    if isinstance(expected, tuple) and not isinstance(value, str):
        value = [list(row) if isinstance(row, tuple) else row for row in value]
        expected_value = near(expected)
        assert (value == expected_value) if not isinstance(expected[0], str) else (tuple(value) == expected), source
    elif isinstance(expected, int) and not isinstance(expected, bool):
        assert value == pytest.approx(expected, rel=1e-12), source
    else:
        assert value == near(expected), source


@pytest.mark.parametrize("name", [function.name for function in registry.functions()])
def test_every_function_is_pinned_at_two_points_at_least(name):
    assert len([case for case in CASES if case[0] == name]) >= 2
