"""Questions as tasks with a box, each ticked once its answer stands below it, at the margin or not.

    - [x] What is forwarding?
    Moving a packet from one link to another.
    - [x] Describe the layers.

    - **Transport**: from process to process
    - [ ] What is a socket?

The box parts one question from the next: bullets without a box and paragraphs between two of them are an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.question_items import gives_advice, read_item
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question

NAME = "ticked question"

_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """Sections whose tasks ask, at least two of them with text below."""
    lines = page.outline.lines
    if not any(line.kind is LineKind.ITEM and line.content.startswith("[") for line in lines):
        return
    for section, free in page.open_sections():
        boxes = [n for n in free if _has_box(lines[n])]
        margin = min((lines[n].indent for n in boxes), default=0)
        boxes = [n for n in boxes if lines[n].indent == margin]
        asking = sum(is_question(front_text(lines[n].content)) for n in boxes)
        if len(boxes) < _FEWEST or asking * 10 < len(boxes) * 6 or gives_advice(lines, section):
            continue
        ends = [*boxes[1:], section.end]
        told = [n for n, end in zip(boxes, ends, strict=True) if page.free_lines(n + 1, end)]
        if len(told) < _FEWEST or not any(_is_beside(lines, n, end) for n, end in zip(boxes[:-1], ends, strict=False)):
            continue
        yield from _finds(page, section, boxes, ends)


def _has_box(line: Line) -> bool:
    return line.kind is LineKind.ITEM and without_box(line.content) != line.content


def _is_beside(lines: Sequence[Line], start: int, end: int) -> bool:
    """Does text stand below the task that is not indented, so that Markdown alone would not give it to the task?"""
    first = next((line for line in lines[start + 1 : end] if line.body), None)
    return first is not None and first.indent <= lines[start].indent


def _finds(page: Page, section: Section, boxes: Sequence[int], ends: Sequence[int]) -> Iterator[Find]:
    lines = page.outline.lines
    for start, end in zip(boxes, ends, strict=True):
        if not is_question(front_text(lines[start].content)) and not page.free_lines(start + 1, end):
            continue
        find = read_item(page, section, start, end, NAME)
        if find:
            yield find
