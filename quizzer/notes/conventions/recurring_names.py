"""Names that sections beside each other have in common: `Access`, `Search` under each of `Arrays`, `Lists` and `Trees`.

What they say is said of the sections, so that they are no terms of a glossary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from quizzer.notes.blocks import Block
from quizzer.notes.conventions.glossary_choice import heads_glossary
from quizzer.notes.conventions.glossary_entries import CAPTION, Entry
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Page

_PLAIN_NAME = re.compile(r"^(?P<name>[^\W\d_][\w ]{2,24}): ")
_OFTEN = 3
"""So many sections show that a plain name before a colon is a field of them."""
_BOLD_LABEL = re.compile(r"^(?:\*\*|__)[^*_]{3,40}(?:\*\*|__)\s?:?$")
_BOLD_NAME = re.compile(r"^(?:\*\*|__)(?P<name>[^*_]{1,40}?)(?:\*\*|__)")


def recurring_names(page: Page) -> dict[int, frozenset[str]]:
    """By section whose bullets or paragraphs have bold names that sections beside it have as well: those names.

    `Access`, `Search` under each of `Arrays`, `Lists` and `Trees` say something of these.
    """
    lines = page.outline.lines
    by_parent: dict[int, dict[int, set[str]]] = {}
    for section in page.outline.sections[1:]:
        found = {
            match["name"].casefold().strip(" :")
            for n in page.free_lines(section.start, section.end)
            if lines[n].kind in {LineKind.ITEM, LineKind.TEXT}
            and (match := _BOLD_NAME.match((lines[n].content or lines[n].body)[:80]))
        }
        if found:
            by_parent.setdefault(section.parent, {})[section.index] = found
    recurring: dict[int, frozenset[str]] = {}
    for beside in by_parent.values():
        counts = Counter(name for names in beside.values() for name in names)
        for index, names in beside.items():
            if len(beside) > 1 and (often := frozenset(name for name in names if counts[name] > 1)):
                recurring[index] = often
    for index, often in _recurring_plainly(page).items():
        recurring.setdefault(index, often)
    return recurring


def are_fields(
    page: Page, section: Section, by_block: Sequence[tuple[Block, Sequence[Entry]]], recurring: frozenset[str]
) -> bool:
    """Are at least half of the names such as the sections beside this one have too?

    If need be of those beside the lists that a bold label announces, which belong to that: `**Kinds**:`, and then the kinds.
    One field is enough where the labels of these lists are fields as well.
    """
    lines = page.outline.lines
    everything, apart, labels = [], [], []
    for block, entries in by_block:
        told = [entry for entry in entries if entry.term and not CAPTION.match(entry.text)]
        everything += told
        above = block.start - 1 if block.start and lines[block.start - 1].body else block.start - 2
        is_announced = above >= section.start and bool(_BOLD_LABEL.match(lines[above].body))
        if block.kind is not LineKind.ITEM or not is_announced:
            apart += [entry for entry in told if entry.term and entry.term.meaning]
        elif told:
            labels.append(lines[above].body.casefold().strip("*_: "))
    found = _recur(apart, recurring)
    is_told_by_fields = found == len(apart) > 0 < len(labels) and recurring.issuperset(labels)
    is_told_by_fields &= not any(map(heads_glossary, labels))
    return (
        _recur(everything, recurring) * 2 >= len(everything)
        or (found * 2 >= len(apart) and found > 1)
        or is_told_by_fields
    )


def _recur(entries: Sequence[Entry], recurring: frozenset[str]) -> int:
    return sum(entry.term.name.casefold() in recurring for entry in entries if entry.term)


def closing_fields(page: Page) -> frozenset[int]:
    """The lines `Libraries: a, b` that close three or more sections each, in a paragraph of their own: fields of these."""
    lines = page.outline.lines
    by_name: dict[str, list[int]] = {}
    for section in page.outline.sections[1:]:
        end = section.end
        while end > section.start and (not lines[end - 1].body or lines[end - 1].kind is LineKind.RULE):
            end -= 1
        last = lines[end - 1]
        if (
            end - section.start < _OFTEN
            or last.kind is not LineKind.TEXT
            or lines[end - 2].body
            or ": " not in last.body[:30]
        ):
            continue
        if match := _PLAIN_NAME.match(last.body):
            by_name.setdefault(_in_singular(match["name"].casefold()), []).append(end - 1)
    return frozenset(line for closing in by_name.values() if len(closing) >= _OFTEN for line in closing)


def _in_singular(name: str) -> str:
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def sections_of_fields(page: Page, is_name: Callable[[Sequence[Line], int], bool]) -> frozenset[int]:
    """The sections beside each other, two or more, that are all divided by lines of which the first is the same in each.

    `**Prompt**` and `**Expected**` under each of `Phase 1`, `Phase 2` are parts of these.
    """
    if page.sections_of_fields is not None:
        return page.sections_of_fields
    lines = page.outline.lines
    first: dict[int, dict[int, str]] = {}
    for section in page.outline.sections[1:]:
        free = page.free_lines(section.start, section.end)
        found = [n for n in free if is_name(lines, n)] if free and is_name(lines, free[0]) else []
        if len(found) > 1:
            name = lines[found[0]].body.casefold().strip("*_ ")
            first.setdefault(section.parent, {})[section.index] = name
    alike = [beside for beside in first.values() if len(beside) > 1 and len(set(beside.values())) == 1]
    page.sections_of_fields = frozenset(index for beside in alike for index in beside)
    return page.sections_of_fields


def _recurring_plainly(page: Page) -> dict[int, frozenset[str]]:
    """The same for plain lines `learned: …`, which three or more sections beside each other have."""
    lines = page.outline.lines
    by_parent: dict[int, dict[int, set[str]]] = {}
    for section in page.outline.sections[1:]:
        found = {
            match["name"].casefold()
            for n in page.free_lines(section.start, section.end)
            if lines[n].kind is LineKind.TEXT
            and ": " in lines[n].body[:30]
            and (match := _PLAIN_NAME.match(lines[n].body))
        }
        if found:
            by_parent.setdefault(section.parent, {})[section.index] = found
    recurring = {}
    for beside in by_parent.values():
        counts = Counter(name for names in beside.values() for name in names)
        for index, names in beside.items():
            often = frozenset(name for name in names if counts[name] >= _OFTEN)
            if len(often) > 1:
                recurring[index] = often
    return recurring
