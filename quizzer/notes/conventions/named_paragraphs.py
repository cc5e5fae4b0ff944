"""Notes without headings in which nearly every paragraph opens with a name, plain, and says what it means.

    Scaling - bringing all features        Mean error = sum of errors / N
    to one range                           Overfitting when the model fits too closely

The line goes on to the next blank line, unless the line below opens with a name as well. Four of them with a dash or an
equals sign make the convention; where it holds, `is`, `are`, `means` and `when` behind a short name do as well. So they do in a
section of nothing but such paragraphs, each a line about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import is_question, is_term, words_of

NAME = "paragraph that opens with a name"

_SIGN = re.compile(r"^(?P<name>[^\W\d_][^.:;!?=–—]{2,60}?)\s+(?:-|–|—|=)\s+(?P<told>\S.*)$")
_VERB = re.compile(r"^(?P<name>[A-Z][\w-]*(?: [\w-]+){0,2}?)\s+(?P<told>(?:is|are|means|when)\s\S.*)$")
_NO_NAMES = frozenset(
    {
        "it",
        "this",
        "that",
        "these",
        "those",
        "they",
        "we",
        "you",
        "there",
        "here",
        "what",
        "if",
        "when",
        "the",
        "given",
        "note",
        "so",
        "but",
        "and",
    }
)
_SAID = re.compile(
    r"^(?P<name>[^\W\d_][\w@+./-]*(?: [\w+./-]+){0,3}?)\s+(?P<told>(?:is|are|means|stands for|refers to|happens when|says that)\s\S.*)$"
)
_FEWEST = 4
_MOST_WORDS = 7


def read(page: Page) -> Iterator[Find]:
    """The named paragraphs above the first heading, or of the one section there is; sections of one-line paragraphs anywhere."""
    outline = page.outline
    for section, free in page.open_sections():
        if len(free) >= _FEWEST and _are_all_said(page, section, free):
            context = page.context_of(section, inclusive=True)
            for number in free:
                if (find := _find(page, number, number + 1, context)) is not None:
                    yield find
    if len(outline.sections) > 2:
        return
    section = outline.sections[-1]
    free = [n for n in page.free_lines(section.start, section.end) if outline.lines[n].kind is LineKind.TEXT]
    if len(free) * 10 < len(page.free_lines(section.start, section.end)) * 8:
        return
    plain = frozenset(free)
    signed = {number for number in free if _opens(page, number, _SIGN)}
    if len(signed) < _FEWEST or len(signed) * 5 < len(free):
        return
    starts = sorted(signed | {number for number in free if _opens(page, number, _VERB) and _is_first(page, number)})
    context = page.context_of(section, inclusive=True)
    for start in starts:
        end = start + 1
        while end in plain and end not in starts:
            end += 1
        if (find := _find(page, start, end, context)) is not None:
            yield find


def _find(page: Page, start: int, end: int, context: tuple[str, ...]) -> Find | None:
    found = _opens(page, start, _SIGN) or _opens(page, start, _VERB) or _opens(page, start, _SAID)
    answer = back_text(page.kept(start + 1, end), found["told"]) if found else ""
    if found is None or is_empty(answer) or is_only_links(answer):
        return None
    draft = page.card(
        front_text(found["name"]),
        answer,
        (start, end),
        convention=NAME,
        context=context,
        kind=Kind.DEFINITION,
        confidence=Confidence.LIKELY,
    )
    return Find(range(start, end), draft)


def _are_all_said(page: Page, section: Section, free: Sequence[int]) -> bool:
    """Is every line a paragraph of its own that opens with another short name, and is none of them the title's?"""
    lines = page.outline.lines
    if section.line >= 0 and is_question(front_text(section.title)):
        return False
    if any(lines[n].kind is not LineKind.TEXT or (lines[n + 1 : n + 2] and lines[n + 1].body) for n in free):
        return False
    names = {found["name"].casefold() for n in free if (found := _opens(page, n, _SAID) or _opens(page, n, _SIGN))}
    return len(names) == len(free) and front_text(section.title).casefold() not in names


def _opens(page: Page, number: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The name at the beginning of a line that begins a paragraph or stands below another such line."""
    line = page.outline.lines[number]
    found = pattern.match(line.body) if line.indent < 2 else None
    if found is None or not (_is_first(page, number) or _SIGN.match(page.outline.lines[number - 1].body)):
        return None
    name = front_text(found["name"])
    words = words_of(name)
    if name.islower() and len(words) < 2:
        return None  # `lr = 0.1` sets a value
    if not words or len(words) > _MOST_WORDS or words[0].casefold() in _NO_NAMES or is_question(line.body):
        return None
    return found if is_term(name, most_words=_MOST_WORDS) and not is_attribute(name) else None


def _is_first(page: Page, number: int) -> bool:
    return number == 0 or not page.outline.lines[number - 1].body or not page.is_free(number - 1)
