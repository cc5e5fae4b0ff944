"""Plain lines that ask, each followed by its answer.

    Why warm up?
    Early steps are noisy.

They divide a section only when there is more than one of them, or nothing stands before the first; otherwise they
are part of the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzer.domain.cards import Confidence
from quizzer.notes.conventions.answer_ends import next_named, next_title, paragraph_end
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.conventions.plain_subtitles import heads_text, is_plain_subtitle
from quizzer.notes.conventions.question_lines import split_inline
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import POINTING, asks, is_question, opens_as_question, words_of

NAME = "plain question"
_SETS_TASK = re.compile(
    r"(?:differences? between|explain|describe|define|compare|contrast|discuss|derive|differentiate|distinguish|write|name|list|give|tell)\s+\S+\s+\S+",
    re.IGNORECASE,
)

_FEWEST_IN_BANK = 3
_FEWEST_WORDS = 4
_ARROWS = ("→", "⇒", "->", "=>")
"""With such a mark somebody answers."""
_LONGEST_LINE = 66
"""Letters; lines that are broken to fit a page are longer."""
_LONGEST_SHORT = 6
"""Words of a question that others beside it show to be one."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """The lines of a section that ask."""

    starts: list[int]
    first: int
    """The first line of the section, below its title."""
    bank: frozenset[int] = frozenset()
    """Those that stand in a bank of questions, none of which is answered on its line."""
    are_apart: bool = False
    """Is the answer to each the next paragraph, in whatever text?"""


def read(page: Page) -> Iterator[Find]:
    """Plain lines that ask, each followed by its answer on the next line."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        asking = _asking(page, section, free)
        starts, bank = asking.starts, asking.bank
        is_divided = bool(starts) and starts[0] == asking.first and (len(starts) > 1 or section.line < 0)
        is_amid = _are_amid(page, section, starts)
        if not starts or not (is_divided or is_amid is not None):
            continue
        if is_divided:
            starts = sorted({*starts, *_short_beside(lines, [n for n in free if n > starts[0] and n not in starts])})
        context = page.context_of(section, inclusive=True)
        subjects = [n for n in free if is_divided and n > starts[0] and is_plain_subtitle(page, section, n)]
        edges = sorted({*starts, *(n for n in subjects if heads_text(lines, n, section.end))})
        last_end = end_of_last(lines, edges, section.end)
        for index, start in enumerate(edges):
            end = edges[index + 1] if index + 1 < len(edges) else last_end
            end = next_title(lines, start, end) if section.line < 0 else end
            end = next_named(lines, start, end)
            end = paragraph_end(lines, start, end) if is_amid and not is_divided and not asking.are_apart else end
            end = next((n for n in range(start + 1, end) if lines[n].kind is LineKind.RULE), end) if bank else end
            question, told = (lines[start].body, "") if start in bank else split_inline(lines[start].body)
            unit = Unit(
                question=front_text(question),
                start=start,
                body=start + 1,
                end=page.next_card(start, end),
                first=told,
                convention=NAME,
                context=context,
                confidence=Confidence.LIKELY,
            )
            if find := read_unit(page, unit):
                yield find


def _asking(page: Page, section: Section, free: Sequence[int]) -> _Asking:
    """Where a section asks: over an answer, alone above one, with one on the line, or for nobody yet."""
    lines = page.outline.lines
    starts = [n for n in free if _is_plain_question(lines, n, section)]
    alone = [n for n in free if _is_lone_question(lines, n, section)]
    if len(alone) > 1:
        alone = sorted({*alone, *(n for n in free if _is_lone_task(lines, n, section))})
    if len(starts) > 1:
        starts = sorted({*starts, *(n for n in free if _is_plain_task(lines, n, section))})
    first = _after_title(lines, free, section)
    if (len(alone) > 1 or starts) and first in {*starts, *alone}:
        starts = sorted({*starts, *alone})
    if starts:
        beside = (n for n in free if n > starts[0] and (_is_answered_at_once(lines, n) or _asks_amid(lines, n)))
        starts = sorted({*starts, *beside})
    if not starts and page.has_cards(section.start, section.end):
        starts = [n for n in free if _is_whole_paragraph(lines, n, section)]
    apart = _answered_apart(lines, alone, section) if not starts else []
    starts = starts or apart
    if starts:
        starts = sorted({*starts, *(n for n in alone if n > starts[0] and _stands_alone(lines, n, is_open=True))})
    bank = frozenset(_bank(lines, free, section) if len(alone) >= _FEWEST_IN_BANK else ())
    return _Asking(sorted({*starts, *bank}) if starts else starts, first, bank, bool(apart))


