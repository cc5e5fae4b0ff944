"""Folds: `<details>` whose summary asks and whose text answers.

    <details><summary>What is a barrier?</summary><br><b>
    A point that every rank must reach.
    </b></details>

A fold that only hides the answer of the question above it (`Show answer`) belongs to that question, and one that
holds further folds or headings is a part of the note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from quizzer.domain.cards import Confidence, Stub
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.details import Details
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_only_links
from quizzer.notes.outline import LineKind, Section, read_outline
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_navigation_title, is_part_title
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question, words_of

NAME = "fold"
LEFT = "fold beside cards"

_DEEPEST = 8
_FEWEST_WORDS = 2
_CLOSING_TAGS = late(
    r"^:{3,}$|^\{\{[<%]\s*/\s*\w+\s*[%>]\}\}$|^(?:\s*</?(?:details|b|p|br|div|ul|ol|strong)\b[^<>]*>\s*)+$",
    re.IGNORECASE,
)


def read(page: Page) -> Iterator[Find]:
    """Every fold that is a card, a stub, or a table of contents."""
    folds = page.outline.details
    if not folds:
        return
    sections = _sections_of(page, folds)
    inside = Counter[int]()
    for fold in folds:
        inside[sections[fold.start].index] += 0 if fold.depth else fold.end - fold.start
    folded: dict[int, bool] = {}
    wrappers: list[tuple[Details, str]] = []
    for place, fold in enumerate(folds):
        while wrappers and wrappers[-1][0].end <= fold.start:
            wrappers.pop()
        if fold.is_answer or not page.is_free(fold.start):
            continue
        summary = front_text(fold.summary) if "\n" not in fold.summary else _long_summary(fold.summary)
        if _is_wrapper(page, place, summary):
            wrappers.append((fold, summary))
            yield Find((), "", context=_frame(page, fold))
        elif is_navigation_title(summary) or (not is_question(summary) and _is_links(page, fold)):
            yield Find(range(fold.start, fold.end), "table of contents")
        elif _is_card(page, fold, summary, sections[fold.start]) and (
            is_question(summary) or _is_folded_away(page, sections[fold.start], inside, folded)
        ):
            around = tuple(name for _, name in wrappers if name)
            inner = list(_questions_inside(page, place))
            for other, asked in inner:
                find = _find(page, other, asked, sections[other.start], (*around, summary))
                if find:
                    yield find
            find = _find(page, fold, summary, sections[fold.start], around)
            if find:
                is_title = bool(inner) and isinstance(find.value, Stub)
                yield Find((), "", context=find.lines) if is_title else find


def read_left(page: Page) -> Iterator[Find]:
    """Folds under a name of their own where all else of the section is on cards already."""
    folded = {n for fold in page.outline.details if not fold.depth for n in range(fold.start, fold.end)}
    for fold in page.outline.details:
        if fold.depth or fold.is_answer or "\n" in fold.summary or not page.is_free(fold.start):
            continue
        section, summary = page.section_at(fold.start), front_text(fold.summary)
        if len(words_of(summary)) < _FEWEST_WORDS or not page.has_cards(section.start, section.end):
            continue
        are_alone = folded.issuperset(page.free_lines(section.start, section.end))
        if are_alone and _is_card(page, fold, summary, section) and (find := _find(page, fold, summary, section, ())):
            yield find


def _questions_inside(page: Page, place: int) -> Iterator[tuple[Details, str]]:
    """The folds inside a fold that ask something whole themselves, the innermost first; `Why?` belongs to its answer."""
    folds = page.outline.details
    fold = folds[place]
    if not fold.has_inner or fold.depth > _DEEPEST:
        return
    inside = [other for other in folds[place + 1 :] if other.start < fold.end and not other.is_answer]
    for other in sorted(inside, key=lambda each: (-each.depth, each.start)):
        asked = front_text(other.summary) if "\n" not in other.summary else _long_summary(other.summary)
        if is_question(asked) and len(words_of(asked)) > 2 and page.is_free(other.start):
            yield other, asked


def _sections_of(page: Page, folds: tuple[Details, ...]) -> dict[int, Section]:
    """The section in which each fold starts."""
    found: dict[int, Section] = {}
    index = 0
    sections = page.outline.sections
    for fold in folds:
        while index + 1 < len(sections) and sections[index + 1].line <= fold.start:
            index += 1
        found[fold.start] = sections[index]
    return found


def _is_wrapper(page: Page, place: int, summary: str) -> bool:
    """Does the fold hold nothing of its own but further folds?"""
    folds = page.outline.details
    fold = folds[place]
    if not fold.has_inner or fold.depth > _DEEPEST or is_question(summary):
        return False
    held: set[int] = set()
    are_answers = True
    for index in range(place + 1, len(folds)):
        inner = folds[index]
        if inner.start >= fold.end:
            break
        if inner.depth == fold.depth + 1:
            held.update(range(inner.start, inner.end))
            are_answers = are_answers and inner.is_answer
    if are_answers:
        return False
    return all(n in held or _is_tag(page, n) for n in page.free_lines(fold.summary_end + 1, fold.end))


def _frame(page: Page, fold: Details) -> list[int]:
    """The lines of a wrapper itself: its summary and its closing tag."""
    closing = [fold.end - 1] if _is_tag(page, fold.end - 1) else []
    return [*range(fold.start, fold.summary_end + 1), *closing]


def _is_links(page: Page, fold: Details) -> bool:
    """Is every line that is folded away a link or a mark-up tag?"""
    if fold.depth > _DEEPEST:
        return False
    inside = page.free_lines(fold.summary_end + 1, fold.end)
    if not any(is_only_links(page.outline.lines[n].body) for n in inside):
        return False
    return all(is_only_links(page.outline.lines[n].body) or _is_tag(page, n) for n in inside)


def _is_tag(page: Page, number: int) -> bool:
    return bool(_CLOSING_TAGS.match(page.outline.lines[number].body))


def _is_card(page: Page, fold: Details, summary: str, section: Section) -> bool:
    """Can the fold hold an answer? A term does only where most of the section is folded away."""
    if not summary:
        return False
    if fold.has_inner and not is_question(summary) and not _holds_parts(page, fold):
        return False
    if fold.end > section.end and not is_question(summary):
        return False
    if is_question(summary):
        return True
    # A listing or a remark may be folded away inside an answer.
    return not is_attribute(summary) and not is_part_title(summary) and not is_question(front_text(section.title))


def _holds_parts(page: Page, fold: Details) -> bool:
    """Are the folds inside one only parts of its answer: `Example`, `Code`?"""
    if fold.depth > _DEEPEST:
        return False
    inside = [front_text(other.summary) for other in page.outline.details if fold.start < other.start < fold.end]
    return all(is_part_title(summary) or is_attribute(summary) for summary in inside)


def _is_folded_away(page: Page, section: Section, inside: Mapping[int, int], folded: dict[int, bool]) -> bool:
    """Is a section folded away for the most part? Looked at once, before anything is taken from it."""
    if section.index not in folded:
        folded[section.index] = inside[section.index] * 2 >= len(page.free_lines(section.start, section.end))
    return folded[section.index]


def _find(page: Page, fold: Details, summary: str, section: Section, around: tuple[str, ...]) -> Find | None:
    lines = page.outline.lines
    end = fold.end
    while end > fold.summary_end + 1 and (not lines[end - 1].body or _CLOSING_TAGS.match(lines[end - 1].body)):
        end -= 1
    unit = Unit(
        question=summary,
        start=fold.start,
        body=fold.summary_end + 1,
        end=end,
        first=back_text(lines[fold.start : fold.start], fold.tail),
        convention=NAME,
        context=(*page.context_of(section, inclusive=True), *around),
        confidence=Confidence.EXPLICIT,
    )
    find = read_unit(page, unit)
    return Find([*find.lines, *range(end, fold.end)], find.value) if find else None


def _long_summary(summary: str) -> str:
    """A summary of several lines: its code and pictures belong to the question."""
    outline = read_outline(summary)
    text = back_text(line for line in outline.lines if line.kind is not LineKind.RULE)
    return front_text(text) if "\n" not in text else text
