"""Short lines in any case, each right above what is said of it: notes typed in a hurry, without any marks.

    kv cache
    keep k and v of past tokens, decode is cheap

    gqa vs mqa?
    one k head for all or a few, quality is the same

    ask: what about training?

Most paragraphs of a section, and at least five, have to begin so. One that only asks is still open; what is to be done is no card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute, is_comparison, leads_away
from quizzer.notes.wording import asks, is_question, words_of

NAME = "hurried title"

_FEWEST = 5
_LONGEST_NAME = 5
_LONGEST_QUESTION = 12
_FEWEST_TOLD = 4
_FEWEST_ANSWERED = 2
_DASH = re.compile(r"\s[–—-]\s")
_TO_ASK = late(r"^(?:to )?(?:ask|check|look up|find out|open|unclear|unsure|q)\s*[:–-]\s*(?=\S)", re.IGNORECASE)
_TO_DO = late(
    r"^(?:(?:still )?(?:todos?|to[- ]dos?|to do|to read|next|later|next steps|things to do)|leftovers?)\W*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:is|are|was|were|be|has|have|had|will|can|i|we|you|my)\b", re.IGNORECASE)


def read(page: Page) -> Iterator[Find]:
    """The cards and open questions of every section written so."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        opening = [n for n in free if _opens_paragraph(lines, section, n)]
        heads = [n for n in opening if _is_head(lines, n, section.end)]
        if len(heads) < _FEWEST:
            continue
        if opening[0] not in heads and not _is_over(lines, opening[0], section.end):
            opening = opening[1:]  # the title of the note
        if opening[0] not in heads or len(heads) * 3 < len(opening) * 2:
            continue
        asking = sum(is_question(lines[n].body) for n in heads)
        if asking == len(heads) or sum(lines[n].body[0].isupper() for n in heads) == len(heads):
            continue  # nothing but questions, or proper titles
        yield from _divided(page, section, [n for n in opening if n in heads or _is_edge(lines, n)])


def _opens_paragraph(lines: Sequence[Line], section: Section, number: int) -> bool:
    line = lines[number]
    is_first = number == section.start or not lines[number - 1].body or lines[number - 1].kind is LineKind.RULE
    return line.kind is LineKind.TEXT and line.indent <= 1 and is_first


def _is_over(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Does text or a list stand right below?"""
    below = lines[number + 1] if number + 1 < limit else None
    return below is not None and below.kind in {LineKind.TEXT, LineKind.ITEM} and bool(below.body)


def _is_head(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is this a few words that name something or ask, right above what is said of it?"""
    body = lines[number].body
    if not _is_over(lines, number, limit) or body[-1] in ".:,;!" or body[0] in "*_<|$`[":
        return False
    if is_question(_DASH.split(body)[-1]) or is_comparison(body):
        return len(words_of(body)) <= _LONGEST_QUESTION and _words_below(lines, number, limit) >= _FEWEST_ANSWERED
    is_name = 1 <= len(words_of(body)) <= _LONGEST_NAME and not _SENTENCE.search(body) and read_term(body) is None
    is_subject = is_name and not is_attribute(body) and not leads_away(body)
    return is_subject and _words_below(lines, number, limit) >= _FEWEST_TOLD


def _words_below(lines: Sequence[Line], number: int, limit: int) -> int:
    count = 0
    for line in lines[number + 1 : limit]:
        if not line.body or count >= _FEWEST_TOLD:
            break
        count += len(words_of(line.body))
    return count


def _is_edge(lines: Sequence[Line], number: int) -> bool:
    """Does something begin here that belongs to no title above it: a question alone, or what is to be done?"""
    body = lines[number].body
    is_alone = number + 1 == len(lines) or not lines[number + 1].body
    return bool(_TO_DO.match(body)) or (is_alone and (asks(body) or _is_compared(body)))


def _is_compared(body: str) -> bool:
    return is_comparison(body) and len(words_of(body)) <= _LONGEST_NAME


def _divided(page: Page, section: Section, edges: Sequence[int]) -> Iterator[Find]:
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    for start, limit in pairwise((*edges, section.end)):
        end = next((n for n in range(start + 1, limit) if lines[n].kind is LineKind.RULE), limit)
        end = page.next_card(start, end)
        taken = [start, *page.free_lines(start + 1, end)]
        if _TO_DO.match(lines[start].body):
            yield Find(taken, "task of the author")
            continue
        question = front_text(_TO_ASK.sub("", lines[start].body))
        answer = back_text(page.kept(start + 1, end))
        if is_empty(answer) or is_only_links(answer):
            yield Find(taken, page.stub(question, (start, end), context=context))
            continue
        draft = page.card(
            question, answer, (start, end), convention=NAME, context=context, confidence=Confidence.LIKELY
        )
        yield Find(taken, draft)
