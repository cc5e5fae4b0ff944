"""What must hold for every registered function, whoever adds the next one."""

import itertools
import math
import re

import pytest

from quizzer.answers import expression, registry, sequence, slips, units, worked
from quizzer.answers.arguments import bind, call
from quizzer.answers.registry import Shape, numbers_of, plain_name
from quizzer.answers.tolerance import EXACT, Tolerance
from quizzer.answers.variants import Chosen, Fixed, draw
from quizzer.errors import AnswerError

FUNCTIONS = registry.functions()
every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=[function.name for function in FUNCTIONS])
SEEDS = range(12)


def typical(function, seed):
    """Arguments drawn from the typical values; parameters that derive from others are left to them."""
    sources = {}
    derivable = {p.name for p in function.parameters if p.derived and p.name not in ("kv_heads",)}
    for parameter in function.parameters:
        if parameter.typical and parameter.name not in derivable:
            sources[parameter.name] = Chosen(parameter.typical)
        elif parameter.choices and parameter.default is not None:
            sources[parameter.name] = Chosen(tuple(choice.name for choice in parameter.choices))
        elif parameter.default is not None:
            sources[parameter.name] = Fixed(parameter.default)
    return draw(function, sources, seed)


def far_apart(tolerance: Tolerance, one, other) -> bool:
    """Whether two answers would be told apart."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return not tolerance.accepts(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) != len(other) or any(far_apart(tolerance, a, b) for a, b in zip(one, other, strict=True))
    return one != other


@every_function
def test_it_names_formula_and_source(function):
    first, _, rest = function.documentation.partition("\n")
    assert first.endswith(".")
    assert re.search(
        r"\((?=[A-Z])[^()]*(?:\([^()]*\)[^()]*)*\b(?:19|20)\d\d|API reference|documentation|Course|Guide|3rd edition|cache size of",
        rest,
        re.S,
    ), rest


@every_function
def test_names_and_aliases_mean_one_parameter(function):
    spoken = [plain_name(each) for p in function.parameters for each in {p.name, *p.aliases}]
    per_parameter = [{plain_name(each) for each in (p.name, *p.aliases)} for p in function.parameters]
    assert sum(map(len, per_parameter)) == len(set().union(*per_parameter)), sorted(
        name for name in set(spoken) if spoken.count(name) > 1
    )


@every_function
def test_its_units_are_known(function):
    for unit in (function.unit, *(p.unit for p in function.parameters)):
        units.parse_unit(unit)


@every_function
def test_typical_values_are_within_range(function):
    for parameter in function.parameters:
        for value in parameter.typical:
            bind_one(parameter, value)


def bind_one(parameter, value):
    """Every number inside the value, against the parameter's bounds."""
    if isinstance(value, tuple):
        for each in value:
            bind_one(parameter, each)
    elif isinstance(value, int | float):
        assert parameter.low <= value <= parameter.high, (parameter.name, value)


@every_function
@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_step_is_the_answer(function, seed):
    arguments = typical(function, seed)
    truth = call(function, arguments)
    if isinstance(function.steps, tuple):
        known = worked.sub_results(function, arguments)
        assert known[function.steps[-1].name] == pytest.approx(truth, rel=1e-9)
    lines = worked.worked_steps(function, arguments)
    assert lines
    shown = lines[-1].value
    match function.shape:
        case Shape.SCALAR if not isinstance(function.steps, tuple):
            assert float(shown.replace(",", "")) == pytest.approx(truth, rel=1e-3, abs=1e-9)
        case Shape.VECTOR:
            assert sequence.read_vector(shown) == pytest.approx(truth, rel=1e-3, abs=1e-9)
        case Shape.SET:
            assert sequence.read_set(shown) == truth
        case Shape.MATRIX:
            assert [list(row) for row in sequence.read_matrix(shown)] == [
                pytest.approx(list(row), rel=1e-3, abs=1e-9) for row in truth
            ]
        case Shape.WORDS:
            assert tuple(shown.split()) == truth
        case Shape.TEXT:
            assert shown == truth


