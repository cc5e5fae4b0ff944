"""Tables of questions that nobody has answered yet, with no more beside them than how urgent they are; and rows as cells.

| Question               | Interest |
| ---------------------- | -------- |
| Why does a glaze craze | 6        |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question, words_of

CELL = re.compile(r"(?<!\\)\|")
ASKED_HEADER = late(r"^\W*(?:(?:interview|behaviou?ral)\s+)?(?:questions?|prompts?|asked|q)\W*$", re.IGNORECASE)
ANSWER_HEADER = re.compile(
    r"^\W*(?:(?:short|my|model|sample|brief|quick|correct) )?(?:answers?|a|solutions?|back)\W*$", re.IGNORECASE
)
"""What stands in other columns is a remark beside it."""
_FILED_HEADER = late(
    r"^\W*(?:(?:interest|recency|priority|urgency|scores?|ranks?|frequency|count|votes|date|added|asked|seen|importance|difficulty|level|status|last|task|topics?|categor(?:y|ies)|types?|tags?|compan(?:y|ies)|sources?|named|round|role|seniority|section|area|no|nr|num|number|id|index)\b.{0,25})?\W*$",
    re.IGNORECASE,
)
"""A column that says how urgent a question is or when it came up."""
_FEWEST = 3
_MOST_ABOVE = 30
"""Words that say of the questions below them whence they are."""


def only_asks(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Does a table list questions, with no more beside them than how urgent they are and when they came up?"""
    if not header or not ASKED_HEADER.match(header[0]) or ANSWER_HEADER.match(" ".join(header[1:2])):
        return False
    fewest = 1 if len(header) == 1 or len(header) > _FEWEST or re.search(r"\w", " ".join(header[1:2])) else _FEWEST
    return sum(bool(row and row[0]) for row in rows) >= fewest and all(map(_FILED_HEADER.match, header[1:]))


def asked_column(header: Sequence[str]) -> int:
    """The column of questions that has the one of answers right behind it, or none but columns that file; 0 where it is the first."""
    for place, name in enumerate(header):
        if place and ASKED_HEADER.match(name):
            others = [*header[:place], *header[place + 1 :]]
            is_told = place + 1 < len(header) and ANSWER_HEADER.match(header[place + 1])
            return place if is_told or all(_FILED_HEADER.match(other) for other in others) else 0
    return 0


def only_files(header: Sequence[str]) -> bool:
    """Do all the columns of a table say where and when, and none what?"""
    return all(re.search(r"\w", cell) and _FILED_HEADER.match(cell) for cell in header)


def stubs_of(page: Page, start: int, end: int, column: int, context: tuple[str, ...]) -> Iterator[Find]:
    """The questions of a table without answers."""
    for number in range(start + 2, end):
        cells = split_row(page.outline.lines[number].body)
        question = front_text(cells[column]) if column < len(cells) else ""
        if is_question(question):
            yield Find([number], page.stub(question, (number, number + 1), context=context))
    yield Find(page.free_lines(start, end), "table of questions")
    section = page.section_at(start)
    above = [n for n in page.free_lines(section.start, start) if page.outline.lines[n].body]
    if above and sum(len(words_of(page.outline.lines[n].body)) for n in above) <= _MOST_ABOVE:
        yield Find(above, "introduction of a list")


def split_row(body: str) -> list[str]:
    """The cells of a row, `\\|` kept as a bar.

    >>> split_row("| a | b \\\\| c |")
    ['a', 'b | c']
    """
    body = body.strip()
    body = body[1:] if body.startswith("|") else body
    body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
    if "\\" not in body:
        return [cell.strip() for cell in body.split("|")]
    return [cell.strip().replace("\\|", "|") for cell in CELL.split(body)]
