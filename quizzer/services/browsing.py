"""Browsing: a query as people type it, and the cards that fit it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizzer.errors import QuizzerError
from quizzer.services.study import Desk
from quizzer.store.search import CONDITIONS, PAGE, Condition, Hit

__all__ = ["PAGE", "Hit", "Page", "browse", "parse_query"]

_STUBS = ("stub", "stubs")
_PART = re.compile(r'(-?)(?:(tag|deck|is):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found."""

    hits: Sequence[Hit]
    total: int
    offset: int


def parse_query(text: str) -> list[Condition]:
    """The conditions of a query such as `tag:llm is:due -is:suspended "kv cache"`.

    Words and quoted phrases are looked for in question, answer, tags and headings; `-` before a part denies it.
    QuizzerError for an `is:` that nobody knows.
    """
    conditions = []
    for minus, field, quoted, word in _PART.findall(text):
        value = (quoted or word).strip()
        if not re.search(r"\w", value):
            continue
        name = field.lower() or "words"
        if name == "is" and value.lower() in _STUBS:
            raise QuizzerError(
                "questions without an answer are no cards yet",
                hint="the first screen lists them with s, and so does quizzer stubs",
            )
        if name == "is" and value.lower() not in CONDITIONS:
            raise QuizzerError(f"is:{value} means nothing here", hint=f"is: {', '.join(CONDITIONS)}")
        conditions.append(Condition(name, value.lower() if name == "is" else value, bool(minus)))
    return conditions


def browse(desk: Desk, query: str, offset: int = 0) -> Page:
    """A page of the cards that fit, in the order they came."""
    conditions, day = parse_query(query), desk.clock.now().day
    return Page(desk.search.page(conditions, day, offset), desk.search.count(conditions, day), offset)
