"""Numbered names in bold whose text stands at the margin, so that for Markdown the list has ended.

1. **p-value**

Chance of data at least this odd …

2. <b>Power</b> <i>and what it costs</i>

Text may begin behind the name as well, where more of it stands at the margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.conventions.glossary_choice import heads_points
from quizzer.notes.conventions.subtitles import divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import is_question, is_term, words_of

NAME = "numbered bold name"

_BOLD_NAME = late(
    r"^(?:(\*{2,3}|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1|<(?:b|strong)>([^<>]+)</(?:b|strong)>)\s*:?\s*(?P<more><i>.*</i>|\*[^*]+\*|_[^_]+_)?$"
)

_TOLD = re.compile(
    r"^(?P<mark>\*\*|__)(?=\S)(?P<name>[^*_]{1,60}?)(?::(?P=mark)\s*|(?P=mark)(?:\s*[:–—-]\s+|\s+(?=[A-Z])))(?P<text>\S.*)$"
)
_LONGEST = 10
_FEWEST_OVER_TEXT = 3
_FEWEST_TOLD = 6


def read(page: Page) -> Iterator[Find]:
    """`1. **Name**` with its text at the margin below, so that the list has ended: numbered bold lines."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        starts = [n for n in free if _is_numbered_name(lines, n)] or _over_lists(lines, free) or _over_text(lines, free)
        starts = starts or _told_at_once(lines, free, front_text(section.title))
        counted = [lines[n].number for n in starts]
        is_count = len(starts) > 1 and counted == list(range(counted[0] or 0, (counted[0] or 0) + len(starts)))
        if not is_count or not any(_is_over_margin(lines, n, section.end) for n in starts):
            continue
        yield from divided(page, section, starts, NAME, _named_by)


def _is_numbered_name(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.kind is not LineKind.ITEM or line.number is None or line.indent > 1:
        return False
    name = _named_by(line)[0]
    return (
        bool(_BOLD_NAME.match(line.content)) and not is_attribute(name) and is_term(name, most_words=8, is_marked=True)
    )


def _over_lists(lines: Sequence[Line], free: Sequence[int]) -> list[int]:
    """The numbered lines of a section, when each is short, names and stands over bullets at the margin."""
    numbered = [
        n for n in free if lines[n].kind is LineKind.ITEM and lines[n].number is not None and not lines[n].indent
    ]
    for start in numbered:
        below = next((n for n in free if n > start), start)
        text = front_text(lines[start].content)
        is_over = lines[below].kind is LineKind.ITEM and lines[below].number is None and lines[below].indent < 2
        if (
            not is_over
            or not text[:1].isupper()
            or text.endswith((".", ":", "?"))
            or len(words_of(text)) > _LONGEST
            or is_attribute(text)
        ):
            return []
    return numbered if any(is_term(front_text(lines[n].content)) for n in numbered) else []


def _over_text(lines: Sequence[Line], free: Sequence[int]) -> list[int]:
    """The numbered lines of a section, three or more, when each is a short name and stands over text at the margin."""
    numbered = [
        n for n in free if lines[n].kind is LineKind.ITEM and lines[n].number is not None and not lines[n].indent
    ]
    if len(numbered) < _FEWEST_OVER_TEXT or not _is_announced(lines, free, numbered[0]):
        return []
    for start, end in pairwise((*numbered, free[-1] + 1)):
        text = front_text(lines[start].content)
        told = [lines[n] for n in free if start < n < end]
        is_at_margin = bool(told) and told[0].kind is LineKind.TEXT and told[0].indent < 2
        is_name = text[:1].isupper() and not text.endswith((".", ":", "?", ",")) and len(words_of(text)) <= _LONGEST
        if not is_at_margin or not is_name or is_attribute(text) or is_question(text):
            return []
        if len(words_of(" ".join(line.body for line in told))) < _FEWEST_TOLD:
            return []
        if any(is_question(line.body) for line in told if line.kind is LineKind.TEXT):
            return []  # topics, each over questions
    named = sum(is_term(front_text(lines[n].content)) for n in numbered)
    return numbered if named * 3 >= len(numbered) * 2 else []


def _is_announced(lines: Sequence[Line], free: Sequence[int], first: int) -> bool:
    """Does the first number open the section, or stand right below a line that announces it: `Then step by step:`?"""
    if first == free[0]:
        return True
    above = lines[max(n for n in free if n < first)]
    return above.kind is LineKind.TEXT and above.body.endswith(":") and lines[first].number == 1


def _told_at_once(lines: Sequence[Line], free: Sequence[int], title: str) -> list[int]:
    """The numbered lines that open with a name in bold, three or more, with text behind it and more text at the margin below.

    Other numbers between them count something inside their text.
    """
    starts = [
        n
        for n in free
        if lines[n].kind is LineKind.ITEM
        and lines[n].number is not None
        and not lines[n].indent
        and lines[n].content.startswith(("**", "__"))
    ]
    if len(starts) < _FEWEST_OVER_TEXT or starts[0] != free[0] or heads_points(title) or is_question(title):
        return []
    if not all(_TOLD.match(lines[n].content) for n in starts):
        return []  # `**Stop** the press`: steps
    names = [_named_by(lines[n])[0] for n in starts]
    are_names = all(is_term(name, most_words=4, is_marked=True) and not is_attribute(name) for name in names)
    is_parted = any(lines[n].kind is LineKind.TEXT and not lines[n].indent and not lines[n - 1].body for n in free)
    return starts if are_names and is_parted else []


def _is_over_margin(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Does text that is not indented stand below the line?"""
    following = number + 1
    while following < limit and not lines[following].body:
        following += 1
    return following < limit and lines[following].indent < 2 and lines[following].number is None


def _named_by(line: Line) -> tuple[str, str]:
    """The name, and the text behind it on the same line."""
    found = _BOLD_NAME.match(line.content)
    if found:
        return front_text(found[2] or found[3]), found["more"] or ""
    told = _TOLD.match(line.content)
    return (front_text(told["name"]), told["text"]) if told else (front_text(line.content), "")
