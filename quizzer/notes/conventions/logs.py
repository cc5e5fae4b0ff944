"""What the author did and when, which nobody wants to be asked: under `## Log`, `## Progress`, and between the notes of a day.

## Log                        ## Day 3 – glazes
- 2025-11-02 created
- day 3 skipped               Watched the second film, tired after work.
- next: kilns
                              Crazing: the glaze shrinks more than the clay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import or_

from quizzer.domain.patterns import late
from quizzer.notes.dates import opens_with_date
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, words_of

NAME = "log"

_TITLE = late(
    r"^(?:(?:my |study(?:ing)? |progress |session |revision |review |work |prep )?(?:log|logs|journal|diary)|history|progress|updates|changes|done|daily log|log ?book)$",
    re.IGNORECASE,
)
_LOGGED = late(
    r"^\W*(?:(?:day|week|session|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s?\d{0,3}\b|next\b|todo\b|done\b|v?\d+\.\d+\b)"
    r"|\b(?:added|created|updated|reviewed|read|re-?read|started|finished|skipped|watched|wrote|fixed|revised|cleaned|practi[cs]ed|repeated|done)\b",
    re.IGNORECASE,
)


_DAY = late(r"^(?:day|tag|día|dia|jour|giorno)\s?#?\d{1,3}\b", re.IGNORECASE)
_DID = late(
    r"^(?:(?:watched|finished|started|skipped|went|tried|studied|solved|slept|spent|met|talked|called|continued|practi[cs]ed|revised|re-?read|took notes|woke|ate|ran|rested|procrastinated|wrote|redid|cooked|did(?:n['’]t| not))\b"
    r"|(?:did|made|got|read|coded|implemented|built|planned|played|worked|reviewed)\s(?:the|an?|my|some|more|another|all|up|on|through|about|for|with|\d+|one|two|three|half|nothing|chapters?|notes|part|it)\b"
    r"|(?:sick|tired|nothing|off|rest|busy|lazy|gym|no time|day off|rest day|travell?ing|holiday|weekend)\b"
    r"|(?:plan for |goals? for )?(?:tomorrow|today|yesterday|tonight|next (?:week|time))\b|(?:had|have|need|forgot|should|must|will|want(?:ed)? to)\b|[^.]{0,40}\b(?:I|I['’](?:m|ve|ll|d)|my|me|myself)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SHORT = 4
_LONGEST = 30
"""Words of a paragraph that only tells of the day."""


def read(page: Page) -> Iterator[Find]:
    """Every such section of which nearly all lines say when or what was done, and none asks; such paragraphs under a day."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        if section.line >= 0 and _DAY.match(front_text(section.title)):
            yield Find([n for n in free if _tells_of_day(lines, n)], "log of the author")
            continue
        if section.line < 0 or not page.is_free(section.line) or section.end < section.tree_end:
            continue
        if not _TITLE.match(front_text(section.title)) or any(asks(lines[n].body) for n in free):
            continue
        logged = sum(_is_logged(lines[n].body) for n in free)
        if logged * 10 >= len(free) * 7:
            yield Find([*range(section.line, section.start), *free], "log of the author")


def _is_logged(body: str) -> bool:
    text = body.lstrip("-*+•[]xX ")
    return opens_with_date(text) or bool(_LOGGED.search(text))


def _tells_of_day(lines: Sequence[Line], number: int) -> bool:
    """Is this a paragraph of one line, every sentence of which says what the author did, or is too short to say anything else?"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or len(words_of(line.body)) > _LONGEST or line.body[-1] in "?:":
        return False
    if lines[number - 1].body and lines[number - 1].kind is LineKind.TEXT:
        return False
    if number + 1 < len(lines) and lines[number + 1].kind in {LineKind.TEXT, LineKind.ITEM}:
        return False
    said = [bool(_DID.match(sentence)) for sentence in _SENTENCE.split(line.body)]
    short = [len(words_of(sentence)) <= _SHORT for sentence in _SENTENCE.split(line.body)]
    return any(said) and all(map(or_, said, short))
