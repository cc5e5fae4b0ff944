"""Notes without headings and long sections, written as an outline: each bullet of the first level is a subject.

- Optimisers
    - Adam adapts the step of each weight
- Checkpointing: activations are computed again
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.glossary_choice import heads_points
from quizzer.notes.conventions.question_items import open_questions_under
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term, without_marks
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, compares, is_question, is_term, words_of

NAME = "bullet of an outline"

_OF_A_LECTURE = late(
    r"^(?:(?:my |key |main |class |lecture |reading |course |chapter |week(?:ly)? )?(?:notes?|summary|summaries|content|outline)"
    r"|(?:main|key) (?:points|takeaways|ideas)|(?:week|chapter|ch\.?|lecture|day|session|module|unit)\s?\d{1,3})$",
    re.IGNORECASE,
)
"""Titles over whatever a lecture or a chapter said: they name no subject that a person could be asked about."""
_LONG = 20
"""A section of so many lines is more than a person recalls at once."""
_IN_BOLD = late(r"^(\*\*|__)(?!\s)[^*]+\1\s*$")
_SHORT = 3
_FEWEST_IN_LONG = 3
"""Bullets with bullets of their own."""
_FEWEST_ASKED = 3
_FEWEST_SORTERS = 2
_FEWEST_SORTED = 2
_DEEPEST = 4


def read(page: Page) -> Iterator[Find]:
    """The first level of an outline, where most bullets have text below them."""
    lines = page.outline.lines
    is_outline = len(page.outline.sections) <= 2
    for section, free in page.open_sections():
        title = front_text(section.title)
        is_named = not is_attribute(title) and not _OF_A_LECTURE.match(title)
        is_short = not is_outline and (is_named or heads_points(title)) and len(free) < _LONG
        if is_short and not any(lines[n].number == _FEWEST_ASKED for n in free):
            continue
        context = page.context_of(section, inclusive=True)
        for block in read_blocks(lines, section.start, section.end):
            is_asked = not is_outline and _is_quick_fire(lines, block.items)
            if is_short and not is_asked:
                continue
            subjects = [item for item in block.items if item.end - item.start > 1 and _is_subject(item.content)]
            marked = [item for item in block.items if _is_told(lines, item) and _IN_BOLD.match(item.content)]
            if len(marked) >= _FEWEST_IN_LONG and len(marked) * 10 >= sum(_is_told(lines, i) for i in block.items) * 6:
                starts = {item.start for item in (*subjects, *marked)}  # a habit, however long what is in bold
                subjects = [item for item in block.items if item.start in starts]
            if len(subjects) > 2 and all(item.is_numbered for item in block.items):
                starts = {item.start for item in subjects}
                subjects = [item for item in block.items if item.start in starts or _is_one_of_many(lines, item)]
            if (
                not is_outline
                and not is_asked
                and sum(lines[item.start + 1].kind is LineKind.ITEM for item in subjects) < _FEWEST_IN_LONG
            ):
                continue
            asked = sum(item.end - item.start > 1 and not page.is_free(item.start) for item in block.items)
            said = sum(not is_empty(item.content) and not is_only_links(item.content) for item in block.items)
            if len(subjects) + asked < 2 or (len(subjects) + asked) * 2 < said:
                continue
            # Those told on their line come first: what is left of one line is bare.
            starts = {item.start for item in subjects}
            yield from _told_at_once(page, [item for item in block.items if item.start not in starts], context)
            bare = [item for item in block.items if item.is_numbered and not _is_told(lines, item)]
            if len(bare) * 3 <= len(block.items):  # a number without its text, among others that have it
                yield from (
                    Find([item.start], page.stub(front_text(item.content), (item.start, item.end), context=context))
                    for item in bare
                    if (is_asked or item.content[:1].isupper())
                    and is_term(front_text(item.content))
                    and page.is_free(item.start)
                )
            yield from _named_only(page, block.items, context)
            yield from _subjects(page, subjects, context)


def _is_quick_fire(lines: Sequence[Line], items: Sequence[Item]) -> bool:
    """Are these numbered names over lines of their own, and one of them asks or compares, as no step of a recipe does?"""
    if len(items) < _FEWEST_ASKED or not all(item.is_numbered and not lines[item.start].indent for item in items):
        return False
    told = sum(
        item.end - item.start > 1 and lines[item.start + 1].kind is not LineKind.ITEM and _is_subject(item.content)
        for item in items
    )
    return told * 3 >= len(items) * 2 and any(asks(item.content) or compares(item.content) for item in items)


def _named_only(page: Page, items: Sequence[Item], context: tuple[str, ...]) -> Iterator[Find]:
    """Bullets that are a name in bold and no more, where nearly every other bullet is one with its text below it."""
    lines = page.outline.lines
    told = [item for item in items if _is_told(lines, item)]
    if len(told) < _FEWEST_IN_LONG or sum(bool(_IN_BOLD.match(item.content)) for item in told) * 10 < len(told) * 8:
        return
    for item in items:
        if not _is_told(lines, item) and page.is_free(item.start) and _IN_BOLD.match(item.content):
            yield Find([item.start], page.stub(front_text(item.content), (item.start, item.end), context=context))


def _subjects(page: Page, subjects: Sequence[Item], context: tuple[str, ...]) -> Iterator[Find]:
    """The cards of bullets with text below them; one level down where most of them only sort such bullets."""
    lines = page.outline.lines
    sorted_ones = {item.start: inner for item in subjects if (inner := _sorted_by(lines, item))}
    if len(sorted_ones) < _FEWEST_SORTERS or len(sorted_ones) * 10 < len(subjects) * 6 or len(context) > _DEEPEST:
        sorted_ones = {}
    for item in subjects:
        if not page.is_free(item.start):
            continue
        if item.start in sorted_ones:
            inner, around = sorted_ones[item.start], (*context, front_text(item.content))
            told = [each for each in inner if each.end - each.start > 1 and _is_subject(each.content)]
            yield Find((), "", context=[item.start])
            yield from _told_at_once(page, [each for each in inner if each not in told], around)
            yield from _subjects(page, told, around)
            bare = [
                each for each in inner if each.is_numbered and each.end - each.start == 1 and page.is_free(each.start)
            ]
            for each in bare if len(bare) < len(told) else ():
                yield Find([each.start], page.stub(front_text(each.content), (each.start, each.end), context=around))
        else:
            yield from _subject(page, item, context)


def _sorted_by(lines: Sequence[Line], item: Item) -> Sequence[Item]:
    """The bullets below one that only sorts them: most of them name something and have text of their own."""
    blocks = read_blocks(lines, item.start + 1, item.end)
    if len(blocks) != 1 or is_question(front_text(item.content)):
        return ()
    inner = blocks[0].items
    told = sum(each.end - each.start > 1 and _is_subject(each.content) for each in inner)
    return inner if told >= _FEWEST_SORTED and told * 10 >= len(inner) * 6 else ()


def _subject(page: Page, item: Item, context: tuple[str, ...]) -> Iterator[Find]:
    lines = page.outline.lines
    below = open_questions_under(page, item, (), NAME)
    if below:
        yield from below
        return
    answer = back_text(page.kept(item.start + 1, item.end))
    if is_empty(answer) or is_only_links(answer):
        return
    left = page.free_lines(item.start, item.end)
    if page.has_cards(item.start, item.end) and all(len(words_of(lines[n].body)) < 3 for n in left if n > item.start):
        yield Find((), "", context=left)  # what sorts the questions below it
        return
    if page.has_cards(item.start, item.end) and all(asks(lines[n].content) for n in left if n > item.start):
        yield Find((), "", context=left[:1])
        around = (*context, front_text(item.content))
        yield from (Find([n], page.stub(front_text(lines[n].content), (n, n + 1), context=around)) for n in left[1:])
        return
    likely, span = Confidence.LIKELY, (item.start, item.end)
    name, gloss = _with_gloss(item)
    answer = f"{gloss}\n{answer}" if gloss else answer
    yield Find(
        left[:1], page.card(name, answer, span, convention=NAME, context=context, confidence=likely), is_shared=True
    )
    yield Find((), "", context=left[1:])


def _with_gloss(item: Item) -> tuple[str, str]:
    """What a bullet with bullets of its own names, and what it says of that at once: `Tokenization - text to symbols`."""
    term = None if is_question(item.content) else read_term(item.content)
    is_told = term is not None and not term.is_attribute and len(words_of(term.meaning)) > 1
    return (term.name, term.meaning) if term and is_told else (without_marks(front_text(item.content)), "")


def _told_at_once(page: Page, items: Sequence[Item], context: tuple[str, ...]) -> Iterator[Find]:
    """The bullets `Term: what it means` on one line, and a formula below, beside those with a list of their own."""
    lines = page.outline.lines
    for item in items:
        below = [n for n in range(item.start + 1, item.end) if lines[n].body]
        is_one = page.is_free(item.start) and (
            item.end - item.start == 1 or (bool(below) and all(lines[n].kind is LineKind.MATH for n in below))
        )
        term = read_term(item.content) if is_one else None
        if term is None or term.is_attribute or len(words_of(term.meaning)) < 2 or is_only_links(term.meaning):
            continue
        draft = page.card(
            term.name,
            back_text([lines[n] for n in below], term.meaning),
            (item.start, item.end),
            convention=NAME,
            context=context,
            confidence=Confidence.LIKELY,
        )
        yield Find([item.start, *below], draft)


def _is_told(lines: Sequence[Line], item: Item) -> bool:
    return any(line.body for line in lines[item.start + 1 : item.end])


def _is_one_of_many(lines: Sequence[Line], item: Item) -> bool:
    """`10. Evaluation` with text under it names a subject in a list of such, though it could be an aspect elsewhere."""
    return _is_told(lines, item) and is_attribute(front_text(item.content)) and item.content[:1].isupper()


def _is_subject(content: str) -> bool:
    text = front_text(content)
    text = text[:-1] if text.endswith(".") and len(words_of(text)) <= _SHORT else text
    return is_term(text, most_words=8, is_marked=True) or is_question(text)
