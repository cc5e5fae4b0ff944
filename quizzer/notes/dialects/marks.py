"""Inline text that must not be searched for card marks: code, formulas, addresses, comments, links' targets."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    r"(?P<ticks>`+)(?!`)(?:(?!(?P=ticks)(?!`)).)+?(?<!`)(?P=ticks)(?!`)"  # inline code
    r"|\$\$[^$\n]{1,400}\$\$"
    r"|(?<![\\$\w])\$(?![\s\d.,]*\s)[^$\n]{1,300}?(?<!\\)\$(?!\w)"  # formulas
    r"|\\\([^\n]{1,300}?\\\)|\\\[[^\n]{1,300}?\\\]"
    r"|<!--.*?-->|%%[^%\n]{1,400}%%"
    r"|<[A-Za-z/][^<>\n]{0,300}>"  # tags and addresses in angle brackets
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"  # where a link leads
    r"|!?\[\[[^\[\]\n]{0,300}\]\]"
    r"|[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>]+",
    re.DOTALL,
)
FILLER = "\0"
"""Stands for every masked character; clean text never holds it."""


def masked(text: str) -> str:
    """The text with every character that may not carry a mark replaced by `FILLER`; positions stay the same.

    >>> masked("a `b::c` d").replace(FILLER, "_")
    'a ______ d'
    """
    if not any(sign in text for sign in "`$\\<%[:"):
        return text
    return _HIDDEN.sub(lambda found: FILLER * len(found[0]), text)
