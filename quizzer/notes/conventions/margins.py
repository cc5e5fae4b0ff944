"""Margins of a page: a box of facts about it below its title, and what is left behind the rule that closes its last section.

# Kilns: a hundred questions              ## Cooling
> **Guide:** from clay to glaze           Slowly.
> **Time:** an evening
                                          ---
                                          Well done, potters!
"""

from __future__ import annotations

import re
from itertools import takewhile

from quizzer.domain.patterns import late
from quizzer.notes.fronts import links_as_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.terms import read_term
from quizzer.notes.wording import asks, words_of

_QUOTED = late(
    r"^>\s*(?:\*\*|__)(?P<label>[^*_]{1,40}?)\s*(?::(?:\*\*|__)|(?:\*\*|__)\s*:)\s*(?P<value>\S.{0,80}?|(?:\[[^\[\]]{1,40}\]\([^()\s]{1,200}\)[\s|·•,]*)+)\s*\\?$"
)
_OF_A_PAGE = re.compile(
    r"\b(?:duration|time|total|number|count|questions?|versions?|levels?|guide|format|difficulty|authors?|date|updated|audience|prerequisites?"
    r"|goal|purpose|scope|source|score|marks|coverage|topics?|tags?|links?|status|focus)\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"^\*\*[^*|:]{1,30}(?::\*\*|\*\*\s?:)\s*[^|*]{1,60}$")
_LONGEST_BAR = 300
_BYLINE = re.compile(
    r"^\W*(?:(?i:created|written|compiled|made|prepared|maintained|authored|curated) by\b|[Bb]y (?:@|\[?[A-Z][\w.]+ [A-Z]))"
)
_TOP, _SMALL, _HIGHEST = 4, 4, 12
"""Headings, their level and their line, at which a name stands below a title."""
_SIGNED = re.compile(
    r"^\W*(?:authors?|written by|github|repo(?:sitory)?|blog|home ?page|wechat|qq|twitter|linkedin|e-?mail|作者|公众号|知乎|微信|邮箱)\W*[:：]",
    re.IGNORECASE,
)
_LEGEND = late(r"^\W*(?:my |the )?legend(?: of \w+)?\W*$", re.IGNORECASE)
_SIGN = re.compile(r"^[^\w\s*_`$(\[{<#|.-]{1,3}\s")
_HIGHEST_LIST = 30
_JOINS = re.compile(r"\b(?:welcome to|join|follow|group|discuss)|欢迎|加入|群号|关注", re.IGNORECASE)
_FEWEST_FACTS = 2
_MOST_WORDS = 9
_FEWEST_CLOSED = 3
_LONGEST_LEAVE = 60
"""Words."""


def quoted_properties(page: Page) -> list[int]:
    """The lines of a quotation right below the title, all of them a bold label with a few words, most labels such as pages have."""
    section = page.outline.sections[min(1, len(page.outline.sections) - 1)]
    if not page.is_title(section):
        return []
    found: list[int] = []
    settings = 0
    for number in page.free_lines(section.start, section.end):
        line = page.outline.lines[number]
        parts = _QUOTED.match(line.body) if line.kind is LineKind.QUOTE else None
        if parts is None:
            break
        if len(words_of(links_as_text(parts["value"]))) > _MOST_WORDS:
            return []
        found.append(number)
        settings += bool(_OF_A_PAGE.search(parts["label"]))
    return found if len(found) >= _FEWEST_FACTS and settings * 2 >= len(found) else []


def quoted_colophon(page: Page) -> list[int]:
    """The quotation with which a note ends and that says who wrote it: `> Author: [@ada](…)`, `> GitHub: …`."""
    lines = page.outline.lines
    found: list[int] = []
    for number in reversed(page.free_lines(0, len(lines))):
        if lines[number].kind is not LineKind.QUOTE:
            break
        found.append(number)
    told = [lines[n].body.lstrip("> ") for n in found if lines[n].body.lstrip("> ")]
    is_signed = bool(told) and bool(_SIGNED.match(told[-1]))
    return found if is_signed and all(_SIGNED.match(body) or _JOINS.search(body) for body in told) else []


def signed_list(page: Page) -> list[int]:
    """The list near the top of a note that says who wrote it: `- Author: Ada`, `- E-mail: …`."""
    lines = page.outline.lines
    found: list[int] = []
    for number in page.free_lines(0, min(len(lines), _HIGHEST_LIST)):
        if lines[number].kind is LineKind.ITEM and _SIGNED.match(lines[number].content):
            found.append(number)
        elif found:
            break
    return found if len(found) > 1 else []


def legend(page: Page) -> list[int]:
    """The list that says what the signs of a note stand for: `My legend:`, and below it `💡 **Insight:** what struck me`."""
    lines = page.outline.lines
    for number in page.free_lines(0, min(len(lines), _HIGHEST_LIST)) if page.outline.holds("egend") else ():
        if not _LEGEND.match(lines[number].content or lines[number].body):
            continue
        below = page.free_lines(number + 1, page.section_at(number).end)
        signs = list(takewhile(lambda n: _SIGN.match(lines[n].content) is not None, below))
        if len(signs) > 1:
            return [number, *signs]
    return []


def is_bar_of_facts(body: str) -> bool:
    """Are these two or more bold labels with a few words each, parted by bars: `**Week**: 3 | **Marks**: 5`?"""
    if not body.startswith("**") or " | " not in body or len(body) > _LONGEST_BAR:
        return False
    return all(_FACT.match(part.strip()) for part in body.split(" | "))


def facts_over_answers(page: Page) -> list[int]:
    """Bars of facts right above the label of an answer: they file the question, whose text is complete without them."""
    lines = page.outline.lines
    found: list[int] = []
    run: list[int] = []
    for number in page.free_lines(0, len(lines)):
        body = lines[number].body
        if lines[number].kind is LineKind.TEXT and is_bar_of_facts(body):
            run.append(number)
            continue
        label = read_label(body) if run and not lines[number].is_masked else None
        if label is not None and label.role is Role.ANSWER and not label.is_letter:
            found += run
        run = []
    return found


def bylines(page: Page) -> list[int]:
    """Headings at the top of a page that only say who wrote it: `### Created by the guild`, `###### A. Weaver | Yard 3`."""
    found = []
    for section in page.outline.sections[1:_TOP]:
        title = section.title.strip()
        is_small = section.level >= _SMALL and " | " in title and not page.free_lines(section.start, section.end)
        if section.line < _HIGHEST and len(words_of(title)) <= _MOST_WORDS and (is_small or _BYLINE.match(title)):
            found.append(section.line)
    return found


def behind_last_rule(page: Page) -> list[int]:
    """The few lines behind the rule that closes the last section, where a rule closes nearly all sections before it."""
    lines = page.outline.lines
    ends = [(section, _last_text(page, section)) for section in page.outline.sections[1:]]
    told = [(section, last) for section, last in ends if last is not None]
    before = [(section, last) for section, last in told[:-1] if section.tree_end == section.end]
    closed = sum(any(lines[n].kind is LineKind.RULE for n in range(last + 1, section.end)) for section, last in before)
    if closed < _FEWEST_CLOSED or closed * 3 < len(before) * 2:
        return []
    last, _ = told[-1]
    rule = next(
        (n for n in range(last.end - 1, last.start, -1) if lines[n].kind is LineKind.RULE and not lines[n].indent), None
    )
    if rule is None or not page.free_lines(last.start, rule):
        return []
    rest = page.free_lines(rule + 1, last.end)
    words = sum(len(words_of(lines[n].body)) for n in rest)
    is_told = any(asks(lines[n].body) or lines[n].kind in {LineKind.TABLE, LineKind.CODE} for n in rest)
    is_told = is_told or any(_defines(lines[n]) for n in rest)
    return [] if is_told or words > _LONGEST_LEAVE else rest


def _defines(line: Line) -> bool:
    """Is this an item with a term in bold and some words that tell what it is?"""
    term = read_term(line.content) if line.kind is LineKind.ITEM and "**" in line.body else None
    return term is not None and not term.is_attribute and len(words_of(term.meaning)) > _FEWEST_CLOSED


def _last_text(page: Page, section: Section) -> int | None:
    lines = page.outline.lines
    return next(
        (
            n
            for n in range(section.end - 1, section.start - 1, -1)
            if lines[n].body and lines[n].kind is not LineKind.RULE
        ),
        None,
    )
