"""Notes kept as HTML: paragraphs between tags, as an editor or a web page gives them.

    <p><b>Q1. What is a kiln?</b></p>        **Q1. What is a kiln?**
    <p>An oven for clay.</p>                 An oven for clay.

Headings, items and tables of HTML are read where they stand. No line is added and none is taken away.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import FENCE_LINE

_PARAGRAPH = re.compile(r"(?mi)^[ \t]*<p\b[^<>\n]*>|^[ \t]*<div>[^<>\n]+</div>[ \t]*$")
_FEWEST = 3
_OPENING = re.compile(r"^\s*<(?:p|div|span)\b[^<>]*>\s*(?:<span\b[^<>]*>\s*)?", re.IGNORECASE)
_CLOSING = re.compile(r"\s*(?:<br\s*/?>\s*)*(?:</(?:p|div|span)>\s*)+$|(?:\s*<br\s*/?>)+\s*$", re.IGNORECASE)
_BOLD = re.compile(r"<(b|strong)\b[^<>]*>\s*([^<>]+?)\s*</\1>", re.IGNORECASE)
_ITALIC = re.compile(r"<(i|em)\b[^<>]*>\s*([^<>]+?)\s*</\1>", re.IGNORECASE)
_CODE = re.compile(r"<code\b[^<>]*>([^<>`]+)</code>", re.IGNORECASE)
_PRE = re.compile(r"<(/?)pre\b", re.IGNORECASE)


def without_paragraph_tags(text: str) -> str:
    """The text with the tags of its paragraphs left out, when it is written in them."""
    if not any(mark in text for mark in ("<p", "<P", "<div>")) or sum(1 for _ in _PARAGRAPH.finditer(text)) < _FEWEST:
        return text
    lines = text.split("\n")
    is_fenced = False
    for number, line in enumerate(lines):
        is_fenced ^= bool(FENCE_LINE.match(line))
        pre = _PRE.search(line)
        if pre is not None:
            is_fenced = not pre[1] and "</pre" not in line.lower()
        elif not is_fenced and "<" in line:
            lines[number] = _unwrapped(line)
    return "\n".join(lines)


def _unwrapped(line: str) -> str:
    line = _CLOSING.sub("", _OPENING.sub("", line))
    return _CODE.sub(r"`\1`", _ITALIC.sub(r"*\2*", _BOLD.sub(r"**\2**", line)))
