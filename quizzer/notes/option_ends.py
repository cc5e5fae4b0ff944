"""Where the last option of a question ends: over code and broken lines, at a blank line or at the label of the answer."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind

_NARROWEST = 60
"""Letters to which a program breaks lines at the least."""


def end_of_options(lines: Sequence[Line], start: int) -> int:
    """One past the last option, which begins at `start`: it may go on over code or indented lines, and ends at a blank line or a label."""
    last = lines[start]
    after_blank = False
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.body and not line.is_masked:
            after_blank = True
            continue
        is_inner = line.indent > last.indent + 1
        if not is_inner and (after_blank or not (line.is_masked or _is_broken(lines, at))):
            return at
        if not line.is_masked and read_label(line.body):
            return at
        after_blank = False
    return len(lines)


def _is_broken(lines: Sequence[Line], at: int) -> bool:
    """Was the line above broken for want of room, so that this one goes on with it?"""
    line, above = lines[at], lines[at - 1]
    is_plain = line.kind is LineKind.TEXT and line.indent <= above.indent
    return is_plain and line.body[0].islower() and len(above.body) >= _NARROWEST and above.body[-1] not in ".!?:;"
