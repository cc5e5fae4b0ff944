"""The same question with different answers in two places: two cards, and a line for the author."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from quizzer.domain.cards import Problem
from quizzer.domain.identity import headings_agree, stands_alone, words
from quizzer.domain.matching import Matching, New

STOCK = 4
"""A question that stands so often in one file is a stock phrase, answered each time for something else."""

_FEWEST_WORDS = 3

_Place = tuple[str, int, tuple[str, ...]]


def contradictions(matching: Matching) -> tuple[Problem, ...]:
    """One problem for each card as read whose question has another answer elsewhere."""
    problems = []
    held = {old.question: old for old in matching.olds if old.is_held and old.number not in matching.by_old}
    for question, news in _asked_twice(matching.news.values(), held).items():
        places: list[_Place] = [(n.draft.path, n.draft.line, n.headings) for n in news]
        other = held.get(question)
        if other is not None and other.card.path:
            places.insert(0, (other.card.path, other.card.line, other.headings))
        if 2 <= len(places) < STOCK:
            problems += [
                Problem(path, line, f"the same question has another answer at {places[0][0]}:{places[0][1]}")
                for path, line, headings in places[1:]
                if headings_agree(headings, places[0][2]) or _is_one_question(question, path, places[0][0])
            ]
    return tuple(problems)


def _asked_twice(news: Collection[New], held: Collection[str]) -> dict[str, list[New]]:
    """The cards of each question that more than one card asks, in the order of the notes; most ask one of their own."""
    once: set[str] = set()
    several: set[str] = set(held)
    for new in news:
        (several if new.question in once else once).add(new.question)
    found: dict[str, list[New]] = defaultdict(list)
    for new in news:
        if new.question in several:
            found[new.question].append(new)
    return found


def _is_one_question(question: str, path: str, other_path: str) -> bool:
    """Whether equal words under different headings ask the same; a file's own bare fronts do not."""
    return stands_alone(question) or (path != other_path and len(words(question)) >= _FEWEST_WORDS)
