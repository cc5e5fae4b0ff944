"""Glossaries: lists and lines of terms, each followed by what it means.

    - **Warm-up** - small steps first        1. Logits: raw scores        - circuit `neurons that work together`

A section that is a list of terms gives their cards; one that makes a few points with bold openings stays one card.
Aspects of the subject (`Pros:`, `Use case:`) are points and not terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.conventions.beside_lists import asked_beside, beside_folds, boxed
from quizzer.notes.conventions.glossary_blocks import (
    as_in_glossary,
    with_aspects,
    with_lists_below,
    with_names_over_text,
    with_paragraph_below,
)
from quizzer.notes.conventions.glossary_choice import (
    STRONG,
    ask_of_subject,
    heads_points,
    is_in_glossary,
    promises_words,
    terms_among,
)
from quizzer.notes.conventions.glossary_entries import CAPTION, Entry, all_in_bold, read_entries
from quizzer.notes.conventions.nested_terms import names_in_common, nested_terms
from quizzer.notes.conventions.recurring_names import are_fields, closing_fields, recurring_names
from quizzer.notes.conventions.stages import are_stages
from quizzer.notes.conventions.subtitles import is_bold_subtitle
from quizzer.notes.dates import is_date
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, is_question, is_term, words_of

NAME = "term and definition"

_FEWEST_IN_OUTLINE = 3
_FEWEST_MARKED = 4
_BOLD_LABEL = re.compile(r"^(?:\*\*|__)[^*_]{3,40}(?:\*\*|__)\s?:?$")
_STEPS = late(
    r"\b(?:steps?|process|procedure|algorithm|workflow|pipeline|how it works|flow)\b|步骤|过程|流程", re.IGNORECASE
)


def read(page: Page) -> Iterator[Find]:
    """The terms of every section that is a list of terms."""
    recurring, closing = recurring_names(page), closing_fields(page)
    folded = {n for fold in page.outline.details if not fold.depth for n in range(fold.start, fold.end)}
    for section, free in page.open_sections():
        if section.line >= 0 and not page.is_free(section.line):
            continue
        taken = page.taken_lines(section.start, section.end)
        blocks = read_blocks(page.outline.lines, section.start, section.end, taken)
        blocks = [block for block in blocks if not _answers(page, section, block)]
        asked = asked_beside(page.outline.lines, blocks) | closing
        blocks = beside_folds([block for block in blocks if block.start not in asked], folded)
        by_block = _entries(page, section, blocks)
        everything = [entry for _, entries in by_block for entry in entries if not CAPTION.match(entry.text)]
        if section.index in recurring and are_fields(page, section, by_block, recurring[section.index]):
            continue
        if _spell(front_text(section.title), everything):
            continue
        aside = asked | folded | boxed(page.outline.lines, blocks)
        chosen = _chosen(page, section, by_block, everything, [number for number in free if number not in aside])
        named = [] if chosen else [entry for entry in everything if _is_left_over(entry, is_alone=len(everything) < 2)]
        if named and len(named) * 3 >= len(everything) * 2 and page.has_cards(section.start, section.end):
            chosen = named
        context = page.context_of(section, inclusive=True)
        in_common = names_in_common(page, chosen)
        starts = {entry.start for entry in chosen}
        for entry in chosen:
            if _heads_next(page.outline.lines, entry, starts):
                yield Find((), "", context=page.free_lines(entry.start, entry.end))
                continue
            yield from _finds(page, entry, context, in_common)
        if not chosen:
            yield from _outlined(page, section, blocks, context)


def _entries(page: Page, section: Section, blocks: Sequence[Block]) -> list[tuple[Block, list[Entry]]]:
    """What each block names, with what stands below a name and belongs to it."""
    by_block = [(block, list(read_entries(page, block))) for block in blocks]
    if is_in_glossary(page, section):
        by_block = as_in_glossary(by_block)
    by_block = with_paragraph_below(page, with_lists_below(page, with_names_over_text(by_block)))
    return with_aspects(by_block)


def _chosen(
    page: Page,
    section: Section,
    by_block: list[tuple[Block, list[Entry]]],
    everything: list[Entry],
    free: Sequence[int],
) -> list[Entry]:
    """The names of a section that are its terms: all that it lists, those of a block by itself, or those that it marks."""
    lines, title = page.outline.lines, front_text(section.title)
    size = sum(not lines[n].is_masked and not CAPTION.match(lines[n].content or lines[n].body) for n in free)
    chosen = terms_among(page, title, everything, size)
    are_apart = page.is_title(section) or is_date(section.title)
    if are_apart or section.level == 1:
        # Above the first real heading, and under a date, subjects stand side by side: each list is judged by itself.
        alone = [
            entry
            for block, entries in (by_block if are_apart else by_block[:1])
            if len(entries) > 1
            for entry in terms_among(page, "", entries, block.end - block.start)
        ]
        chosen = sorted({entry.start: entry for entry in (*chosen, *alone)}.values(), key=lambda entry: entry.start)
    chosen = chosen or _marked_paragraphs(page, section, by_block)
    chosen = chosen or _under_bold_titles(page, section, by_block) or _marked_lists(section, by_block)
    if not chosen and is_date(section.title):
        chosen = [entry for entry in everything if _is_told_alone(entry)]
    steps = {
        entry.start
        for block, entries in by_block
        if _tells_steps(lines, block) or are_stages(title, block, entries)
        for entry in entries
    }
    return [entry for entry in chosen if entry.start not in steps]


def _is_told_alone(entry: Entry) -> bool:
    """Is this a bullet `k-means: …` of a day's entry, which no card of the day would hold?"""
    return _is_explained(entry) and entry.term is not None and len(words_of(entry.term.meaning)) >= _FEWEST_IN_OUTLINE


