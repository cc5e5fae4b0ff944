"""Answers of a chat pasted under numbered questions, whose own titles stand as high as the questions or higher.

    ### 1. why is bisque fired slowly ?

    ### ✅ **Bisque firing**
    Water has to leave first.

    ## **1️⃣ Up to 200 °C**
    …

    ### 2. what is a cone ?

Where such a question has nothing else below it, the titles down to the next question are parts of its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizzer.notes.fronts import front_text
from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind
from quizzer.notes.wording import is_question

_NUMBER = re.compile(r"^(?:\*\*)?(?:q(?:uestion)?\s?)?(?P<number>\d{1,3})\s?[.):]\s*\S", re.IGNORECASE)
_FEWEST = 2
_DEEPEST = 6


def lower_pasted_titles(lines: Sequence[Line]) -> None:
    """Put the titles of answers below the questions that they answer."""
    headings = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level]
    asked = _questions(lines, headings)
    if len(asked) < _FEWEST:
        return
    level = lines[asked[0]].level
    for place, start in enumerate(asked):
        end = asked[place + 1] if place + 1 < len(asked) else len(lines)
        inside = [at for at in headings if start < at < end]
        if not inside or lines[inside[0]].level != level or _NUMBER.match(lines[inside[0]].content[:40]):
            continue
        if any(line.body for line in lines[start + 1 : inside[0]]) or any(
            is_question(front_text(lines[at].content)) and lines[at].level == level for at in inside
        ):
            continue
        while inside and not _holds_text(lines, inside[-1], end):
            inside.pop()  # the title of the questions below it
        shift = level + 1 - min((lines[at].level for at in inside), default=level + 1)
        for at in inside:
            lines[at].level = min(_DEEPEST, lines[at].level + shift)


def _questions(lines: Sequence[Line], headings: Sequence[int]) -> list[int]:
    """The headings of one level that count up and ask."""
    counted = [(at, int(found["number"])) for at in headings if (found := _NUMBER.match(lines[at].content[:40]))]
    asked = [(at, number) for at, number in counted if is_question(front_text(lines[at].content))]
    if len(asked) < _FEWEST or len({lines[at].level for at, _ in asked}) > 1:
        return []
    counting = all(after == before + 1 for (_, before), (_, after) in pairwise(asked))
    return [at for at, _ in asked] if counting else []


def _holds_text(lines: Sequence[Line], at: int, end: int) -> bool:
    return any(line.body and line.kind not in {LineKind.RULE, LineKind.HEADING} for line in lines[at + 1 : end])
