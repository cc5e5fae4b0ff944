"""Edges: what stands at the head and at the end of a page and belongs to none of its subjects.

    **Author:** A. Person | 2023 | [paper](https://example.org)

    ---
    [⬅ Week 2](week2.md) | [Home](README.md) | **Next:** [Week 4](week4.md)

    *Last updated: spring. Good luck!*

Lines of links that lead on or back are dropped wherever they stand, who wrote the note only at its head, wishes and dates
only at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.margins import (
    behind_last_rule,
    bylines,
    facts_over_answers,
    is_bar_of_facts,
    quoted_colophon,
    quoted_properties,
)
from quizzer.notes.dates import is_date
from quizzer.notes.fronts import front_text
from quizzer.notes.introductions import names_a_file
from quizzer.notes.outline import Line, LineKind, Section
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
    r"^\W*(?:(?:good|best of) luck|next (?:week|lecture|time|class|session)\s*:|next\W{1,4}(?:move|go|continue|proceed|head) (?:on )?to\b|(?:your )?scor(?:e|ing)(?: guide| key)?\W{1,4}\d|(?:many |special )?thanks to [A-Z]\w+|the end\b|[\W_]*end[\W_]*$|end of (?:the )?(?:notes?|document|file|page)|that(?:'s|’s| is) (?:all|it)\b|to be continued"
    r"|more (?:to come|coming soon)|(?:(?:this )?(?:page|document|file) )?(?:was )?last (?:updated|modified|edited|reviewed|checked|verified|change)|(?:page |document )?updated(?: on)?\s*[:：]|copyright\b"
    r"|all rights reserved|(?:created|written|compiled|maintained|prepared|curated) by\b|generated (?:by|with|on)\b|happy [a-z]+ing\b|©)",
    re.IGNORECASE,
)
_ITALIC = late(r"^(?P<mark>[*_]{1,3})(?=[^\s*_]).*(?<=[^\s*_])(?P=mark)$|^<(?:i|em|sub|small|center)>.*</\w+>$")
_DATED = re.compile(r"\b(?:last )?(?:updated|modified|edited|reviewed)\s*:", re.IGNORECASE)
_MOST_WORDS = 16
_METADATA = re.compile(
    r"^(?:>\s*)?(?:[^\w\s>*_`$(\[{<#|+.-]{1,2}\s)?[*_]{0,2}(?:authors?|date(?: (?:created|modified|updated|added))?|created|updated|last (?:updated|modified|edited)|version|status|level|difficulty|duration"
    r"|(?:(?:estimated|reading|study) )+time|time(?=[*_]{0,2}\s*[:：][*_]{0,2}\s*[~≈]?\d)|prerequisites?|related(?: (?:content|notes|topics))?|format|(?:learning )?module|video|podcast|talk|channel|attendees|participants|location|rating|isbn|started|finished|learning (?:objectives?|goals?|outcomes?)|time to \w+|next|previous|course|lecturer|instructor"
    r"|source|category|topics?|parent|audience|tags?|keywords|url|link|repo(?:sitory)?|github|contact|e-?mail|published|speaker|semester"
    r"|target audience|prepared (?:for|by)|last review(?:ed)?|next review|owner|team|type|subject|focus|scope|chapter|week|priority|deadline|due|confidence|importance|mastery|understanding|progress|reviewed|assignee|property"
    r"|asignatura(?:/curso)?|materia|curso|fecha|autora?|profesora?|estado|tipo|fach|kurs|datum|dozent(?:in)?|matière|cours|professeur|autrice|auteur)\s*[*_]{0,2}\s*[:：]",
    re.IGNORECASE,
)


_GOALS = re.compile(r"^\W*learning (?:objectives?|goals?|outcomes?)\W*$", re.IGNORECASE)
_GRADE = re.compile(
    r"^(?:>\s*)?\W{0,6}(?P<key>difficulty|level|(?:estimated )?time|topics?|category|tags?|frequency|importance|likelihood|asked (?:at|in|by)|compan(?:y|ies)"
    r"|points|marks|source|priority|status|type|role|seniority|confidence|round)\s*[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(?P<value>\S.{0,60})$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"^\W{0,6}(?:(?:final|overall|interview|round) )?(?:result|outcome|verdict|decision|status)\s*[*_]{0,2}\s*[:：–—-]\s*[*_]{0,2}\W{0,3}"
    r"(?:(?:got|was|received|no|not|on|an|the|did not|didn['’]t|i|were) )*(?:reject\w*|select\w*|accept\w*|offer\w*|ghost\w*|pass(?:ed)?|fail(?:ed)?|hired|hold|wait\w*|pending|reply|response|hear\w*|clear(?:ed)?|cleared)\b"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
"""How the interview ended that a page reports."""
_LEGEND = re.compile(r"^\W{0,6}(?:[\w-]+ ){0,3}(?:key|legend|levels?)\s*[*_]{0,2}\s*[:：]", re.IGNORECASE)
_GRADES = frozenset({"difficulty", "level", "frequency", "company", "companies", "points", "marks", "seniority"})
"""What a question is given by whoever sorts questions; said alone it needs emphasis."""
_KEPT = late(
    r"^\W{0,4}(?:status|confidence|mastery|progress|priority|reviewed|last review(?:ed)?|next review)\s*[*_]{0,2}\s*[:：][*_]{0,2}\s*(?:\W*\w+){1,3}\W*$",
    re.IGNORECASE,
)
"""How well a card is known, as authors keep it below each."""
_PAPER = re.compile(
    r"^[*_]{0,2}(?:institutions?|affiliations?|conference|venue|journal|authors?|year|doi|arxiv|(?:paper|project|code|source)(?: (?:link|url|code|page))?"
    r"|link|url|github|published(?: in)?)[*_]{0,2}\s*[:：][*_]{0,2}\s*\S",
    re.IGNORECASE,
)
_PROPERTY = late(r"^[*_]{0,2}[A-Z][\w ()/-]{1,30}[*_]{0,2}\s*:[*_]{0,2}\s+(?P<value>\S.{0,400})$")
_SHORT_PROPERTY = late(r"^\*\*[^*:]{1,40}(?::\*\*|\*\*\s*:)\s+(?:[^\s.!?]+[.]?(?:\s+|$)){1,6}$")
_VALUE = late(
    r"^(?:yes|no|done|true|false|\W*[\d.,:/ %-]+%?|\w+ \d{1,2}, \d{4}.{0,20}|\d{1,2} \w+ \d{4}.{0,20}|[^\w\s]+|_{3,}(?: \w+)?)$",
    re.IGNORECASE,
)
_TIME = late(r"^\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?$", re.IGNORECASE)
_PARTED_TITLE = re.compile(r"^([^.:]{2,60}?)\s+[-–—]\s+([^.:]{2,60})$")
_HEAD = 5
_HIGHEST = 40
_FACTS = re.compile(r"^(?:(?!\s[|·•]\s)[^.!?]|[.](?=[\s*_]*(?:,|\d|[|·•])))+(?:\s[|·•]\s(?:(?!\s[|·•]\s).)+)+$")
"""Short facts parted by bars: authors, year, a link."""
_LINK_OR_YEAR = re.compile(r"\]\(|https?://|\b(?:19|20)\d\d\b")


def read(page: Page) -> Iterator[Find]:
    """What the head says of the note, lines of links to other pages, and last lines that only take leave."""
    yield from _metadata(page)
    yield from _grades(page)
    lines = page.outline.lines
    kept = [n for n in page.free_lines(0, len(lines)) if lines[n].body[0] in "*_" and _KEPT.match(lines[n].body[:80])]
    yield Find(kept if len(kept) > 1 else [], "metadata")
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
    """The first line of a note without headings, when it says of what kind the note is: `Glazes - quick revision`."""
    lines = page.outline.lines
    first = next(iter(page.free_lines(0, len(lines))), None)
    if (
        first is None
        or len(page.outline.sections) > 1
        or lines[first].kind is not LineKind.TEXT
        or not _is_alone(lines, first)
    ):
        return []
    named = _PARTED_TITLE.match(lines[first].body)
    is_title = named is not None and any(names_a_file(part) for part in named.groups()) and not asks(lines[first].body)
    return [first] if is_title else []


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


def _papers(page: Page) -> Iterator[Find]:
    """Lines right under a heading, two or more, that say where a paper comes from."""
    for section in page.outline.sections[1:]:
        found = []
        for number in page.free_lines(section.start, min(section.end, section.start + 12)):
            if not _PAPER.match(page.outline.lines[number].body):
                break
            found.append(number)
        if len(found) > 1:
            yield Find(found, "metadata")


def _grades(page: Page) -> Iterator[Find]:
    """Lines that say how hard or how frequent a question is: `**Difficulty**: Easy | **Time**: 3 min`."""
    lines = page.outline.lines
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if line.kind not in {LineKind.TEXT, LineKind.QUOTE} or ":" not in line.body[:40] or len(line.body) > 200:
            continue
        parts = [_GRADE.match(part) for part in re.split(r"\s+[|·•]\s+|\s{2,}", line.body)]
        keys = [part["key"].casefold() for part in parts if part]
        if (_LEGEND.match(line.body) and len(parts) > 1) or (
            len(keys) == len(parts) and keys and (len(keys) > 1 or (keys[0] in _GRADES and line.body[0] in "*_>"))
        ):
            yield Find([number], "metadata")


def _properties(page: Page) -> list[int]:
    """Lines `Done: Yes` right under the title, three or more, at least half of which are what pages are filed by.

    One of them is enough where all lines are bold names with a few words behind: `**Candidate:** junior engineer`.
    """
    section = _title_section(page)
    # One of several titles is over them too when it has no other text.
    sections = page.outline.sections
    must_be_all, section = section is None, section or sections[min(1, len(sections) - 1)]
    found: list[int] = []
    settings = 0
    free = page.free_lines(section.start, section.end)
    for number in free:
        line = page.outline.lines[number]
        told = line.content if line.kind is LineKind.ITEM else line.body
        parts = _PROPERTY.match(told) if line.kind in {LineKind.ITEM, LineKind.TEXT} else None
        if parts is None:
            break
        found.append(number)
        settings += bool(
            is_bar_of_facts(line.body) or _METADATA.match(told) or _GRADE.match(told) or _VALUE.match(parts["value"])
        )
    if must_be_all and len(found) < len(free):
        return []
    are_short = settings > 0 and all(_SHORT_PROPERTY.match(page.outline.lines[number].body) for number in found)
    return found if len(found) > 2 and (are_short or settings * 2 >= len(found)) else []


def _title_section(page: Page) -> Section | None:
    """The section of the title; that of the subtitle right below it, where nothing stands between them."""
    sections = page.outline.sections
    title = sections[min(1, len(sections) - 1)]
    if not page.is_title(title):
        return None
    is_bare = len(sections) > title.index + 1 and not page.free_lines(title.start, title.end)
    return sections[title.index + 1] if is_bare else title


def _written_on(page: Page) -> list[int]:
    """The date and the time that a program writes below the title of a page, each on a line of its own."""
    lines = page.outline.lines
    head = [n for n in page.free_lines(0, min(len(lines), _HEAD)) if lines[n].kind is LineKind.TEXT]
    return [n for n in head if n and (is_date(lines[n].body) or _TIME.match(lines[n].body))]


def _title_over(page: Page, dated: Sequence[int]) -> list[int]:
    """The first line of a note, when the date or the time is right below it: `Glazes`, `Tuesday, 4 March 2025`."""
    lines = page.outline.lines
    first = next((n for n, line in enumerate(lines) if line.body), 0)
    is_title = first + 1 in dated and lines[first].kind is LineKind.TEXT and lines[first].body[-1] not in ".?!:"
    return [first] if is_title and page.is_free(first) else []


def _metadata(page: Page) -> Iterator[Find]:
    """Lines at the head of a note that say who wrote it, when and for whom."""
    outline = page.outline
    yield Find(_properties(page), "metadata")
    yield Find([*quoted_properties(page), *quoted_colophon(page)], "metadata")
    yield Find(bylines(page), "metadata")
    yield Find(facts_over_answers(page) if page.outline.holds(" | **") else [], "metadata")
    written_on = _written_on(page)
    yield Find(written_on, "metadata", context=_title_over(page, written_on))
    yield from _papers(page)
    second = next(
        (s for s in outline.sections[2:] if page.free_lines(outline.sections[s.index - 1].start, s.line)), None
    )
    end = second.line if second else len(outline.lines)
    words = 0
    for number in page.free_lines(0, min(end, 40)):
        line = outline.lines[number]
        if line.kind in {LineKind.TEXT, LineKind.QUOTE} and (
            _METADATA.match(line.body) or (_FACTS.match(line.body[:400]) and _LINK_OR_YEAR.search(line.body))
        ):
            yield Find([number, *_goals_below(page, number)], "metadata")
        elif line.kind is LineKind.TEXT:
            words += len(words_of(line.body))
            if words > 80:
                return


def _goals_below(page: Page, number: int) -> list[int]:
    """The list right below `**Learning objectives**:`."""
    lines = page.outline.lines
    found: list[int] = []
    if not _GOALS.match(lines[number].body):
        return found
    for at in range(number + 1, len(lines)):
        if lines[at].kind is LineKind.ITEM and page.is_free(at):
            found.append(at)
        elif lines[at].body or found:
            break
    return found
