"""What the author still wonders at the end of an answer: `- and why not twice??`, `But who tends the fire?`, `(is salt the same?)`.

    ## What does bisque firing do?

    - drives the water out
    - leaves the clay porous
    - so could one glaze it raw?

It stands last in its section, in a line of its own, below lines that tell; nothing else there asks. Two question marks, brackets or
a word that joins it to what is told show it anywhere; a plain question does as the last point of a list that tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.question_items import WANTS_QUESTIONS
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, opens_as_question, words_of

_WONDERS = re.compile(r"\?{2,}[\s)*_]*$")
_BRACKETED = re.compile(r"^\((?P<question>[^()]{8,200}\?+)\)$")
_JOINED = re.compile(
    r"^(?:but|and|so|or|then|also|hmm+|wait|ok but|what about|how about|why not)\b,?\s+(?P<rest>\S.*)$", re.IGNORECASE
)
_KINDS = frozenset({LineKind.TEXT, LineKind.ITEM})
_MOST = 3
_FEWEST_TOLD = 5
"""Words that tell, above what is asked."""
_FEWEST_POINTS = 2
_LONGEST = 25


def read_trailing(page: Page, section: Section, free: Sequence[int]) -> Iterator[Find]:
    """The questions with which a section ends, as open ones."""
    lines = page.outline.lines
    if section.line < 0 or not free or "?" not in lines[free[-1]].body:
        return
    told = list(free)
    asked: list[int] = []
    while told and len(asked) < _MOST and _stands_alone(lines, told[-1]) and asks(_bare(lines[told[-1]])):
        asked.insert(0, told.pop())
    if not asked or any("?" in lines[n].body and not lines[n].is_masked for n in told):
        return
    if sum(len(words_of(lines[n].body)) for n in told if lines[n].kind in _KINDS) < _FEWEST_TOLD:
        return
    is_point = _are_points(lines, told, asked) and not WANTS_QUESTIONS.search(section.title)
    if not all(_joins(lines[n]) or is_point for n in asked):
        return
    context = page.context_of(section, inclusive=True)
    for number in asked:
        question = front_text(_bare(lines[number]))
        yield Find([number], page.stub(question, (number, number + 1), context=context))


def _bare(line: Line) -> str:
    text = line.content if line.kind is LineKind.ITEM else line.body
    found = _BRACKETED.match(text) if text[:1] == "(" else None
    return found["question"] if found else text


def _stands_alone(lines: Sequence[Line], number: int) -> bool:
    """Is this a bullet with nothing below it, or a paragraph of one line?"""
    line = lines[number]
    if line.kind not in _KINDS or line.number is not None or (line.body[0] in "*_" and line.kind is LineKind.TEXT):
        return False
    if not 0 < len(words_of(line.body)) <= _LONGEST or read_label(line.body):
        return False
    return line.kind is LineKind.ITEM or not lines[number - 1].body


def _joins(line: Line) -> bool:
    """Do two marks, brackets or its first word show that the line goes on from what is told?"""
    text = _bare(line)
    joined = _JOINED.match(text)
    is_joined = joined is not None and (
        opens_as_question(joined["rest"]) or opens_as_question(text) or joined[0][:1].islower()
    )
    return is_joined or bool(_WONDERS.search(text)) or text != (line.content or line.body)


def _are_points(lines: Sequence[Line], told: Sequence[int], asked: Sequence[int]) -> bool:
    """Is a single whole question the last point of a list whose other points tell something?"""
    last = asked[0]
    if len(asked) > 1 or lines[last].kind is not LineKind.ITEM or not opens_as_question(lines[last].content):
        return False
    beside = [n for n in told if lines[n].kind is LineKind.ITEM and lines[n].indent == lines[last].indent]
    return len(beside) >= _FEWEST_POINTS and told[-1] == last - 1 and lines[last - 1].kind is LineKind.ITEM
