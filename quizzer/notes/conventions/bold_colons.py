"""Bold subtitles that end with a colon by a whim: `**Larger batches:**` between `**The loss**` and `**Hard negatives**`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.titles import is_attribute

_BOLD_AND_COLON = re.compile(r"^\*\*(?P<name>[A-Z][^*:]{2,60}):\*\*$")


def colons_beside(lines: Sequence[Line], free: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Where such lines stand, each a paragraph, below the first subtitle; nothing when they are as many as the subtitles."""
    known = frozenset(starts)
    found = [n for n in free if n > starts[0] and n not in known and _is_subtitle(lines, n)]
    return found if len(found) < len(starts) else []


def _is_subtitle(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    match = _BOLD_AND_COLON.match(line.body) if line.kind is LineKind.TEXT and line.body.startswith("**") else None
    if match is None or number + 1 >= len(lines) or lines[number - 1].body or lines[number + 1].body:
        return False
    below = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].body), None)
    is_over_text = below is not None and below.kind is LineKind.TEXT and below.body[-1] in ".!?)"
    return is_over_text and not is_attribute(match["name"]) and read_label(line.body) is None
