"""What changed between two texts, word by word, as runs that any surface can colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 1_500
"""Words that are compared one by one; past it only the common beginning and end are told apart."""


class Change(StrEnum):
    """What happened to a run of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that was kept, removed or added as one."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from `before` to `after`.

    The kept and removed runs together are `before`, the kept and added ones `after`, letter for letter.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    runs = [Run(Change.KEPT, "".join(old[:start]))]
    if len(middle_old) + len(middle_new) > _LONGEST:
        runs += [Run(Change.REMOVED, "".join(middle_old)), Run(Change.ADDED, "".join(middle_new))]
    else:
        runs += _compare(middle_old, middle_new)
    runs.append(Run(Change.KEPT, "".join(old[len(old) - end :])))
    return tuple(run for run in runs if run.text)


def shorten(runs: Sequence[Run], around: int = 30) -> tuple[Run, ...]:
    """The runs with long kept stretches cut to about `around` characters beside each change.

    >>> [run.text for run in shorten(word_diff("a" * 9 + " x y", "a" * 9 + " x z"), 3)]
    ['… x ', 'y', 'z']
    """
    last = len(runs) - 1
    return tuple(
        Run(run.change, _cut(run.text, around, is_first=at == 0, is_last=at == last))
        if run.change is Change.KEPT
        else run
        for at, run in enumerate(runs)
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with in common."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _compare(old: list[str], new: list[str]) -> list[Run]:
    runs = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if gone == come:
            runs.append(Run(Change.KEPT, gone))
        else:
            runs += [Run(Change.REMOVED, gone), Run(Change.ADDED, come)]
    return runs


def _cut(text: str, around: int, *, is_first: bool, is_last: bool) -> str:
    """A kept stretch without its far part; the side of a change stays."""
    before, behind = (0 if is_first else around), (0 if is_last else around)
    if len(text) <= before + behind + 1:
        return text
    return text[:before] + "…" + text[len(text) - behind :] if behind else text[:before] + "…"
