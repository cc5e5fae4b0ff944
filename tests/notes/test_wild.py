"""Notes in the manner of many authors: every card that a person wants, nothing else."""

from __future__ import annotations

import pytest

from tests.notes.wild_notes import WILD, WildNote, notes_of, score

NOTES = [
    pytest.param(note, id=f"{path.stem}: {note.title}") for path in sorted(WILD.glob("*.md")) for note in notes_of(path)
]


@pytest.mark.parametrize("note", NOTES)
def test_a_stranger_s_note_gives_what_a_person_wants(note: WildNote) -> None:
    reading = note.read()
    assert score(note, reading).complaints == []
    count = reading.coverage
    assert count.lines == count.card + count.context + count.stub + count.dropped + count.blank
