"""Labelled questions and answers: `Q:` / `A:` and every other spelling of the same idea.

    **Q1.** Why is the loss averaged?
    **Ans:** So that the step does not depend on the batch size.

A question goes on to its answer label, an answer to the next question, heading or rule. Without an answer label the
question is its first sentence and the rest answers it. `Q:` beside `K:` and `V:` is a query matrix, not a question.
Amid other text a plain paragraph that asks is a question as well when an answer label stands right below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.conventions.bold_lines import bold_question, only_files
from quizzer.notes.conventions.labelled_answers import asked_plainly, end_amid_text, end_of_steps, over_headings
from quizzer.notes.conventions.labelled_points import is_point, is_said_in_answer
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.conventions.question_lines import (
    ARROW,
    split_arrow,
    split_dash,
    split_inline,
    split_sentence,
    split_told,
)
from quizzer.notes.conventions.section_labels import labels_in
from quizzer.notes.conventions.situations import with_situation
from quizzer.notes.conventions.small_titles import without_small_title
from quizzer.notes.conventions.statements import opens_statement
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import ANSWER_INSIDE, Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_part_title
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, opens_as_question, words_of

NAME = "labelled question"

_NEAR = 40
"""So many lines around a question show how the author writes answers."""
_BOLD_TO_THE_END = late(r"^(\*\*|__)(?=\S)(?:(?!\1).)+\1\s*$")
"""A line that is marked as a whole, so that the question does not go on below it."""
_SUMMARY = late(r"<summary\b[^<>]*>(.{0,600}?)</summary>", re.IGNORECASE)
_FEW = 2
"""`Why?` that is folded away belongs to the answer above it."""
_FROM = late(r"^(?:from|by|asked by) [^\W\d_]\w*(?: \w+){0,2}:$", re.IGNORECASE)
_SPOKEN = re.compile(r"^\W*(?:candidate|interviewee|me)\b", re.IGNORECASE)
_WONDERING = re.compile(r"^\?{2,}\s+(?=\w)")
"""`Q: ??? glaze or slip`: whoever wrote it did not know."""
_COUNTER = re.compile(r"^[*_(\[]{0,3}#?\d{1,3}[.):\]*_]{0,4}$")
_ONLY_EXAMPLE = re.compile(r"^\*\*(?:examples?|remarks?|proof):\*\*$", re.IGNORECASE)
"""Heads what the answer goes on with; one with a number, or with its text behind it, stands for itself."""
_PICTURED = frozenset({"❓", "❔"})
"""With one of these a question begins that needs no label."""
_NARROWEST = 60
"""Letters to which a person's editor breaks lines at the least."""


def read(page: Page) -> Iterator[Find]:
    """Every labelled question under every heading."""
    for section, _ in page.open_sections():
        yield from _announcements(page, section)
        labels = labels_in(page, section)
        questions = [at for at, label in labels if label.role is Role.QUESTION]
        answers = [at for at, label in labels if label.role is Role.ANSWER]
        yield from _counters(page, section, questions)
        last_end = end_of_last(page.outline.lines, questions, section.end)
        for index, start in enumerate(questions):
            limit = questions[index + 1] if index + 1 < len(questions) else section.end
            after = bisect_right(answers, start)
            answer = answers[after] if after < len(answers) and answers[after] < limit else None
            if answer is None and is_part_title(front_text(section.title)):
                continue  # what somebody asks in an example
            if answer is None and (is_point(page, section, start) or is_said_in_answer(page, section, start)):
                continue
            if limit == section.end and answer is None:
                limit = over_headings(page, section, start)
            if limit == section.end and last_end > (answer or start):
                limit = last_end
            if len(questions) == 1:
                limit = end_amid_text(page, section, start, limit)
                answer = None if answer is not None and answer >= limit else answer
            unit = _unit(page, section, start, limit, answer)
            if unit and answer is not None and limit == section.end and _is_told_below(page, section, answer):
                unit = replace(unit, end=section.tree_end)
            elif unit and answer is not None and limit >= section.end:
                unit = replace(unit, end=end_of_steps(page, section, answer) or unit.end)
            find = read_unit(page, with_situation(page, section.start, unit)) if unit else None
            if find:
                yield find
        yield from asked_plainly(page, section, answers, NAME)


