"""Spaces that look like one and are none: what a Mac's keyboard puts behind `#`, what a page's text is pasted with.

Only the beginning of a line is touched, where such a space hides a heading or a bullet, and what shows nothing at all.
"""

from __future__ import annotations

import re

from quizzer.domain.patterns import late

_NONE = "\u200b\u2060\ufeff"
_PASTED = re.compile("[ \t]*\ufffc")
"""Where a picture or the mark of a source stood in what was pasted without it."""
_WIDE = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_ODD = re.compile(f"[{_NONE}{_WIDE}\ufffc]")
_START = late(
    rf"^(?:[ \t{_NONE}{_WIDE}]*(?:#{{1,6}}|[-*+>]|\d{{1,3}}[.)])[ \t{_NONE}{_WIDE}]+|[{_NONE}]+(?=[!-~]))", re.MULTILINE
)
"""The mark that a line begins with and the space around it, or what shows nothing before a plain letter."""
_PLAIN = {
    **dict.fromkeys(map(ord, _NONE)),
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
}


def mend_spaces(text: str) -> str:
    """The text with plain spaces around the marks that lines begin with; the number of lines stays.

    >>> mend_spaces("#\\u00a0Title")
    '# Title'
    """
    if text.isascii() or not _ODD.search(text):
        return text
    text = text.replace("\ufeff", "")  # files that were joined, each with its mark
    if "\ufffc" in text:
        text = _PASTED.sub("", text)
    return _START.sub(lambda found: found[0].translate(_PLAIN), text)
