"""Block quotes that define, `> **Power law** is …`, or ask what the text below them answers.

A quote that defines stays part of its section; what its bold opening names is a card of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.conventions.untitled import title_of
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.introductions import is_motto
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Fate, Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, opens_as_question

NAME = "definition in a quote"
QUESTION = "question in a quote"

_BOLD_QUESTION = late(r"^(?P<mark>\*\*|__)(?P<text>(?:(?!(?P=mark)).)+[?？])(?P=mark)\s*(?P<rest>.*)$")
"""The first line of a quotation; what is behind it and the other lines answer."""
_PARTS = re.compile(r"^[|:–—-]\s*")
"""What parts a question from the answer behind it."""
_SPOKEN = re.compile(r"^[\"“][^\"“”]+[\"”]$")
"""What somebody says, in quotation marks; among questions it is one in other words: `"Build me a kiln."`"""
_MARK = re.compile(r"^\s*(?:>\s?)+")


def read(page: Page) -> Iterator[Find]:
    """Each paragraph of a quote that opens with a bold term."""
    if not page.has_free(LineKind.QUOTE):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        quoted = [n for n in free if lines[n].kind is LineKind.QUOTE]
        for paragraph in _paragraphs(quoted, [_MARK.sub("", lines[n].text).rstrip() for n in quoted]):
            numbers = [number for number, _ in paragraph]
            text = "\n".join(part for _, part in paragraph)
            asked = _BOLD_QUESTION.match(paragraph[0][1])
            if asked and (len(paragraph) > 1 or asked["rest"]):
                yield _asked(page, section, paragraph, asked)
                continue
            term = read_term(text.replace("\n", " "))
            if not term or term.is_attribute or term.style not in {Style.BOLD, Style.BOLD_SENTENCE}:
                continue
            if not text.startswith(("**", "__")):
                continue
            if section.line < 0 and _is_of_the_note(page, section, numbers, term.name):
                continue  # with the text below it
            if page.is_title(section) and is_motto(front_text(section.title), f"> {text}") and len(quoted) == 1:
                continue  # what a collection calls itself
            context = page.context_of(section, inclusive=True)
            span = (numbers[0], numbers[-1] + 1)
            if is_empty(term.meaning):
                if text.rstrip("*_ ").endswith((".", "!", "。")):
                    continue  # a whole sentence in bold: `**Source: page 3.**`
                yield Find(numbers, page.stub(term.name, span, context=context))
                continue
            draft = page.card(
                term.name,
                term.meaning,
                span,
                convention=NAME,
                context=context,
                kind=Kind.DEFINITION,
                confidence=Confidence.LIKELY,
            )
            yield Find(numbers, draft, is_shared=True)


def _asked(page: Page, section: Section, paragraph: Sequence[tuple[int, str]], asked: re.Match[str]) -> Find:
    """What a quotation asks in bold, and its other words as the answer."""
    numbers = [number for number, _ in paragraph]
    context, span = page.context_of(section, inclusive=True), (numbers[0], numbers[-1] + 1)
    told = "\n".join([_PARTS.sub("", asked["rest"]), *(part for _, part in paragraph[1:])]).strip()
    question = front_text(asked["text"])
    if is_empty(told):
        return Find(numbers, page.stub(question, span, context=context))
    draft = page.card(question, told, span, convention=QUESTION, context=context, confidence=Confidence.LIKELY)
    return Find(numbers, draft, is_shared=True)


def _is_of_the_note(page: Page, section: Section, numbers: Sequence[int], name: str) -> bool:
    """Does the quote define what the note is called, above a text that goes on about it?"""
    below = page.free_lines(numbers[-1] + 1, section.end)
    is_text = bool(below) and all(page.outline.lines[n].kind is LineKind.TEXT for n in below)
    return is_text and name.casefold() == title_of(page).casefold()


def _paragraphs(numbers: list[int], texts: list[str]) -> Iterator[list[tuple[int, str]]]:
    paragraph: list[tuple[int, str]] = []
    for number, text in zip(numbers, texts, strict=True):
        if not text or (paragraph and number != paragraph[-1][0] + 1):
            if paragraph:
                yield paragraph
            paragraph = []
        if text:
            paragraph.append((number, text))
    if paragraph:
        yield paragraph


def read_questions(page: Page) -> Iterator[Find]:
    """Quotes of one line that ask, two or more in a section, each with its answer in plain text below it."""
    if not page.has_free(LineKind.QUOTE):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        quoted = [n for n in free if lines[n].kind is LineKind.QUOTE]
        starts = [n for n in quoted if _asks(lines, n)]
        alone = [n for n in quoted if _is_alone(lines, n)]
        if len(starts) > 1 and len(alone) == len(quoted) and len(starts) * 10 >= len(quoted) * 6:
            starts = [n for n in alone if _asks_somehow(lines[n])]  # another spelling of a question
        if len(starts) < 2 or any(page.fates[n + 1] is Fate.CARD for n in starts if n + 1 < section.end):
            continue
        for index, start in enumerate(starts):
            end = page.next_card(start, starts[index + 1] if index + 1 < len(starts) else section.end)
            question = front_text(_MARK.sub("", lines[start].text))
            context = page.context_of(section, inclusive=True)
            find = read_unit(page, Unit(question, start, start + 1, end, QUESTION, context=context))
            if find:
                yield find


def _asks_somehow(line: Line) -> bool:
    text = strip_number(_MARK.sub("", line.text).strip())
    return asks(text) or opens_as_question(text) or _SPOKEN.match(text) is not None


def _is_alone(lines: Sequence[Line], number: int) -> bool:
    """Is this quote one line?"""
    return not any(lines[n].kind is LineKind.QUOTE for n in (number - 1, number + 1) if 0 <= n < len(lines))


def _asks(lines: Sequence[Line], number: int) -> bool:
    """Is this quote a line by itself that asks with the words of a question?"""
    text = strip_number(_MARK.sub("", lines[number].text).strip())
    last = text.rsplit(". ", 1)[-1]  # what is given comes first, then what is asked of it
    return asks(text) and opens_as_question(last) and _is_alone(lines, number)
