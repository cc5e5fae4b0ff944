"""Filing: what a tool, or whoever sorts cards, writes beside a card: its deck, its number, its state, empty fields.

    ===== Id =====            TARGET DECK: Web::Basics
    156                       Related:

A banner whose word says what follows ends with the next banner, a blank line or a rule. Labels of links with nothing
behind them are fields that were never filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.banners import BANNER
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "filing"

_FILED = frozenset(
    {"id", "ids", "tags", "tag", "deck", "meta", "metadata", "source", "sources", "links", "status", "end"}
)
_OPENS = frozenset("=*_+-TFDQC")
_CLOSES = frozenset(":*_")
"""How the lines looked for begin or end: hardly any other line does."""
_KIND_OF_QUESTION = re.compile(
    r"^[^?.!]{0,80}(?:[·•|–—-]\s|^)[*_]{0,2}(?:multiple[- ](?:choice|response|select)|single[- ](?:choice|select))$",
    re.IGNORECASE,
)
"""`✔ Domain 1: Basics · Multiple choice`, which a site prints above each of its questions."""
_KIND_ENDS = frozenset({"choice", "sponse", "select"})
_SETTING = re.compile(
    r"^(?:TARGET DECK|FILE TAGS|DECK INFO|QUESTION STATUS|CARD STATUS|DELETE)\b(?:\s*:.*)?$|^[*_]{2}\w{0,8}(?:标签|标籤|关键词|關鍵詞|关键字)[*_]{2}\s*[:：].*$"
)
_FILED_HEADING = re.compile(
    r"^(?:(?:Deck(?: Name)?|Tags)\s*:\s*\S|Type\s*:\s*(?:basic|cloze|reversed?)$)", re.IGNORECASE
)
"""`## Tags: looms, parts` at the top of a file of cards."""
_EMPTY_FIELD = re.compile(
    r"^[*_]{0,2}(?:references?|refs?|related(?: notes)?|tags?|links?|sources?|see also|up|parents?|children|siblings)[*_]{0,2}\s*:[*_]{0,2}$",
    re.IGNORECASE,
)
_POINTER = r"(?:\[\[[^\[\]]+\]\]|#[^\s#]+|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)"
_FILED_LINE = re.compile(
    rf"^[*_]{{0,2}}(?:status|tags?|links?|references?|refs?|related(?: to| notes)?|see also|previous|next|prev|sources?|up|parents?|moc|topics?|created|updated|date|aliases)[*_]{{0,2}}"
    rf"\s*:[*_]{{0,2}}\s*(?:{_POINTER}[\s,;|&·•–-]*)*$",
    re.IGNORECASE,
)
"""`Status: #seedling`, `Tags: [[React]] [[Web]]`, `Links:`."""
_ROW_OF_LINKS = re.compile(r"^(?:\[\[[^\[\]]+\]\][\s,;|&·•–-]*)+$")
_FLAGS = frozenset({"true", "false", "draft", "complete", "stable", "active", "mature"})
_PROPERTY = re.compile(r"^[a-z][\w.:-]{1,40}?::(?:\s+(.*))?$")
_VALUE = re.compile(r"^(?:\S+|\[\[[^\[\]]+\]\])$")
"""One word, as programs want it, or a link."""
_MAY_FILE = frozenset("*_[sStTlLrRuUpPmMcCdDaAnN")
_HEAD_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w -]{1,20}?)\s?:(?:\s.*)?$")
_FILED_BY = frozenset(
    {
        "tags",
        "tag",
        "source",
        "sources",
        "backlinks",
        "links",
        "link",
        "created",
        "updated",
        "modified",
        "date",
        "status",
    }
    | {"type", "aliases", "alias", "author", "url", "related", "up", "parent", "topic", "topics", "area", "category"}
)
_ONE_LINK = re.compile(r"^\[\[[^\[\]]+\]\]$")
_FEW_LINKS = 2
_RELATION = re.compile(
    r"^[*_]{0,2}(?:[A-Z][\w()/'-]*(?: [\w()/'-]+){0,2})[*_]{0,2}\s*::?[*_]{0,2}\s*"
    r"(?:(?:\[\[[^\[\]]+\]\]|\[[^\[\]]*\]\((?!https?:)[^()]*\))[\s,;.|&·•]*)+$"
)
"""`Brothers: [Prim](prim)`: how this page stands to others."""


def read(page: Page) -> Iterator[Find]:
    """Every line that files a card and says nothing of its subject."""
    lines = page.outline.lines
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if line.body[-6:].casefold() in _KIND_ENDS and not line.is_masked and _KIND_OF_QUESTION.search(line.body):
            yield Find([number], "metadata")
            continue
        if line.kind is LineKind.HEADING and line.content[:1] in "DdTt" and _FILED_HEADING.match(line.content):
            yield Find([number], "metadata")
            continue
        if line.kind is not LineKind.TEXT or (line.body[0] not in _OPENS and line.body[-1] not in _CLOSES):
            continue
        if not page.is_free(number):
            continue
        banner = BANNER.match(line.body)
        if banner and banner["word"].casefold() in _FILED:
            yield Find(range(number, _filed_until(lines, number)), "metadata")
        elif _SETTING.match(line.body) or (_EMPTY_FIELD.match(line.body) and _is_by_itself(lines, number)):
            yield Find([number], "metadata")
    for start, end in _runs_of_fields(page):
        yield Find(range(start, end), "metadata")
    yield Find(_head_fields(page), "metadata")
    for start, end in _runs_of_properties(page):
        yield Find(range(start, end), "metadata")
    first = page.outline.sections[1] if len(page.outline.sections) > 1 else page.outline.sections[0]
    related = [n for n in range(first.start, min(first.end, first.start + 8)) if _RELATION.match(lines[n].body)]
    if len(related) > 1 and related[-1] - related[0] == len(related) - 1:
        yield Find(related, "links to other pages")


def _runs_of_fields(page: Page) -> Iterator[tuple[int, int]]:
    """Lines that file the note, one below the other: `Status: #seedling`, `Tags:`, a row of links."""
    lines = page.outline.lines
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind is LineKind.TEXT and _files(lines[end].body) and page.is_free(end):
            end += 1
        is_whole = end == len(lines) or not lines[end].body
        if end - at > 1 and is_whole and any(_FILED_LINE.match(line.body) for line in lines[at:end]):
            yield at, end
        at = max(end, at + 1)


def _head_fields(page: Page) -> list[int]:
    """The first lines of a note, two or more, where all are fields and most are such as notes are filed by, or each is one link."""
    lines = page.outline.lines
    found: list[int] = []
    filed = linked = 0
    start = next((n for n, line in enumerate(lines) if line.body and line.kind is not LineKind.FRONT_MATTER), 0)
    for number in range(start, len(lines)):
        field = _HEAD_FIELD.match(lines[number].body) if lines[number].kind is LineKind.TEXT else None
        is_link = lines[number].body.startswith("[[") and bool(_ONE_LINK.match(lines[number].body))
        if field is None and not is_link:
            break
        found.append(number)
        filed += field is not None and field["name"].casefold() in _FILED_BY
        linked += is_link
    is_whole = not found or found[-1] + 1 >= len(lines) or not lines[found[-1] + 1].body
    are_fields = len(found) > 1 and filed * 2 > len(found)
    return found if is_whole and (are_fields or (linked == len(found) and linked > _FEW_LINKS)) else []


def _runs_of_properties(page: Page) -> Iterator[tuple[int, int]]:
    """Blocks under a block that say what a program is to know of it: `- term-id:: AI-0208` above `- ontology:: true`."""
    lines = page.outline.lines if page.outline.holds("::") else ()
    at = 0
    while at < len(lines):
        end = at
        values: list[str] = []
        while (
            end < len(lines)
            and "::" in lines[end].body
            and lines[end].kind is LineKind.ITEM
            and page.is_free(end)
            and (found := _PROPERTY.match(lines[end].content))
        ):
            values.append((found[1] or "").strip())
            end += 1
        are_short = sum(bool(_VALUE.match(value)) for value in values) * 4 >= len(values) * 3
        if len(values) > 2 and are_short and any(value in _FLAGS for value in values):
            yield at, end
        at = max(end, at + 1)


def _files(body: str) -> bool:
    return body[0] in _MAY_FILE and bool(_FILED_LINE.match(body) or _ROW_OF_LINKS.match(body))


def _filed_until(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while (
        end < len(lines) and lines[end].body and lines[end].kind is LineKind.TEXT and not BANNER.match(lines[end].body)
    ):
        end += 1
    return end


def _is_by_itself(lines: Sequence[Line], number: int) -> bool:
    """Does nothing stand right above or below but blank lines, other such fields, or, further down, another block of them?"""
    below = number + 1
    while below < len(lines) and not lines[below].body:
        below += 1
    is_told = below < len(lines) and lines[below].kind is LineKind.ITEM
    above = lines[number - 1] if number else None
    return (
        not is_told
        and (above is None or not above.body or bool(_EMPTY_FIELD.match(above.body)))
        and (number + 1 >= len(lines) or not lines[number + 1].body or bool(_EMPTY_FIELD.match(lines[number + 1].body)))
    )
