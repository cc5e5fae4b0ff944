"""Answers that stand apart from their questions, told by the same numbers.

    ## Questions                    ## Answers
    1. Which keyword yields?        1. `yield`
    2. What is `(1)`?               2. an int
       a) int   b) tuple               a

The key is a heading, a bold or plain line, or a fold whose words say that answers follow; the questions are the
numbered items, headings or labels above it, back to the key before. Under a question stand its options, no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.choice_cards import choice_card
from quizzer.notes.choices import read_choice
from quizzer.notes.conventions.inline_answers import asks_in_line
from quizzer.notes.conventions.open_tables import split_row
from quizzer.notes.details import Details
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question

NAME = "answer key"

_TITLE = re.compile(
    r"^\W*(?:answers?(?: keys?| sheet)?|answers? (?:to|for) (?:the |all )?(?:\w+ )?(?:questions?|quiz|exercises?|problems?)"
    r"|(?:quiz|exercise|test|correct|model|sample|suggested|possible|expected|example|practice|mcq|question|self-check) (?:answers?|solutions?)(?: keys?)?|solutions?(?: to (?:the )?\w+)?"
    r"|(?:my|our) (?:own )?answers?(?: so far)?|keys?|(?:show|see|view|click (?:for|to see)) (?:the |all )?answers?|答案|参考答案|(?:muster)?lösung(?:en|sansätze|svorschläge)?|antworten|respuestas|soluciones|réponses"
    r"|ответы|risposte|respostas)(?:\s*\([^()]{1,30}\))?\W*$",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"^\W*(?:(?:correct|model|sample|suggested|possible|expected|example) )?(?:answer|solution|key)\W*$", re.IGNORECASE
)
"""As a line of its own, the label of one answer."""
_NUMBER = late(
    r"^\W{0,6}(?:(?:q|a|question|answer|ans|problem|exercise|solution|task)\s*(?:[.#-]\s*)?)?(\d{1,3})(?:\.(\d{1,2}))?(?:\s*[.):\]–—-]|\s*\W{0,4}$)",
    re.IGNORECASE,
)
_NAMED = late(
    r"^(?:\*\*)?(?:q|a|question|answer)\s*(?:[.#-]\s*)?(\d{1,3})(?:\.(\d{1,2}))?(?:\*\*)?\s*[.):\]–—-]+(?:\*\*)?\s*",
    re.IGNORECASE,
)
"""A bullet of a key: `- Q1.2: B`."""
_PARTS = 1000
_PAIRS = late(r"(?<![\w.])(\d{1,3})\s*[.):=–-]{0,2}\s*\(?([A-Ha-h])\)?(?=$|[\s,;|.])")
_IN_LINE = re.compile(
    r"^\W{0,4}(?:(?:the )?(?:correct )?answers?(?: keys?)?|keys?|solutions?)\W{0,3}[:=]\W{0,3}\(?(?=\d)", re.IGNORECASE
)
"""`Answers: 1-b, 2-a`"""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Key:
    """A list of answers; lines count from 0, `end` is one past the last."""

    title: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A question or an answer with its number."""

    number: int
    start: int
    end: int
    text: str
    """What follows the number on its line."""


def read(page: Page) -> Iterator[Find]:
    """Every question that a key answers by number."""
    before = 0
    for key in _keys(page):
        answers = _short_answers(page, key) or _rows(page, key) or _numbered(page, key.start, key.end)
        if len(answers) < _FEWEST:
            continue
        asked = _numbered(page, before, key.title) or _asked_in_rows(page, before, key.title)
        questions = {question.number: question for question in asked}
        matched = [(questions[answer.number], answer) for answer in answers if answer.number in questions]
        if len(matched) >= _FEWEST and len(matched) * 10 >= len(answers) * 6 and _ask(page, [q for q, _ in matched]):
            for question, answer in matched:
                find = _find(page, question, answer)
                if find:
                    yield find
            yield Find((), "", context=page.free_lines(key.title, key.start))
        before = key.end


