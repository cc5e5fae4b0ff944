"""Whatever is typed or written, every reader gives an answer or its own refusal, soon."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.answers import calc, computed, prose, sequence, tolerance
from quizzer.answers.declaration import Shape
from quizzer.answers.verdict import Right, Unreadable, Wrong
from quizzer.errors import AnswerError, UsageError

PIECES = st.sampled_from(
    ["kv_cache_bytes(", "mfu(", "layers=", "24", ", ", ")", "heads = 32", "dtype=float16", "1e9", " GB", " MB", "[", "]",
     "KV cache", " layers", "hidden size ", "4096", "fp16", "how many", "=", "~", "%", "\n", "×", "²", "-", "to", "é"]
)  # fmt: skip
ANY = st.text(max_size=80) | st.lists(PIECES, max_size=14).map("".join)
CARD = computed.load("How big?", {"function": "kv_cache_bytes", "parameters": {
    "layers": "24", "hidden_size": "4096", "heads": "32", "tokens": "512", "dtype": "float16"}})  # fmt: skip
VARIANT = CARD.variant()


@settings(max_examples=150)
@given(ANY)
def test_the_calculator(text):
    try:
        said = calc.calculate(text).answer
    except UsageError as refusal:
        said = refusal.message
    assert said
    assert "\n" not in said


@settings(max_examples=150)
@given(ANY)
def test_a_check(text):
    assert isinstance(CARD.check(VARIANT, text), Right | Wrong | Unreadable)
    assert isinstance(CARD.echo(VARIANT, text), str)


@settings(max_examples=80)
@given(ANY, ANY)
def test_prose(question, answer):
    assert isinstance(prose.recognise(question, answer), prose.Recognised | prose.Unsure | None)


@settings(max_examples=100)
@given(ANY, st.sampled_from([shape for shape in Shape if shape is not Shape.SCALAR]))
def test_lists(text, shape):
    try:
        found = sequence.read_shaped(text, shape)
    except AnswerError:
        return
    assert isinstance(found, tuple | frozenset | str)


@settings(max_examples=100)
@given(ANY)
def test_tolerances(text):
    try:
        found = tolerance.parse_tolerance(text)
    except AnswerError:
        return
    assert found.accepts(100, 100)


LONG = [
    "1" + " " * 20_000,
    "KV cache " + "1 " * 9_000,
    "KV cache 24 layers " * 200,
    "=" * 10_000,
    "~" * 390,
    "approx " * 60,
    "9" * 390,
    "[" * 3_000,
    "1,000" * 80,
    "1 000 " * 60,
    "-" * 390,
    "a" * 20_000 + "1",
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_long_texts_end(text):
    assert isinstance(CARD.check(VARIANT, text), Right | Wrong | Unreadable)
    assert not isinstance(prose.recognise("How big is the KV cache? " + text, text), prose.Recognised)
    with pytest.raises(UsageError):
        calc.calculate(text + " and")
