"""Labels of questions that ask nothing: one point in a list of bold names, or what somebody says in an answer."""

from __future__ import annotations

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Page
from quizzer.notes.wording import asks, is_question, opens_as_question

_NAMED_POINT = late(r"^[-*+•]\s+(\*\*|__)(?!\1)[^*_]{1,60}(?:[:：]\1|\1\s*[:：])\s*\S")


def is_point(page: Page, section: Section, start: int) -> bool:
    """Is `**问题**: bubbles form` one point in a list of bold names, such as cause and effect, and asks nothing?"""
    lines = page.outline.lines
    label = read_label(lines[start].body)
    if label is None or label.is_numbered or not _NAMED_POINT.match(lines[start].body) or opens_as_question(label.text):
        return False
    beside = (n for n in (start - 1, start + 1) if section.start <= n < section.end)
    return not asks(label.text) and any(
        lines[n].indent == lines[start].indent and _NAMED_POINT.match(lines[n].body) and not read_label(lines[n].body)
        for n in beside
    )


def is_said_in_answer(page: Page, section: Section, start: int) -> bool:
    """Is `- Q: "Where is it?"` one of several bullets that show, under a heading that asks, what it is about?"""
    line = page.outline.lines[start]
    if line.kind is not LineKind.ITEM or not is_question(front_text(section.title)):
        return False
    beside = page.outline.lines[start + 1] if start + 1 < section.end else None
    return beside is not None and beside.kind is LineKind.ITEM and beside.indent == line.indent and ": " in beside.body