def _keys(page: Page) -> list[_Key]:
    sections, lines = page.outline.sections, page.outline.lines
    titled = [
        section for section in sections[1:] if page.is_free(section.line) and _TITLE.match(front_text(section.title))
    ]
    single = {section.index for section in titled if _SINGLE.match(front_text(section.title))}
    keys = [
        _Key(section.line, section.start, section.tree_end)
        for section in titled
        if len(single) < 2 or section.index not in single  # `Answer` under each question is no key
    ]
    folds = [
        fold
        for fold in page.outline.details
        if page.is_free(fold.start) and _TITLE.match(front_text(fold.summary)) and not _answers_heading(page, fold)
    ]
    for place, fold in enumerate(folds):
        following = folds[place + 1].start if place + 1 < len(folds) else fold.end
        keys.append(_Key(fold.start, fold.summary_end + 1, min(fold.end, following)))  # one may never be closed
    for section in sections:
        for number in range(section.start, section.end):
            line = lines[number]
            if line.kind is not LineKind.TEXT or len(line.body) > 600 or _SINGLE.match(line.body):
                continue
            if page.is_free(number) and _IN_LINE.match(line.body) and len(_PAIRS.findall(line.body)) >= _FEWEST:
                keys.append(_Key(number, number, number + 1))
            elif page.is_free(number) and _TITLE.match(line.body):
                if keys and keys[-1].end == section.end and keys[-1].title > section.line:
                    keys[-1] = replace(keys[-1], end=number)
                keys.append(_Key(number, number + 1, section.end))
    return sorted(keys, key=lambda key: key.title)


def _answers_heading(page: Page, fold: Details) -> bool:
    """Does the fold stand under a heading that asks, with no other question between them?"""
    section = page.section_at(fold.start)
    title = front_text(section.title)
    between = page.free_lines(section.start, fold.start)
    is_asked = is_question(title) or (strip_number(section.title) != section.title and not between)
    return is_asked and not any(_number_at(page.outline.lines[n]) for n in between)


def _number_at(line: Line) -> tuple[int, str] | None:
    """The number with which a line begins, and what follows it."""
    if line.is_masked or not line.body:
        return None
    if line.kind is LineKind.ITEM:
        named = _NAMED.match(line.content) if line.number is None and line.indent < 4 else None
        if named:
            return _count(named), line.content[named.end() :]
        return (line.number, line.content) if line.number is not None and line.indent < 4 else None
    if line.indent > 3 or line.kind not in {LineKind.TEXT, LineKind.HEADING}:
        return None
    text = line.content if line.kind is LineKind.HEADING else line.body
    found = _NUMBER.match(text)
    if not found:
        return None
    label = read_label(text)
    return _count(found), label.text if label else strip_number(text) if strip_number(text) != text else ""


def _count(found: re.Match[str]) -> int:
    """The number; `2.13` as one that stands between 2 and 3 where there are no others."""
    return int(found[1]) * _PARTS + int(found[2] or 0) if found[2] else int(found[1])


def _numbered(page: Page, start: int, end: int) -> list[_Numbered]:
    """What is numbered between two lines, each with all that stands under it."""
    lines = page.outline.lines
    found = [
        (number, *parts) for number in page.free_lines(start, end) if (parts := _number_at(lines[number])) is not None
    ]
    margin = min((lines[number].indent for number, _, _ in found), default=0)
    found = [entry for entry in found if lines[entry[0]].indent <= margin + 1]
    if len(found) > 1 and all(number == 1 for _, number, _ in found):  # left to Markdown to count
        found = [(at, place, text) for place, (at, _, text) in enumerate(found, 1)]
    edges = {section.line for section in page.outline.sections}
    result: list[_Numbered] = []
    for index, (at, number, text) in enumerate(found):
        last = found[index + 1][0] if index + 1 < len(found) else end
        heading = lines[at].kind is LineKind.HEADING
        stop = next(
            (n for n in range(at + 1, last) if n in edges and (not heading or lines[n].level <= lines[at].level)), last
        )
        result.append(_Numbered(number, at, stop, text))
    is_open = len(result) > 1 and not result[-1].text and all(each.text for each in result[:-1])
    if is_open and result[-1].start + 1 < end and not lines[result[-1].start + 1].body:
        result[-1] = replace(result[-1], end=result[-1].start + 1)  # what follows is something else
    return result


