"""Headings: a question as a heading, a term with its definition in the heading line, a heading with text under it."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.domain.cards import Kind
from quizzer.notes.backs import back_text, is_empty, is_only_links
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Fate, Find, Page, heading_tags
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, has_sentence, is_question, is_term, without_chapter

QUESTION = "question heading"
DEFINITION = "term in a heading"
CONCEPT = "heading with text"

_MANY_LINES = 60


def read_questions(page: Page) -> Iterator[Find]:
    """Headings that ask; the sub-headings under them belong to the answer."""
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line):
            continue
        question = front_text(section.title)
        if not is_question(question):
            continue
        end = section.tree_end if _owns_children(page, section) else section.end
        if not page.free_lines(section.start, end) and _holds_cards(page, section, end):
            continue
        find = read_unit(page, _unit(page, section, question, end, QUESTION))
        if find:
            yield find


def read_definitions(page: Page) -> Iterator[Find]:
    """`## Term: definition`, with or without text below."""
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line):
            continue
        parts = split_definition(front_text(section.title))
        if parts is None:
            continue
        term, definition = parts
        lines = page.kept(section.start, section.end)
        body = back_text(lines)
        draft = page.card(
            term,
            f"{definition}\n\n{body}" if body else definition,
            (section.line, section.end),
            convention=DEFINITION,
            context=page.context_of(section),
            kind=Kind.DEFINITION,
            tags=heading_tags(section),
        )
        yield Find([section.line, *page.free_lines(section.start, section.end)], draft)


def read_concepts(page: Page) -> Iterator[Find]:
    """What is left: a heading, and the text between it and the next one."""
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line):
            continue
        question = without_chapter(front_text(section.title))
        lines = page.kept(section.start, section.end)
        answer = back_text(lines)
        if not question or is_empty(answer) or is_only_links(answer):
            continue
        taken = [section.line, *page.free_lines(section.start, section.end)]
        if not has_sentence(answer) and not any(line.kind in {LineKind.ITEM, LineKind.MATH} for line in lines):
            continue
        draft = page.card(
            question,
            answer,
            (section.line, section.end),
            convention=CONCEPT,
            context=page.context_of(section),
            tags=heading_tags(section),
        )
        yield Find(taken, draft)


def split_definition(text: str) -> tuple[str, str] | None:
    """The term and the definition of `Term: definition`; None when the colon means something else.

    >>> split_definition("Quantization: fewer bits for a value")
    ('Quantization', 'fewer bits for a value')
    """
    text = without_chapter(text)
    term, colon, definition = text.partition(": ")
    if not colon or is_question(text) or ("`" in term and term.count("`") % 2) or ("$" in term and term.count("$") % 2):
        return None
    term, definition = term.strip().strip("*_").strip(), definition.strip()
    if not definition or not is_term(term):
        return None
    return term, definition


def _unit(page: Page, section: Section, question: str, end: int, convention: str) -> Unit:
    return Unit(
        question=question,
        start=section.line,
        body=section.start,
        end=end,
        convention=convention,
        context=page.context_of(section),
        tags=heading_tags(section),
    )


def _holds_cards(page: Page, section: Section, end: int) -> bool:
    """Is the heading only the title of the cards or of the sections under it?"""
    return end < section.tree_end or any(page.fates[number] is Fate.CARD for number in range(section.start, end))


def _owns_children(page: Page, section: Section) -> bool:
    """Do the sub-headings belong to the answer, or is this the title of a chapter of questions?"""
    children = list(page.outline.children(section))
    if not children:
        return True
    asking = sum(is_question(front_text(child.title)) for child in children)
    repeats = _sibling_questions(page, section) > 1
    if asking:
        return repeats and asking * 2 < len(children)
    is_short = section.tree_end - section.line <= _MANY_LINES or len(children) < 3
    return is_short or (repeats and asks(front_text(section.title)))


def _sibling_questions(page: Page, section: Section) -> int:
    """How many headings of this level around here ask: the level at which questions repeat."""
    around = page.outline.sections[max(section.parent, 0)]
    count = 0
    for other in page.outline.children(around):
        if other.level == section.level and is_question(front_text(other.title)):
            count += 1
            if count > 1:
                break
    return count
