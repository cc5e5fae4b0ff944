"""Subtitles without a `#`: bold lines, plain capitalised lines above a list, and plain lines that ask.

    **Activation checkpointing**          Greedy decoding            Why warm up?
    Keep a few activations …              * takes the likeliest …    Early steps are noisy.

They divide a section only when there is more than one of them, or nothing stands before the first; otherwise they
are part of the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text, is_empty, is_only_links
from quizzer.notes.blocks import read_blocks
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import (
    asks,
    has_sentence,
    is_attribute,
    is_question,
    is_term,
    opens_as_question,
    without_chapter,
    words_of,
)

BOLD = "bold subtitle"
PLAIN = "plain subtitle"
QUESTION = "plain question"
OUTLINE = "bullet of an outline"

_BOLD_LINE = re.compile(r"^(\*{2,3}|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1\s*$")


def read_bold(page: Page) -> Iterator[Find]:
    """Sections divided by bold lines, each a subject of its own."""
    for section in page.outline.sections:
        lines = page.outline.lines
        free = page.free_lines(section.start, section.end)
        starts = [n for n in free if _is_bold_subtitle(lines, n)]
        if not starts or not _divide(page, section, free, starts):
            continue
        yield from _divided(page, section, starts, BOLD)


def read_plain(page: Page) -> Iterator[Find]:
    """Sections divided by short capitalised lines that stand directly above a list."""
    for section in page.outline.sections:
        lines = page.outline.lines
        free = page.free_lines(section.start, section.end)
        starts = [n for n in free if _is_plain_subtitle(page, section, n)]
        with_list = [n for n in starts if n + 1 < section.end and lines[n + 1].kind is LineKind.ITEM]
        if len(with_list) < 2 or with_list[0] != free[0]:
            continue
        yield from _divided(page, section, starts, PLAIN)


def read_bullets(page: Page) -> Iterator[Find]:
    """A note without headings, written as an outline: each bullet of the first level is a subject.

    - Optimisers
        - Adam adapts the step of each weight
    """
    if len(page.outline.sections) > 2:
        return
    lines = page.outline.lines
    for section in page.outline.sections:
        context = page.context_of(section, inclusive=True)
        for block in read_blocks(lines, section.start, section.end):
            subjects = [item for item in block.items if item.end - item.start > 1 and _is_subject(item.content)]
            if len(subjects) < 2 or len(subjects) * 2 < len(block.items):
                continue
            for item in subjects:
                if not page.is_free(item.start):
                    continue
                answer = back_text(page.kept(item.start + 1, item.end))
                if is_empty(answer) or is_only_links(answer):
                    continue
                draft = page.card(
                    front_text(item.content),
                    answer,
                    (item.start, item.end),
                    convention=OUTLINE,
                    context=context,
                    confidence=Confidence.LIKELY,
                )
                yield Find(page.free_lines(item.start, item.end), draft)


def _is_subject(content: str) -> bool:
    text = front_text(content)
    return is_term(text, most_words=8) and not is_question(text)


def read_questions(page: Page) -> Iterator[Find]:
    """Plain lines that ask, each followed by its answer on the next line."""
    for section in page.outline.sections:
        lines = page.outline.lines
        free = page.free_lines(section.start, section.end)
        starts = [n for n in free if _is_plain_question(lines, n, section)]
        is_mixed = section.level <= 1 and all(opens_as_question(lines[n].body) for n in starts)
        is_divided = bool(starts) and starts[0] == free[0] and (len(starts) > 1 or section.line < 0)
        if not starts or not (is_mixed or is_divided):
            continue
        context = page.context_of(section, inclusive=True)
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else section.end
            unit = Unit(
                question=front_text(lines[start].body),
                start=start,
                body=start + 1,
                end=page.next_card(start, end),
                convention=QUESTION,
                context=context,
                confidence=Confidence.LIKELY,
            )
            find = read_unit(page, unit)
            if find:
                yield find


def _is_bold_subtitle(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or line.body[0] not in "*_" or len(line.body) > 120:
        return False
    found = _BOLD_LINE.match(line.body)
    if not found or found[2].rstrip().endswith((":", ".", "!", ",")):
        return False
    text = without_chapter(front_text(found[2]))
    return bool(text) and not is_attribute(text) and not read_label(line.body)


def _divide(page: Page, section: Section, free: Sequence[int], starts: Sequence[int]) -> bool:
    """Do the bold lines part the section into subjects, rather than head a few points of one?"""
    if starts[0] == free[0]:
        return len(free) > len(starts) and (len(starts) > 1 or section.end - starts[0] > 1)
    if len(starts) < 2:
        return False
    intro = back_text(page.kept(section.start, starts[0]))
    told = len(words_of(" ".join(page.outline.lines[n].body for n in free if n > starts[0])))
    is_substantial = told >= 30 * len(starts)
    return is_substantial or not has_sentence(intro)


def _divided(page: Page, section: Section, starts: Sequence[int], convention: str) -> Iterator[Find]:
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    for index, start in enumerate(starts):
        end = page.next_card(start, starts[index + 1] if index + 1 < len(starts) else section.end)
        question = without_chapter(front_text(lines[start].body))
        answer = back_text(page.kept(start + 1, end))
        taken = [start, *page.free_lines(start + 1, end)]
        if not question:
            continue
        if is_empty(answer) or is_only_links(answer):
            yield Find(taken, page.stub(question, (start, end), context=context))
            continue
        draft = page.card(
            question,
            answer,
            (start, end),
            convention=convention,
            context=context,
            confidence=Confidence.SURE if convention is BOLD else Confidence.LIKELY,
        )
        yield Find(taken, draft)


def _is_plain_subtitle(page: Page, section: Section, number: int) -> bool:
    """A line by itself that could name something: the start of its paragraph, capitalised, no sentence."""
    lines = page.outline.lines
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 1 or (number > section.start and lines[number - 1].body):
        return False
    text = front_text(line.body)
    words = words_of(text)
    if not 1 <= len(words) <= 8 or not line.body[:1].isupper() or line.body.endswith((":", ".", ",", ";")):
        return False
    return not is_attribute(text) and is_term(text, most_words=8)


def _is_plain_question(lines: Sequence[Line], number: int, section: Section) -> bool:
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 160 or not asks(line.body):
        return False
    if number > section.start and lines[number - 1].body and lines[number - 1].kind is not LineKind.HEADING:
        return False
    following = number + 1
    if following >= section.end or not lines[following].body:
        return False
    return not asks(lines[following].body) and (is_question(line.body) or len(words_of(line.body)) <= 10)