def _short_answers(page: Page, key: _Key) -> list[_Numbered]:
    """Letters in a row, `1-B, 2-C, 3-A`, over any number of lines."""
    lines = page.outline.lines
    found: list[_Numbered] = []
    for number in page.free_lines(key.start, key.end):
        body = lines[number].body
        pairs = _PAIRS.findall(body)
        if len(pairs) < _FEWEST or len(re.sub(r"\W", "", _PAIRS.sub("", body))) > 12:
            continue
        found += [_Numbered(int(count), number, number + 1, letter) for count, letter in pairs]
    return found


def _rows(page: Page, key: _Key) -> list[_Numbered]:
    """Rows of a table: a number, a letter, and perhaps why."""
    found: list[_Numbered] = []
    for number in page.free_lines(key.start, key.end):
        if page.outline.lines[number].kind is not LineKind.TABLE:
            continue
        cells = [cell.strip("*_` ") for cell in split_row(page.outline.lines[number].body)]
        counted = _NUMBER.match(cells[0])
        if counted and len(cells) > 1 and cells[1]:
            told = f"{cells[1]}. {' '.join(cells[2:])}".rstrip(". ") if len(cells[1]) == 1 else " – ".join(cells[1:])
            found.append(_Numbered(_count(counted), number, number + 1, told))
    return found


def _asked_in_rows(page: Page, start: int, end: int) -> list[_Numbered]:
    """Rows of a table: a number, a question, and perhaps how hard it is."""
    found: list[_Numbered] = []
    for number in page.free_lines(start, end):
        cells = split_row(page.outline.lines[number].body) if page.outline.lines[number].kind is LineKind.TABLE else []
        if len(cells) > 1 and cells[0].isdecimal() and is_question(front_text(cells[1])):
            found.append(_Numbered(int(cells[0]), number, number + 1, cells[1]))
    return found


def _ask(page: Page, questions: Sequence[_Numbered]) -> bool:
    lines = page.outline.lines
    asking = sum(
        is_question(front_text(question.text)) or asks_in_line(question.text) or bool(_options(lines, question))
        for question in questions
    )
    return asking * 2 >= len(questions)


def _options(lines: Sequence[Line], question: _Numbered) -> bool:
    return any(
        re.match(r"^(?:[-*+]\s+)?(?:\[[ xX]?\]\s*)?\(?[Bb][).:\]]", line.body)
        for line in lines[question.start + 1 : question.end]
    )


def _find(page: Page, question: _Numbered, answer: _Numbered) -> Find | None:
    told = back_text(page.kept(answer.start + 1, answer.end), answer.text)
    stem = page.kept(question.start + 1, question.end)
    front = front_text(question.text)
    if (is_empty(told) and any(line.body for line in stem)) or not (front or stem):
        return None
    taken = [*page.free_lines(question.start, question.end), *page.free_lines(answer.start, answer.end)]
    section = page.section_at(question.start)
    context = page.context_of(section, inclusive=section.line != question.start)
    span = (question.start, question.end)
    if is_empty(told):
        return Find(taken, page.stub(front, span, context=context))
    label = Line(f"Answer: {told}", f"Answer: {told}", 0, LineKind.TEXT)
    choice = read_choice([*stem, label])
    if choice:
        text = back_text(choice.stem)
        if not (front or text):
            return None
        whole = "\n\n".join(part for part in (front, text) if part)
        return Find(taken, choice_card(page, whole, choice, span, convention=NAME, context=context))
    text = back_text(stem)
    whole = "\n\n".join(part for part in (front, text) if part)
    if not whole:  # an answer that stands twice: its question is taken already
        return None
    return Find(taken, page.card(whole, told, span, convention=NAME, context=context, confidence=Confidence.SURE))
