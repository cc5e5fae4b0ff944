"""Verdicts on lists, estimates and digits."""

import pytest

from quizzer.answers.checker import Expected, check, shown_truth, understood
from quizzer.answers.registry import Shape
from quizzer.answers.slips import WrongAnswer
from quizzer.answers.tolerance import EXACT, ROUGH, Measure, Tolerance, parse_tolerance
from quizzer.answers.verdict import Right, Unreadable, Wrong
from quizzer.errors import AnswerError

SOFTMAX = Expected(
    (0.09003, 0.24473, 0.66524), shape=Shape.VECTOR, slips=(WrongAnswer("no exp", (1 / 6, 2 / 6, 3 / 6), "exponents?"),)
)
KEPT = Expected(frozenset({0, 2}), shape=Shape.SET)
PIECES = Expected(("un", "happi", "ness"), shape=Shape.WORDS)
ROTATED = Expected(((0.0, -1.0), (1.0, 0.0)), shape=Shape.MATRIX)
BOUND = Expected("memory", shape=Shape.TEXT)


@pytest.mark.parametrize(
    ("expected", "typed"),
    [
        (SOFTMAX, "[0.09, 0.245, 0.665]"),
        (SOFTMAX, "0.090 0.245 0.665"),
        (SOFTMAX, "9%, 24.5%, 66.5%"),
        (SOFTMAX, "(0.09; 0.2447; 0.6652)"),
        (KEPT, "{0, 2}"),
        (KEPT, "2 0"),
        (KEPT, "[2, 0, 0]"),
        (PIECES, "un happi ness"),
        (PIECES, '["un", "happi", "ness"]'),
        (PIECES, "un | happi | ness"),
        (ROTATED, "[[0, -1], [1, 0]]"),
        (ROTATED, "0 -1; 1 0"),
        (BOUND, "Memory"),
        (BOUND, " 'memory' "),
    ],
)
def test_right_lists(expected, typed):
    assert isinstance(check(expected, typed), Right)


@pytest.mark.parametrize(
    ("expected", "typed", "message"),
    [
        (SOFTMAX, "[0.09, 0.245]", "3 elements are wanted, there are 2"),
        (SOFTMAX, "[0.09, 0.245, 0.7]", "element 3 is not right"),
        (SOFTMAX, "[1, 2, 3]", "none of them is right"),
        (SOFTMAX, "1/6 1/3 1/2", "exponents?"),
        (KEPT, "{0}", "1 missing"),
        (KEPT, "{0, 1}", "1 that should not be there and 1 missing"),
        (PIECES, "happi un ness", "another order"),
        (PIECES, "un happy ness", "element 2"),
        (ROTATED, "[[0, -1], [1, 1]]", "row 2: element 2"),
        (ROTATED, "[[0, -1]]", "2 rows are wanted"),
        (BOUND, "compute", "that is not it"),
    ],
)
def test_wrong_lists(expected, typed, message):
    verdict = check(expected, typed)
    assert isinstance(verdict, Wrong)
    assert message in verdict.message


@pytest.mark.parametrize(
    ("expected", "typed"),
    [(SOFTMAX, "a, b, c"), (SOFTMAX, ""), (KEPT, "{a}"), (PIECES, "[]"), (ROTATED, "[[1, 2], [3]]"), (BOUND, "  ")],
)
def test_unreadable_lists(expected, typed):
    assert isinstance(check(expected, typed), Unreadable)


def test_lists_are_echoed():
    assert understood(SOFTMAX, "0.5 1/4 0.25") == "= [0.5, 0.25, 0.25]"
    assert shown_truth(KEPT) == "{0, 2}"
    assert shown_truth(ROTATED) == "[[0, -1], [1, 0]]"


@pytest.mark.parametrize(("typed", "band"), [("100", 1.25), ("80", 1.25), ("55", 2.0), ("199", 2.0)])
def test_an_estimate_is_right_within_its_factor(typed, band):
    verdict = check(Expected(100, tolerance=ROUGH), typed)
    assert isinstance(verdict, Right)
    assert verdict.band == band


def test_too_few_digits_are_told():
    verdict = check(Expected(3.14159, tolerance=Tolerance(Measure.DIGITS, 4)), "3.1")
    assert isinstance(verdict, Wrong)
    assert verdict.message == "right to 2 digits; 4 are asked"


@pytest.mark.parametrize(
    ("text", "value", "truth", "is_accepted"),
    [
        ("exact", 8, 8, True),
        ("exact", 8.001, 8, False),
        ("exact", 0.333333333333, 1 / 3, True),
        ("2 %", 102, 100, True),
        ("2 %", 102.1, 100, False),
        ("0.05", 104, 100, True),
        ("± 0.5", 100.5, 100, True),
        ("± 0.5", 100.6, 100, False),
        ("3 digits", 0.481, 0.48077, True),
        ("3 digits", 0.48, 0.48077, False),
        ("factor 2", 51, 100, True),
        ("factor 2", 49, 100, False),
        ("estimate", 199, 100, True),
        ("factor 2", -100, 100, False),
    ],
)
def test_tolerances(text, value, truth, is_accepted):
    assert parse_tolerance(text).accepts(value, truth) is is_accepted


@pytest.mark.parametrize("text", ["", "lots", "-2 %", "99 %", "0 digits", "factor 0.5", "1e400 %", "± nan"])
def test_a_tolerance_that_means_nothing_is_refused(text):
    with pytest.raises(AnswerError):
        parse_tolerance(text)


def test_exact_is_exactly_that():
    assert EXACT.accepts(10**20 + 1, 10**20 + 1)
    assert not EXACT.accepts(10**6 + 1, 10**6)
