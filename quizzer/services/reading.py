"""One file, or a text from standard input, to what it gives."""

from __future__ import annotations

from dataclasses import replace

from quizzer.domain.cards import Problem, Reading
from quizzer.notes.deck_file import read_deck
from quizzer.notes.reader import read_note
from quizzer.notes.text import decode
from quizzer.notes.walk import Found

_DECKS = (".yaml", ".yml")


def load(found: Found) -> bytes | Problem:
    """The bytes of a file, or why they cannot be had."""
    try:
        return found.file.read_bytes()
    except OSError as error:
        return Problem(found.path, 1, f"cannot be read: {error.strerror}", is_refusal=True)


def read(path: str, data: bytes, *, is_confirmed: bool, repair: bool) -> Reading:
    """What the bytes of a file give."""
    text = decode(data, path, repair)
    if any(problem.is_refusal for problem in text.problems):
        return Reading(path, problems=text.problems, is_refused=True)
    if path.endswith(_DECKS):
        reading = read_deck(text.text, path)
    else:
        reading = read_note(text.text, path, confirmed=is_confirmed, repairs=text.repairs)
    return replace(reading, problems=(*text.problems, *reading.problems))
