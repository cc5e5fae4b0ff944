"""Admonitions of MkDocs whose title asks, and tabs named Question and Answer.

??? question "Why shuffle?"            !!! example
    So that batches differ.                === "Question"
                                               Why shuffle?
                                           === "Answer"
                                               So that batches differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.choices import read_choice
from quizzer.notes.details import is_answer_summary
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.labels import Role, read_label
from quizzer.notes.mkdocs import ADMONITION, TAB
from quizzer.notes.outline import Line, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question, words_of

NAME = "admonition"
TABS = "question and answer tabs"

_ASKED = frozenset({"question", "faq", "quiz", "flashcard", "card"})
_FEWEST_WORDS = 2
ASKING_TYPES = frozenset({"question", "faq", "help", "quiz", "q", "qa", "exercise", "flashcard", "card"})


@dataclass(frozen=True, slots=True)
class _Part:
    """An admonition or a tab: its title line and its indented body; lines from 0, `end` one past the last."""

    start: int
    end: int
    type: str
    title: str
    frames: tuple[tuple[int, str], ...] = ()
    """Line and title of the admonitions around it, which hold nothing but questions."""


def read(page: Page) -> Iterator[Find]:
    """Every admonition and pair of tabs that asks and answers."""
    if not page.outline.holds("!!!", "???", "==="):
        return
    for section, free in page.open_sections():
        lines = page.outline.lines
        if any(lines[n].body.startswith(("!!!", "???", "===")) and not lines[n].is_masked for n in free):
            yield from _marked(page, section)


def _marked(page: Page, section: Section) -> Iterator[Find]:
    lines = page.outline.lines
    around = page.context_of(section, inclusive=True)
    parts = list(_unframed(page, list(_parts(lines, section.start, section.end, ADMONITION, page))))
    answers_used: set[int] = set()
    for index, part in enumerate(parts):
        if part.start in answers_used:
            continue
        context = (*around, *(title for _, title in part.frames if title))
        yield Find((), "", context=[line for line, _ in part.frames])
        following = parts[index + 1] if index + 1 < len(parts) else None
        inner_tabs = _tabs(page, lines, part.start + 1, part.end)
        if inner_tabs:
            yield from _tabs_find(page, part, inner_tabs, context)
        elif following and _answers(part, following, lines):
            answers_used.add(following.start)
            yield from _pair(page, part, following, context)
        elif _is_asking(part) or _names_a_subject(page, part, parts, section):
            yield from _single(page, part, context)
    if is_question(front_text(section.title)):
        return
    tabs = _tabs(page, lines, section.start, section.end)
    if tabs:
        yield from _tabs_find(page, None, tabs, around)


def _unframed(page: Page, parts: Sequence[_Part]) -> Iterator[_Part]:
    """The admonitions, those that only gather questions replaced by the ones inside them.

    ??? tip "Basics"
        ??? question "What is a policy?"
            A rule that picks an action.
    """
    for part in parts:
        inner: list[_Part] = []
        if not _is_asking(part):
            inner = list(_unframed(page, list(_parts(page.outline.lines, part.start + 1, part.end, ADMONITION, page))))
        if any(_is_asking(each) for each in inner):
            yield from (replace(each, frames=((part.start, front_text(part.title)), *each.frames)) for each in inner)
        else:
            yield part


def _is_asking(part: _Part) -> bool:
    return is_question(part.title) or part.type in ASKING_TYPES


def _names_a_subject(page: Page, part: _Part, parts: Sequence[_Part], section: Section) -> bool:
    """Has this admonition a title of its own, in a section that is made of admonitions with questions?"""
    if not part.title or is_attribute(part.title) or not any(is_question(other.title) for other in parts):
        return False
    inside = {number for other in parts for number in range(other.start, other.end)}
    return not any(number not in inside for number in page.free_lines(section.start, section.end))


def _parts(lines: Sequence[Line], start: int, end: int, pattern: re.Pattern[str], page: Page) -> Iterator[_Part]:
    at = start
    while at < end:
        line = lines[at]
        found = None if line.is_masked or not page.is_free(at) else pattern.match(line.body)
        if not found:
            at += 1
            continue
        stop = at + 1
        while stop < end and (not lines[stop].body or lines[stop].indent > line.indent):
            stop += 1
        groups = found.groupdict()
        yield _Part(at, stop, (groups.get("type") or "").lower(), (groups.get("title") or "").strip())
        at = stop


def _tabs(page: Page, lines: Sequence[Line], start: int, end: int) -> list[tuple[_Part, _Part]]:
    """Pairs of a question tab and the answer tab after it."""
    tabs = list(_parts(lines, start, end, TAB, page))
    pairs = []
    for first, second in pairwise(tabs):
        asked, told = read_label(first.title), read_label(second.title)
        if asked and told and asked.role is Role.QUESTION and told.role is Role.ANSWER:
            pairs.append((first, second))
    return pairs


def _answers(part: _Part, following: _Part, lines: Sequence[Line]) -> bool:
    if any(lines[n].body for n in range(part.end, following.start)):
        return False
    label = read_label(following.title) if following.title else None
    is_answer = following.type == "answer" or (label is not None and label.role is Role.ANSWER)
    return is_answer and (part.type in ASKING_TYPES or is_question(part.title))


def _tabs_find(
    page: Page, around: _Part | None, pairs: Sequence[tuple[_Part, _Part]], context: tuple[str, ...]
) -> Iterator[Find]:
    lines = page.outline.lines
    for asked, told in pairs:
        question = _front(back_text(lines[asked.start + 1 : asked.end]))
        if around and is_question(around.title):
            question = f"{front_text(around.title)}\n\n{question}" if question else front_text(around.title)
        taken: list[int] = list(range(asked.start, told.end))
        if around:
            taken.append(around.start)
        yield from _find(page, question, back_text(lines[told.start + 1 : told.end]), taken, TABS, context)


def _pair(page: Page, part: _Part, answer: _Part, context: tuple[str, ...]) -> Iterator[Find]:
    lines = page.outline.lines
    body = back_text(lines[part.start + 1 : part.end])
    title = front_text(part.title)
    label = read_label(part.title) if part.title else None
    is_label = label is not None and not label.text
    question = _front("\n\n".join(piece for piece in ("" if is_label else title, body) if piece))
    told = back_text(lines[answer.start + 1 : answer.end])
    yield from _find(page, question, told, range(part.start, answer.end), NAME, context)


def _single(page: Page, part: _Part, context: tuple[str, ...]) -> Iterator[Find]:
    lines = page.outline.lines
    body = lines[part.start + 1 : part.end]
    inner = list(_parts(lines, part.start + 1, part.end, ADMONITION, page))
    nested = next((p for p in inner if p.type in {"answer", "solution"} or is_answer_title(p.title)), None)
    if not nested and len(inner) == 1 and inner[0].type == "success":
        nested = inner[0]
    label = read_label(part.title) if part.title else None
    title = front_text(part.title) if not (label and not label.text) else ""
    if nested:
        stem = back_text(lines[part.start + 1 : inner[0].start])
        question = "\n\n".join(piece for piece in (title, stem) if piece)
        told = back_text(lines[nested.start + 1 : nested.end])
        yield from _find(page, _front(question), told, range(part.start, part.end), NAME, context)
    elif title and (
        is_question(title) or part.type not in ASKING_TYPES or _is_folded_question(lines[part.start], part)
    ):
        if read_choice(body):
            unit = Unit(
                title, part.start, part.start + 1, part.end, NAME, context=context, confidence=Confidence.EXPLICIT
            )
            yield from (find for find in [read_unit(page, unit)] if find)
            return
        yield from _find(page, title, _told(page, body, part), range(part.start, part.end), NAME, context)


def _is_folded_question(line: Line, part: _Part) -> bool:
    """`??? question "A kiln cools …"`: nobody folds text away behind a question in other words but to ask it."""
    is_asked = part.type in _ASKED and line.body.startswith("???") and len(words_of(part.title)) > _FEWEST_WORDS
    return is_asked and not is_answer_summary(part.title)


def _told(page: Page, body: Sequence[Line], part: _Part) -> str:
    """The body of an admonition; a single tab named Answer around it is only a frame."""
    tabs = list(_parts(page.outline.lines, part.start + 1, part.end, TAB, page))
    if len(tabs) == 1 and is_answer_title(tabs[0].title):
        return back_text(page.outline.lines[tabs[0].start + 1 : tabs[0].end])
    return back_text(body)


def is_answer_title(title: str) -> bool:
    """Is the title of a box the label of an answer?"""
    label = read_label(title) if title else None
    return bool(label and label.role is Role.ANSWER)


def _front(text: str) -> str:
    return front_text(text) if "\n" not in text else text


def _find(
    page: Page, question: str, answer: str, taken: Sequence[int], convention: str, context: tuple[str, ...]
) -> Iterator[Find]:
    if not question:
        return
    span = (min(taken), max(taken) + 1)
    if is_empty(answer) or is_only_links(answer):
        yield Find(taken, page.stub(question, span, context=context))
        return
    draft = page.card(question, answer, span, convention=convention, context=context, confidence=Confidence.EXPLICIT)
    yield Find(taken, draft)
