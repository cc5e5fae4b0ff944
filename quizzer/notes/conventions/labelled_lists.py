"""Lists under names: sections of nothing but bold names with a colon, each right above a list of its own.

**Supervised:**
- labels are known

**Unsupervised:**
- they are not
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.subtitles import BOLD, divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_term

_BOLD_COLON = late(r"^(?P<mark>\*\*|__)(?P<name>(?:(?!(?P=mark)).){1,200}?)\s*(?::(?P=mark)|(?P=mark)\s*:)\s*$")
_ASPECT = late(
    r"^(?:key|main|common|other|typical|important|core|basic|popular|useful|how|when|why|what|where|which|types? of|examples? of|steps? (?:to|of|for)|ways? to)\b",
    re.IGNORECASE,
)
_FEWEST = 3
_SHOWN = frozenset({LineKind.CODE, LineKind.MATH})
_LISTED = frozenset({LineKind.ITEM, *_SHOWN})


def read(page: Page) -> Iterator[Find]:
    """Sections made of nothing but bold names with a colon, three or more, each right above a list of its own.

    Where each stands right above a formula or a listing, text may follow that.
    """
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if lines[n].kind is LineKind.TEXT]
        if not starts or starts[0] != free[0] or not _heads(lines, starts[0], _LISTED):
            continue
        if not all(_heads(lines, n, {LineKind.ITEM}) for n in starts):
            starts = [n for n in starts if _BOLD_COLON.match(lines[n].body)]
            if not all(_heads(lines, n, _SHOWN) for n in starts):
                continue
        if len(starts) < _FEWEST:
            continue
        yield from divided(page, section, starts, BOLD, _without_colon)


def _heads(lines: Sequence[Line], number: int, kinds: Container[LineKind]) -> bool:
    """Is the line a name in bold with a colon, right above something of one of these kinds?"""
    found = _BOLD_COLON.match(lines[number].body)
    below = number + 1 < len(lines) and lines[number + 1].kind in kinds
    if not found or not below or (number and lines[number - 1].body and lines[number - 1].kind is not LineKind.HEADING):
        return False
    name = front_text(found["name"])
    return is_term(name, is_marked=True) and not _ASPECT.match(name)


def _without_colon(line: Line) -> tuple[str, str]:
    found = _BOLD_COLON.match(line.body)
    return (front_text(found["name"]) if found else "", "")
