"""The labels of a section: lines that begin with `Q:` or `A:`, those left out that mean something else.

`A:` among lettered options names an option, `Q:` beside `K:` a matrix, and a candidate who asks is clearing up the task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.conventions.question_parts import heads_parts
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import ANSWER_INSIDE, Label, Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.units import is_option
from quizzer.notes.wording import asks, compares, opens_as_question, words_of

_SPEAKER = late(r"^\W*(?:interviewer|interviewee|candidate|me)\b", re.IGNORECASE)
_SPEAKS_CHINESE = re.compile(r"^\W*面试官")
_FEWEST_IN_SETTING = 8
_FEWEST_BY_HABIT = 2
"""So many `Q.` that ask, with a question mark or the words of a question, show that one without them asks as well."""
_FEWEST_IN_PAGE = 3
_FIELD = re.compile(r"^\*\*[^*:]{2,30}:?\*\*:?\s+\S.{0,100}$")


def labels_in(page: Page, section: Section) -> list[tuple[int, Label]]:
    """The labels of a section, those left out that name something else."""
    lines = page.outline.lines
    found: list[tuple[int, Label]] = []
    for number in page.free_lines(section.start, section.end):
        line = lines[number]
        if line.is_masked or line.kind is LineKind.TABLE:
            continue
        label = read_label(line.body)
        if label is None:
            continue
        if label.role is Role.ANSWER and is_option(
            list(lines[max(0, number - 1) : number + 13]), min(1, number), label.is_letter
        ):
            continue
        if label.role is Role.QUESTION and not label.text and heads_parts(lines, number):
            continue
        found.append((number, label))
    if not found:
        return []
    if _is_dialogue(lines, found):
        found = [(number, label) for number, label in found if not _SPEAKER.match(lines[number].body)]
    found = [
        (number, label)
        for index, (number, label) in enumerate(found)
        if not _SPEAKS_CHINESE.match(lines[number].body)
        or (index + 1 < len(found) and found[index + 1][1].role is Role.ANSWER)
    ]
    if _is_told_under(section, found) or _is_set_up(page, section, found) or _is_asked_in_full(page, section, found):
        return []
    are_pairs = any(pair[0][1].role is Role.QUESTION and pair[1][1].role is Role.ANSWER for pair in pairwise(found))
    is_habit = sum(map(_asks, (label for _, label in found))) >= _FEWEST_BY_HABIT or _is_habit_of_page(page, found)
    is_row = _are_in_row(found)
    return [
        (number, label)
        for index, (number, label) in enumerate(found)
        if label.role is Role.ANSWER
        or _asks_something(
            label,
            found[index + 1 : index + 2],
            are_pairs=are_pairs or is_habit or is_row,
            fewest=1 if is_row else 2,
            is_spoken=_SPEAKER.match(lines[number].body) is not None,
        )
    ]


def _is_told_under(section: Section, found: Sequence[tuple[int, Label]]) -> bool:
    """Does the answer to a numbered question of the heading come first, so that what is asked in it is an example?"""
    title = read_label(section.title)
    is_asked = title is not None and title.role is Role.QUESTION and title.is_numbered and bool(title.text)
    return (
        is_asked
        and bool(found)
        and found[0][1].role is Role.ANSWER
        and not any(label.is_numbered for _, label in found)
    )


def _is_set_up(page: Page, section: Section, found: Sequence[tuple[int, Label]]) -> bool:
    """Does a situation stand between `### Q3.` and the one `**Question:**` below it? It is part of what is asked."""
    title = read_label(section.title)
    asked = [number for number, label in found if label.role is Role.QUESTION]
    is_bare = title is not None and title.role is Role.QUESTION and title.is_numbered and not title.text
    if not is_bare or len(asked) != 1 or not any(label.role is Role.ANSWER for _, label in found):
        return False
    lines = page.outline.lines
    above = " ".join(lines[n].body for n in page.free_lines(section.start, asked[0]))
    return len(words_of(above)) >= _FEWEST_IN_SETTING


def _is_asked_in_full(page: Page, section: Section, found: Sequence[tuple[int, Label]]) -> bool:
    """Does the one `**Question:**` of a section, below fields at the most, say in full what its heading asks in short?"""
    asked = [(number, label) for number, label in found if label.role is Role.QUESTION]
    if len(asked) != 1 or not asks(front_text(section.title)):
        return False
    number, label = asked[0]
    lines = page.outline.lines
    above = page.free_lines(section.start, number)
    is_field = label.text and not (label.is_letter or label.is_numbered) and lines[number].body.startswith("**")
    return bool(is_field) and all(_FIELD.match(lines[n].body) for n in above)


def _is_dialogue(lines: Sequence[Line], found: Sequence[tuple[int, Label]]) -> bool:
    """Does the candidate ask and the interviewer answer, as when a task is cleared up?"""
    spoken = [(number, label) for number, label in found if _SPEAKER.match(lines[number].body)]
    return any(label.role is Role.ANSWER and asks(label.text) for _, label in spoken)


def _is_asked(text: str) -> bool:
    return asks(text) or opens_as_question(text) or ("? " in text and asks(split_inline(text)[0]))


def _asks(label: Label | None) -> bool:
    return label is not None and label.role is Role.QUESTION and _is_asked(label.text)


def _are_in_row(found: Sequence[tuple[int, Label]]) -> bool:
    """Are there two or more labels of questions, one of which asks or compares? That of a matrix stands alone."""
    asked = [label for _, label in found if label.role is Role.QUESTION and label.text]
    return len(asked) >= _FEWEST_BY_HABIT and any(_is_asked(label.text) or compares(label.text) for label in asked)


def _is_habit_of_page(page: Page, found: Sequence[tuple[int, Label]]) -> bool:
    """Do questions behind such labels stand all over the page, when some in the section do not show that they ask?"""
    if all(label.role is Role.ANSWER or _is_asked(label.text) for _, label in found):
        return False
    if page.asks_by_labels is None:
        asking = (line for line in page.outline.lines if not line.is_masked and _asks(read_label(line.body)))
        page.asks_by_labels = sum(1 for _ in islice(asking, _FEWEST_IN_PAGE)) == _FEWEST_IN_PAGE
    return page.asks_by_labels


def _asks_something(
    label: Label, following: Sequence[tuple[int, Label]], *, are_pairs: bool, is_spoken: bool, fewest: int
) -> bool:
    if any(other.role is Role.ANSWER for _, other in following):
        return True
    if not label.text or (is_spoken and not asks(label.text) and not opens_as_question(label.text)):
        return False  # `Interviewer: friendly, from the infrastructure team`
    if ANSWER_INSIDE.search(label.text):
        return True
    if label.is_numbered or not label.is_letter or are_pairs:
        return asks(label.text) or len(words_of(label.text)) >= fewest
    asked = label.text.partition(" - ")[2] or label.text  # `Q: Acme - What's the use of a queue`
    return asks(split_inline(label.text)[0]) or (opens_as_question(asked) and len(words_of(asked)) > 2)
