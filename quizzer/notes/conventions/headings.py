"""Headings that name a subject, with the text under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from quizzer.domain.cards import CardDraft, Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.heading_spans import folded_spans, only_aspect, parts_of
from quizzer.notes.conventions.heading_text import RECALLS, awaits_text, is_beside_marked, says_enough
from quizzer.notes.dates import is_date, opens_with_date
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import are_keywords, is_aside, is_motto, names_a_file, speaks_of, tells_of_the_file
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Fate, Find, Page, heading_tags
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute, is_exercise_title, without_chapter
from quizzer.notes.wording import asks, has_sentence, opens_as_question, words_of

_VERSUS = re.compile(r"\b(?:vs|versus)\b", re.IGNORECASE)
CONCEPT = "heading with text"

_ITALIC = late(r"^(?P<mark>[*_])(?=[^\s*_])[^*_]+(?P=mark)$")
_CALLOUT = re.compile(r"^>\s*\[![\w-]+\]")
_LINK_WITH_NOTE = late(r"^[*_]{0,2}\[[^\[\]]+\]\(https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[*_]{0,2}(?P<note>.*)$")
_BARE_LINK = late(r"^(?P<note>[^.!?]{0,80}?)[\s:–—-]*<?https?://\S+>?$")
_LONGEST_NOTE = 14
_MANY_CARDS = 4
_FEWEST_TOLD = 3
_FEW_LEFT = 2
_LONGEST_INTRODUCTION = 40
_SECOND = 2
_MOST_IN_FIELDS = 24
"""Lines, headings among them: what a person can take in on one card."""
_KEYWORDS = re.compile(r"^key ?(?:words?|phrases?)$", re.IGNORECASE)
_BOX = re.compile(r"^\[[ xX/>-]\]\s")
_OPENING = 300
"""An `Introduction` that tells of the file does so in its first sentences, of this many letters."""


def read_concepts(page: Page) -> Iterator[Find]:
    """What is left: a heading, and the text between it and the next one."""
    in_fields = _told_in_fields(page)
    for section in page.outline.sections[1:]:
        if page.is_free(section.line):
            yield from _concept(page, section, in_fields=section.index in in_fields)


def _told_in_fields(page: Page) -> frozenset[int]:
    """Sections of nothing but a few short sub-headings that recur under others: `What`, `Formula`, `Used for`."""
    by_section = {
        section.index: children
        for section in page.outline.sections[1:]
        if (children := list(page.outline.children(section))) and all(each.end == each.tree_end for each in children)
    }
    counts = Counter(front_text(each.title).casefold() for children in by_section.values() for each in children)
    often = {title for title, count in counts.items() if count > 2}
    return frozenset(
        index
        for index, children in by_section.items()
        if _are_fields(page, page.outline.sections[index], children, often)
    )


def _are_fields(page: Page, section: Section, children: Sequence[Section], often: Container[str]) -> bool:
    titles = [front_text(child.title) for child in children]
    if not all(map(is_attribute, titles)) or page.free_lines(section.start, section.end):
        return False
    recurring = sum(title.casefold() in often for title in titles)
    told = page.free_lines(section.start, section.tree_end)
    is_whole = len(told) <= _MOST_IN_FIELDS and not page.has_cards(section.start, section.tree_end)
    return recurring * 3 >= len(titles) * 2 and is_whole


_LONGEST_ANNOUNCED = 40
"""Words of a text that may do no more than announce what stands under the headings below it."""


def _concept(page: Page, section: Section, *, in_fields: bool) -> Iterator[Find]:
    heading = range(section.line, section.start)
    question = without_chapter(front_text(section.title))
    folded = [(section.start, section.tree_end)] if in_fields else folded_spans(page, section)
    free = [number for start, end in folded for number in page.free_lines(start, end)]
    own = back_text(line for start, end in folded for line in page.kept(start, end))
    has_cards = any(page.fates[number] in {Fate.CARD, Fate.STUB} for number in range(section.start, section.end))
    if not any(letter.isalnum() for letter in question) or is_date(question):
        return
    lines = page.outline.lines
    kinds = {LineKind.TEXT, LineKind.QUOTE} if any(_CALLOUT.match(lines[n].body) for n in free) else {LineKind.TEXT}
    prose = " ".join(
        lines[number].body for number in free if lines[number].kind in kinds and not is_only_links(lines[number].body)
    )
    if _lists_links(page, free):
        yield Find([*heading, *free], "list of links")
        return
    is_announced = prose.rstrip("*_` ").endswith(":") and len(words_of(prose)) <= _LONGEST_ANNOUNCED
    is_short = not has_sentence(prose) or (is_announced and section.end < section.tree_end)
    is_named_only = not has_sentence(own) or are_keywords(own)
    is_line = len(free) == 1 and own.endswith(":") and len(words_of(own)) < _LONGEST_NOTE and ". " not in own
    announces = is_line and section.end < section.tree_end and not has_cards
    says_nothing = announces or (page.is_title(section) and section.end < section.tree_end and is_named_only)
    is_titled = page.is_title(section) or not has_sentence(own)
    is_remainder = says_nothing or (
        section.level <= 1 and is_short and ((has_cards and is_titled) or _only_shows(page, section, free))
    )
    is_subtitle = section.level <= 2 and len(free) == 1 and bool(_ITALIC.match(lines[free[0]].body))
    if (
        is_remainder
        or (is_subtitle and section.end < section.tree_end)
        or _is_about_the_file(page, section, question, own)
    ):
        introducing = [n for n in free if not has_cards or lines[n].kind is not LineKind.ITEM]
        yield Find(introducing, "introduction of the file")
        return
    if (
        _are_tasks(page, free)
        and Fate.CARD not in page.fates[section.start : section.end]
        and "list" not in question.casefold()
    ):
        yield Find([*heading, *free], "tasks")
        return
    if is_exercise_title(question) and not has_cards:
        yield Find([*heading, *free], "exercises")
        return
    if _KEYWORDS.match(question) and not has_cards and own.count(",") * 4 >= len(words_of(own)):
        yield Find([*heading, *free], "tags")
        return
    asked = [lines[n] for n in free]
    if asked and all(line.kind is LineKind.TEXT and _is_bare_question(line.body) for line in asked):
        for number in free:
            stub = page.stub(
                front_text(lines[number].body), (number, number + 1), context=page.context_of(section, inclusive=True)
            )
            yield Find([number], stub, context=heading)
        return
    if is_empty(own) and _VERSUS.search(question) and any(n in page.shared for n in range(section.start, section.end)):
        yield Find(heading, _compared(page, section, question, folded))
        return
    if is_empty(own) or is_only_links(own):
        if not has_cards and awaits_text(page, section, question):
            stub = page.stub(question, (section.line, section.end), context=page.context_of(section))
            yield Find([*heading, *free], stub)
        return
    if RECALLS.match(own) and is_attribute(question) and len(words_of(own)) < _LONGEST_NOTE:
        yield Find([*heading, *free], "closing line")
        return
    if has_cards and (
        opens_with_date(question)
        or not says_enough(page, section, free)
        or is_beside_marked(page, section, question, own)
    ):
        yield Find((), "", context=[n for n in free if page.outline.lines[n].kind is LineKind.TEXT])
        return
    if has_cards and (named := _terms_left(page, section, free)):
        yield from named
        return
    if page.is_title(section) and _is_title_of_many(page, section, free):
        return
    draft = page.card(
        question,
        _whole(page, folded) if has_cards else own,
        (section.line, folded[-1][1]),
        convention=CONCEPT,
        context=page.context_of(section) or name_for(page, section, question),
        tags=heading_tags(section),
    )
    only = only_aspect(page, section)
    parts = [*parts_of(page, section), *([only] if only else [])]
    yield Find([*heading, *free], draft, context=[part.line for part in parts])


def _is_title_of_many(page: Page, section: Section, free: list[int]) -> bool:
    """Are the cards under the title of a page many, and all that is left lists and what stands right above these?"""
    lines = page.outline.lines
    count = sum(section.start < draft.line <= section.end for draft in page.drafts)
    return count >= _MANY_CARDS and all(
        lines[n].kind is LineKind.ITEM or (n + 1 < len(lines) and lines[n + 1].kind is LineKind.ITEM) for n in free
    )


def _terms_left(page: Page, section: Section, free: list[int]) -> list[Find]:
    """Where nothing else is left beside the cards of a section than a line or two that set things side by side: their cards."""
    lines = page.outline.lines
    finds = []
    for number in free:
        term = read_term(lines[number].body) if lines[number].kind is LineKind.TEXT else None
        if (
            term is None
            or not _VERSUS.search(term.name)
            or len(words_of(term.meaning)) < _FEWEST_TOLD
            or len(free) > _FEW_LEFT
        ):
            return []
        draft = page.card(
            term.name,
            term.meaning,
            (number, number + 1),
            convention=CONCEPT,
            context=page.context_of(section, inclusive=True),
            kind=Kind.DEFINITION,
        )
        finds.append(Find([number], draft))
    return finds


def _compared(page: Page, section: Section, question: str, folded: list[tuple[int, int]]) -> CardDraft:
    """`Row vs column stores` over both of them, each a card of its own: all of it once more, side by side."""
    return page.card(
        question,
        _whole(page, folded),
        (section.line, folded[-1][1]),
        convention=CONCEPT,
        context=page.context_of(section),
        tags=heading_tags(section),
    )


def _is_bare_question(body: str) -> bool:
    """One question and nothing else: its answer was never written."""
    return asks(body) and opens_as_question(front_text(body)) and not re.search(r"[.!:]\s", body)


def _whole(page: Page, spans: list[tuple[int, int]]) -> str:
    """The text of a section with the lines that are on cards of their own as well."""
    return back_text(line for start, end in spans for line in page.kept(start, end, with_shared=True))


def _lists_links(page: Page, free: list[int]) -> bool:
    """Are these two or more links to other places, each with a few words on what is there?"""
    lines = [page.outline.lines[number] for number in free]
    if len(lines) < 2 or not all(line.kind is LineKind.ITEM for line in lines):
        return False
    found = [_LINK_WITH_NOTE.match(line.content[:600]) or _BARE_LINK.match(line.content[:600]) for line in lines]
    return all(link is not None and len(words_of(link["note"])) <= _LONGEST_NOTE for link in found)


def _are_tasks(page: Page, free: list[int]) -> bool:
    """Are these boxes to tick, and nothing else?"""
    lines = [page.outline.lines[number] for number in free]
    return bool(lines) and all(line.kind is LineKind.ITEM and _BOX.match(line.content) for line in lines)


def _only_shows(page: Page, section: Section, free: list[int]) -> bool:
    """Is a title followed by nothing but code or pictures, such as the imports of a notebook, before its sections?"""
    lines = page.outline.lines
    shown = all(
        lines[n].kind is LineKind.CODE or is_only_links(lines[n].body) or lines[n].body.rstrip("*_` ").endswith(":")
        for n in free
    )
    return shown and section.end < section.tree_end


def name_for(page: Page, section: Section, question: str) -> tuple[str, ...]:
    """A heading such as `Pros` with nothing above it is understood by the title of the note or the name of its file."""
    if not is_attribute(question):
        return ()
    first = page.outline.sections[1]
    title = without_chapter(front_text(first.title)) if first.level > section.level else ""
    return (title,) if title and not is_attribute(title) else (page.name,)


def _is_about_the_file(page: Page, section: Section, title: str, own: str) -> bool:
    """Does the text introduce the note itself: whose it is, what it is for, how to use it?"""
    is_second = section.index == _SECOND and section.level == 1 and not page.has_cards(0, section.line)
    if is_second and section.end < section.tree_end and "\n" not in own and tells_of_the_file(own):
        return True
    is_title = section.index == 1 and (
        section.level == 1 or section.end < section.tree_end or _announces_questions(section, title, own)
    )
    if not is_title and not (section.index <= 3 and is_attribute(title)):
        return False
    if section.end == len(page.outline.lines) and not is_empty(own) and section.index == 1:
        return False  # nothing else is in the file
    if not is_title:
        opening = " ".join(line for line in own.splitlines() if not line.startswith(">"))[:_OPENING]
        return tells_of_the_file(opening)
    if tells_of_the_file(own) or is_aside(own) or (section.level == 1 and is_motto(title, own)):
        return True
    return is_empty(own) or (names_a_file(title) and not speaks_of(title, own))


def _announces_questions(section: Section, title: str, own: str) -> bool:
    """Is a first heading of a lower level the title of the file: what is in it is said in a sentence, and no more?"""
    is_short = "\n" not in own and len(words_of(own)) <= _LONGEST_INTRODUCTION
    return section.line >= 0 and is_short and names_a_file(title) and tells_of_the_file(own)


def holds_cards(page: Page, section: Section, end: int) -> bool:
    """Is the heading only the title of the cards or of the sections under it?"""
    return end < section.tree_end or any(page.fates[number] is Fate.CARD for number in range(section.start, end))
