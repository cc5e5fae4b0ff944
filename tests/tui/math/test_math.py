"""Formulas in every form: golden records, and anything at all without an error."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.tui.math import MathForm, to_block, to_inline, to_lines
from tests.tui.math import golden

RECORDS = golden.records()
SOURCES = [golden.source(text) for text in RECORDS]
INK = [*"\\{}^_&$%|[]()~ '", "\\frac", "\\sqrt", "\\begin{cases}", "\\end{cases}", "\\\\", "\\left(", "√"]


@pytest.mark.parametrize("text", RECORDS, ids=SOURCES)
def test_formula_is_drawn_as_recorded(text: str) -> None:
    assert golden.record(golden.source(text)) == text


def mutated(rng: random.Random) -> str:
    """A formula with parts taken out, put in, doubled or cut."""
    text = rng.choice(SOURCES)
    for _ in range(rng.randint(1, 4)):
        at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        text = rng.choice(
            [text[:at] + text[to:], text[:at] + rng.choice(INK) + text[at:], text[:to] + text[at:], text[:at]]
        )
    return text


def test_mutated_formulas_are_shown_without_an_error() -> None:
    rng = random.Random(1)
    for _ in range(3_000):
        tex = mutated(rng)
        assert isinstance(to_inline(tex), str)
        assert to_inline(tex, ascii_only=True).isascii()
        assert all("\n" not in row for row in to_block(tex, 60))


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("\\{}^_&ab1 []()frac√≤\n"), max_size=60))
def test_any_text_gives_single_lines(tex: str) -> None:
    assert "\n" not in to_inline(tex)
    assert all("\n" not in row for row in to_lines(tex))


@pytest.mark.parametrize("tex", ["{" * 5_000, "\\frac" * 900, "x^" * 2_500, "\\begin{cases}" * 400, "a" * 20_000])
def test_depth_and_length_end_in_the_source(tex: str) -> None:
    assert to_inline(tex)
    assert to_block(tex, 40)


def test_letters_that_a_drawing_would_lose_keep_the_line() -> None:
    assert to_block(r"\frac{QW_i^Q}{2}", 60) == ["QWᵢ^Q/2"]


def test_forms_follow_each_other() -> None:
    tex = r"\frac{a}{b}"
    assert MathForm.TWO_D.following is MathForm.LINE
    assert MathForm.RAW.following is MathForm.TWO_D
    assert to_block(tex, 60, form=MathForm.RAW) == [tex]
    assert to_block(tex, 60, form=MathForm.LINE) == ["a/b"]
    assert len(to_block(tex, 60)) == 3
    assert to_block(tex, 2) == ["a/b"], "too narrow for the drawing"


BARS = [
    (r"|x| + |y|", "|x| + |y|"),
    (r"\lambda ||w||_1", "λ||w||₁"),
    (r"||a|| - ||b||", "||a|| − ||b||"),
    (r"P(A|B) = P(A | B)", "P(A|B) = P(A | B)"),
    (r"D_{KL}(p || q)", "D_KL(p || q)"),
    (r"\{a | a > 0\}", "{a | a > 0}"),
    (r"= |x|^2", "= |x|²"),
]


@pytest.mark.parametrize(("tex", "shown"), BARS)
def test_bars_stand_by_what_they_hold(tex: str, shown: str) -> None:
    assert to_inline(tex) == shown
