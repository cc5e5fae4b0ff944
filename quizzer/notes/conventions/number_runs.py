"""Which numbers of a section count its questions, and which those of lists inside an answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizzer.notes.outline import Line


def in_sequence(lines: Sequence[Line], numbered: Sequence[int], asking: set[int]) -> list[int]:
    """The numbers that count the questions, without those of lists inside an answer; a question numbered 1 begins a list anew."""
    if len(numbered) > 2 and {lines[n].number for n in numbered} == {1}:
        return list(numbered)  # `1.`, `1.`, `1.`
    starts: list[int] = []
    for first, limit in pairwise([0, *_anew(lines, numbered, asking), len(numbered)]):
        listed = numbered[first:limit]
        numbers_of_questions = {lines[n].number for n in listed if n in asking}
        previous = 0
        for n in listed:
            number = lines[n].number or 0
            if n in asking or (number == previous + 1 and number not in numbers_of_questions):
                starts.append(n)
                previous = number
    return starts


def _anew(lines: Sequence[Line], numbered: Sequence[int], asking: set[int]) -> list[int]:
    """Where among the numbered lines a list of questions begins once more: at a question numbered 1 behind others."""
    return [at for at, n in enumerate(numbered) if at and n in asking and lines[n].number == 1]
