"""Drills whose answer stands at the end of the line: blanks to fill and statements to judge.

The cell is powered by the ________. (mitochondrion)        True or False: a virus is a cell. **False**
DNA is copied by ____. Answer: polymerase                   T/F  Plants have no mitochondria. F
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import is_option
from quizzer.notes.wording import words_of

NAME = "answer at the end of the line"

_BLANK = late(r"_{3,}|\\_\\_\\_|(?<![,;\d.])\.{5,}|…{2,}|\[\s*_*\s*\](?!\()")
_EMPTY_LIST = re.compile(r"`[^`_.…]*\[\s*\][^`_.…]*`")
"""`mean([])`: nothing is left out in code that holds an empty list."""
_SHOWS = re.compile(r"^[*_`]{0,3}(?:example|e\.g\.|eg|ex|input|prompt)\b[^:]{0,20}[*_`]{0,3}:", re.IGNORECASE)
"""`**Example:** "The cat sat on the ___"` shows what the line above it tells."""
_TICK_BOX = re.compile(r"^\[[ xX]\]\s+")
_JUDGE = re.compile(
    r"^\W*(?:true\s*(?:or|/)\s*false|t\s*/\s*f|t or f|right or wrong|yes or no)\b\s*[?:.)–—-]*\s*", re.IGNORECASE
)
_FEWEST_CLAIMED = 3
_OPENS_JUDGING = frozenset("tTrRyY")
_VERDICT = late(
    r"^(?P<claim>.{8,}?(?:[.?!:)]|(?=\s+[–—-]|\s+[*_(\[])))(?:\s+(?:->|=>|→|[–—-]{1,2}))?\s+[*_(\[]{0,3}(?:answer\s*[:=]\s*)?"
    r"(?P<verdict>true|false|yes|no|right|wrong|[tf](?=[\s*_)\].]*$))\b(?P<more>.*)$",
    re.IGNORECASE,
)
_VERDICT_BELOW = re.compile(
    r"^[*_(\[]{0,3}(?P<verdict>true|false|yes|no|right|wrong|[tf])\b[*_)\].:]{0,4}(?:\s*(?:[-–—:,;]|because|since)?\s*(?P<why>\S.*))?$",
    re.IGNORECASE,
)
"""`F - it holds no glass`, on the line below what is to be judged."""
_LABELLED = late(
    r"^(?P<ask>.{6,}?)\s*(?:->|=>|→|[–—-]{1,2}|\|)?\s*[*_(\[]{0,3}(?:answer|ans|a)\s*[*_]{0,2}\s*[:=][*_]{0,2}\s*(?P<told>\S.*?)[)\]]?$",
    re.IGNORECASE,
)
_BRACKETED = late(r"^(?P<ask>.*?)\s*[*_]{0,2}\((?P<told>[^()]{1,120}(?:\([^()]*\)[^()]*)?)\)[*_]{0,2}\s*[.]?$")
_ARROWED = late(r"^(?P<ask>.*?)\s+(?:->|=>|→|⇒|[–—-]{1,2})\s+(?P<told>\S.*)$")


def asks_in_line(text: str) -> bool:
    """Is there a blank to fill or a statement to judge?"""
    may_be_blank = "__" in text or "[" in text or "....." in text or "……" in text or "\\_" in text
    if may_be_blank and "`" in text:
        text = _EMPTY_LIST.sub(" ", text)
    may_judge = text[:1] in _OPENS_JUDGING or not text[:1].isalnum()
    judged = _JUDGE.match(text) if may_judge else None  # `T / F` alone is what can be answered, below what is asked
    return bool(may_be_blank and _BLANK.search(text)) or (judged is not None and judged.end() < len(text))


def read(page: Page) -> Iterator[Find]:
    """Every line with a blank or a verdict and its answer, on the line or on the next one."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        for number in free:
            line = lines[number]
            if line.kind is not LineKind.TEXT and line.kind is not LineKind.ITEM:
                continue
            text = line.content if line.kind is LineKind.ITEM else line.body
            text = _TICK_BOX.sub("", text) if text[:1] == "[" and line.kind is LineKind.ITEM else text
            if len(text) > 600 or not asks_in_line(text) or _SHOWS.match(text) or not page.is_free(number):
                continue
            find = _find(page, number, text, page.context_of(section, inclusive=True), section.end)
            if find:
                yield find


