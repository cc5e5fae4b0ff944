"""Names that are followed by what they mean and yet are no terms: the parts of a story, values, lead-ins of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quizzer.notes.conventions.glossary_entries import Entry
from quizzer.notes.terms import Style

_IN_WORDS = re.compile(r"[^\W\d_]{3,}")
_FEWEST_IF_MIXED = 4
_WORD = 3


def are_values(named: Sequence[Entry]) -> bool:
    """Are most names a letter or two, and what is said of each of them no word: the shapes of some matrices?"""
    terms = [entry.term for entry in named if entry.term]
    letters = sum(len(term.name) < _WORD for term in terms)
    return letters * 2 > len(terms) and not any(_IN_WORDS.search(term.meaning) for term in terms)


def tells_a_story(named: Sequence[Entry]) -> bool:
    """Are these the parts of one story (situation, task, action, result), or what goes to and fro between two sides?

    So do two things that are compared under one aspect after the other, each named again under every one of them.
    """
    names = [entry.term.name.casefold() for entry in named if entry.term]
    arrows = all(entry.term and entry.term.style is Style.DASH for entry in named)
    counts = Counter(names)
    are_compared = (len(names) > 3 and all(count > 1 for count in counts.values())) or (
        max(counts.values()) > max(2, len(names) // 2)  # `Claim: …` before each point
    )
    is_story = "".join(names)[:4] == "star" or ("situation" in names and bool({"action", "task"} & set(names)))
    return is_story or are_compared or (arrows and len(set(names)) < len(names))


def are_mixed(named: Sequence[Entry]) -> bool:
    """Are these two or three lead-ins of a text, some of them paragraphs and some bullets?"""
    return len(named) < _FEWEST_IF_MIXED and len({entry.is_item for entry in named}) > 1
