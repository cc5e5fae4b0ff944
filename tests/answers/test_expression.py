"""The formula language: what it gives, and what nobody can make it do."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.answers.expression import evaluate, parse, shown_number, substituted
from quizzer.answers.formula_tree import MAX_BITS, FormulaError
from tests.answers.hostile import HOSTILE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("2 ** 10", 1024),
        ("-2 ** 2", -4),
        ("2 ** -1", 0.5),
        ("2 ** 3 ** 2", 512),
        ("-3 - -4", 1),
        ("7 // 2", 3),
        ("-7 // 2", -4),
        ("7 % 4", 3),
        ("6 * 7 / 2", 21),
        ("1 / 3 * 3", 1),
        ("8 / 4 / 2", 1),
        ("10 - 3 - 2", 5),
        ("1_000 * 1.5e3", 1_500_000),
        (".5 + 5.", 5.5),
        ("sqrt(16) + log2(8) + log10(100)", 9),
        ("log(8, 2)", 3),
        ("exp(0) + ceil(1.2) + floor(1.8)", 4),
        ("round(2.567, 2)", 2.57),
        ("round(2.5)", 2),
        ("abs(-3) + min(4, 2) + max(1, 5)", 10),
        ("factorial(5) + comb(5, 2)", 130),
        ("comb(3, 7)", 0),
        ("layers * heads", 768),
        ("2 * layers * heads * 128 * 512 * 2", 201_326_592),
        ("0 ** 0", 1),
        ("1 ** (2 ** 255)", 1),
        ("(-1) ** (2 ** 255 - 1)", -1),
    ],
)
def test_values(text, value):
    assert evaluate(text, {"layers": 24, "heads": 32}) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["2 ** 200", "2 * layers", "4096 / 32", "factorial(20)", "7 // 2", "round(2.5)"])
def test_whole_numbers_stay_exact(text):
    assert isinstance(evaluate(text, {"layers": 24}), int)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / (heads - 32)", "division by zero"),
        ("9 ** 9 ** 9", "256 bits"),
        ("unknown + 1", "no value for 'unknown'"),
        ("system(1)", "no function 'system'"),
        ("sqrt(1, 2)", "does not take 2"),
        ("Layers", "cannot be a parameter"),
        ("1 +", "stops too early"),
        ("", "empty"),
        ("(1", "brackets do not match"),
        ("1 $ 2", "at '$ 2'"),
        ("é", "ASCII"),
        ("1" * 301, "300 characters"),
        ("(" * 31 + "1" + ")" * 31, "30 deep"),
        ("1" + "+1" * 70, "120 numbers"),
        ("sqrt(-1)", "no finite value"),
    ],
)
def test_a_refusal_says_why(text, message):
    with pytest.raises(FormulaError) as caught:
        evaluate(text, {"heads": 32})
    assert message in caught.value.message


def test_a_formula_knows_its_names():
    assert parse("2 * layers ** heads + sqrt(layers)").names == {"layers", "heads"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hidden/heads", "4,096 / 32"),
        ("2*layers*(heads+1)", "2 × layers × (32 + 1)"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("(2**3)**2", "(2^3)^2"),
        ("2**3**2", "2^3^2"),
        ("-(heads+1)", "-(32 + 1)"),
        ("sqrt(heads)*max(1,2)", "sqrt(32) × max(1, 2)"),
        ("(-2)**2-(-heads)", "(-2)^2 - -32"),
    ],
)
def test_a_formula_is_shown_with_its_numbers(text, shown):
    assert substituted(parse(text), {"hidden": "4,096", "heads": "32"}) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8_388_608, "8,388,608"),
        (125_000_000, "125,000,000"),
        (312 * 10**12, "3.12e14"),
        (0.1 + 0.2, "0.3"),
        (128.0, "128"),
    ],
)
def test_numbers_inside_steps(value, text):
    assert shown_number(value) == text


CHILD = """
import json, resource, signal, sys
from quizzer.answers.expression import evaluate
from quizzer.answers.formula_tree import FormulaError
resource.setrlimit(resource.RLIMIT_AS, (256 * 2**20, 256 * 2**20))
outcomes = []
for text in json.load(open(sys.argv[1])):
    signal.alarm(5)  # kills the child: no formula may come near it
    try:
        value = evaluate(text, {"x": 1, **{f"a{n}": 1 for n in range(21)}})
        outcomes.append(["value", type(value).__name__, str(value)[:100]])
    except FormulaError as error:
        outcomes.append(["refused", "", error.message])
    signal.alarm(0)
print(json.dumps(outcomes))
"""


def test_hostile_formulas_give_a_number_or_a_refusal(tmp_path):
    """All of them in a child with 256 MiB and a deadline of 5 s each; the child must reach the end by itself."""
    listed = tmp_path / "formulas.json"
    listed.write_text(json.dumps(HOSTILE))
    work = tmp_path / "work"
    work.mkdir()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(listed)],
        cwd=work,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = json.loads(done.stdout)
    assert len(outcomes) == len(HOSTILE) >= 400
    for text, (outcome, kind, shown) in zip(HOSTILE, outcomes, strict=True):
        assert shown, text
        if outcome == "value":
            assert kind in ("int", "float"), text
            assert math.isfinite(float(shown)), text
    assert not list(work.iterdir()), "a formula wrote a file"


def is_bounded(value):
    return math.isfinite(value) and (isinstance(value, float) or value.bit_length() <= MAX_BITS)


ALPHABET = st.sampled_from(
    [
        "1",
        "9",
        "0.5",
        "1e308",
        "x",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "**",
        ",",
        "sqrt(",
        "factorial(",
        "comb(",
        "round(",
        " ",
    ]
)


@settings(max_examples=400)
@given(st.text(max_size=80) | st.lists(ALPHABET, max_size=30).map("".join))
def test_any_text_is_a_finite_number_or_a_refusal(text):
    try:
        value = evaluate(text, {"x": 3})
    except FormulaError:
        return
    assert is_bounded(value)


TREES = st.recursive(
    st.integers(0, 10**9).map(str) | st.floats(0, 1e6).map(repr) | st.just("x"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "**"]), inner).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        inner.map(lambda text: f"-{text}"),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=200)
@given(TREES)
def test_it_agrees_with_python_where_python_is_safe(text):
    try:
        value = evaluate(text, {"x": 3})
    except FormulaError:
        return
    if "**" not in text:
        expected = eval(text, {"__builtins__": {}}, {"x": 3})  # the text is made here, of numbers and signs only
        assert value == pytest.approx(expected, rel=1e-9)
