"""A terminal that takes ASCII alone is given words it can show, for whatever letters a note holds."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.cli import letters

CASES = [
    ("an LLM\u2019s \u201chidden\u201d state \u2013 why\u2026", 'an LLM\'s "hidden" state - why...'),
    ("softmax \u2192 \u221ad \u2264 \u03b1\u00b2 \u00d7 \u0394", "softmax -> sqrtd <= alpha2 x Delta"),
    ("na\u00efve caf\u00e9, Stra\u00dfe, \u0141\u00f3d\u017a", "naive cafe, Strasse, Lodz"),
    ("\u6f22 \U0001f680", "? ?"),
]


def written(text: str, encoding: str) -> str:
    letters.register()
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=letters.NEAREST)
    stream.write(text)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_letters_are_written_as_near_as_ascii_comes(text: str, shown: str) -> None:
    assert written(text, "ascii") == shown


def test_what_an_encoding_has_is_left_alone() -> None:
    assert written("caf\u00e9 \u2192", "latin-1") == "caf\u00e9 ->"


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    assert written(text, "ascii").isascii()