def _are_amid(page: Page, section: Section, starts: Sequence[int]) -> bool | None:
    """Are the questions amid text that is not theirs, so that each takes its paragraph only? None where they are not whole enough."""
    lines = page.outline.lines
    has_cards = page.has_cards(section.start, section.end)
    is_divided_before = section.level <= 1 or has_cards
    whole = sum(opens_as_question(lines[n].body) for n in starts)
    is_part = len(starts) == 1 and not _stands_alone(lines, starts[0])
    are_amid = not is_divided_before and not is_part and whole * 2 >= len(starts)
    are_whole = whole == len(starts) or (has_cards and _are_apart(lines, starts))
    return are_amid or whole < len(starts) if are_amid or (is_divided_before and are_whole) else None


def _bank(lines: Sequence[Line], free: Sequence[int], section: Section) -> list[int]:
    """The paragraphs of a question bank: nearly all are one line that asks, or sets a task, and none is answered."""
    opening = [n for n in free if n == section.start or not lines[n - 1].body]
    asking = [
        n
        for n in opening
        if lines[n].kind is LineKind.TEXT
        and (n + 1 >= section.end or not lines[n + 1].body)
        and ("?" in lines[n].body or is_question(front_text(lines[n].body)))
    ]
    texts = [n for n in opening if lines[n].kind is LineKind.TEXT]
    return asking if len(asking) * 10 >= len(texts) * 6 else []


def _stands_alone(lines: Sequence[Line], number: int, *, is_open: bool = False) -> bool:
    """Can this be asked without the text around it, and does a line of text answer it, or none? `When does it fail?` cannot."""
    words = {word.casefold() for word in words_of(lines[number].body)}
    below = lines[number + 1] if number + 1 < len(lines) else None
    is_told = below is not None and (below.kind is LineKind.TEXT or below.body.startswith(_ARROWS))
    return (is_told or is_open) and len(words) >= _FEWEST_WORDS and not words & POINTING


