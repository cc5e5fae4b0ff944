"""Plans of a course: pages that say when it meets, how it is graded and whom to ask; lists of what is still to be seen of it."""

from __future__ import annotations

import re

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Outline
from quizzer.notes.terms import read_term
from quizzer.notes.wording import is_question, words_of

_FEWEST = 3
_TITLE = late(
    r"^\W*(?:course |class )?(?:lectures?|readings?|home ?works?|assignments?|problem sets?|(?:(?:mid-?terms?|finals?)(?: (?:and|&) finals?)? )?(?:exams?|quiz(?:zes)?)"
    r"|(?:final )?projects?|grad(?:es?|ing)(?: (?:policy|scheme|breakdown))?|evaluation|assessment|late (?:policy|days|submissions?)|collaboration(?: policy)?"
    r"|academic (?:integrity|honesty|misconduct)|honou?r code|(?:office|consultation) hours|instructors?|(?:teaching )?staff|teaching assistants|tas"
    r"|schedule|calendar|logistics|policies|overview|information|organi[sz]ation|description|objectives|materials?|syllabus|text ?books?|prerequisites?"
    r"|attendance|announcements?|communication|contact|accommodations?|meeting times?|resources|piazza|recitations?|labs?|important dates|workload|credits?)"
    r"\b[\w\s/&(),:-]{0,25}$",
    re.IGNORECASE,
)
_RUNS = late(
    r"\b(?:office hours|gradescope|piazza|canvas|late (?:home ?work|submissions?|days?|policy|assignments?)|academic (?:integrity|honesty)|grad(?:ed|ing)|syllabus|teaching assistants?|will be (?:posted|graded|due|assigned|held)|enrolled|credits|instructors?|(?:home ?works?|assignments?|projects?) (?:is|are|will be) due)\b",
    re.IGNORECASE,
)


_BOX = re.compile(r"^\[(?P<mark>[ xX]?)\]\s?(?P<text>.*)$")
_FEWEST_BOXES = 6
_LONGEST_BOX = 14


def is_checklist(outline: Outline) -> bool:
    """Is the file a list of boxes to tick, none of which asks and hardly any says something: videos to see, papers to read?

    Where one box of a list is ticked and others are not, they may be the options of a question.
    """
    if not outline.holds("- [ ]", "* [ ]", "+ [ ]"):
        return False
    told = [line for line in outline.lines if line.body and line.kind not in {LineKind.HEADING, LineKind.RULE}]
    boxes = [box for line in told if line.kind is LineKind.ITEM and (box := _BOX.match(line.content))]
    if len(boxes) < _FEWEST_BOXES or len(boxes) * 10 < len(told) * 7:
        return False
    is_mixed = len({bool(box["mark"].strip()) for box in boxes}) > 1
    texts = [box["text"] for box in boxes]
    if is_mixed or any(map(is_question, texts)) or any(len(words_of(text)) > _LONGEST_BOX for text in texts):
        return False
    return sum(read_term(text) is not None for text in texts) * 4 <= len(texts)


def titles_of_plan(outline: Outline) -> frozenset[int]:
    """The sections that organise a course, when a file consists of little else; none in notes on its lectures."""
    inner = [section for section in outline.sections[1:] if section.level > 1] or list(outline.sections[1:])
    if len(inner) < _FEWEST:
        return frozenset()
    about = [section for section in inner if _TITLE.match(front_text(section.title))]
    if len(about) < _FEWEST or len(about) * 3 < len(inner) * 2:
        return frozenset()
    spoken = {found.lower() for line in outline.lines[:2000] for found in _RUNS.findall(line.body[:2000])}
    return frozenset(section.index for section in about) if len(spoken) > 1 else frozenset()
