"""What names something because those beside it do: words that name an aspect elsewhere (`Process`, `Syntax`), bold words without a mark.

- Thread: one run through the code
- Process: a program that runs
- Address space: the memory of one
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizzer.notes.blocks import Item
from quizzer.notes.fronts import front_text
from quizzer.notes.terms import Style, Term
from quizzer.notes.wording import is_question, is_term, words_of

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
_BOLD_THEN = re.compile(r"^(?P<mark>\*\*|__)(?P<name>[^*:.]{0,39}[^*:.\s])(?P=mark)\s+(?P<text>[A-Z]\S* \S.*)$")
_HURRIED = re.compile(r"^(?P<name>[^\W\d_][^:.?!–—-]{1,40}[^\W_])- (?!(?:and|or|und|oder)\b)(?P<text>\S.{6,})$")
_FEWEST = 3
_FEWEST_MARKED = 2
_LONGEST = 3
_LONGEST_ASKED = 8
_ONE_IN = 4
SYMBOL = re.compile(r"^(?P<name>\$\$?[^$]{1,40}\$\$?)\s+(?P<text>(?P<verb>)[A-Z][a-z].{2,})$")
"""`$n$ Number of tokens`, in a list of symbols."""


def named_beside(terms: Sequence[Term | None]) -> list[Term | None]:
    """These terms, the few aspects among three names or more taken as names, where nothing else stands between them."""
    names = [term for term in terms if term and not term.is_attribute]
    aspects = [term for term in terms if term and term.is_attribute]
    if not aspects or len(names) < _FEWEST or len(aspects) * _ONE_IN > len(terms) or None in terms:
        return list(terms)
    if not all(term.name.casefold() in _BOTH and term.style is names[0].style and _is_told(term) for term in aspects):
        return list(terms)
    return [replace(term, is_attribute=False) if term else None for term in terms]


def with_bold_beside(texts: Sequence[str], terms: Sequence[Term | None]) -> list[Term | None]:
    """With items such as `**tongs** Hold the iron` among those that part the name from the text, at least as many, by a mark."""
    marked = sum(term is not None and term.style is Style.BOLD and bool(term.meaning) for term in terms)
    odd = [_BOLD_THEN.match(text) if term is None else None for text, term in zip(texts, terms, strict=True)]
    told = [match for match in odd if match]
    if not told or marked < max(len(told), _FEWEST_MARKED):
        return list(terms)
    if any(len(words_of(match["name"])) > _LONGEST for match in told):
        return list(terms)
    return [
        Term(front_text(match["name"]), match["text"], Style.BOLD) if match else term
        for match, term in zip(odd, terms, strict=True)
    ]


def hurried_beside(texts: Sequence[str], terms: Sequence[Term | None]) -> list[Term | None]:
    """With items such as `Shrinkage- how much is lost` among at least as many that stand with the dash apart."""
    apart = sum(term is not None and term.style is Style.DASH for term in terms)
    found = [
        _HURRIED.match(text) if term is None and "- " in text[:50] else None
        for text, term in zip(texts, terms, strict=True)
    ]
    if not any(found) or apart < max(_FEWEST_MARKED, sum(map(bool, found))):
        return list(terms)
    return [
        Term(front_text(match["name"]), match["text"], Style.DASH)
        if match and is_term(front_text(match["name"]), most_words=_LONGEST + 1)
        else term
        for match, term in zip(found, terms, strict=True)
    ]


def asked_beside(items: Sequence[Item], terms: Sequence[Term | None]) -> list[Term | None]:
    """With items such as `Why wedge it:` among those that all stand as a name and a colon over what is nested below them."""
    over = [item.end - item.start > 1 and item.content.endswith((":", "：")) for item in items]
    named = sum(is_over and term is not None and not term.meaning for is_over, term in zip(over, terms, strict=True))
    if named < _FEWEST or not all(over):
        return list(terms)
    return [
        Term(front_text(item.content.rstrip(":： ")), "", Style.COLON)
        if term is None and _may_ask(item.content)
        else term
        for item, term in zip(items, terms, strict=True)
    ]


def _may_ask(content: str) -> bool:
    return is_question(content.rstrip(":： ")) and len(words_of(content)) <= _LONGEST_ASKED


def may_name(name: str) -> bool:
    """Can this aspect be a thing of its own beside others, as `Output` is beside `Lexer` and `Parser`?"""
    return name.casefold() in _BOTH


def _is_told(term: Term) -> bool:
    return len(words_of(term.meaning)) > 2
