"""Fences of an answer, each of them closed: the note or a neighbour may have cut one off."""

from __future__ import annotations

import re

FENCE = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_LANGUAGE = re.compile(r"[A-Za-z][\w+#-]*\s*$")


def with_closed_fences(texts: list[str]) -> list[str]:
    """With every fence closed: the last one when the note or a neighbour cut it off, others that were forgotten."""
    result: list[str] = []
    fence = ""
    is_quoted = False
    for text in texts:
        found = FENCE.match(text) if "```" in text or "~~~" in text else None
        if is_quoted and not text.lstrip().startswith(">"):
            fence = ""  # a fence in a quote ends with the quote
        if found and not fence:
            fence = found[1]
            is_quoted = text.lstrip().startswith(">")
        elif found and found[1].startswith(fence) and text.strip(" \t>") == found[1]:
            fence, is_quoted = "", False
        elif found and found[1] == fence and _LANGUAGE.match(text[found.end() :]):
            result.append(fence)
        result.append(text)
    while fence and not result[-1].strip():
        result.pop()
    return [*result, fence] if fence else result