def _find(page: Page, number: int, text: str, context: tuple[str, ...], limit: int) -> Find | None:
    lines = page.outline.lines
    asked, told = split_answer(text)
    end = number + 1
    if not told and end < limit and page.is_free(end):
        label = read_label(lines[end].body)
        is_first = bool(label) and is_option(list(lines[number : end + 13]), 1, bool(label and label.is_letter))
        if label and label.role is Role.ANSWER and (label.text or label.tail) and not is_first:
            told, end = " ".join(part for part in (label.text, label.tail) if part), end + 1
        elif _JUDGE.match(text) and (below := _VERDICT_BELOW.match(lines[end].body)):
            told, end = " - ".join(part for part in (below["verdict"], below["why"]) if part), end + 1
    if not told and _is_left_open(lines, number, text, limit):
        return Find([number], page.stub(front_text(asked), (number, end), context=context))
    if not told or is_empty(told):
        return None
    while end < limit and page.is_free(end) and _belongs(lines[number], lines[end]):
        end += 1
    first = number + 1 if split_answer(text)[1] else number + 2
    answer = back_text(page.kept(first, end), told)
    draft = page.card(
        front_text(_JUDGE.sub("True or false: ", asked) if _JUDGE.match(asked) else asked),
        answer,
        (number, end),
        convention=NAME,
        context=context,
        confidence=Confidence.SURE,
    )
    return Find(range(number, end), draft)


def _is_left_open(lines: Sequence[Line], number: int, text: str, limit: int) -> bool:
    """Is nothing told between a claim to be judged and the next, or the end of the section?"""
    judged = _JUDGE.match(text)
    if judged is None or len(words_of(text[judged.end() :])) < _FEWEST_CLAIMED:
        return False
    below = next((n for n in range(number + 1, limit) if lines[n].body), None)
    return below is None or bool(_JUDGE.match(lines[below].content or lines[below].body))


def _belongs(opening: Line, line: Line) -> bool:
    """Whether a line under the drill explains it: deeper, or running on without a blank line."""
    if line.is_masked:
        return True
    if line.kind not in {LineKind.TEXT, LineKind.ITEM, LineKind.QUOTE}:
        return False
    return line.indent > opening.indent or (line.kind is LineKind.TEXT and not asks_in_line(line.body))


def split_answer(text: str) -> tuple[str, str]:
    """A drill and the answer behind it; the answer is empty when the line holds none.

    >>> split_answer("DNA is copied by ____. (polymerase)")
    ('DNA is copied by ____.', 'polymerase')
    """
    judged = _JUDGE.match(text)
    if judged:
        head, rest = text[: judged.end()], text[judged.end() :]
        found = _LABELLED.match(rest) or _VERDICT.match(rest)
        if not found:
            return text, ""
        if "told" in found.groupdict():
            return f"{head}{found['ask']}", found["told"].strip("*_ ")
        more = found["more"].strip().lstrip("*_)]. ").rstrip("*_")
        more = more[:-1] if more.endswith(")") and "(" not in more else more
        more = re.sub(r"^[\s–—:,;-]+", "", more)
        verdict = found["verdict"]
        return f"{head}{found['claim']}".rstrip(" *_(["), f"{verdict} - {more}" if more else verdict
    for pattern in (_LABELLED, _BRACKETED, _ARROWED):
        found = pattern.match(text)
        if found and _BLANK.search(found["ask"]) and not _BLANK.search(found["told"]):
            return found["ask"].strip(), found["told"].strip().strip("*_ ")
    return text, ""
