r"""Escapes that a program put in: Google Docs and pandoc write `1\. What is a token?` and `top\-k` where a person typed no backslash.

A note in which it happens again and again is read as it was typed; listings, formulas and marks that would then mean something else
(`\*`, `\#`, `\[`) stay as they are. No line is added and none is taken away.
"""

from __future__ import annotations

import re

from quizzer.notes.code_spans import outside_code
from quizzer.notes.masks import FENCE_LINE

_SIGN = re.compile(r"(?m)(?:^\W{0,6}\d{1,3}|\w)\\[.!](?=\s|\*|$)|\w\\-\w|^\W{0,3}\\[-+](?=\s)")
_SIGNS = ("\\.", "\\!", "\\-", "\\+")
"""One of these is in each sign; most notes with backslashes in their formulas have none."""
_ESCAPED = re.compile(r"\\([.!+=>~&-])|(?<=\w)\\(_)(?=\w)")
_BROKEN = re.compile(r"(?<=[?？*_])\\$")
"""`**What is slip?**\\`: the mark of a broken line behind what asks or is bold, where it is no part of the answer."""
_COUNTED = re.compile(r"\W{0,6}\d{1,3}\\[.)]")
"""A number at the head of a line, which was no item of a list to that program; what it counts is told from the lines around it."""
_FEWEST = 3


def without_escapes(text: str) -> str:
    """The text with the backslashes left out that no person typed."""
    if not any(sign in text for sign in _SIGNS) or sum(1 for _ in _SIGN.finditer(text)) < _FEWEST:
        return text
    lines = text.split("\n")
    is_verbatim = False
    for number, line in enumerate(lines):
        is_verbatim ^= bool(FENCE_LINE.match(line)) or line.count("$$") % 2 == 1
        if is_verbatim or "\\" not in line or "$" in line or "\\(" in line:
            continue
        counted = _COUNTED.match(line)
        head, tail = (counted[0], line[counted.end() :]) if counted else ("", line)
        lines[number] = head + outside_code(tail, lambda text: _ESCAPED.sub(lambda found: found[1] or found[2], text))
    return "\n".join(lines)


def without_broken_lines(text: str) -> str:
    """The text without the backslash that breaks a line behind a question or bold words; not in listings and formulas."""
    if "\\\n" not in text:
        return text
    lines = text.split("\n")
    is_verbatim = False
    for number, line in enumerate(lines):
        is_verbatim ^= bool(FENCE_LINE.match(line)) or line.count("$$") % 2 == 1
        if not is_verbatim and line.endswith("\\") and "$" not in line and "`" not in line:
            lines[number] = _BROKEN.sub("", line)
    return "\n".join(lines)
