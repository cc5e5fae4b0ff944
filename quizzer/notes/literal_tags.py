"""Tags of HTML that a note speaks of, and does not use: in inline code, or amid a sentence as in `What does <ul> do?`."""

from __future__ import annotations

import re

_SPOKEN_OF = re.compile(
    r"(?<=[\w,:(] )<(?P<name>a|b|i|p|u|s|br|hr|em|pre|big|small|strong|summary|details|h[1-6]|div|span|font|center|sub|sup|kbd"
    r"|code|mark|ins|li|ul|ol|blockquote|section|article|aside)>(?=[,;:?!)]|\.(?:\s|$)|(?P<end>$)|\s+(?P<next>[\w<(&/]+))",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"(?:\b(?:and|or|vs\.?|versus|than|to|from)|,) $", re.IGNORECASE)
_SEPARATORS = frozenset({"br", "hr", "p"})
_NAMED = frozenset({"tag", "tags", "element", "elements"})


def marked_literals(text: str) -> str:
    """The text, free of inline code, with back-ticks around the tags that it speaks of.

    >>> marked_literals("Is <b> the same as <strong>?")
    'Is `<b>` the same as `<strong>`?'
    """

    def mark(found: re.Match[str]) -> str:
        name = found["name"].lower()
        is_used = f"</{name}" in text.lower() or (name in _SEPARATORS and (found["next"] or "").lower() not in _NAMED)
        if is_used or (found["end"] is not None and not _BEFORE_NAME.search(text[: found.start()])):
            return found[0]
        return f"`{found[0]}`"

    return _SPOKEN_OF.sub(mark, text)
