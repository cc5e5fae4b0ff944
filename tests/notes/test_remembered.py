"""What reading remembers: all of the note being read, and little between notes."""

from __future__ import annotations

from quizzer.notes.fronts import front_text
from quizzer.notes.library import interpret
from quizzer.notes.remembered import remembered


def test_of_a_long_note_no_heading_is_worked_out_twice() -> None:
    headings = 9_000
    note = "".join(f"## What is part {number}?\nIt turns.\n" for number in range(headings))
    interpret(b"# Nothing yet\n", "first.md")
    before = front_text.cache_info().misses  # type: ignore[attr-defined]
    assert len(interpret(note.encode(), "long.md").drafts) == headings
    assert front_text.cache_info().misses - before < 2 * headings  # type: ignore[attr-defined]
    interpret(b"# Short\n", "short.md")
    assert front_text.cache_info().currsize < 100  # type: ignore[attr-defined]


def test_a_question_is_answered_once() -> None:
    asked = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length(text) for text in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