@every_function
def test_step_names_are_new_words(function):
    if isinstance(function.steps, tuple):
        names = [step.name for step in function.steps]
        assert len(set(names)) == len(names)
        assert not set(names) & {p.name for p in function.parameters}
        assert "answer" not in names


@every_function
def test_it_ships_slips_that_can_be_told_from_the_truth(function):
    assert function.slips
    told = set()
    for seed in range(60):
        arguments = typical(function, seed)
        truth = call(function, arguments)
        for slip in slips.wrong_answers(function, arguments, truth):
            if far_apart(function.tolerance, slip.value, truth):
                told.add(slip.name)
    assert told == {slip.name for slip in function.slips}


@every_function
def test_no_slip_always_gives_the_same_as_another(function):
    values = {slip.name: [] for slip in function.slips}
    for seed in range(60):
        arguments = typical(function, seed)
        truth = call(function, arguments)
        given = {slip.name: slip.value for slip in slips.wrong_answers(function, arguments, truth)}
        for name, seen in values.items():
            seen.append(given.get(name, truth))
    for one, other in itertools.combinations(values, 2):
        assert any(far_apart(EXACT, a, b) for a, b in zip(values[one], values[other], strict=True)), (one, other)


@every_function
def test_a_slip_asks_or_tells_and_never_gives_the_number_away(function):
    arguments = typical(function, 1)
    truth = call(function, arguments)
    for slip in function.slips:
        assert 10 < len(slip.message) <= 110, slip.message
        if isinstance(truth, int | float) and abs(truth) >= 1000:
            assert f"{truth:g}" not in slip.message
    names = [slip.name for slip in function.slips]
    assert len(set(names)) == len(names)


def is_finite(value) -> bool:
    """Every number in it is."""
    if isinstance(value, tuple | frozenset):
        return all(map(is_finite, value))
    return not isinstance(value, int | float) or math.isfinite(value)


def corners(function):
    """Each number at its ends while the others are typical, then all at their ends."""
    ranged = [
        p for p in function.parameters if p.shape is Shape.SCALAR and not p.choices and p.name in function.arguments
    ]
    base = dict(typical(function, 0).values)
    known = {p.name: base[p.name] for p in function.parameters if p.name in base and p.name in function.arguments}
    for parameter, end in itertools.product(ranged, ("low", "high")):
        yield known | {parameter.name: getattr(parameter, end)}
    for end in ("low", "high"):
        yield known | {p.name: getattr(p, end) for p in ranged}


@every_function
def test_it_is_finite_at_the_ends_of_its_ranges(function):
    tried = 0
    for stated in corners(function):
        try:
            arguments = bind(function, stated)
            value = call(function, arguments)
        except AnswerError:  # parameters that do not go together
            continue
        tried += 1
        assert is_finite(value), stated
        for step in function.steps if isinstance(function.steps, tuple) else ():
            known = numbers_of(arguments.values) | worked.sub_results(function, arguments)
            assert math.isfinite(expression.parse(step.formula).value(known))
    assert tried or not any(p.shape is Shape.SCALAR and not p.choices for p in function.parameters)


@every_function
@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_is_within_its_declared_range(function, seed):
    truth = call(function, typical(function, seed))
    for number in truth if isinstance(truth, tuple) else (truth,):
        if isinstance(number, int | float):
            assert function.low <= number <= function.high


def test_no_two_functions_share_a_cue():
    said = [cue.casefold() for function in FUNCTIONS for cue in function.cues]
    assert sorted(set(said)) == sorted(said)


def test_the_library_has_every_topic():
    assert {function.topic for function in FUNCTIONS} == {
        "memory", "parameters", "compute", "training", "scaling", "serving", "systems", "sampling", "losses", "layers",
        "tokenizers",
    }  # fmt: skip
