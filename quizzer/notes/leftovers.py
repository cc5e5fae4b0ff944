"""Leftovers: what becomes of lines that no convention took, and of questions that were found twice."""

from __future__ import annotations

import re

from quizzer.domain.cards import CardDraft, question_key
from quizzer.domain.patterns import late
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Fate, Find, Page
from quizzer.notes.titles import is_attribute

_TITLE = late(
    r"^(?:(?:common|top|frequent(?:ly)?|asked|sample|practice|interview|review|typical|basic|advanced|more|technical|behaviou?ral|key|important|quick|possible|follow-?up|likely|popular)[\s-]+)+"
    r"(?:questions?|q ?& ?as?|q/a)\W*$",
    re.IGNORECASE,
)


def settle(page: Page) -> None:
    """Drop what was found twice, then give every line that nobody took its end."""
    _drop_doubles(page)
    _drop_answered_stubs(page)
    _drop_titles(page)
    _place_headings(page)
    _place_introductions(page)
    lines = page.outline.lines
    rest = [number for number, fate in enumerate(page.fates) if fate is Fate.FREE and lines[number].body]
    page.take([Find(rest, "no question and no term found here")])


def _drop_doubles(page: Page) -> None:
    """The same question with the same answer is one card; with another answer it is another card."""
    seen: dict[str, list[CardDraft]] = {}
    kept = []
    for draft in page.drafts:
        same = seen.setdefault(question_key(draft.question), [])
        if draft.sibling or not any(_say_the_same(draft, other) for other in same):
            kept.append(draft)
        same.append(draft)
    page.drafts = kept


def _say_the_same(one: CardDraft, other: CardDraft) -> bool:
    return one.options == other.options and one.answer.split() == other.answer.split()


def _drop_answered_stubs(page: Page) -> None:
    """A question that is listed here and answered there is no open question."""
    answered = {question_key(draft.question) for draft in page.drafts}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    kept = []
    for stub in page.stubs:
        key = question_key(stub.question)
        place = (key, stub.context if is_attribute(stub.question) else ())
        if place in seen or (key in answered and not is_attribute(stub.question)):
            reason = "answered elsewhere in this note" if key in answered else "asked elsewhere in this note"
            page.redrop(range(stub.line - 1, stub.end_line), reason)
        else:
            kept.append(stub)
        seen.add(place)
    page.stubs = kept


def _drop_titles(page: Page) -> None:
    """`Common interview questions` is the title of what follows, and asks nothing."""
    titles = [stub for stub in page.stubs if _TITLE.match(stub.question)]
    page.stubs = [stub for stub in page.stubs if stub not in titles]
    for stub in titles:
        page.redrop(range(stub.line - 1, stub.end_line), "title of questions")


def _place_introductions(page: Page) -> None:
    """A line by itself right above a card introduces it."""
    lines, fates = page.outline.lines, page.fates
    for number in page.free_lines(0, len(lines) - 1):
        if lines[number].kind is not LineKind.TEXT:
            continue
        if number and lines[number - 1].body and fates[number - 1] is Fate.FREE:
            continue
        following = number + 1 if lines[number + 1].body else number + 2
        if following < len(lines) and fates[following] in {Fate.CARD, Fate.STUB}:
            page.take([Find((), "", context=[number])])


def _place_headings(page: Page) -> None:
    """A heading with cards or stubs below it is their context."""
    lines = page.outline.lines
    counts = [0]
    for fate in page.fates:
        counts.append(counts[-1] + (fate is Fate.CARD or fate is Fate.STUB))
    for section in page.outline.sections[1:]:
        heading = [n for n in range(section.line, section.start) if page.fates[n] is Fate.FREE and lines[n].body]
        if not heading:
            continue
        if counts[section.tree_end] > counts[section.start]:
            page.take([Find((), "", context=heading)])
        else:
            page.take([Find(heading, "heading without text")])
