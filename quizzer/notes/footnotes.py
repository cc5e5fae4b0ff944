"""Footnotes: each goes with the answers that point to it."""

from __future__ import annotations

import re
from dataclasses import replace

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.hollow import is_only_links
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

_NOTE = late(r"^\[\^(?P<mark>[^\]\s]{1,40})\]:\s*(?P<text>.*)$")
_POINTER = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
REASON = "footnote"


def set_aside(page: Page) -> dict[str, tuple[int, str]]:
    """Take every footnote out of the text: its first line and its words, by its mark."""
    lines = page.outline.lines if page.outline.holds("[^") else ()
    found: dict[str, tuple[int, str]] = {}
    number = 0
    while number < len(lines):
        line = lines[number]
        note = _NOTE.match(line.body) if line.body.startswith("[^") and line.kind is LineKind.TEXT else None
        if not note or not page.is_free(number):
            number += 1
            continue
        end = number + 1
        while end < len(lines) and page.is_free(end) and lines[end].kind is LineKind.TEXT and lines[end].indent >= 2:
            end += 1
        found.setdefault(note["mark"], (number, back_text(lines[number + 1 : end], note["text"])))
        page.take([Find(range(number, end), REASON)])
        number = end
    return found


def attach(page: Page, notes: dict[str, tuple[int, str]]) -> None:
    """Write each footnote under the answers that point to it; pointers to sources and to nothing go."""
    if not any("[^" in draft.answer for draft in page.drafts):
        return
    drafts = []
    for draft in page.drafts:
        marks = dict.fromkeys(_POINTER.findall(draft.answer)) if "[^" in draft.answer else {}
        told = {mark: notes[mark][1] for mark in marks if mark in notes and not is_only_links(notes[mark][1])}
        answer = draft.answer
        for mark in marks:
            if mark not in told:
                answer = answer.replace(f"[^{mark}]", "")
        if told:
            answer += "\n\n" + "\n".join(f"[^{mark}]: {text}" for mark, text in told.items())
        drafts.append(replace(draft, answer=answer) if answer.strip() and answer != draft.answer else draft)
        page.undrop(notes[mark][0] for mark in told)
    page.drafts = drafts
