"""A note that is one card: its question in the front matter, its answer below.

    ---
    question: Why is the loss averaged?
    ---
    So that the step does not depend on the batch size.

The answer may stand in the front matter too (`answer`, `back`). A note whose text asks by itself is read by its text, and
one with several headings is an article, read by them.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.labels import Role, read_label
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import is_question

NAME = "question in the front matter"

_QUESTION = ("question", "front")
_ANSWER = ("answer", "back")


def read(page: Page) -> Iterator[Find]:
    """The card or the stub of a note that is nothing else."""
    asked = next((page.settings.values[key] for key in _QUESTION if page.settings.values.get(key)), ())
    question = front_text(asked[0]) if len(asked) == 1 else ""
    if not question or page.drafts or _asks_itself(page):
        return
    told = page.settings.text(*_ANSWER)
    end = len(page.outline.lines)
    is_article = sum(1 for section in page.outline.sections[1:] if section.title) > 1
    if is_article and is_empty(told):
        return  # the question that a page is found by
    free = [] if is_article else page.free_lines(0, end)
    answer = back_text(page.kept(0, end), told) if free else told
    if is_empty(answer):
        yield Find(free, page.stub(question, (0, end)))
        return
    yield Find(free, page.card(question, answer, (0, end), convention=NAME, confidence=Confidence.EXPLICIT))


def _asks_itself(page: Page) -> bool:
    """Are there questions among the headings, or marked as such in the text?"""
    lines = page.outline.lines
    if sum(is_question(front_text(section.title)) for section in page.outline.sections[1:]) > 1:
        return True
    labels = (read_label(lines[n].body) for n in page.free_lines(0, len(lines)) if not lines[n].is_masked)
    return any(label is not None and label.role is Role.QUESTION and bool(label.text) for label in labels)
