"""Headings whose text introduces the file, and says nothing of a subject: whose notes they are, what is in them, how to use them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import (
    are_keywords,
    defines_first,
    is_aside,
    is_motto,
    names_a_file,
    speaks_of,
    tells_how_made,
    tells_of_questions,
    tells_of_the_file,
)
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import has_sentence, is_question, words_of

_ITALIC = late(r"^(?P<mark>[*_])(?=[^\s*_])[^*_]+(?P=mark)\.?$")
_CALLOUT = re.compile(r"^>\s*\[![\w-]+\]")
_NO_PROSE = re.compile(r"^\s*(?:>|[-*+]\s|\d{1,3}[.)]\s)")
_FIRST_PERSON = re.compile(r"(?:^|[\s(])(?:I(?:['’](?:m|d|ve|ll))?|[Mm]y|me)(?=[\s,.;:)])")
_LONGEST_LINE = 14
_LONGEST_INTRODUCTION = 40
_LONGEST_ANNOUNCED = 40
"""Words of a text that may do no more than announce what stands under the headings below it."""
_MANY_PARAGRAPHS = 4
"""Nobody introduces a file at such length without a word on it."""
_LONGEST_MADE = 60
"""Words in which somebody tells how the notes were made, and no more."""
_SECOND = 2
_LONGEST_WHOLE = 120
"""Words under a title, in which `this guide` further down is one that the note speaks of."""
_BEGINNING = 500
_OPENING = 300
"""An `Introduction` that tells of the file does so in its first sentences, of this many letters."""


def introduces(page: Page, section: Section, question: str, own: str, free: Sequence[int], *, has_cards: bool) -> bool:
    """Does the text `own` of a heading, its lines still `free`, only introduce what stands under other headings?"""
    lines = page.outline.lines
    is_over_others = section.end < section.tree_end
    is_line = len(free) == 1 and own.endswith(":") and len(words_of(own)) < _LONGEST_LINE and ". " not in own
    if is_over_others and is_line and not has_cards:
        return True
    if is_over_others and page.is_title(section) and (not has_sentence(own) or are_keywords(own)):
        return True
    if section.index == 1 and len(page.outline.sections) > _SECOND and _are_tags_of(question, own):
        return True
    if is_over_others and tells_of_questions(own) and _is_over_questions(page, section, question, own):
        return True
    if section.level <= 1 and _is_short(page, section, free):
        is_titled = page.is_title(section) or not has_sentence(own)
        if (has_cards and is_titled) or _only_shows(page, section, free):
            return True
    is_subtitle = section.level <= 2 and len(free) == 1 and bool(_ITALIC.match(lines[free[0]].body))
    return (is_subtitle and is_over_others) or _is_about_the_file(page, section, question, own)


def introducing_lines(page: Page, section: Section, free: Sequence[int]) -> list[int]:
    """Which of the lines left under such a heading are its introduction: beside cards no items, nor below them a name over indented text."""
    if not page.has_cards(section.start, section.end):
        return list(free)
    lines, first = page.outline.lines, page.next_card(section.start - 1, section.end)
    beside = [n for n in free if lines[n].kind is not LineKind.ITEM]
    return [n for n in beside if n < first or not _hangs(lines, n)]


def _hangs(lines: Sequence[Line], number: int) -> bool:
    """Is this line indented, or a name with a colon above one that is?"""
    line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    is_over = below is not None and bool(below.body) and below.indent > line.indent + 1
    return line.indent > 1 or (line.body.endswith(":") and is_over)


def _are_tags_of(title: str, own: str) -> bool:
    """Is the text a row of keywords by which the page is found, its own title among them?"""
    named = " ".join(words_of(title.replace("_", " "))).casefold()
    rows = [" ".join(words_of(part.replace("_", " "))).casefold() for part in own.split(",")]
    return len(rows) > _SECOND and named in rows and are_keywords(own)


def _is_over_questions(page: Page, section: Section, title: str, own: str) -> bool:
    """Is this a paragraph above headings most of which ask, or under a heading that says that questions come?"""
    if names_a_file(title) and "\n" not in own and len(words_of(own)) <= _LONGEST_INTRODUCTION:
        return True
    titles = [front_text(child.title) for child in page.outline.children(section)]
    asking = sum(is_question(title) for title in titles)
    return asking >= _SECOND and asking * 2 > len(titles) and len(words_of(own)) <= _LONGEST_INTRODUCTION


def _is_short(page: Page, section: Section, free: Sequence[int]) -> bool:
    """Is there no sentence of prose, or none but one that announces what stands below?"""
    lines = page.outline.lines
    kinds = {LineKind.TEXT, LineKind.QUOTE} if any(_CALLOUT.match(lines[n].body) for n in free) else {LineKind.TEXT}
    prose = " ".join(lines[n].body for n in free if lines[n].kind in kinds and not is_only_links(lines[n].body))
    is_worked_out = any(lines[n].kind is LineKind.MATH for n in free)
    is_announced = (
        not is_worked_out and prose.rstrip("*_` ").endswith(":") and len(words_of(prose)) <= _LONGEST_ANNOUNCED
    )
    return not has_sentence(prose) or (is_announced and section.end < section.tree_end)


def _only_shows(page: Page, section: Section, free: Sequence[int]) -> bool:
    """Is a title followed by nothing but code or pictures, such as the imports of a notebook, before its sections?"""
    lines = page.outline.lines
    shown = all(
        lines[n].kind is LineKind.CODE or is_only_links(lines[n].body) or lines[n].body.rstrip("*_` ").endswith(":")
        for n in free
    )
    return shown and section.end < section.tree_end


def _is_about_the_file(page: Page, section: Section, title: str, own: str) -> bool:
    """Does the text introduce the note itself: whose it is, what it is for, how to use it?"""
    is_second = section.index == _SECOND and section.level == 1 and not page.has_cards(0, section.line)
    if is_second and section.end < section.tree_end and "\n" not in own and tells_of_the_file(own):
        return True
    is_title = section.index == 1 and (
        section.level == 1 or section.end < section.tree_end or _announces_questions(section, title, own)
    )
    is_early = section.index <= 3 and not page.has_cards(0, section.line)
    if not is_title and not (section.index <= 3 and is_attribute(title)) and not (is_early and names_a_file(title)):
        return False
    is_last = section.end == len(page.outline.lines) and section.index == 1
    if is_last and not is_empty(own) and not page.has_cards(section.start, section.end):
        return False  # nothing else is in the file
    if is_title and section.level == 1 and len(words_of(own)) <= _LONGEST_MADE and tells_how_made(own):
        return not defines_first(title, own)
    if is_title and section.end < section.tree_end and _is_of_the_author(title, own):
        return True
    if not is_title:
        opening = " ".join(line for line in own.splitlines() if not _NO_PROSE.match(line))[:_OPENING]
        return tells_of_the_file(opening)
    is_long = len(words_of(own)) > _LONGEST_WHOLE
    if (
        (tells_of_the_file(own[:_BEGINNING] if is_long else own) and not defines_first(title, own))
        or is_aside(own)
        or (section.level == 1 and is_motto(title, own))
    ):
        return True
    if own.count("\n\n") >= _MANY_PARAGRAPHS:
        return is_empty(own)
    if section.end == section.tree_end and len(words_of(own)) > _LONGEST_INTRODUCTION:
        return False  # `Notes`, and below them all that somebody noted
    return is_empty(own) or (names_a_file(title) and (tells_of_questions(own) or not speaks_of(title, own)))


def _is_of_the_author(title: str, own: str) -> bool:
    """Does a paragraph below a title, over headings, speak of whoever wrote it and not of what the title names?"""
    is_short = "\n\n" not in own and len(words_of(own)) <= _LONGEST_INTRODUCTION
    return is_short and _FIRST_PERSON.search(own) is not None and not speaks_of(title, own)


def _announces_questions(section: Section, title: str, own: str) -> bool:
    """Is a first heading of a lower level the title of the file: what is in it is said in a sentence, and no more?"""
    is_short = "\n" not in own and len(words_of(own)) <= _LONGEST_INTRODUCTION
    return section.line >= 0 and is_short and names_a_file(title) and tells_of_the_file(own)
