"""Sections that list sources: `References`, `Further reading`, `Resources` with `Books` and `Papers` below.

What they hold names where something is told and tells nothing itself; where it asks, it is no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Item
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_reference_title
from quizzer.notes.wording import is_question, words_of

_MOST_REMARKS = 2
_LONGEST_SOURCE = 3
"""Words that name a course or a book, and say nothing: `Pottery, week 2`."""
_NAMES_SOURCES = late(r"^\W*(?:sources?|references?|bibliography|quellen?|fuentes?|fonti|bronnen)\W*$", re.IGNORECASE)
_LONGEST_NAME = 9
_VERBS = frozenset({"is", "are", "was", "were", "means", "has", "have", "can", "ist", "sind", "es", "son", "è", "sono"})
_POINTS_ON = late(
    r"^\W*(?:further|additional|recommended|suggested|more) reading|^\W*(?:see also|read more|bibliography|citations?|references)\W*$",
    re.IGNORECASE,
)
_SEE = late(r"^\W*(?:see|cf|listed in|taken from|adapted from|based on)\b", re.IGNORECASE)
_SOURCES = late(
    r"^\W*(?:(?:online|research|further|video|academic|official) )?(?:papers?|articles?|tutorials?|books?|courses?|videos?|lectures?|talks?|podcasts?|websites?|documentation)\W*$",
    re.IGNORECASE,
)
"""Kinds of sources, as the headings below `Resources` name them."""


def read(page: Page, section: Section) -> Iterator[Find]:
    """The section, and the headings below it that sort its sources."""
    lines = page.outline.lines
    numbers = page.free_lines(section.start, section.end)
    boxed = next((n for n in numbers if lines[n].body.startswith("> [!")), section.end)
    numbers = [n for n in numbers if n < boxed]  # what a callout below the list says is no reference
    if any(_asks(lines[n]) for n in numbers):
        return
    sources = [n for n in numbers if lines[n].kind is LineKind.ITEM or _points_elsewhere(lines[n])]
    is_short = len(numbers) == 1 and len(words_of(lines[numbers[0]].body)) <= _LONGEST_SOURCE
    is_short = is_short or (len(numbers) <= _MOST_REMARKS and bool(_POINTS_ON.match(front_text(section.title))))
    is_short = is_short or _are_names(lines, numbers, front_text(section.title))
    if len(sources) * 2 >= len(numbers) or is_short or (len(numbers) == 1 and _SEE.match(lines[numbers[0]].body)):
        yield Find([*range(section.line, section.start), *numbers], "references")
        for inner in page.outline.children(section):
            below = page.free_lines(inner.start, inner.end)
            are_sources = _SOURCES.match(front_text(inner.title)) and not any(_asks(lines[n]) for n in below)
            if below and all(
                _points_elsewhere(lines[n]) or (are_sources and lines[n].kind is LineKind.ITEM) for n in below
            ):
                yield Find([*range(inner.line, inner.start), *below], "references")


def _are_names(lines: Sequence[Line], numbers: Sequence[int], title: str) -> bool:
    """Are these the names of books and of who wrote them, under a word that says nothing else?"""
    told = [words_of(lines[n].body) for n in numbers if lines[n].kind is LineKind.TEXT]
    is_bare = bool(_NAMES_SOURCES.match(title)) and len(told) == len(numbers)
    return is_bare and all(len(words) <= _LONGEST_NAME and not _VERBS & set(words) for words in told)


def _asks(line: Line) -> bool:
    text = line.content or line.body
    return not _points_elsewhere(line) and (is_question(text) or "? " in text)


def _points_elsewhere(line: Line) -> bool:
    return "](" in line.body or "http" in line.body or "[[" in line.body or bool(re.match(r"^\[?\d+[\].]", line.body))


def lists_sources(lines: Sequence[Line], item: Item) -> bool:
    """`* references:` with nothing but links nested below it; an arrow may stand for the word."""
    if words_of(item.content) and not is_reference_title(front_text(item.content)):
        return False
    below = [line for line in lines[item.start + 1 : item.end] if line.body]
    return all("](" in line.body or "http" in line.body or "[[" in line.body for line in below)
