"""Headings that name a subject, with the text under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import CardDraft
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.heading_introductions import introduces, introducing_lines
from quizzer.notes.conventions.heading_spans import folded_spans, labels_of_cards, only_aspect, parts_of
from quizzer.notes.conventions.heading_text import RECALLS, awaits_text, is_beside_marked, says_enough
from quizzer.notes.conventions.terms_left import terms_left
from quizzer.notes.dates import is_date, opens_with_date
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links, only_announces
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Fate, Find, Page, heading_tags
from quizzer.notes.titles import is_attribute, is_comparison, is_exercise_title, is_navigation_title, without_chapter
from quizzer.notes.wording import asks, opens_as_question, words_of

CONCEPT = "heading with text"

_LINK_WITH_NOTE = late(r"^[*_]{0,2}\[[^\[\]]+\]\(https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[*_]{0,2}(?P<note>.*)$")
_BARE_LINK = late(r"^(?P<note>[^.!?]{0,80}?)[\s:–—-]*<?https?://\S+>?$")
_ONLY_NUMBER = re.compile(r"^\W*\d{1,3}[.):]\W*$")
_BEHIND_DASH = re.compile(r"\s[–—-]\s\S+(?: \S+)?$")
"""Who wrote it, behind the date: `Jan 2026 — me`."""
_LONGEST_SETTING = 45
_LONGEST_NOTE = 14
_MANY_CARDS = 4
_WORDS_OF_PROSE = 15
"""Words of an item that is a sentence or two, and no point of an outline."""
_MOST_FIELDS, _SOME_FIELDS = 2 / 3, 1 / 2
"""Which part of the sub-headings has to recur, and which where others are told in fields throughout."""
_HABIT = 3
_MOST_IN_FIELDS = 24
"""Lines, headings among them: what a person can take in on one card."""
_KEYWORDS = re.compile(r"^key ?(?:words?|phrases?)$", re.IGNORECASE)
_BOX = re.compile(r"^\[[ xX/>-]\]\s")


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
    shares = {
        index: share
        for index, children in by_section.items()
        if (share := _share_of_fields(page, page.outline.sections[index], children, often))
    }
    wanted = _MOST_FIELDS if sum(share >= _MOST_FIELDS for share in shares.values()) < _HABIT else _SOME_FIELDS
    return frozenset(index for index, share in shares.items() if share >= wanted)


def _share_of_fields(page: Page, section: Section, children: Sequence[Section], often: Container[str]) -> float:
    """Which part of the sub-headings recur; 0 where one of them is more than a field, or all are too much for a card."""
    titles = [front_text(child.title) for child in children]
    if not all(map(is_attribute, titles)) or page.free_lines(section.start, section.end):
        return 0
    told = page.free_lines(section.start, section.tree_end)
    is_whole = len(told) <= _MOST_IN_FIELDS and not page.has_cards(section.start, section.tree_end)
    return sum(title.casefold() in often for title in titles) / len(titles) if is_whole else 0


@dataclass(frozen=True, slots=True)
class _Left:
    """A heading that nothing took, and what is left under it."""

    section: Section
    question: str
    """What the heading names."""
    spans: list[tuple[int, int]]
    """The lines that are its text, sub-headings that only say what follows among them."""
    free: list[int]
    own: str
    """What its card would say."""
    has_cards: bool
    """Do cards stand in the section itself?"""

    @property
    def lines(self) -> list[int]:
        """The heading with its text."""
        return [*range(self.section.line, self.section.start), *self.free]


def _left_under(page: Page, section: Section, *, in_fields: bool) -> _Left:
    spans = [(section.start, section.tree_end)] if in_fields else folded_spans(page, section)
    return _Left(
        section,
        without_chapter(front_text(section.title)),
        spans,
        [number for start, end in spans for number in page.free_lines(start, end)],
        back_text(line for start, end in spans for line in page.kept(start, end)),
        page.has_cards(section.start, section.end),
    )


def _concept(page: Page, section: Section, *, in_fields: bool) -> Iterator[Find]:
    yield Find((), "", context=labels_of_cards(page, section))
    left = _left_under(page, section, in_fields=in_fields)
    if (
        not any(letter.isalnum() for letter in left.question)
        or _ONLY_NUMBER.match(left.question)
        or is_date(_BEHIND_DASH.sub("", left.question))
    ):
        return
    if dropped := _dropped(page, left):
        yield dropped
    elif _asks_only(page, left):
        yield from _open_questions(page, left)
    elif is_empty(left.own) and _names_both(page, left):
        yield Find(range(section.line, section.start), _compared(page, left))
    elif only_announces(left.own) and section.index + 1 < len(page.outline.sections):
        return
    elif not is_empty(left.own) and not is_only_links(left.own):
        yield from _told(page, left)
    elif not left.has_cards and awaits_text(page, section, left.question):
        stub = page.stub(left.question, (section.line, section.end), context=page.context_of(section))
        yield Find(left.lines, stub)


def _dropped(page: Page, left: _Left) -> Find | None:
    """What says nothing of the subject: links, the introduction of the file, tasks, keywords."""
    question, own = left.question, left.own
    if own.casefold().strip(" .:") == question.casefold():
        return Find(left.lines, "heading without text")
    if _lists_links(page, left.free):
        return Find(left.lines, "list of links")
    is_below_contents = is_navigation_title(question) and _had_contents(page, left.section)
    if is_below_contents or introduces(page, left.section, question, own, left.free, has_cards=left.has_cards):
        return Find(introducing_lines(page, left.section, left.free), "introduction of the file")
    is_told = Fate.CARD in page.fates[left.section.start : left.section.end]
    if _are_tasks(page, left.free) and not is_told and "list" not in question.casefold():
        return Find(left.lines, "tasks")
    if left.has_cards:
        return None
    if is_exercise_title(question):
        return Find(left.lines, "exercises")
    if _KEYWORDS.match(question) and own.count(",") * 4 >= len(words_of(own)):
        return Find(left.lines, "tags")
    return None


def _had_contents(page: Page, section: Section) -> bool:
    """Did a table of contents stand under the heading? What follows it is of the file: whose notes these are, a legend."""
    return any(page.reasons.get(number) == "table of contents" for number in range(section.start, section.end))


def _asks_only(page: Page, left: _Left) -> bool:
    """Is there nothing but questions, each on a line of its own, or one paragraph that sets up a single one?"""
    asked = [page.outline.lines[n] for n in left.free]
    if not asked or any(line.kind is not LineKind.TEXT for line in asked):
        return False
    return all(_is_bare_question(line.body) for line in asked) or _sets_up(left)


def _sets_up(left: _Left) -> bool:
    """Does the text tell of a situation in a sentence or two, and end with what is asked of it?"""
    is_paragraph = "\n\n" not in left.own and left.free[-1] - left.free[0] < len(left.free)
    *told, asked = re.split(r"(?<=[.!?])\s+", left.own)
    return (
        is_paragraph
        and asks(asked)
        and (bool(told) or "\n" not in asked)
        and left.own.count("?") == 1
        and len(words_of(left.own)) <= _LONGEST_SETTING
    )


def _open_questions(page: Page, left: _Left) -> Iterator[Find]:
    context = page.context_of(left.section, inclusive=True)
    if not all(_is_bare_question(page.outline.lines[n].body) for n in left.free):
        front = f"{left.question}\n\n{left.own}"
        yield Find(left.lines, page.stub(front, (left.section.line, left.section.end), context=context[:-1]))
        return
    for number in left.free:
        stub = page.stub(front_text(page.outline.lines[number].body), (number, number + 1), context=context)
        yield Find([number], stub, context=range(left.section.line, left.section.start))


def _names_both(page: Page, left: _Left) -> bool:
    """Does the heading set things side by side that have cards of their own under it?"""
    is_shared = any(n in page.shared for n in range(left.section.start, left.section.end))
    return is_shared and is_comparison(left.question)


def _told(page: Page, left: _Left) -> Iterator[Find]:
    """The card of a heading whose text says something, unless the cards under it have said it already."""
    section, question, own = left.section, left.question, left.own
    if RECALLS.match(own) and is_attribute(question) and len(words_of(own)) < _LONGEST_NOTE:
        yield Find(left.lines, "closing line")
        return
    if left.has_cards and (
        opens_with_date(question)
        or not says_enough(page, section, left.free)
        or is_beside_marked(page, section, question, own)
    ):
        kinds = (LineKind.TEXT, LineKind.QUOTE)
        yield Find((), "", context=[n for n in left.free if page.outline.lines[n].kind in kinds])
        return
    if left.has_cards and (named := terms_left(page, section, left.free, CONCEPT)):
        yield from named
        return
    if page.is_title(section) and _is_title_of_many(page, section, left.free):
        return
    draft = page.card(
        question,
        _whole(page, left.spans) if left.has_cards else own,
        (section.line, left.spans[-1][1]),
        convention=CONCEPT,
        context=page.context_of(section) or name_for(page, section, question),
        tags=heading_tags(section),
    )
    only = only_aspect(page, section)
    parts = [*parts_of(page, section), *([only] if only else [])]
    yield Find(left.lines, draft, context=[part.line for part in parts])


def _is_title_of_many(page: Page, section: Section, free: list[int]) -> bool:
    """Are the cards under the title of a page many, and all that is left lists and what stands right above these?"""
    lines = page.outline.lines
    count = sum(section.start < draft.line <= section.end for draft in page.drafts)
    items = sum(lines[n].kind is LineKind.ITEM and not lines[n].indent for n in free)
    is_opening = bool(items) and not any(lines[n].body for n in range(section.start, free[0]))
    if is_opening and sum(len(words_of(lines[n].body)) for n in free) >= _WORDS_OF_PROSE * items:
        return False  # what is said of the subject before it is divided
    return count >= _MANY_CARDS and all(
        lines[n].kind is LineKind.ITEM or (n + 1 < len(lines) and lines[n + 1].kind is LineKind.ITEM) for n in free
    )


def _compared(page: Page, left: _Left) -> CardDraft:
    """`Row vs column stores` over both of them, each a card of its own: all of it once more, side by side."""
    return page.card(
        left.question,
        _whole(page, left.spans),
        (left.section.line, left.spans[-1][1]),
        convention=CONCEPT,
        context=page.context_of(left.section),
        tags=heading_tags(left.section),
    )


def _is_bare_question(body: str) -> bool:
    """One question, or several in a row, and nothing else: the answer was never written."""
    if not asks(body) or re.search(r"[.!:]\s", body):
        return False
    return all(opens_as_question(front_text(part)) for part in re.split(r"(?<=\?)\s+(?=\w)", body))


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


def name_for(page: Page, section: Section, question: str) -> tuple[str, ...]:
    """A heading such as `Pros` with nothing above it is understood by the title of the note or the name of its file."""
    if not is_attribute(question):
        return ()
    first = page.outline.sections[1]
    title = without_chapter(front_text(first.title)) if first.level > section.level else ""
    return (title,) if title and not is_attribute(title) else (page.name,)


def holds_cards(page: Page, section: Section, end: int) -> bool:
    """Is the heading only the title of the cards or of the sections under it?"""
    return end < section.tree_end or any(page.fates[number] is Fate.CARD for number in range(section.start, end))
