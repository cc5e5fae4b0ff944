"""Entries of a glossary: list items and lines, each taken apart into the term it may name and what it says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block
from quizzer.notes.conventions.names_beside import (
    SYMBOL,
    asked_beside,
    hurried_beside,
    named_beside,
    with_bold_beside,
)
from quizzer.notes.conventions.rows_of_names import EQUATED, equated, formulas, named_in_bold, without_options
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Page
from quizzer.notes.terms import Style, Term, read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import has_sentence, is_question, is_term, words_of

CAPTION = re.compile(r"^(?:!\[|<img\b|[*_]{0,2}(?:fig(?:ure)?|image)\b\.?)", re.IGNORECASE)

_FEWEST_BESIDE, _MANY = 3, 5
_FANCY_TITLE = late("^[\U0001d400-\U0001d7ff][\U0001d400-\U0001d7ff\\s&/-]+:$")
"""The title of the terms below it, in letters that look bold."""
_BOLD_OPENING = re.compile(
    r"^(?:\*\*|__)(?:(?P<first>[^*]{2,60}?)\s*[:：](?:\*\*|__)|(?P<second>[^*]{2,60}?)(?:\*\*|__)\s*(?:[:：]|\s[–—-]))\s+(?=\S)"
)
_PLAIN_MEANING = late(
    r"^(?P<name>[^\s,.:][^,.:]{0,40}?)(?:[,.]\s+(?P<text>\S.{8,})|\s+(?P<verb>(?:is|are|means|stands for|refers to|denotes)\s.{8,}))$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A list item or a line that may hold a term."""

    start: int
    end: int
    text: str
    term: Term | None
    is_item: bool


def read_entries(page: Page, block: Block) -> Iterator[Entry]:
    """Every item of a list; every line of a paragraph, or the whole of it where it does not begin with a term."""
    lines = page.outline.lines
    if block.kind is LineKind.ITEM:
        items = [item for item in block.items if item.content]
        texts = [without_box(item.content) for item in items]
        terms = named_in_bold(texts) or formulas(texts)
        terms = terms or with_bold_beside(texts, named_beside(list(map(read_term, texts))))
        terms = without_options(asked_beside(items, hurried_beside(texts, terms)))
        for item, term in zip(items, terms, strict=True):
            yield Entry(item.start, item.end, item.content, term, True)
        return
    if block.kind is not LineKind.TEXT or all(CAPTION.match(line.body) for line in lines[block.start : block.end]):
        return
    texts = [lines[n].body for n in range(block.start, block.end)]
    terms = named_in_bold(texts) or named_beside([read_term(text) for text in texts])
    terms = equated(texts) or formulas(texts) or terms
    if terms[0] and not terms[0].meaning and terms[0].style is Style.BOLD:
        terms[1:] = [term if term and (term.meaning or term.style is Style.BOLD) else None for term in terms[1:]]
    if _is_titled(lines, block, terms):
        block, terms = Block(block.kind, block.start + 1, block.end), terms[1:]
    last = terms[-1]
    if last and not last.meaning and last.style is Style.BOLD and _heads_a_block(lines, block.end):
        terms[-1] = None  # a subtitle with a listing or a table below it
    starts = [block.start + index for index, term in enumerate(terms) if term and (not index or not term.is_attribute)]
    if not starts or starts[0] != block.start:
        yield Entry(block.start, block.end, lines[block.start].body, None, False)
        return
    others = [lines[block.start + index].body for index, term in enumerate(terms) if term is None]
    if others and any(term and term.style is Style.DASH for term in terms):
        is_glossary = len(starts) >= _MANY and len(others) * 5 <= len(terms)
        if not is_glossary and not all(other[:1].isupper() and is_term(other, most_words=4) for other in others):
            starts = starts[:1]  # prose with a dash in it
        elif not is_glossary:
            starts = [*range(block.start, block.end)]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else _with_listing(lines, block.end)
        if index + 1 < len(starts) and end == start + 1 and _FANCY_TITLE.match(lines[start].body):
            continue
        yield Entry(start, end, lines[start].body, terms[start - block.start], False)


