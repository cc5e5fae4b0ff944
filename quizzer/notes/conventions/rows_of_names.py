"""Rows of lines that all name something in one manner, without the mark that a single line would need.

**RDMA** bypasses the CPU          Variance = SS / N          loss = what is made small
**NVLink** joins two cards         Range = MAX - MIN          step = how far one goes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.terms import Style, Term, read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import is_term, words_of

_FEWEST = 3
_LETTERS = frozenset("ABCDEFGH")
_BOLD_THEN = re.compile(r"^(?P<mark>\*\*?)(?P<name>[^*]{1,40}[^*:.\s])(?P=mark)(?:\s+(?P<text>[a-z0-9~≈<>(].*)|)$")
EQUATED = late(r"^(?P<name>[^\W\d_](?:[\w /+-]|(?<=\d)\.(?= )){0,40}?) = (?P<text>[^=]+)$")
_COUNT_INSIDE = re.compile(r"(?<=\d)\.(?= )")
"""`Error of the 1. kind`"""
_FORMULA = late(r"^(?P<name>[^\W\d_][\w /-]{0,40}?(?:\([\w, |]{1,12}\))?) = (?P<text>\S.*)$")
_SIGN = re.compile(r"[=+*/^()]")
_IN_WORDS = re.compile(r"^(?:[^\W\d_]{3,}(?: [^\W\d_]{2,}){0,4}|[^\W\d_]{1,6}\([\w, |]{1,12}\))$")
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")


def named_in_bold(texts: Sequence[str]) -> list[Term | None]:
    """The terms of three or more lines that all begin with a name in bold and go on without a mark: `**RDMA** bypasses the CPU`.

    One of them may be a name alone, and all may be in italics.
    """
    found = [_BOLD_THEN.match(text) for text in texts]
    if len(found) < _FEWEST or not all(found):
        return []
    parts = [(front_text(match["name"]), match["text"] or "") for match in found if match]
    told = [text for _, text in parts if len(words_of(text)) > 1 or (text and len(parts) > _FEWEST)]
    bare = [text for _, text in parts if not text]
    if len(told) < _FEWEST or len(told) + len(bare) < len(parts) or len(bare) > 1:
        return []
    if any(is_attribute(name) or not is_term(name) for name, _ in parts):
        return []
    return [Term(name, text.strip(), Style.BOLD) for name, text in parts]


def equated(texts: Sequence[str]) -> list[Term | None]:
    """The terms of three or more lines that all read `name = what it is`, below a title or not; sums alone are none."""
    found = [EQUATED.match(text) if " = " in text else None for text in texts]
    told = [match for match in found if match]
    if len(told) < _FEWEST or not all(found[1:]):
        return []
    if sum(len(_PLAIN_WORD.findall(match["text"])) > 1 for match in told) * 10 < len(told) * 6:
        return []
    names = [_COUNT_INSIDE.sub("", front_text(match["name"])) for match in told]
    if not all(is_term(name, most_words=4) for name in names):
        return []
    return [Term(front_text(match["name"]), match["text"], Style.DASH) if match else None for match in found]


def formulas(texts: Sequence[str]) -> list[Term | None]:
    """The terms of a row in which every line is a name and its formula, `Variance = SS / N`, or its meaning; values alone are none."""
    if len(texts) <= _FEWEST or sum(" = " in text for text in texts) * 2 < len(texts):
        return []
    found = [_FORMULA.match(text) for text in texts]
    parts = [(match["name"], match["text"]) for match in found if match]
    others = [read_term(text) for text, match in zip(texts, found, strict=True) if not match]
    if len(parts) * 2 < len(texts) or not all(term and term.meaning and not term.is_attribute for term in others):
        return []
    in_words = sum(bool(_PLAIN_WORD.match(name)) and name[0].isupper() for name, _ in parts)
    told = sum(bool(_SIGN.search(text)) for _, text in parts)
    if in_words * 2 < len(parts) or told * 2 < len(parts) or not all(is_term(name, most_words=4) for name, _ in parts):
        return []
    beside = iter(others)
    return [Term(front_text(each["name"]), each["text"], Style.DASH) if each else next(beside) for each in found]


def formula_of(text: str) -> Term | None:
    """The term of a single line, `field of view = r + (k - 1)s`, whose name is words, or letters of what they depend on: `V(s) = …`."""
    found = _FORMULA.match(text) if " = " in text else None
    if found is None or not _SIGN.search(found["text"]) or not _IN_WORDS.match(found["name"]):
        return None
    is_name = is_term(found["name"], most_words=5) and not is_attribute(found["name"])
    return Term(front_text(found["name"]), found["text"], Style.DASH) if is_name else None


def without_options(terms: list[Term | None]) -> list[Term | None]:
    """Without `A: 3`, `B: 4`, which are the options of a question and name nothing."""
    names = [term.name.strip("()") if term else "" for term in terms]
    if ("A", "B") not in pairwise(names):
        return terms
    return [None if name in _LETTERS else term for term, name in zip(terms, names, strict=True)]
