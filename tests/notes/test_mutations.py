"""Notes in every syntax, cut and patched at random: always a reading, every line counted once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.domain.plain_text import is_clean
from quizzer.notes.doubts import doubts
from quizzer.notes.library import interpret
from tests.notes.dialects import test_hashcards, test_obsidian, test_other_tools
from tests.notes.test_org import CASES as ORG_CASES

NOTES = [
    *(note for _, note, _ in test_obsidian.CASES),
    *(note for _, note in test_obsidian.NEVER),
    *(note for _, note, _ in test_hashcards.CASES),
    *(note for _, _, note, _ in test_other_tools.CASES),
    *(note for _, note in test_other_tools.NEVER),
]
ORG_NOTES = [text for _, text, _ in ORG_CASES]
MARKS = st.sampled_from(
    ["---\n", "?\n", "::", ":::", "==", "{{c1::", "}}", "{", "]", "\nQ: ", "\nA: ", "\nC: ", " #card", "#flashcards\n", "START\n",
     "END\n", "```\n", "$$", "<!--", "-->", "> ", "\n- ", "\n1. ", "\t", "\n\n", "|", "# ", "<details>", "%%", "\x1b", "\r", "é", ""]
)  # fmt: skip
PATCHES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), MARKS), max_size=6)


@pytest.mark.parametrize("suffix", [".md", ".org"])
@settings(max_examples=150, deadline=None)
@given(data=st.data(), patches=PATCHES)
def test_a_damaged_note_still_gives_a_reading(
    suffix: str, data: st.DataObject, patches: list[tuple[int, int, str]]
) -> None:
    note = data.draw(st.sampled_from(ORG_NOTES if suffix == ".org" else NOTES))
    for start, length, mark in patches:
        note = note[:start] + mark + note[start + length :]
    reading = interpret(note.encode(), f"n{suffix}", confirmed=True)
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank
    for draft in reading.drafts:
        assert draft.question.strip()
        assert draft.answer.strip()
        assert is_clean(draft.question + draft.answer)
        assert 1 <= draft.line <= draft.end_line <= count.lines
    doubts(reading)
