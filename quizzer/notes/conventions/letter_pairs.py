"""Questions and answers marked with the letters of other languages: `P:` and `R:`, `F:` and `A:`, `D:` and `R:`.

    P: ¿Qué es un índice?                F: Was ist ein Index?
    R: Una estructura que acelera …      A: Eine Struktur, die …

One letter proves nothing: `P:` is also precision and `R:` resistance. So a section has to hold letters that take turns,
and what follows the first of each pair has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text, is_empty, is_only_links
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, opens_as_question

NAME = "question and answer by letters"

_ANSWERS = {"p": "rоo", "f": "as", "q": "rа", "d": "r", "в": "о", "з": "в", "v": "a", "s": "c", "k": "v"}
"""By the letter of a question those that may answer it: Spanish, Portuguese, Polish, German, French, Italian, Russian, …"""
_LETTER = re.compile(
    r"^(?:[-*+•]\s+)?(?P<open>\*\*|__)?(?P<letter>[^\W\d_])\s?[.-]?(?P<number>\d{1,3})?\s?(?P<mark>[:：.)\]])(?P<close>\*\*|__)?"
    r"(?P<text>\s.*|)$"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that begins with a letter."""

    line: int
    letter: str
    text: str


def read(page: Page) -> Iterator[Find]:
    """Every pair of letters under every heading, and the questions among them that nobody answered."""
    for section in page.outline.sections:
        marks = _marks(page, section)
        asking = _letter_that_asks(marks)
        if not asking:
            continue
        told = _ANSWERS[asking]
        questions = [index for index, mark in enumerate(marks) if mark.letter == asking]
        for index in questions:
            asked = marks[index]
            following = marks[index + 1] if index + 1 < len(marks) else None
            answer = following if following and following.letter in told else None
            limit = next((marks[n].line for n in questions if n > index), section.end)
            yield _find(page, section, asked, answer, _stop(page.outline.lines, asked.line + 1, limit))


def _marks(page: Page, section: Section) -> list[_Mark]:
    lines = page.outline.lines
    found = []
    for number in page.free_lines(section.start, section.end):
        line = lines[number]
        if line.kind in {LineKind.TEXT, LineKind.ITEM} and (match := _LETTER.match(line.body[:4000])):
            text = match["text"].strip() + line.body[4000:]
            if match["open"] and not match["close"]:
                inside, mark, tail = text.partition(match["open"])
                text = f"{inside} {tail}".strip() if mark else text
            found.append(_Mark(number, match["letter"].casefold(), text))
    return found


def _letter_that_asks(marks: Sequence[_Mark]) -> str:
    """The letter whose lines ask, at least one of them answered and all answers behind a question; else empty."""
    for letter, told in _ANSWERS.items():
        asked = [mark for mark in marks if mark.letter == letter]
        if not asked or any(mark.letter != letter and mark.letter not in told for mark in marks):
            continue
        is_answered = any(mark.letter in told and above.letter == letter for above, mark in pairwise(marks))
        if is_answered and sum(_asks(mark.text) for mark in asked) * 2 >= len(asked):
            return letter
    return ""


def _asks(text: str) -> bool:
    return asks(text) or text.startswith("¿") or opens_as_question(text)


def _find(page: Page, section: Section, asked: _Mark, answer: _Mark | None, limit: int) -> Find:
    if answer and answer.line >= limit:
        answer = None
    stem = back_text(page.kept(asked.line + 1, answer.line)) if answer else ""
    question = f"{front_text(asked.text)}\n\n{stem}" if stem and asked.text else front_text(asked.text or stem)
    told = back_text(page.kept(answer.line + 1, limit), answer.text) if answer else ""
    end = limit if told else (answer or asked).line + 1
    context = page.context_of(section, inclusive=True)
    taken, span = page.free_lines(asked.line, end), (asked.line, end)
    if is_empty(told) or is_only_links(told):
        return Find(taken, page.stub(question, span, context=context))
    draft = page.card(question, told, span, convention=NAME, context=context, confidence=Confidence.EXPLICIT)
    return Find(taken, draft)


def _stop(lines: Sequence[Line], start: int, limit: int) -> int:
    """The first rule, or the first question with a label in whole words, else `limit`."""
    for number in range(start, limit):
        line = lines[number]
        label = None if line.is_masked else read_label(line.body)
        if (line.kind is LineKind.RULE and line.indent < 2) or (label and label.role is Role.QUESTION):
            return number
    return limit