def _under_bold_titles(page: Page, section: Section, by_block: Sequence[tuple[Block, list[Entry]]]) -> list[Entry]:
    """The terms of lists right below a line that is bold as a whole, which is the title of its list and of no more."""
    lines = page.outline.lines
    found: list[Entry] = []
    for block, entries in by_block:
        above = block.start - 1 if lines[block.start - 1].body else block.start - 2
        if block.kind is not LineKind.ITEM or above < section.start:
            continue
        title = front_text(lines[above].body)
        if is_bold_subtitle(lines, above) or (_BOLD_LABEL.match(lines[above].body) and promises_words(title)):
            found += terms_among(page, title, entries, block.end - block.start) if not heads_points(title) else []
    return found


def _marked_lists(section: Section, by_block: Sequence[tuple[Block, list[Entry]]]) -> list[Entry]:
    """The items of lists, four or more each, that all open with a name in bold and a colon, amid other text."""
    if heads_points(front_text(section.title)):
        return []
    found: list[Entry] = []
    for block, entries in by_block:
        if block.kind is LineKind.ITEM and len(entries) >= _FEWEST_MARKED and not ask_of_subject(entries):
            found += all_in_bold(entries)
    return found


def _marked_paragraphs(page: Page, section: Section, by_block: Sequence[tuple[Block, list[Entry]]]) -> list[Entry]:
    """The paragraphs of a section, four or more, that nearly all open with some words in bold and a colon, whatever these are."""
    if heads_points(front_text(section.title)) and not page.is_title(section):
        return []
    paragraphs = [(block, entries) for block, entries in by_block if block.kind is LineKind.TEXT and entries]
    marked = [
        entry
        for _, entries in paragraphs
        if len(entries) == 1 and page.outline.lines[entries[0].start].body.startswith(("**", "__"))
        for entry in all_in_bold(entries, may_be_open=True)
    ]
    return marked if len(marked) >= _FEWEST_MARKED and len(marked) * 4 >= len(paragraphs) * 3 else []


def _answers(page: Page, section: Section, block: Block) -> bool:
    """Does a plain line that asks stand right above this list: `When to use which?`"""
    lines, above = page.outline.lines, block.start - 1
    if above > section.start and not lines[above].body:
        above -= 1
    if block.kind is not LineKind.ITEM or above < section.start or lines[above].kind is not LineKind.TEXT:
        return False
    is_paragraph = above == section.start or not lines[above - 1].body
    return is_paragraph and page.is_free(above) and asks(lines[above].body) and is_question(lines[above].body)


def _tells_steps(lines: Sequence[Line], block: Block) -> bool:
    """Does `**Steps:**` stand right above this numbered list, whose names are what is done and not things?"""
    if block.kind is not LineKind.ITEM or not block.start or not block.items[0].is_numbered:
        return False
    label = lines[block.start - 1].body.rstrip("*_ ")
    return label.endswith((":", "：")) and len(words_of(label)) <= 4 and bool(_STEPS.search(label))