def _are_apart(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Does each of these open a paragraph and say in a few words what is asked: `shrinkage at 1200 degrees?`"""
    return all(
        len(words_of(lines[n].body)) >= _FEWEST_WORDS and not lines[n - 1].body and _stands_alone(lines, n)
        for n in starts
    )


def _answered_apart(lines: Sequence[Line], alone: Sequence[int], section: Section) -> list[int]:
    """Paragraphs that ask amid others, two or more, when text that does not ask is the next paragraph of each; the last may be open."""
    below = [next((line for line in lines[n + 1 : section.end] if line.body), None) for n in alone]
    told = below[:-1] if below and below[-1] is None else below
    are_told = bool(told) and all(
        line is not None and line.kind in (LineKind.TEXT, LineKind.ITEM) and not asks(line.body) for line in told
    )
    return list(alone) if len(alone) > 1 and are_told else []


def _after_title(lines: Sequence[Line], free: Sequence[int], section: Section) -> int:
    """The first line of a section; in a note without headings the one below a short line that is its title."""
    if section.line >= 0 or len(free) < 2 or lines[free[0]].kind is not LineKind.TEXT:
        return free[0] if free else -1
    is_title = (
        free[1] > free[0] + 1 and len(words_of(lines[free[0]].body)) <= 8 and lines[free[0]].body[-1] not in ".?!:"
    )
    return free[1] if is_title else free[0]


def _is_lone_question(lines: Sequence[Line], number: int, section: Section) -> bool:
    """A paragraph of one line that asks with the words of a question; its answer, if any, is the next paragraph."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 160 or not asks(line.body):
        return False
    if (number > section.start and lines[number - 1].body) or (number + 1 < section.end and lines[number + 1].body):
        return False
    return opens_as_question(front_text(line.body)) and len(words_of(line.body)) > 2


def _is_lone_task(lines: Sequence[Line], number: int, section: Section) -> bool:
    """A paragraph of one line that sets a task in a sentence, over text or a list: `Explain what slip is made of.`"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 160 or line.body[-1] not in ".:":
        return False
    if (number > section.start and lines[number - 1].body) or (number + 1 < section.end and lines[number + 1].body):
        return False
    below = next((each for each in lines[number + 1 : section.end] if each.body), None)
    is_told = below is not None and below.kind in (LineKind.TEXT, LineKind.ITEM) and not asks(below.body)
    return is_told and bool(_SETS_TASK.match(front_text(line.body)))


def _is_plain_task(lines: Sequence[Line], number: int, section: Section) -> bool:
    """A sentence that opens a paragraph and sets a task, with the answer on the lines right below it."""
    line, below = lines[number], lines[number + 1] if number + 1 < section.end else None
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 160 or line.body[-1] not in ".:":
        return False
    if below is None or below.kind is not LineKind.TEXT or not below.body or asks(below.body) or lines[number - 1].body:
        return False
    return bool(_SETS_TASK.match(front_text(line.body)))


def _is_answered_at_once(lines: Sequence[Line], number: int) -> bool:
    """A line that asks with the words of a question and goes on with the answer."""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 1 or not _begins(lines, number, is_before_list=False):
        return False
    question, told = split_inline(line.body)
    return bool(told) and opens_as_question(question) and len(words_of(question)) > 2 and not asks(told)


def _asks_amid(lines: Sequence[Line], number: int) -> bool:
    """A short line that asks as a whole below other short lines, with the answer on the next: one question after the other."""
    line, above = lines[number], lines[number - 1]
    below = lines[number + 1] if number + 1 < len(lines) else None
    if above.kind is not LineKind.TEXT or below is None or below.kind is not LineKind.TEXT or line.indent > 1:
        return False
    is_short = max(len(line.body), len(above.body)) <= _LONGEST_LINE
    is_asked = is_short and line.body[-1] in "?？" and line.body[0].isupper() and not asks(below.body)
    return is_asked and len(words_of(line.body)) >= _FEWEST_WORDS and opens_as_question(front_text(line.body))


def _short_beside(lines: Sequence[Line], free: Sequence[int]) -> list[int]:
    """Paragraphs of the kind `warm-up? small steps at first`, two or more; then also such without an answer, or without a mark."""
    opening = [n for n in free if lines[n].kind is LineKind.TEXT and not lines[n].indent and not lines[n - 1].body]
    short: list[int] = []
    beside: list[int] = []
    for number in opening:
        question, told = split_inline(lines[number].body)
        words = {word.casefold() for word in words_of(question)}
        if not words or len(words) > _LONGEST_SHORT or words & POINTING or is_attribute(question):
            continue
        is_alone = number + 1 >= len(lines) or not lines[number + 1].body
        if told and not asks(told):
            short.append(number)
        elif asks(question) if is_alone else opens_as_question(question) and question[-1].isalnum():
            beside.append(number)
    return [*short, *beside] if len(short) > 1 else []


def _is_whole_paragraph(lines: Sequence[Line], number: int, section: Section) -> bool:
    """A paragraph of one line that asks in four words or more and answers in as many: `Why fire it twice? The first …`."""
    is_line = number + 1 >= section.end or not lines[number + 1].body
    if not is_line or lines[number - 1].body or not _is_answered_at_once(lines, number):
        return False
    question, told = split_inline(lines[number].body)
    words = words_of(question)
    return min(len(words), len(words_of(told))) >= _FEWEST_WORDS and not {w.casefold() for w in words} & POINTING


def _begins(lines: Sequence[Line], number: int, *, is_before_list: bool) -> bool:
    """Does a line begin something new: after a blank one or a heading, or at the margin after a list, before the next?"""
    before = lines[number - 1]
    if not before.body or before.kind is LineKind.HEADING:
        return True
    if lines[number].indent or before.kind is not LineKind.ITEM:
        return False
    after = lines[number + 1] if number + 1 < len(lines) else None
    return not is_before_list or (after is not None and after.kind is LineKind.ITEM)


def _is_plain_question(lines: Sequence[Line], number: int, section: Section) -> bool:
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 3 or len(line.body) > 160 or not asks(line.body):
        return False
    if line.body.startswith(("**", "__")) and not POINTING.isdisjoint(word.casefold() for word in words_of(line.body)):
        return False  # `**Why does it work?**` among the labels of a subject
    following = number + 1
    if number > section.start and not _begins(lines, number, is_before_list=True):
        return False
    if following >= section.end or not lines[following].body:
        return False
    return not asks(lines[following].body) and (is_question(line.body) or len(words_of(line.body)) <= 10)
