"""Claims in quotation marks, each with a verdict on it behind a dash or below.

    > "A slow fire makes every glaze shine."              "Slip is a glaze" – wrong, it has no glass in it

    Verdict: false. It can turn it matt.

Two of them in a note show that what is quoted is there to be judged, and not what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizzer.domain.patterns import late
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, words_of

NAME = "claim with a verdict"

_VERDICT = (
    r"(?:(?:mostly|partly|partially|half|largely|basically|technically|sometimes|usually|often|almost|always|simply|completely|plain)\s+)?"
    r"(?:true|false|right|wrong|correct|incorrect|yes|no|nonsense|a? ?myth|misleading|outdated|unproven|it depends|depends|sometimes|partly"
    r"|not (?:\w+ )?(?:true|right|quite|really|always|entirely|necessarily|exactly|so))\b"
)
_LABEL = (
    r"(?:\*\*|__)?(?:verdict|judge?ment|reality|truth|fact|status|answer|ruling)(?:\*\*|__)?\s*[:–—-](?:\*\*|__)?\s*"
)
_QUOTED = late(
    r"^(?:>\s*)?(?:[-*+•]\s+|\d{1,3}[.)]\s+)?[*_]{0,3}[\"“„«](?P<claim>[^\"“”„«»]{12,300})[\"”“»][*_.]{0,3}$"
)
_ON_LINE = late(
    rf"^(?:>\s*)?(?:[-*+•]\s+|\d{{1,3}}[.)]\s+)?[*_]{{0,3}}[\"“„«](?P<claim>[^\"“”„«»]{{12,300}})[\"”“»][*_]{{0,3}}\s*(?:[-–—:.]|->|=>|→)?\s+"
    rf"(?P<told>[*_]{{0,3}}(?:{_LABEL})?{_VERDICT}.*)$",
    re.IGNORECASE,
)
_BELOW = late(rf"^(?:>\s*)?[*_]{{0,3}}(?:{_LABEL}(?P<told>[*_]{{0,3}}\S.*)|(?P<bare>{_VERDICT}.*))$", re.IGNORECASE)
_QUOTES = ('"', "“", "„", "«")
_FEWEST = 2
_FEWEST_WORDS = 3
_TEXTS = (LineKind.TEXT, LineKind.QUOTE, LineKind.ITEM)


class _Claim(NamedTuple):
    line: int
    text: str
    told: str
    body: int
    """The first line below that may say more."""


def read(page: Page) -> Iterator[Find]:
    """Every such claim."""
    if not page.outline.holds(*_QUOTES):
        return
    lines = page.outline.lines
    found = [(section, _claims(lines, section, free)) for section, free in page.open_sections()]
    if sum(len(claims) for _, claims in found) < _FEWEST:
        return
    for section, claims in found:
        context = page.context_of(section, inclusive=True)
        last_end = end_of_last(lines, [claim.line for claim in claims], section.end)
        for claim, limit in pairwise((*claims, None)):
            if claim is None:
                continue
            end = limit.line if limit else last_end
            end = page.next_card(
                claim.line, end if claim.body > claim.line + 1 else _end_of_paragraph(lines, claim.line, end)
            )
            unit = Unit(claim.text, claim.line, claim.body, end, NAME, claim.told, context)
            if find := read_unit(page, unit):
                yield find


def _claims(lines: Sequence[Line], section: Section, free: Sequence[int]) -> list[_Claim]:
    found = []
    for number in free:
        line = lines[number]
        if line.kind not in _TEXTS or not any(mark in line.body[:16] for mark in _QUOTES):
            continue
        match = _ON_LINE.match(line.body[:1000])
        if match:
            told, body = match["told"] + line.body[1000:], number + 1
        else:
            match = _QUOTED.match(line.body[:400])
            below = next((n for n in range(number + 1, min(number + 3, section.end)) if lines[n].body), None)
            verdict = _BELOW.match(lines[below].body) if match and below in free and below is not None else None
            if verdict is None or below is None:
                continue
            told, body = verdict["told"] or verdict["bare"], below + 1
        if match and len(words_of(match["claim"])) >= _FEWEST_WORDS and not asks(match["claim"]):
            found.append(_Claim(number, match["claim"].strip(), told, body))
    return found


def _end_of_paragraph(lines: Sequence[Line], start: int, limit: int) -> int:
    return next((n for n in range(start + 1, limit) if not lines[n].body), limit)
