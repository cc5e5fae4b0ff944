"""The situation in which a question is asked, told in a labelled paragraph of its own right above it.

    **Situation:** The bill grew by half in a month.

    **Question:** What is looked at first?

Without it nobody can answer the question, and by itself it asks nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Page
from quizzer.notes.units import Unit

_SITUATION = late(
    r"^(?P<mark>\*\*|__)(?:(?:the )?(?:situation|scenario|case|case study|setting|given|context|background)"
    r"|situación|escenario|caso|contexto|contesto|situazione|szenario|ausgangslage|contexte|mise en situation|场景|情境|背景)"
    r"\s*(?:[:：](?P=mark)|(?P=mark)\s*[:：])\s*(?P<told>\S.*)$",
    re.IGNORECASE,
)
_FARTHEST = 12
"""Lines of a paragraph."""


def with_situation(page: Page, limit: int, unit: Unit) -> Unit:
    """A question with the situation above it, which stands no higher than `limit`; as it was without one."""
    told = _situation_above(page, limit, unit.start) if unit.question else None
    return replace(unit, start=told[0], question=f"{told[1]}\n\n{unit.question}") if told else unit


def _situation_above(page: Page, limit: int, question: int) -> tuple[int, str] | None:
    """Where the situation above a question begins, and what it says."""
    lines = page.outline.lines
    last = question - 1
    while last >= limit and not lines[last].body:
        last -= 1
    for number in range(last, max(limit, last - _FARTHEST) - 1, -1):
        if lines[number].kind is not LineKind.TEXT or not page.is_free(number):
            return None
        found = _SITUATION.match(lines[number].body)
        if found:
            return number, front_text(_joined(found["told"], lines[number + 1 : last + 1]))
    return None


def _joined(told: str, further: tuple[Line, ...]) -> str:
    return " ".join([told, *(line.body for line in further)])
