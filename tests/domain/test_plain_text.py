from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.plain_text import clean, is_clean, one_line

ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\n\ttext, naïve → ∝ 🏋️", "plain\n\ttext, naïve → ∝ 🏋️"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "‹U+009B›31m"),
        ("a\rb", "a␍b"),
        ("\x7f", "␡"),
        ("invoice\u202efdp", "invoice‹U+202E›fdp"),
        ("\u2066x\u2069", "‹U+2066›x‹U+2069›"),
        ("a\U000e0041", "a‹U+E0041›"),
        ("half \ud83d", "half ‹U+D83D›"),
        ("[red] [@click=app.quit]", "[red] [@click=app.quit]"),
    ],
)
def test_dangerous_characters_become_visible_marks(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert is_clean(text) == (text == expected)


@given(ANY_TEXT)
def test_clean_text_is_inert_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert is_clean(cleaned)
    assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in cleaned if character not in "\n\t")
    cleaned.encode("utf-8")


@given(ANY_TEXT, st.integers(1, 20))
def test_one_line_fits(text: str, width: int) -> None:
    line = one_line(text, width)
    assert len(line) <= width
    assert "\n" not in line
    assert "\t" not in line
