"""Metadata: what a note says of itself and of its cards, and what belongs to none of its subjects.

    # Glazes                                   ### 2. Why is slip sieved?
    **Author:** A. Person | 2023               **Difficulty**: Easy | **Time**: 3 min
    **Status:** draft                          *Confidence: low*

Who wrote the note stands at its head only; how hard a question is, or how well a card is known, beside any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.margins import (
    bylines,
    facts_over_answers,
    is_bar_of_facts,
    legend,
    quoted_colophon,
    quoted_properties,
    signed_list,
)
from quizzer.notes.dates import is_date
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import words_of

_METADATA = re.compile(
    r"^(?:>\s*)?(?:[^\w\s>*_`$(\[{<#|+.-]{1,2}\s)?[*_]{0,2}(?:authors?|date(?: (?:created|modified|updated|added))?|created|updated|last (?:updated|modified|edited)|version|status|level|difficulty|duration"
    r"|(?:(?:estimated|reading|study) )+time|time(?=[*_]{0,2}\s*[:：][*_]{0,2}\s*[~≈]?\d)|prerequisites?|related(?: (?:content|notes|topics))?|format|(?:learning )?module|video|podcast|talk|channel|attendees|participants|location|rating|isbn|started|finished|learning (?:objectives?|goals?|outcomes?)|time to \w+|next|previous|course|lecturer|instructor"
    r"|source|category|topics?|parent|audience|tags?|keywords|url|link|repo(?:sitory)?|github|contact|e-?mail|published|speaker|presenter|presented by|semester"
    r"|target audience|prepared (?:for|by)|last review(?:ed)?|next review|owner|team|type|subject|focus|scope|chapter|week|priority|deadline|due|confidence|importance|mastery|understanding|progress|reviewed|assignee|property"
    r"|asignatura(?:/curso)?|materia|curso|fecha|autora?|profesora?|estado|tipo|fach|kurs|datum|dozent(?:in)?|matière|cours|professeur|autrice|auteur)\s*[*_]{0,2}\s*[:：]",
    re.IGNORECASE,
)
_GOALS = re.compile(r"^\W*(?:\[!\w+\][-+]?\s*)?learning (?:objectives?|goals?|outcomes?)\W*$", re.IGNORECASE)
_GRADE = re.compile(
    r"^(?:>\s*)?\W{0,6}(?P<key>difficulty|level|(?:estimated )?time|topics?|category|tags?|frequency|importance|likelihood|asked (?:at|in|by)|compan(?:y|ies)"
    r"|points|marks|source|priority|status|type|role|seniority|confidence|round)\s*[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(?P<value>\S.{0,60})$",
    re.IGNORECASE,
)
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
_HEAD = 5
_FACTS = re.compile(r"^(?:(?!\s[|·•]\s)[^.!?]|[.](?=[\s*_]*(?:,|\d|[|·•])))+(?:\s[|·•]\s(?:(?!\s[|·•]\s).)+)+$")
"""Short facts parted by bars: authors, year, a link."""
_LINK_OR_YEAR = re.compile(r"\]\(|https?://|\b(?:19|20)\d\d\b")


def read_head(page: Page) -> Iterator[Find]:
    """Lines at the head of a note that say who wrote it, when and for whom."""
    outline = page.outline
    yield Find(_properties(page), "metadata")
    yield Find([*quoted_properties(page), *quoted_colophon(page)], "metadata")
    yield Find([*bylines(page), *signed_list(page)], "metadata")
    yield Find(legend(page), "legend")
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
        if line.kind is LineKind.QUOTE and "[!" in line.body and _GOALS.match(line.body.lstrip("> ")):
            yield Find(_quoted_below(page, number), "metadata")
        elif line.kind in {LineKind.TEXT, LineKind.QUOTE} and (
            _METADATA.match(line.body) or (_FACTS.match(line.body[:400]) and _LINK_OR_YEAR.search(line.body))
        ):
            yield Find([number, *_goals_below(page, number)], "metadata")
        elif line.kind is LineKind.TEXT:
            words += len(words_of(line.body))
            if words > 80:
                return


def read_grades(page: Page) -> Iterator[Find]:
    """Lines that say how hard or how frequent a question is, `**Difficulty**: Easy | **Time**: 3 min`, or how well a card is known."""
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
    kept = [n for n in page.free_lines(0, len(lines)) if lines[n].body[0] in "*_" and _KEPT.match(lines[n].body[:80])]
    yield Find(kept if len(kept) > 1 else [], "metadata")


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


def _quoted_below(page: Page, number: int) -> list[int]:
    """A quotation from this line on."""
    end = number
    while end < len(page.outline.lines) and page.outline.lines[end].kind is LineKind.QUOTE:
        end += 1
    return page.free_lines(number, end)


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