def _is_told_below(page: Page, section: Section, answer: int) -> bool:
    """Do only the headings right below it tell the answer, all of them deeper than its own and none asking?"""
    label = read_label(page.outline.lines[answer].body) if _SPOKEN.match(page.outline.lines[answer].body) else None
    if label is None or label.text or label.tail or page.free_lines(answer + 1, section.end) or section.line < 0:
        return False
    below = list(page.outline.children(section))
    return bool(below) and not any(is_question(front_text(each.title)) for each in below)


def _context(page: Page, section: Section) -> tuple[str, ...]:
    """The headings above a question; one that answers the question before it is none of them."""
    return page.context_of(section, inclusive=section.line < 0 or page.is_free(section.line))


def _announcements(page: Page, section: Section) -> Iterator[Find]:
    """`Interview Q:` right above a labelled question says only that it comes."""
    lines = page.outline.lines
    for number in page.free_lines(section.start, section.end - 1):
        if lines[number].kind is not LineKind.TEXT or lines[number + 1].kind is not LineKind.TEXT:
            continue
        label = read_label(lines[number].body)
        below = read_label(lines[number + 1].body) if label and not label.text else None
        if label and below and label.role is below.role is Role.QUESTION and below.text and not label.is_numbered:
            yield Find((), "", context=[number])


def _counters(page: Page, section: Section, questions: Sequence[int]) -> Iterator[Find]:
    """Lines `#3` that hold nothing but a number, each above a labelled question; two or more."""
    lines = page.outline.lines
    above = [
        next((n for n in range(start - 1, max(section.line, start - 3), -1) if lines[n].body), -1)
        for start in questions
    ]
    counting = [n for n in above if n >= 0 and _COUNTER.match(lines[n].body) and page.is_free(n)]
    if len(counting) >= _FEW:
        yield Find((), "", context=counting)


def _unit(page: Page, section: Section, start: int, limit: int, answer: int | None) -> Unit | None:
    lines = page.outline.lines
    label = read_label(lines[start].body)
    if label is None:
        return None
    end = _end(lines, start, without_small_title(lines, answer or start, limit), answer)
    asking = _next_text(lines, start + 1, end) if answer is not None and not label.text else start
    if answer is not None and start < asking < answer and lines[asking].kind is LineKind.ITEM:
        end = _end_of_item(lines, asking, answer, end)
    asked, told = _parted(_WONDERING.sub("", label.text))
    if answer is None and not told and (opens_as_question(asked) or "? " in asked):
        asked, told = split_inline(asked)
    if answer is None and not told and not any(line.body for line in lines[start + 1 : start + 2]):
        asked, told = split_sentence(asked) or split_dash(asked) or (asked, "")
    tail = "" if only_files(label.tail) else label.tail
    question, body, first = front_text(asked), start + 1, _told(told or tail)
    if question and answer is not None and not first and asked.rstrip(" *_").endswith(":"):
        question += ":"  # what is asked follows on the next lines
    if answer is None and not first:
        if not question:
            body = _next_text(lines, body, end)
            if body < end and lines[body].kind is LineKind.ITEM:
                end = _end(lines, body, limit, None)
            question, body = front_text(lines[body].content or lines[body].body) if body < end else "", body + 1
        while body < end and not asks(question) and _is_wrapped(lines, start, body, end):
            question, body = f"{question}\n{lines[body].body}", body + 1
    return Unit(
        question=question,
        start=start,
        body=min(body, end),
        end=end,
        first=first,
        convention=NAME,
        context=_context(page, section),
        confidence=Confidence.EXPLICIT,
    )


def _end_of_item(lines: Sequence[Line], asking: int, answer: int, end: int) -> int:
    """Where a bulleted question ends that has its answer nested under it: at the next paragraph beside it."""
    if lines[answer].indent <= lines[asking].indent:
        return end
    beside = (n for n in range(answer + 1, end) if lines[n].body and not lines[n - 1].body)
    return next((n for n in beside if lines[n].indent <= lines[asking].indent and not lines[n].is_masked), end)


def _parted(text: str) -> tuple[str, str]:
    """A question and its answer on one line: `Q: … A: …`, `Q: … -> …`."""
    found = ANSWER_INSIDE.search(text)
    if found:
        return text[: found.start()], text[found.start() :]
    return split_arrow(text) or (split_told(text) if ARROW.search(text) else None) or (text, "")


