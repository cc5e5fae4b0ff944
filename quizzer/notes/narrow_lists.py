"""Lists that are nested by a single space, as one writes them by hand: a term, and one space further in what it means.

     * Dropout                      * Dropout
      * Some neurons are left out       * Some neurons are left out

Markdown takes such bullets for one flat list. Where each bullet has one of its own one space further in, the inner
ones are moved on by three more. No line is added and none is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.masks import FENCE_LINE

_ITEM = re.compile(r"^( {0,3})[-*+] +\S")
_NARROW = re.compile(r"^( {0,2})[-*+] .*\n(?:[^\S\n]*\n)?\1 [-*+] ", re.MULTILINE)
_NESTED = tuple(f"\n{margin}{bullet} " for margin in (" ", "   ") for bullet in "-*+")
"""What such a list holds, and hardly any other note; but one that begins with a bullet behind a blank."""
_FEWEST = 3
_MOVED = "   "


def with_wide_lists(text: str) -> str:
    """The text with such lists nested as they were meant."""
    may_be_narrow = text[:1] == " " or any(nested in text for nested in _NESTED)
    if not may_be_narrow or not _NARROW.search(text):
        return text
    lines = text.split("\n")
    at = 0
    is_fenced = False
    while at < len(lines):
        is_fenced ^= bool(FENCE_LINE.match(lines[at]))
        end = at if is_fenced else _list_end(lines, at)
        if end > at:
            _widen(lines, at, end)
        at = max(end, at + 1)
    return "\n".join(lines)


def _list_end(lines: Sequence[str], start: int) -> int:
    """One past a run of bullets and of what hangs on them; a line at the margin ends it."""
    if not _ITEM.match(lines[start]):
        return start
    end = start
    while end < len(lines) and (_ITEM.match(lines[end]) or lines[end].startswith("  ") or not lines[end].strip()):
        if FENCE_LINE.match(lines[end]):
            break
        end += 1
    return end


def _widen(lines: list[str], start: int, end: int) -> None:
    found = {number: len(item[1]) for number in range(start, end) if (item := _ITEM.match(lines[number]))}
    numbers, outer = list(found), found[start]
    tops = [number for number in numbers if found[number] == outer]
    parents = [
        number for place, number in enumerate(numbers[:-1]) if found[number] == outer < found[numbers[place + 1]]
    ]
    if set(found.values()) != {outer, outer + 1} or len(parents) < _FEWEST or len(parents) < len(tops):
        return
    is_inner = False
    for number in range(start, end):
        if number in found:
            is_inner = found[number] > outer
        if is_inner and lines[number].strip():
            lines[number] = _MOVED + lines[number]
