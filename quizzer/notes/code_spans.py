"""Inline code: where it begins and ends in a line, and changes to a text that leave it alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

_TICKS = re.compile(r"`+")
_HELD = re.compile("\0(\\d+)\0")


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where inline code begins and ends: a run of back-ticks to the next run of the same length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    later: dict[int, list[int]] = defaultdict(list)
    for place in range(len(runs) - 1, -1, -1):
        later[runs[place][1] - runs[place][0]].append(place)
    place = 0
    while place < len(runs):
        start, end = runs[place]
        same = later[end - start]
        while same and same[-1] <= place:
            same.pop()
        if same:
            place = same[-1]
            yield start, runs[place][1]
        place += 1


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text changed by `change`, which does not see what stands in inline code.

    >>> outside_code("`<b>` is <b>", lambda shown: shown.replace("<b>", "bold"))
    '`<b>` is bold'
    >>> outside_code("`a` <b>", lambda shown: outside_code(f"{shown} `c`", str.upper))
    '`a` <B> `c`'
    """
    if "`" not in text:
        return change(text)
    parts: list[str] = []
    held: list[str] = []
    first = 1 + max(
        (int(number) for number in _HELD.findall(text)), default=-1
    )  # below are those of a change around this one
    at = 0
    for start, end in code_spans(text):
        parts += [text[at:start], f"\0{first + len(held)}\0"]
        held.append(text[start:end])
        at = end
    changed = change("".join(parts) + text[at:])
    return _HELD.sub(lambda found: held[int(found[1]) - first] if int(found[1]) >= first else found[0], changed)