def _spell(title: str, entries: Sequence[Entry]) -> bool:
    """Are the terms the letters of the title, as `C`, `A` and `P` are those of `CAP`?"""
    letters = "".join(entry.term.name for entry in entries if entry.term and len(entry.term.name) == 1)
    return len(letters) > 1 and letters in words_of(title)


def _is_left_over(entry: Entry, *, is_alone: bool) -> bool:
    """A term among questions that have been found already; a paragraph is one beside others, when its meaning takes some words."""
    if entry.term is None or entry.term.is_attribute or not entry.term.meaning:
        return False
    return entry.is_item or (not is_alone and len(words_of(entry.term.meaning)) >= _FEWEST_MARKED)


def _outlined(page: Page, section: Section, blocks: Sequence[Block], context: tuple[str, ...]) -> Iterator[Find]:
    """Terms one level down in an outline whose upper level only sorts them.

    - Classification
      - SVM: the widest margin
    """
    if any(block.kind is not LineKind.ITEM for block in blocks) or heads_points(section.title):
        return
    lines = page.outline.lines
    whole = read_blocks(lines, section.start, section.end)  # what is taken already parts no list
    items = [item for block in whole for item in block.items if page.is_free(item.start)]
    sorted_ones = [item for item in items if item.end - item.start > 1]
    others = [item for item in items if not _is_sorter(item)]
    if len(sorted_ones) * 2 < len(items) or len(others) * 4 > len(items) or any(n.end - n.start > 1 for n in others):
        return
    inner = [
        (
            front_text(item.content),
            [
                entry
                for block in read_blocks(lines, item.start + 1, item.end, page.taken_lines(item.start + 1, item.end))
                for entry in read_entries(page, block)
            ],
        )
        for item in sorted_ones
    ]
    entries = [entry for _, below in inner for entry in below]
    named = sum(map(_is_explained, entries))
    if named < _FEWEST_IN_OUTLINE or named * 10 < len(entries) * 6:
        return
    for name, below in inner:
        for entry in below:
            if _is_explained(entry):
                yield from _finds(page, entry, (*context, name))


def _is_explained(entry: Entry) -> bool:
    return entry.is_item and entry.term is not None and bool(entry.term.meaning) and not entry.term.is_attribute


def _is_sorter(item: Item) -> bool:
    """Does the item only name a kind of thing?"""
    name = front_text(item.content)
    return is_term(name) and not is_attribute(name) and read_term(without_box(item.content)) is None


def _heads_next(lines: Sequence[Line], entry: Entry, starts: set[int]) -> bool:
    """Is this a name in bold and no more, with a row of terms right behind the blank line below it: their title?"""
    term = entry.term
    if term is None or term.meaning or term.style is not Style.BOLD or entry.is_item or entry.end - entry.start > 1:
        return False
    below = entry.end + 1
    is_row = below in starts and below + 1 in starts and not lines[entry.end].body
    is_title = lines[entry.start].body.endswith(("**", "__"))  # `**Buffer**:` is still to be told
    return is_row and is_title and not lines[below].body.startswith(("**", "__"))


def _finds(
    page: Page, entry: Entry, context: tuple[str, ...], in_common: frozenset[str] = frozenset()
) -> Iterator[Find]:
    lines = page.outline.lines
    term = entry.term
    name = term.name if term else front_text(entry.text)
    span = (entry.start, entry.end)
    taken = page.free_lines(entry.start, entry.end)
    inner = [lines[n] for n in range(entry.start + 1, entry.end)]
    answer = back_text(inner, term.meaning if term else "")
    kinds = {LineKind.ITEM, LineKind.TEXT} if term and term.style is Style.COLON else {LineKind.ITEM}
    announces = entry.end < len(lines) and lines[entry.end].kind in kinds
    if not announces and lines[entry.end - 1].body.endswith(":") and not lines[entry.start].body.startswith("["):
        announces = any(line.kind is LineKind.ITEM for line in lines[entry.end + 1 : entry.end + 2])
    if is_empty(answer) and not entry.is_item and announces:
        yield Find((), "", context=taken)  # `What I took along:`
        return
    if is_empty(answer) or is_only_links(answer):
        yield Find(taken, page.stub(name, span, context=context))
        return
    is_sure = term is not None and term.style in STRONG
    draft = page.card(
        name,
        answer,
        span,
        convention=NAME,
        context=context,
        kind=Kind.DEFINITION,
        confidence=Confidence.SURE if is_sure else Confidence.LIKELY,
    )
    yield Find(taken, draft, is_shared=True)
    yield from nested_terms(page, entry, (*context, name), NAME, in_common)
