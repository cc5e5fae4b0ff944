"""Folds that only hide an answer, `:::{dropdown} Answer`, under a paragraph that asks.

    ### Concept check 2                      Which of these are true?

    Can a fixed point be unstable?           - [ ] every matrix has an inverse
                                             - [ ] every inverse is unique
    :::{dropdown} Answer
    Yes: the tip of a pencil.                ::: {.callout-note title="Answer"}
    :::                                      - [x] every inverse is unique

The question begins with the paragraph that asks, the one nearest above the fold; what stands between belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzer.domain.cards import Confidence
from quizzer.notes.details import CONTAINER_STARTS, Details, read_container
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question

NAME = "folded answer"
_FURTHEST = 40
"""Lines between a question and the fold with its answer."""
_FEWEST_BY_HABIT = 4
"""Twice as many folds as must have a question above them before another paragraph above one is taken for a task."""
_LONGEST = 40
"""Lines of a paragraph that may be a question."""


def read(page: Page) -> Iterator[Find]:
    """Every paragraph that asks and has its answer folded away below it."""
    folds = [fold for fold in page.outline.details if fold.is_answer and page.is_free(fold.start)]
    is_habit = sum(_question_above(page, fold) is not None for fold in folds) * 2 >= max(_FEWEST_BY_HABIT, len(folds))
    for place, fold in enumerate(folds):
        if not page.is_free(fold.start) or is_question(front_text(page.section_at(fold.start).title)):
            continue
        asked = _question_above(page, fold) or (_paragraph_above(page, fold) if is_habit else None)
        if asked is None:
            continue
        start, body = asked
        end = fold.end
        for other in map(folds.__getitem__, range(place + 1, len(folds))):  # `Answer`, and right below it `Solution`
            if page.free_lines(end, other.start):
                break
            end = max(end, other.end)
        lines = page.outline.lines
        unit = Unit(
            question=front_text(" ".join(line.body for line in lines[start:body])),
            start=start,
            body=body,
            end=end,
            convention=NAME,
            context=page.context_of(page.section_at(start), inclusive=True),
            confidence=Confidence.EXPLICIT,
        )
        find = read_unit(page, unit)
        if find:
            yield replace(find, context=_frame(page, start))


def lines_of_answers(page: Page) -> set[int]:
    """The lines in folds that hide answers."""
    inside: set[int] = set()
    end = 0
    for fold in page.outline.details:  # in the order of their first lines, so that one in another adds nothing
        if fold.is_answer:
            inside.update(range(max(fold.start, end), fold.end))
            end = max(end, fold.end)
    return inside


def _frame(page: Page, start: int) -> list[int]:
    """The line that opens a container right above the question: `:::{admonition} Check yourself`."""
    lines = page.outline.lines
    above = next((n for n in range(start - 1, -1, -1) if page.is_free(n)), -1)
    is_near = above >= 0 and not page.has_cards(above, start)
    container = read_container(lines[above].body) if is_near else None
    return [above] if container and not container.is_closing else []


def _paragraph_above(page: Page, fold: Details) -> tuple[int, int] | None:
    """The line by itself right above the fold, where others like it ask: a task in words that do not show it."""
    lines = page.outline.lines
    above = next((n for n in range(fold.start - 1, max(-1, fold.start - 3), -1) if lines[n].body), None)
    if above is None or not page.is_free(above) or lines[above].kind is not LineKind.TEXT:
        return None
    is_alone = not above or not lines[above - 1].body
    return (above, above + 1) if is_alone and not lines[above].body.startswith(CONTAINER_STARTS) else None


def _question_above(page: Page, fold: Details) -> tuple[int, int] | None:
    """The first line of the paragraph that asks, and one past its last; None when none is near."""
    lines = page.outline.lines
    end = fold.start
    while end > max(0, fold.start - _FURTHEST):
        if not lines[end - 1].body:
            end -= 1
            continue
        start = end
        while (
            start
            and end - start <= _LONGEST
            and lines[start - 1].body
            and page.is_free(start - 1)
            and lines[start - 1].kind is lines[end - 1].kind
        ):
            start -= 1
        if start == end or end - start > _LONGEST or lines[start].kind in (LineKind.HEADING, LineKind.RULE):
            return None
        text = " ".join(line.body for line in lines[start:end])
        if (
            lines[start].kind is LineKind.TEXT
            and not text.startswith(CONTAINER_STARTS)
            and is_question(front_text(text))
        ):
            return start, end
        end = start
    return None
