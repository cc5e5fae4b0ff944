"""Indentation that only made sense in the file: what all lines of an answer share, and what would draw text as code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.closed_fences import FENCE
from quizzer.notes.mkdocs import as_markdown
from quizzer.notes.outline import indent_of

_INLINE_MATH = re.compile(r"(?<![\w$])\$[^$\s](?:[^$\n]*[^$\s])?\$(?![\w$])")
_INDENTS = (" ", "\t")
_ITEM_START = re.compile(r"^(?:[-*+]|\d+[.)])\s")
_WORD = re.compile(r"(?<![\w.])[a-z]{2,}(?![\w.(])")
_SENTENCE = 4
"""Words, next to which an equals sign is no code."""


def dedented(texts: Sequence[str], is_code: Sequence[bool]) -> list[str]:
    """The lines without the indentation that all of them share, and without that of blocks inside them.

    Text whose first line is indented less than the rest keeps the difference: it is a list or code.
    """
    if not any(text.startswith(_INDENTS) for text in texts):
        return list(texts)
    margins = [indent_of(text) for text in texts if text.strip()]
    margin = min(margins, default=0)
    if margin >= 4 and _is_listing(texts):
        margin -= 4
    shifted = [_shifted(text, margin) for text in texts] if margin else list(texts)
    return _without_accidental_code(as_markdown(shifted), is_code)


def _is_listing(texts: Sequence[str]) -> bool:
    """Are these lines code that is marked by its indentation alone, and not the indented text of a list item?"""
    bodies = [_INLINE_MATH.sub("x", text.strip()) for text in texts if text.strip()]
    if any(
        _ITEM_START.match(body) or body[-1] in ".?!:" or body.startswith(("```", "~~~", "$$", "|")) for body in bodies
    ):
        return False
    return sum(map(_is_code, bodies)) * 2 > len(bodies)


def _is_code(body: str) -> bool:
    """`x = f(2)`; a sentence may hold an equals sign as well."""
    return bool(re.search(r"\w\(|[{};|$<>]|\s-{1,2}\w", body)) or ("=" in body and len(_WORD.findall(body)) < _SENTENCE)


def _shifted(text: str, margin: int) -> str:
    if not margin:
        return text
    column = 0
    for position, letter in enumerate(text):
        if column >= margin or letter not in " \t":
            return " " * (column - margin) + text[position:] if column > margin else text[position:]
        column += 1 if letter == " " else 4 - column % 4
    return ""


def _without_accidental_code(texts: list[str], is_code: Sequence[bool]) -> list[str]:
    """Four spaces before text that is not part of a list would draw it as code: such runs go to the margin."""
    result: list[str] = []
    in_list, after_blank = False, True
    margin = 0
    for text, code in zip(texts, is_code, strict=True):
        if not text.strip():
            result.append(text)
            after_blank = True
            continue
        indent = indent_of(text)
        if indent < 4:
            in_list = bool(_ITEM_START.match(text.strip())) or (in_list and (indent > 0 or not after_blank))
            margin = 0
        elif not in_list and (FENCE.match(text) if code else after_blank and _reads_as_text(text)):
            margin = indent
        result.append(_shifted(text, min(margin, indent)) if margin else text)
        after_blank = False
    return result


def _reads_as_text(text: str) -> bool:
    body = _INLINE_MATH.sub("x", text.strip())
    if body != text.strip():
        return not re.search(r"[{};=|\\]", body)
    return bool(_ITEM_START.match(body)) or (len(body.split()) >= 5 and not re.search(r"[(){};=|\\]", body))