def _told(text: str) -> str:
    """The text behind an answer label, when it begins with one."""
    label = read_label(text) if text else None
    return " ".join(part for part in (label.text, label.tail) if part) if label else text


def _next_text(lines: Sequence[Line], start: int, end: int) -> int:
    while start < end and not lines[start].body:
        start += 1
    return start


def _is_wrapped(lines: Sequence[Line], start: int, number: int, end: int) -> bool:
    """Is this line still the question? A short line was not broken for want of room, unless it is asked further down."""
    if lines[number].kind is not LineKind.TEXT or _BOLD_TO_THE_END.match(lines[start].body):
        return False
    if len(lines[number - 1].body) >= _NARROWEST or number > start + 1:
        return True
    paragraph = takewhile(lambda line: line.kind is LineKind.TEXT, lines[number:end])
    return any(asks(line.body) for line in paragraph)


def _starts_anew(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Whether a paragraph behind an answer of one line is something else: a plain question with its answer below it,
    a run of bold terms with their meanings, the term of a definition list, or a fold whose summary asks."""
    line, below = lines[number], lines[number + 1] if number + 1 < limit else None
    if line.body.startswith("<details") and not line.indent:
        summary = _SUMMARY.search(f"{line.body} {below.body if below else ''}")
        return summary is not None and asks(summary[1]) and len(words_of(summary[1])) > _FEW
    if line.kind is not LineKind.TEXT or line.indent or below is None or below.kind is not LineKind.TEXT:
        return False
    if below.body.startswith(": ") and line.body[0].isalnum():
        return True
    if asks(line.body):
        return bool(below.body) and not asks(below.body) and opens_as_question(line.body)
    terms = [read_term(each.body) for each in (line, below)]
    return all(
        term is not None and term.meaning and each.body.startswith("**")
        for term, each in zip(terms, (line, below), strict=True)
    )


def _asks_in_its_own_way(line: Line) -> bool:
    """Does a quotation ask, or a line say who asked what follows: `From Bo:`?"""
    if line.kind is LineKind.QUOTE:
        return asks(line.body) and is_question(line.body.lstrip("> "))
    return line.kind is LineKind.TEXT and bool(_FROM.match(line.body))


def _are_quoted(lines: Sequence[Line], start: int) -> bool:
    """Do the answers of the note stand in quotations as its questions do?"""
    near = lines[max(0, start - _NEAR) : start + _NEAR]
    told = [label for line in near if line.kind is LineKind.QUOTE and (label := read_label(line.body))]
    return any(label.role is Role.ANSWER for label in told)


def _end(lines: Sequence[Line], start: int, limit: int, answer: int | None) -> int:
    """One past the last line: a rule ends an answer, and so does the next bullet beside a bulleted question."""
    opening = lines[start]
    is_item = opening.kind is LineKind.ITEM
    is_quoted = opening.kind is LineKind.QUOTE and _are_quoted(lines, start)
    label = read_label(lines[answer].body) if answer is not None else None
    hangs = answer is None and start + 1 < limit and lines[start + 1].indent > opening.indent + 1
    is_told_at_once = label is not None and bool(label.text) and not label.text.rstrip().endswith(":")
    for number in range(start + 1, limit):
        if answer is not None and number <= answer:
            continue
        line = lines[number]
        if not line.body or line.is_masked:
            continue
        if is_quoted and line.kind is not LineKind.QUOTE:
            return number
        if line.kind is LineKind.RULE and line.indent < 2:
            return number
        is_apart = not lines[number - 1].body
        if is_apart and line.body[0] in _PICTURED:
            return number
        if is_apart and bold_question(lines, number) and (opening.body[0] in "*_" or is_told_at_once):
            return number
        if (
            is_told_at_once
            and is_apart
            and (
                _starts_anew(lines, number, limit)
                or (opens_statement(line.body) and not _ONLY_EXAMPLE.match(line.body))
                or _asks_in_its_own_way(line)
            )
        ):
            return number
        if hangs and is_apart and line.kind is LineKind.TEXT and line.indent <= opening.indent:
            return number
        is_beside = is_item and line.kind is LineKind.ITEM and line.indent <= opening.indent
        if is_beside and (line.marker == opening.marker or is_apart or line.indent < lines[answer or start].indent):
            return number
    return limit