def _is_titled(lines: Sequence[Line], block: Block, terms: Sequence[Term | None]) -> bool:
    """Is a paragraph a short title over two or more lines that each name something and say what it is?"""
    title = lines[block.start].body
    are_told = len(terms) > 2 and all(term and term.meaning and not term.is_attribute for term in terms[1:])
    if terms[0] is not None or not are_told or (title[-1] in ".?" and is_question(front_text(title))):
        return False
    if len(terms) > _FEWEST_BESIDE and has_sentence(title):
        return True  # a line that says something else, above three or more terms
    may_name = title[:1].isupper() or EQUATED.match(lines[block.start + 1].body) is not None
    return may_name and is_term(title, most_words=3)


def _heads_a_block(lines: Sequence[Line], end: int) -> bool:
    """Does something other than text stand right below?"""
    kinds = {LineKind.CODE, LineKind.TABLE, LineKind.MATH, LineKind.QUOTE, LineKind.ITEM}
    if end + 1 < len(lines) and not lines[end].body and lines[end + 1].kind is LineKind.ITEM:
        return True
    return end < len(lines) and lines[end].kind in kinds


def _with_listing(lines: Sequence[Line], end: int) -> int:
    """One past the formula or the listing that stands right below a paragraph, else its end.

    A formula may stand below a blank line as well.
    """
    if end + 1 < len(lines) and not lines[end].body and lines[end + 1].kind is LineKind.MATH:
        end += 1
    while end < len(lines) and lines[end].kind in {LineKind.MATH, LineKind.CODE}:
        end += 1
    return end


def with_text_below(entry: Entry) -> Entry:
    """Under the title of a glossary a short item is a term when its meaning stands below it."""
    is_named = entry.is_item and not entry.term and entry.end - entry.start > 1
    if not is_named or not is_term(front_text(entry.text), most_words=4):
        return entry
    return replace(entry, term=Term(front_text(entry.text), "", Style.COLON))


def all_in_bold(entries: Sequence[Entry], *, may_be_open: bool = False) -> list[Entry]:
    """The items of a list as terms, whatever their words, when each opens with a name in bold and says something of it.

    With `may_be_open` it may still have to be said.
    """
    found = [_BOLD_OPENING.match(entry.text[:600] + (" x" if may_be_open else "")) for entry in entries]
    names = [front_text(match["first"] or match["second"]) for match in found if match]
    if len(names) < len(entries) or sum(map(is_attribute, names)) * 3 > len(names) or not all(names):
        return []
    return [
        replace(entry, term=Term(name, entry.text[match.end() :].strip(), Style.BOLD))
        for entry, name, match in zip(entries, names, found, strict=True)
        if match
    ]


def with_plain_meanings(entries: Sequence[Entry]) -> list[Entry]:
    """In a glossary without colons or dashes an item is a name and, behind a comma, a full stop or a verb, its meaning."""
    if any(entry.term for entry in entries):
        return list(entries)
    found = [
        SYMBOL.match(entry.text) or _PLAIN_MEANING.match(entry.text) if entry.is_item else None for entry in entries
    ]
    if sum(map(bool, found)) * 2 < len(entries):
        return list(entries)
    return [
        replace(entry, term=Term(front_text(match["name"]), match["verb"] or match["text"], Style.COLON))
        if match and (match.re is SYMBOL or is_term(front_text(match["name"]), most_words=4))
        else entry
        for entry, match in zip(entries, found, strict=True)
    ]


def named_by_aspects(entries: Sequence[Entry]) -> list[Entry]:
    """In a glossary of many bullets `Example: an instance with its label` is a term too, where it stands there once."""
    aspects = [entry.term.name.casefold() for entry in entries if entry.term and entry.term.is_attribute]
    are_named = all(entry.is_item and entry.term for entry in entries)
    if not aspects or not are_named or len(set(aspects)) < len(aspects) or len(aspects) * 3 > len(entries):
        return list(entries)
    return [
        replace(entry, term=replace(entry.term, is_attribute=False))
        if entry.term and (len(words_of(entry.term.meaning)) > 2 or entry.end - entry.start > 2)
        else entry
        for entry in entries
    ]
