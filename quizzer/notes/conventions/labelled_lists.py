"""Lists under names: sections of nothing but bold names with a colon, each right above a list of its own.

**Supervised:**
- labels are known

**Unsupervised:**
- they are not

Two are enough, in bold or not, when they name kinds of one thing: `Soft labels:`, `Hard labels:`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.subtitles import BOLD, divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_comparison
from quizzer.notes.wording import is_term, words_of

_BOLD_COLON = late(r"^(?P<mark>\*\*|__)(?P<name>(?:(?!(?P=mark)).){1,200}?)\s*(?::(?P=mark)|(?P=mark)\s*:)\s*$")
_ASPECT = late(
    r"^(?:key|main|common|other|typical|important|core|basic|popular|useful|how|when|why|what|where|which|types? of|examples? of|steps? (?:to|of|for)|ways? to)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"^(?:\*\*|__)?(?P<name>[^\W\d_][^*_:.,!?]{2,50}?)(?::(?:\*\*|__)?|(?:\*\*|__)\s*:)$")
_JOINED = frozenset(["of", "for", "to", "with", "in", "on", "the", "a", "an", "and", "this", "these"])
_MOST_IN_KIND = 4
_FEWEST, _FEWEST_KINDS = 3, 2
_SHOWN = frozenset({LineKind.CODE, LineKind.MATH})
_LISTED = frozenset({LineKind.ITEM, *_SHOWN})


def read(page: Page) -> Iterator[Find]:
    """Sections made of nothing but bold names with a colon, three or more, each right above a list of its own.

    Where each stands right above a formula or a listing, text may follow that.
    """
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if lines[n].kind is LineKind.TEXT]
        if kinds := _kinds(lines, section, free, starts):
            yield from divided(page, section, kinds, BOLD, _without_colon)
            continue
        if not starts or starts[0] != free[0] or not _heads(lines, starts[0], _LISTED):
            continue
        if not all(_heads(lines, n, {LineKind.ITEM}) for n in starts):
            starts = [n for n in starts if _BOLD_COLON.match(lines[n].body)]
            if not all(_heads(lines, n, _SHOWN) for n in starts):
                continue
        if len(starts) < _FEWEST:
            continue
        yield from divided(page, section, starts, BOLD, _without_colon)


def _kinds(lines: Sequence[Line], section: Section, free: Sequence[int], text: Sequence[int]) -> list[int]:
    """Two or more names with the same last word and a colon, each above its list, with nothing else from the first on."""
    starts = [n for n in text if lines[n].body[-1] in ":*_" and _COLON.match(lines[n].body) and not lines[n].indent]
    if len(starts) < _FEWEST_KINDS or text[-len(starts) :] != starts or is_comparison(front_text(section.title)):
        return []
    names = [words_of(_without_colon(lines[n])[0].casefold()) for n in starts]
    if len({name[-1].rstrip("s") for name in names if name}) > 1 or len(set(map(tuple, names))) < len(names):
        return []
    if not all(1 < len(name) <= _MOST_IN_KIND and _JOINED.isdisjoint(name) for name in names):
        return []
    if any(is_attribute(" ".join(name[:upto])) or _ASPECT.match(name[0]) for name in names for upto in (1, len(name))):
        return []
    if any(lines[n].kind is not LineKind.ITEM for n in free if n > starts[0] and n not in starts):
        return []
    below = [next((n for n in free if n > start), section.end) for start in starts]
    are_over_lists = all(n < section.end and lines[n].kind is LineKind.ITEM for n in below)
    is_led = any(lines[n].kind is LineKind.ITEM or lines[n].body[-1] in ".。" for n in free if n < starts[0])
    return starts if are_over_lists and not is_led else []


def _heads(lines: Sequence[Line], number: int, kinds: Container[LineKind]) -> bool:
    """Is the line a name in bold with a colon, right above something of one of these kinds?"""
    found = _BOLD_COLON.match(lines[number].body)
    below = number + 1 < len(lines) and lines[number + 1].kind in kinds
    if not found or not below or (number and lines[number - 1].body and lines[number - 1].kind is not LineKind.HEADING):
        return False
    name = front_text(found["name"])
    return is_term(name, is_marked=True) and not _ASPECT.match(name)


def _without_colon(line: Line) -> tuple[str, str]:
    found = _BOLD_COLON.match(line.body) or _COLON.match(line.body)
    return (front_text(found["name"]) if found else "", "")
