"""What lists of questions have in common: what is read of an item, what stands under it, what no list of questions is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.cards import CardDraft, Confidence
from quizzer.domain.patterns import late
from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.question_lines import (
    first_sentence,
    split_answer,
    split_arrow,
    split_bold,
    split_colon,
    split_inline,
    split_judged,
    split_task,
    split_term,
    split_told,
)
from quizzer.notes.conventions.small_talk import advertises
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

_ASIDE = re.compile(r"^\([^()]+\)\.?$")
"""`(name two)`, after the question mark."""
_FILED = re.compile(r"^\[[^\[\]()]{1,40}\]\.?$")
"""`[Northmill]`, after the question mark: who asks it."""
_LONGEST_ADVERT = 120
_FULL_LINE = 76
"""So many letters, with the first word of the next line, are more than authors who break their lines by hand allow."""
_NARROW_LINE = 60
"""Enough where a blank line parts the question from its answer."""
_LONGEST_TAIL = 6
_CLOSES = ".!?:;,"
_ARROWS = ("=>", "->", "→", "⇒", "➜", "➔")
"""What an answer may begin with below its question."""
_BREAKS_OFF = re.compile(
    r"\s(?:an?|the|and|or|of|to|in|on|for|with|by|from|between|that|than|as|its|their|your)$", re.IGNORECASE
)
_POINTS = re.compile(r"[\[(]\d{1,3}(?:\s?(?:p|pts?|points?|marks?|punkte))?\.?[\])]\.?$", re.IGNORECASE)
"""What an answer is worth, behind a question of an exam: `… of the loss. [5]`."""
_FEWEST_OPEN = 2
_STEPS = late(
    r"\b(?:checks?|things to check|verify|steps?|process|procedure|checklist|workflow|ask yourself|think about|thinking)$",
    re.IGNORECASE,
)
_ALGORITHM = late(
    r"^(?:(?:the|training|basic|main|general|overall) )*(?:algorithm|steps?|procedure|process|pseudo-?code|recipe|workflow)s?(?: steps)?$",
    re.IGNORECASE,
)
"""Heads what is done one thing after another: `1. Calculate the mean` asks nobody there."""
_ADVICE = late(
    r"\b(?:tips?|advice|best practices?|do['’]?s (?:and|&) don['’]?ts?|guidelines|how to (?:answer|approach|prepare))\b(?!.*\bquestions?\b)",
    re.IGNORECASE,
)
"""Heads what a person should do in an interview: `Discuss trade-offs` sets no task there."""
_FEWEST_OF_CASE = 8
"""Words that tell of a case, below which is asked about it."""
_TO_ASK = late(
    r"\b(?:ask (?:to|about|for|your|if|whether|questions|clarifying)|questions (?:might|could|may)\b|questions (?:to ask|you (?:should|can|could) ask)|clarify)\b",
    re.IGNORECASE,
)
"""Introduces what the reader asks, not what the reader is asked."""


_SCOPES = late(
    r"\b(?:clarif\w+|(?:define|gather|understand|identify|functional|business|non-functional) (?:the )?requirements|requirements gathering"
    r"|scop(?:e|ing) (?:the|of)|problem (?:framing|scoping|formulation)|(?:questions|things) to clarify)\b",
    re.IGNORECASE,
)
"""Heads what to find out before a system is designed."""
WANTS_QUESTIONS = late(
    r"\b(?:questions?|ask|clarify|checklist|check|consider|debug|diagnose|troubleshoot|investigate|verify|evaluate|decide|choose)\b",
    re.IGNORECASE,
)
"""May be answered by questions."""


def are_steps(lines: Sequence[Line], section: Section, first: int) -> bool:
    """Does the line above the list say that these are steps, such as what to ask oneself?"""
    above = first - 1
    while above > section.line and not lines[above].body:
        above -= 1
    if above <= section.line:
        items = [line for line in lines[section.start : section.end] if line.kind is LineKind.ITEM]
        if _ALGORITHM.match(front_text(section.title)):
            return not any(asks(line.body) for line in items)
        return bool(_SCOPES.search(section.title)) and all(asks(line.body) for line in items)
    if lines[above].kind is not LineKind.TEXT:
        return False
    if _TO_ASK.search(lines[above].body) and not lines[above].body.endswith("."):
        return True
    return bool(_STEPS.search(lines[above].body.strip("*_ ").rstrip("*_: "))) and ":" in lines[above].body[-4:]


def only_asks_on(lines: Sequence[Line], question: str) -> bool:
    """Are the lines below a question of a list nothing but bullets that ask more, none of them answered?"""
    told = [line for line in lines if line.body]
    tells_of_case = question.endswith(".") and len(words_of(question)) >= _FEWEST_OF_CASE
    if not told or not (tells_of_case or is_question(front_text(question))) or WANTS_QUESTIONS.search(question):
        return False
    return all(line.kind is LineKind.ITEM and _asks_more(front_text(line.content)) for line in told)


def _asks_more(text: str) -> bool:
    """`where it is kept` tells something; `Where is it kept?` and `Describe its place` ask."""
    return not split_inline(text)[1] and (asks(text) or (text[:1].isupper() and is_question(text)))


def gives_advice(lines: Sequence[Line], section: Section) -> bool:
    """Does the heading announce advice, and no line under it end with a question mark?"""
    is_advice = bool(_ADVICE.search(section.title)) and not asks(section.title)
    return is_advice and not any(asks(line.body) for line in lines[section.start : section.end])


def read_item(
    page: Page, section: Section, start: int, end: int, convention: str, context: tuple[str, ...] = ()
) -> Find | None:
    """The card or stub of one item of a list of questions."""
    lines = page.outline.lines
    question, first = _parted(page, _unwrapped(lines[start].content), start + 1, end)
    question, first, body = _with_rest(page, question, first, start, end)
    around = (*page.context_of(section, inclusive=True), *context)
    if not first and only_asks_on(page.kept(body, end), question):
        return Find(page.free_lines(start, end), page.stub(front_text(question), (start, end), context=around))
    unit = Unit(
        question=front_text(question),
        start=start,
        body=body,
        end=end,
        first=first,
        convention=convention,
        context=around,
        confidence=Confidence.SURE if asks(question) else Confidence.LIKELY,
    )
    find = read_unit(page, unit)
    if find and isinstance(find.value, CardDraft) and len(find.value.answer) < _LONGEST_ADVERT:
        return Find(find.lines, "advertisement") if advertises(find.value.answer) else find
    return find


def _parted(page: Page, content: str, body: int, end: int) -> tuple[str, str]:
    """What an item asks on its line, and what it says behind that."""
    question, first = (
        split_answer(content)
        or ((content, "") if _is_labelled_below(page.outline.lines, body, end) else None)
        or split_judged(content)
        or split_bold(content)
        or split_task(content)
        or split_arrow(content)
        or split_colon(content)
        or split_term(content)
        or split_told(content)
        or split_inline(content)
    )
    first = "" if first and _FILED.match(first) else first
    if first and asks(first) and opens_as_question(re.split(r"(?<=[.!?])\s", first)[-1]):
        return content, ""
    if first and _ASIDE.match(first) and _is_told_below(page, body, end):
        return f"{question} {first}", ""
    return question, first


def _with_rest(page: Page, question: str, first: str, start: int, end: int) -> tuple[str, str, int]:
    """With the lines that a question goes on over: the question, what stands behind its mark, and where its answer begins."""
    lines, body, margin = page.outline.lines, start + 1, page.outline.lines[start].indent
    while not first and body < min(end, start + 4) and not asks(question) and _is_wrapped(lines, body, margin):
        joined = f"{question} {lines[body].body}"
        goes_on = _is_wrapped(lines, body + 1, margin)
        if not asks(joined) and not goes_on and not _is_rest(page, question, body, end):
            break
        question, first = split_inline(joined)
        body += 1
    return question, first, body


def _is_labelled_below(lines: Sequence[Line], start: int, end: int) -> bool:
    """Does the text below begin with the label of an answer, so that the whole line above it asks?"""
    below = next((lines[n] for n in range(start, end) if lines[n].body), None)
    label = read_label(below.body) if below is not None and not below.is_masked else None
    return label is not None and label.role is Role.ANSWER and not label.is_letter and not label.is_explanation


def _is_told_below(page: Page, start: int, end: int) -> bool:
    """Does anything stand in these lines but the numbers of items that have no text yet?"""
    lines = page.outline.lines
    return any(lines[n].kind is not LineKind.ITEM or lines[n].content for n in page.free_lines(start, end))


def _unwrapped(content: str) -> str:
    """A question that is bold from end to end, without its marks."""
    mark = content[:2]
    return content[2:-2] if mark in ("**", "__") and content.endswith(mark) and content.count(mark) == 2 else content


def open_questions_under(page: Page, subject: Item, context: tuple[str, ...], convention: str) -> list[Find]:
    """What is asked under a topic that holds nothing but a list of questions (`SQL`); empty when anything is told there."""
    lines = page.outline.lines
    blocks = read_blocks(lines, subject.start + 1, subject.end)
    if (
        is_question(front_text(subject.content))
        or len(blocks) != 1
        or any(n.end - n.start > 1 for n in blocks[0].items)
    ):
        return []
    items = blocks[0].items
    asking = sum(is_question(first_sentence(front_text(item.content))) for item in items)
    if asking < _FEWEST_OPEN or asking * 4 < len(items) * 3 or any(split_inline(item.content)[1] for item in items):
        return []
    section = page.section_at(subject.start)
    around = (*context, front_text(subject.content))
    finds = [read_item(page, section, item.start, item.end, convention, around) for item in items]
    return [Find((), "", context=[subject.start]), *(find for find in finds if find)]


def _is_wrapped(lines: Sequence[Line], number: int, margin: int) -> bool:
    """Is this a line of text no further left than the item that it may go on with?"""
    line = lines[number] if number < len(lines) else None
    if line is None or line.kind is not LineKind.TEXT or line.indent < margin or line.body.startswith(_ARROWS):
        return False
    return not read_label(line.body)


def _is_rest(page: Page, question: str, number: int, end: int) -> bool:
    """Is the line the last words of a task, for which there was no room on the line above, and nothing in its paragraph behind them?"""
    above, line = page.outline.lines[number - 1], page.outline.lines[number]
    words = line.body.split()
    is_apart = number + 1 >= end or not page.outline.lines[number + 1].body
    is_told_below = is_apart and bool(page.free_lines(number + 1, end))
    is_full = len(above.text.rstrip()) + 1 + len(words[0]) > (_NARROW_LINE if is_told_below else _FULL_LINE)
    is_tail = is_full and len(words) <= _LONGEST_TAIL and line.body[0].islower() and line.body[-1] in ".;"
    is_cut = not line.body[0].isupper() and (_breaks_off(question) or bool(_POINTS.search(line.body)))
    goes_on = is_cut or (is_tail and is_question(front_text(question)))
    return goes_on and question[-1:] not in _CLOSES and (is_apart or not page.free_lines(number + 1, end))


def _breaks_off(question: str) -> bool:
    """Does the line end in the middle of its sentence: with a bracket left open, or `of the`?"""
    return question.count("(") > question.count(")") or bool(_BREAKS_OFF.search(question))
