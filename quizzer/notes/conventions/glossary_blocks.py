"""Blocks of a glossary beside each other: what stands below a name and belongs to it, and what only its neighbours show to be one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.conventions.glossary_entries import Entry
from quizzer.notes.conventions.names_beside import may_name
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Page
from quizzer.notes.terms import Style, Term
from quizzer.notes.titles import is_subject_too
from quizzer.notes.wording import is_term, words_of

_FEWEST_BESIDE = 3
_BOLD_INSIDE = late(
    r"^(?:(?:an?|the|in|with|using|under)\s+)?(?P<mark>\*\*|__)(?=\S)(?P<name>[^*_]{1,60}?)(?P=mark)(?:,\s|\s*\([^()]{1,40}\)|\s)[^:]*\w",
    re.IGNORECASE,
)
"""`In **supervised learning**, every sample has a label.`"""
_CLOSES = re.compile(
    r"\W*(?:tl;?dr|in (?:short|brief|summary)|summary|conclusion|recap|takeaways?|overall)\b", re.IGNORECASE
)
"""What sums up all that stands above, and not the last term alone."""


def as_in_glossary(by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With what only a glossary defines in its way: `**Loss** - …` beside other terms, and names inside a sentence."""
    counts = Counter(entry.term.name.casefold() for _, entries in by_block for entry in entries if entry.term)
    for _, entries in by_block:
        for place, entry in enumerate(entries):
            term = entry.term
            if term and term.is_attribute and is_subject_too(term.name) and counts[term.name.casefold()] == 1:
                entries[place] = replace(entry, term=replace(term, is_attribute=False))
            inside = _BOLD_INSIDE.match(entry.text[:600]) if term is None else None
            if inside and is_term(front_text(inside["name"]), is_marked=True):
                named = Term(front_text(inside["name"]), entry.text, Style.BOLD_SENTENCE)
                entries[place] = replace(entry, term=named)
    return by_block


def with_names_over_text(by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With `Output:` as a name where it stands alone over its text, between others that do so: `Lexer:`, `Parser:`."""
    over_text = [len(entries) == 1 and _is_over_its_text(entries[0]) for _, entries in by_block]
    named = [is_over and not _is_aspect(entries[0]) for is_over, (_, entries) in zip(over_text, by_block, strict=True)]
    if sum(named) < _FEWEST_BESIDE:
        return by_block
    for place in range(1, len(by_block) - 1):
        entries = by_block[place][1]
        if over_text[place] and not named[place] and named[place - 1] and named[place + 1]:
            term = entries[0].term
            if term and may_name(term.name):
                entries[0] = replace(entries[0], term=replace(term, is_attribute=False))
    return by_block


def _is_over_its_text(entry: Entry) -> bool:
    return not entry.is_item and entry.term is not None and not entry.term.meaning and entry.end - entry.start > 1


def _is_aspect(entry: Entry) -> bool:
    return entry.term is not None and entry.term.is_attribute


def _with_subject_between(by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With `Context - …` as a term where it stands between others that are told in its way, each a paragraph of one line."""
    lone = [entries[0] if len(entries) == 1 and _is_told_in_line(entries[0]) else None for _, entries in by_block]
    for place in range(1, len(lone) - 1):
        above, entry, below = (each.term if each else None for each in lone[place - 1 : place + 2])
        if above is None or entry is None or below is None or not entry.is_attribute or not is_subject_too(entry.name):
            continue
        if above.style is entry.style is below.style and not above.is_attribute and not below.is_attribute:
            found = by_block[place][1]
            found[0] = replace(found[0], term=replace(entry, is_attribute=False))
    return by_block


def _is_told_in_line(entry: Entry) -> bool:
    is_line = not entry.is_item and entry.end - entry.start == 1
    return is_line and entry.term is not None and bool(entry.term.meaning)


def with_aspects(by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With `Example: …` and its like, in a paragraph of their own, given to the term of the paragraph above."""
    by_block = _with_subject_between(by_block)
    for index in range(len(by_block) - 1, 0, -1):
        (_, above), (_, entries) = by_block[index - 1], by_block[index]
        if not above or not entries or above[-1].is_item or entries[0].is_item:
            continue
        if above[-1].term and all(_is_aspect(entry) and not _CLOSES.match(entry.text) for entry in entries):
            above[-1] = replace(above[-1], end=entries[-1].end)
            entries.clear()
    return by_block


def with_paragraph_below(page: Page, by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With the paragraph that follows a bullet of nothing but a bold name, and was not indented, given to that name."""
    lines = page.outline.lines
    for index in range(len(by_block) - 1, 0, -1):
        (_, above), (lower, entries) = by_block[index - 1], by_block[index]
        if not above or not above[-1].is_item or lower.kind is not LineKind.TEXT:
            continue
        last = above[-1]
        is_bare = last.end - last.start == 1 and last.term is not None and not last.term.meaning
        if (
            is_bare
            and last.term
            and last.term.style is Style.BOLD
            and not lines[lower.start].body.startswith(("**", "__"))
        ):
            above[-1] = replace(last, end=lower.end)
            entries.clear()
    return by_block


def with_lists_below(page: Page, by_block: list[tuple[Block, list[Entry]]]) -> list[tuple[Block, list[Entry]]]:
    """With the bullets right below a line that names, and indented under it, given to that line."""
    lines = page.outline.lines
    for index in range(len(by_block) - 1, 0, -1):
        (upper, above), (lower, entries) = by_block[index - 1], by_block[index]
        if not above or above[-1].is_item or above[-1].term is None or above[-1].start != upper.end - 1:
            continue
        is_below = lower.start == upper.end and lower.kind is LineKind.ITEM
        is_announced = not above[-1].term.meaning and not above[-1].term.is_attribute and upper.end - upper.start == 1
        told = sum(bool(entry.term and entry.term.meaning) for entry in entries)
        tells_points = told * 3 <= len(entries)  # a colon in one step or other makes no list of terms
        is_deeper = lines[lower.start].indent >= lines[upper.end - 1].indent + 2
        if is_below and (is_deeper or (is_announced and tells_points) or _is_told_in_bold(above[-1])):
            above[-1] = replace(above[-1], end=lower.end)
            entries.clear()
    return by_block


def _is_told_in_bold(entry: Entry) -> bool:
    """`**Tensor:** an array of any depth`: what is listed right below it, without a blank line, says more of it."""
    term = entry.term
    is_name = term is not None and term.style is Style.BOLD and not term.is_attribute
    return is_name and term is not None and len(words_of(term.meaning)) > 1 and not term.meaning.endswith((":", "："))
