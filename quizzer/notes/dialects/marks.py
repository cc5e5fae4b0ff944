"""Inline text that must not be searched for card marks: code, formulas, addresses, comments, links' targets."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.code_spans import code_spans

_FORMULA = (
    r"\$\$[^$]{1,400}\$\$"
    r"|(?<![\\$\w])\$(?![\s\d.,]*\s)[^$\n]{1,300}?(?<!\\)\$(?!\w)"
    r"|\\\([^\n]{1,300}?\\\)|\\\[[^\n]{1,300}?\\\]"
)
FORMULAS = late(_FORMULA)
_OTHERS = (
    r"<!--(?:(?!<!--|-->).)*-->|%%[^%\n]{1,400}%%"
    r"|<[A-Za-z/][^<>\n]{0,300}>"  # tags and addresses in angle brackets
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"  # where a link leads
    r"|!?\[\[[^\[\]\n]{0,300}\]\]"
    r"|[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>]+"
)
_HIDDEN = late(f"{_FORMULA}|{_OTHERS}", re.DOTALL)
_HIDDEN_BUT_FORMULAS = late(_OTHERS, re.DOTALL)
FILLER = "\0"
"""Stands for every masked character; clean text never holds it."""


def masked(text: str, *, formulas: bool = True) -> str:
    """The text with every character that may not carry a mark replaced by `FILLER`; positions stay the same.

    With `formulas` off they may: no formula holds what looks like some marks.

    >>> masked("a `b::c` d").replace(FILLER, "_")
    'a ______ d'
    """
    if not any(sign in text for sign in "`$\\<%[:"):
        return text
    if "`" in text:
        parts, at = [], 0
        for start, end in code_spans(text):
            parts += [text[at:start], FILLER * (end - start)]
            at = end
        text = "".join(parts) + text[at:]
    pattern = _HIDDEN if formulas else _HIDDEN_BUT_FORMULAS
    return pattern.sub(lambda found: FILLER * len(found[0]), text)
