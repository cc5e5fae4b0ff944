"""Cards that Obsidian_to_Anki found by a pattern of its user's and numbered: the number under a card says where it ends.

    Q: What lifts a thread?        | What parts the ends? |      The {shuttle} flies.
    A: A heddle.                   | -------------------- |      <!--ID: 1566052191685-->
    <!--ID: 1566052191683-->       | The lease |
                                   <!--ID: 1566052191684-->

These are the patterns that its manual offers, and besides them a paragraph whose first line asks or is bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text
from quizzer.notes.dialects.inline_cards import split_line
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "note numbered for Anki"
_NUMBER = late(r"^<!--\s*ID:\s*\d{10,}\s*-->$")
_RULE = re.compile(r"-{3,}")
_ROW = re.compile(r"\|?\s*((?:[^|\\]|\\.)*?)\s*\|?")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*\|?")
_FRONT = late(r"^(?:\*\*(?:(?!\*\*).)+\*\*:?|.*[?？])$")
_STYLES = (Style.ANKI, Style.NUMBERED, Style.BRACE)
_LONGEST = 120


def read(page: Page) -> Iterator[Find]:
    """Every numbered paragraph, table and labelled question that no other syntax has read."""
    if not page.outline.holds("ID:"):
        return
    lines = page.outline.lines
    top = 0
    for number, line in enumerate(lines):
        if line.kind is not LineKind.COMMENT or not _NUMBER.match(line.body):
            continue
        if number > top and lines[number - 1].body and page.is_free(number - 1):
            found = list(_labelled(page, max(top, number - _LONGEST), number))
            yield from found or _paragraph(page, max(top, number - _LONGEST), number)
        top = number + 1


def _labelled(page: Page, top: int, number: int) -> Iterator[Find]:
    """The last question with a label above the number, and the answer with one below it."""
    lines = page.outline.lines
    told = None
    for at in range(number - 1, top - 1, -1):
        line = lines[at]
        if line.kind is LineKind.HEADING or (line.body and not page.is_free(at)):
            return
        label = read_label(line.body) if line.kind is LineKind.TEXT else None
        if label and label.role is Role.ANSWER:
            told = at, label
        elif label and label.role is Role.QUESTION:
            if told:
                question = question_text(back_text(lines[at + 1 : told[0]], label.text))
                answer = back_text(lines[told[0] + 1 : number], told[1].text)
                yield from basic(page, Source(at, number, NAME, aside=(number,)), question, answer)
            return


def _paragraph(page: Page, top: int, number: int) -> Iterator[Find]:
    lines = page.outline.lines
    start = number
    while start > top and lines[start - 1].body and page.is_free(start - 1):
        above = lines[start - 1]
        if above.kind is LineKind.COMMENT or (above.kind is LineKind.HEADING and above.body.startswith("#")):
            break
        start -= 1
    block = lines[start:number]
    source = Source(start, number, NAME, aside=(number,))
    rule = next((at for at, line in enumerate(block[1:-1], start=1) if _RULE.fullmatch(line.body)), 0)
    if all(line.kind is LineKind.TABLE for line in block):
        rows = [_ROW.fullmatch(line.body) for line in block]
        if len(block) > 2 and all(rows) and _TABLE_RULE.fullmatch(block[1].body):
            cells = [row[1] for row in rows if row]
            yield from basic(page, source, question_text(cells[0]), "\n".join(cells[2:]))
    elif rule:
        yield from basic(page, source, question_text(block[:rule]), back_text(block[rule + 1 :]))
    elif any("::" in line.body and split_line(line.body, is_declared=True) for line in block):
        return
    elif deletions := find_deletions(text := back_text(block), _STYLES):
        yield from clozes(page, source, text, deletions)
    elif len(block) > 1 and block[0].kind is LineKind.TEXT and _FRONT.match(block[0].body):
        yield from basic(page, source, question_text(block[:1]), back_text(block[1:]))
