"""Edges: what stands at the head and at the end of a page and belongs to none of its subjects.

    ---
    [⬅ Week 2](week2.md) | [Home](README.md) | **Next:** [Week 4](week4.md)

    *Last updated: spring. Good luck!*

Lines of links that lead on or back are dropped wherever they stand, who wrote the note only at its head
(`quizzer.notes.conventions.metadata`), wishes and dates only at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.margins import behind_last_rule
from quizzer.notes.conventions.metadata import read_grades, read_head
from quizzer.notes.fronts import front_text
from quizzer.notes.introductions import names_a_file
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, words_of

NAME = "edge of the page"

_LINK = late(r"!?\[(?P<text>[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\[\[(?P<wiki>[^\[\]]*)\]\]")
_ARROWS = "←→⬅➡«»⏮⏭◀▶⇐⇒⬆🏠"
_LEADS = late(
    rf"^\W*(?:next|previous|prev|home|back|up|index|main page|contents)(?![\w-])|[{_ARROWS}]|<<|>>", re.IGNORECASE
)
_BETWEEN = late(
    r"\b(?:next|previous|prev|home|back|up|index|continue|with|return|to|the|go|part|chapter|lesson|topic|section|page|read|up next|and|or)\b"
    r"|&\w+;|<[^<>]*>|[\W\d_]",
    re.IGNORECASE,
)
_WISH = late(
    r"^\W*(?:(?:good|best of) luck|next (?:week|lecture|time|class|session)\s*:|next\W{1,4}(?:move|go|continue|proceed|head) (?:on )?to\b|(?:your )?scor(?:e|ing)(?: guide| key)?\W{1,4}\d|(?:many |special )?thanks to [A-Z]\w+|the end\b|(?:_[\W_]*)?end[\W_]*$|end of (?:the )?(?:notes?|document|file|page)|that(?:'s|’s| is) (?:all|it)\b|to be continued"
    r"|more (?:to come|coming soon)|(?:(?:this )?(?:page|document|file) )?(?:was )?last (?:updated|modified|edited|reviewed|checked|verified|change)|(?:page |document )?updated(?: on)?\s*[:：]|copyright\b"
    r"|all rights reserved|(?:created|written|compiled|maintained|prepared|curated) by\b|generated (?:by|with|on)\b|happy [a-z]+ing\b|©)",
    re.IGNORECASE,
)
_ITALIC = late(r"^(?P<mark>[*_]{1,3})(?=[^\s*_]).*(?<=[^\s*_])(?P=mark)$|^<(?:i|em|sub|small|center)>.*</\w+>$")
_DATED = re.compile(r"\b(?:last )?(?:updated|modified|edited|reviewed)\s*:", re.IGNORECASE)
_MOST_WORDS = 16
_OUTCOME = re.compile(
    r"^\W{0,6}(?:(?:final|overall|interview|round) )?(?:result|outcome|verdict|decision|status)\s*[*_]{0,2}\s*[:：–—-]\s*[*_]{0,2}\W{0,3}"
    r"(?:(?:got|was|received|no|not|on|an|the|did not|didn['’]t|i|were) )*(?:reject\w*|select\w*|accept\w*|offer\w*|ghost\w*|pass(?:ed)?|fail(?:ed)?|hired|hold|wait\w*|pending|reply|response|hear\w*|clear(?:ed)?)\b"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
"""How the interview ended that a page reports."""
_PARTED_TITLE = re.compile(r"^([^.:]{2,60}?)\s+[-–—]\s+([^.:]{2,60})$")
_COLON_TITLE = re.compile(r"^([^.:]{2,60}): ([^.:?]{2,90})$")
_SHORTEST_NAMED = 4
_HIGHEST = 40


def read(page: Page) -> Iterator[Find]:
    """What the head says of the note, lines of links to other pages, and last lines that only take leave."""
    yield from read_head(page)
    yield from read_grades(page)
    lines = page.outline.lines
    yield Find(_head_of_page(lines), "head of a web page")
    yield Find((), "", context=_title_line(page))
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if "[" in line.body and (_is_navigation(line) or (_is_bar(line) and _is_alone(lines, number))):
            yield Find([number], "links to other pages")
        elif (
            line.kind is LineKind.TEXT
            and len(line.body) < 100
            and _OUTCOME.match(line.body)
            and _is_alone(lines, number)
        ):
            yield Find([number], "how the interview ended")
    yield Find(behind_last_rule(page), "closing line")
    last = _last_free(page, len(lines))
    while last is not None and _takes_leave(page, last):
        yield Find([last], "closing line")
        last = _last_free(page, last)


def _head_of_page(lines: Sequence[Line]) -> range:
    """`<head>` with what it tells a browser, as sites made of notes write it below the title."""
    start = next((n for n, line in enumerate(lines[:_HIGHEST]) if line.body == "<head>"), None)
    if start is None:
        return range(0)
    closing = (n for n in range(start + 1, min(len(lines), start + _HIGHEST)) if lines[n].body == "</head>")
    return range(start, next(closing, start - 1) + 1)


def _title_line(page: Page) -> list[int]:
    """The first line of a note without headings, when it says of what kind the note is: `Glazes - quick revision`.

    In capitals as titles are written (`Glazes: Questions and Answers`) it may have text right below it.
    """
    lines = page.outline.lines
    first = next(iter(page.free_lines(0, len(lines))), None)
    if first is None or len(page.outline.sections) > 1 or lines[first].kind is not LineKind.TEXT:
        return []
    in_capitals = _COLON_TITLE.match(lines[first].body)
    if in_capitals and names_a_file(in_capitals[2]) and _is_capitalised(in_capitals[2]):
        return [first]
    if not _is_alone(lines, first):
        return []
    named = _PARTED_TITLE.match(lines[first].body)
    is_title = named is not None and any(names_a_file(part) for part in named.groups()) and not asks(lines[first].body)
    return [first] if is_title else []


def _is_capitalised(text: str) -> bool:
    """Does every word that is no little one begin with a capital?"""
    words = [word for word in words_of(text) if len(word) >= _SHORTEST_NAMED]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _is_alone(lines: Sequence[Line], number: int) -> bool:
    """Is the line a paragraph by itself?"""
    after = lines[number + 1] if number + 1 < len(lines) else None
    return (number == 0 or lines[number - 1].is_gap) and (after is None or not after.body)


def _leads_on(body: str) -> bool:
    """Is the line made of links, some of which say where on or back they lead?"""
    body = body.lstrip("> ")
    if len(body) > 600:
        return False
    links = [found["text"] or found["wiki"] or "" for found in _LINK.finditer(body)]
    rest = _LINK.sub(" ", body)
    if not links or _BETWEEN.sub("", rest):
        return False
    texts = [text for text in links if len(words_of(text)) <= 8]
    return bool(_LEADS.search(rest)) or any(_LEADS.search(text) for text in texts)


def _is_navigation(line: Line) -> bool:
    kinds = {LineKind.TEXT, LineKind.ITEM, LineKind.TABLE, LineKind.QUOTE}
    return line.kind in kinds and _leads_on(line.body)


def _is_bar(line: Line) -> bool:
    """Are these a few things parted by bars, one of which leads on or back and is nothing else?"""
    if line.kind is not LineKind.TEXT or len(words_of(line.body)) > _MOST_WORDS:
        return False
    parts = re.split(r"\s+[|•·]\s+", line.body[:600])
    return len(parts) > 1 and any(_leads_on(part) for part in parts)


def _last_free(page: Page, end: int) -> int | None:
    """The last line above `end` that something can still be read from."""
    return next((number for number in range(end - 1, -1, -1) if page.is_free(number)), None)


def _takes_leave(page: Page, number: int) -> bool:
    """A short paragraph of one line that wishes, dates or signs; below a rule also any other in italics."""
    lines = page.outline.lines
    line = lines[number]
    above = number - 1
    while above >= 0 and not lines[above].body:
        above -= 1
    is_alone = above < number - 1 or (above >= 0 and not page.is_free(above))
    if line.kind is not LineKind.TEXT or line.indent > 3 or not is_alone or above < 0:
        return False
    if asks(line.body) or len(words_of(line.body)) > _MOST_WORDS or is_question(front_text(line.body)):
        return False
    if _WISH.match(line.body):
        return True
    is_below_rule = lines[above].kind is LineKind.RULE
    return is_below_rule and bool(_ITALIC.match(line.body)) and (":" not in line.body or bool(_DATED.search(line.body)))
