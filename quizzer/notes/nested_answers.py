"""Answers that belong to something else than the question above them: to an item of a list, to a problem that is told, to what works them out.

And listings above an explanation: what a question is about, or what was to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.labels import Label, read_label
from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind
from quizzer.notes.wording import asks, is_question, words_of

_PROBLEM = re.compile(r"^\W*(?:the )?(?:problem|issue|challenge)\b\W{0,4}[:：]", re.IGNORECASE)
_PART = re.compile(r"^(?:\*\*|__)[A-Z][^*_:]{2,40}(?::(?:\*\*|__)|(?:\*\*|__)\s?:)")

_ON_CODE = late(
    r"\b(?:output|prints?|printed|results?|returns?|happens?|following|below|snippets?|this|these|given|predict|debug|fix|bugs?|errors?|wrong|trace)\b",
    re.IGNORECASE,
)
"""What asks about a listing; below a task without such a word the listing is what was to be written."""
_FEWEST_SET = 3
"""Words of a task that is a sentence."""
_COMES_TO = re.compile(
    r"(?:[=≈~→>]|\b(?:is|are|be|get|gives?|makes?|leaves?))(?: (?:thus|then|hence|so|about|exactly|only|just|around))*\s*$",
    re.IGNORECASE,
)
_MARKS = " *_.$`\\"
_LONGEST_RESULT = 30


def answers_item(lines: Sequence[Line], at: int) -> bool:
    """Does the label on line `at` answer one of several items that ask, and not the heading above the list?"""
    items = [line for line in lines if line.kind is LineKind.ITEM and not line.is_masked]
    above = [line for line in lines[:at] if line.kind is LineKind.ITEM and line.indent < lines[at].indent]
    if not above or not is_question(above[-1].content):
        return False
    return sum(line.indent == above[-1].indent and is_question(line.content) for line in items) > 1


def tells_problem(lines: Iterable[Line]) -> bool:
    """Is a problem told in these lines, below which a solution is told as well?"""
    return any(not line.is_masked and _PROBLEM.match(line.body) for line in lines)


def tells_part(lines: Iterable[Line]) -> bool:
    """Do the lines below a question begin with a part of the answer, and label nothing: `**Approach:**`?"""
    told = [line for line in lines if line.body and not line.is_masked]
    return bool(told) and bool(_PART.match(told[0].body)) and not any(read_label(line.body) for line in told)


def sets_code(question: str) -> bool:
    """Is it a task, below which a listing is what was to be written and not what is asked about?"""
    is_task = is_question(question) or (question[-1:] == "." and len(words_of(question)) >= _FEWEST_SET)
    return is_task and not asks(question) and not _ON_CODE.search(question)


def comes_to(lines: Sequence[Line], question: str, label: Label | None) -> bool:
    """Do lines of text work out a short answer to a whole question, with its label below them: `3 * 8 = 24`, `Answer: 24`?"""
    short = (label.text or label.tail).strip(_MARKS) if label else ""
    if not short or len(short) > _LONGEST_RESULT or not asks(question):
        return False
    texts = (line.body.rstrip(_MARKS) for line in lines if line.kind in {LineKind.TEXT, LineKind.MATH})
    return any(text.endswith(short) and _COMES_TO.search(text[: -len(short)][-40:]) for text in texts)
