"""The same question with different answers in two places: two cards, and a line for the author."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from quizzer.domain.cards import Problem
from quizzer.domain.identity import headings_agree, stands_alone, words
from quizzer.domain.matching import Matching, New

STOCK = 4
"""A question that stands so often in one file is a stock phrase, answered each time for something else."""

_FEWEST_WORDS = 3
_POINTING = frozenset({"it", "its", "this", "that", "these", "those", "they", "them", "their"})
"""Words for what the heading names."""

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
                if is_one_question(question, (path, headings), (places[0][0], places[0][2]))
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


def is_one_question(question: str, here: tuple[str, Sequence[str]], there: tuple[str, Sequence[str]]) -> bool:
    """Whether equal words in two places, each a file and its headings, ask the same; a file's own bare fronts do not."""
    if headings_agree(here[1], there[1]) or stands_alone(question):
        return True
    found = words(question)
    return _POINTING.isdisjoint(found) and here[0] != there[0] and len(found) >= _FEWEST_WORDS
