"""Notes of a single line: a bold term with its meaning is a definition, whatever the file is called; a question is open.

**Kerf:** the width of the cut                      What is a dowel?
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.domain.cards import Kind
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.wording import asks, is_term, opens_as_question, words_of

NAME = "note of one line"

_FEWEST_ASKED = 3
_FEWEST_SAID = 3


def read(page: Page) -> Iterator[Find]:
    """The only line of a note, when it names and explains something or asks."""
    if len(page.outline.sections) > 1:
        return
    free = page.free_lines(0, len(page.outline.lines))
    if len(free) != 1 or page.has_cards(0, len(page.outline.lines)):
        return
    span = (free[0], free[0] + 1)
    line = page.outline.lines[free[0]]
    body = line.content if line.kind is LineKind.ITEM else line.body
    if line.kind not in (LineKind.TEXT, LineKind.ITEM) or read_label(body):
        return
    term = read_term(body)
    if term and term.style is Style.BOLD and not term.is_attribute and len(words_of(term.meaning)) >= _FEWEST_SAID:
        if is_term(term.name, is_marked=True):
            yield Find(
                free, page.card(front_text(term.name), term.meaning, span, convention=NAME, kind=Kind.DEFINITION)
            )
    elif asks(body) and opens_as_question(front_text(body)) and len(words_of(body)) >= _FEWEST_ASKED:
        yield Find(free, page.stub(front_text(body), span))
