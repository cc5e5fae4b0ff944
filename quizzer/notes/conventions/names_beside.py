"""Words that name an aspect elsewhere (`Process`, `Syntax`) and a thing of its own in a row of names.

- Thread: one run through the code
- Process: a program that runs
- Address space: the memory of one
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizzer.notes.terms import Term
from quizzer.notes.wording import words_of

_BOTH = frozenset(
    {
        "process",
        "processes",
        "syntax",
        "loss",
        "memory",
        "training",
        "inference",
        "input",
        "inputs",
        "output",
        "outputs",
        "architecture",
        "parameters",
        "algorithm",
        "method",
        "context",
        "code",
        "data",
        "dataset",
        "datasets",
        "features",
        "metrics",
        "evaluation",
        "observation",
        "proof",
        "experiment",
        "role",
        "type",
        "types",
        "property",
        "properties",
        "format",
        "range",
        "default",
        "objective",
        "constraints",
        "implementation",
        "history",
        "components",
        "event",
        "general",
        "time",
        "space",
    }
)
_FEWEST = 3
_ONE_IN = 4


def named_beside(terms: Sequence[Term | None]) -> list[Term | None]:
    """These terms, the few aspects among three names or more taken as names, where nothing else stands between them."""
    names = [term for term in terms if term and not term.is_attribute]
    aspects = [term for term in terms if term and term.is_attribute]
    if not aspects or len(names) < _FEWEST or len(aspects) * _ONE_IN > len(terms) or None in terms:
        return list(terms)
    if not all(term.name.casefold() in _BOTH and term.style is names[0].style and _is_told(term) for term in aspects):
        return list(terms)
    return [replace(term, is_attribute=False) if term else None for term in terms]


def _is_told(term: Term) -> bool:
    return len(words_of(term.meaning)) > 2
