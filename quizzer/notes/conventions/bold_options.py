"""Questions over bullets of which one is bold: the right option, where nothing else says which it is.

* What does the reed do?          **2. Which part lifts threads?**
  * it lifts threads              - the reed
  * **it beats the weft**         - **the heddle**
  * it holds the warp             - the beam

A single such list may only stress a point; several of them are a quiz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizzer.domain.cards import CardDraft
from quizzer.notes.choice_cards import choice_card
from quizzer.notes.choices import Choice
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import words_of

NAME = "question over options, one of them bold"

_BOLD = re.compile(r"^(?P<mark>\*\*|__)(?=\S)(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)[.,;]?$")
_LETTERED = re.compile(r"^(?:\*\*|__)?[(\[]?[A-Ha-h][)\].:]\s")
_FEWEST, _MOST = 3, 8
_FEWEST_LISTS = 3
_LONGEST_OPTION = 25
_LEAST_ASKED = 3


@dataclass(frozen=True, slots=True)
class _Quiz:
    """Lines count from 0; the question ends where the options begin."""

    start: int
    options: range
    right: int
    question: str


def read(page: Page) -> Iterator[Find]:
    """Every question of such a quiz."""
    if not page.outline.holds("- **", "* **", "+ **", "- __", "* __"):
        return
    quizzes = [quiz for run in _runs(page) if (quiz := _quiz(page, run))]
    if len(quizzes) < _FEWEST_LISTS:
        return
    for quiz in quizzes:
        yield Find([n for n in range(quiz.start, quiz.options.stop) if page.is_free(n)], _draft(page, quiz))


def _runs(page: Page) -> Iterator[range]:
    """Bullets side by side with nothing between or under them."""
    lines, number = page.outline.lines, 0
    while number < len(lines):
        end = number
        while end < len(lines) and page.is_free(end) and _is_beside(lines[end], lines[number]):
            end += 1
        if _FEWEST <= end - number <= _MOST and not (end < len(lines) and lines[end].indent > lines[number].indent):
            yield range(number, end)
        number = max(end, number + 1)


def _is_beside(line: Line, first: Line) -> bool:
    return line.kind is LineKind.ITEM and line.number is None and line.indent == first.indent and bool(line.content)


def _quiz(page: Page, run: range) -> _Quiz | None:
    """The question that stands above a list of which one item is bold as a whole, and no other holds bold text."""
    lines = page.outline.lines
    bold = [number for number in run if _BOLD.match(lines[number].content)]
    others = [number for number in run if number not in bold]
    if len(bold) != 1 or any("**" in lines[n].content or "__" in lines[n].content.strip("_") for n in others):
        return None
    if any(_is_other(lines[n].content) for n in run):
        return None
    above = run.start - 1
    while above >= 0 and not lines[above].body:
        above -= 1
    if above < 0 or not page.is_free(above) or not _may_ask(lines[above], lines[run.start]):
        return None
    start = above
    while (
        lines[above].kind is LineKind.TEXT
        and start
        and lines[start - 1].kind is LineKind.TEXT
        and lines[start - 1].body
    ):
        start -= 1
    text = " ".join(lines[n].content or lines[n].body for n in range(start, above + 1))
    question = front_text(text)
    return _Quiz(start, run, bold[0], question) if len(words_of(question)) >= _LEAST_ASKED else None


def _is_other(content: str) -> bool:
    """Is this no option without a letter: a label, a lettered one, more than an option says?"""
    is_long = len(words_of(content)) > _LONGEST_OPTION or content.endswith((":", ":**"))
    return is_long or bool(_LETTERED.match(content)) or read_label(content) is not None


def _may_ask(line: Line, option: Line) -> bool:
    if line.kind is LineKind.ITEM:
        return line.indent < option.indent or line.number is not None
    return line.kind in (LineKind.TEXT, LineKind.HEADING)


def _draft(page: Page, quiz: _Quiz) -> CardDraft:
    lines = page.outline.lines
    options = tuple(_text(lines[number]) for number in quiz.options)
    choice = Choice((), options, (quiz.right - quiz.options.start,), "")
    section = page.section_at(quiz.start)
    context = page.context_of(section, inclusive=section.line != quiz.start)
    span = (quiz.start, quiz.options.stop)
    return choice_card(page, quiz.question, choice, span, convention=NAME, context=context)


def _text(line: Line) -> str:
    found = _BOLD.match(line.content)
    return (found["text"] if found else line.content).strip()
