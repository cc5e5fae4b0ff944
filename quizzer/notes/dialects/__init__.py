"""Explicit card syntaxes of other tools: one idea a file, and the choice among those whose marks collide.

A dialect is read before every convention. Marks that mean one thing only (a fenced `quizzer` block, an `[!sr]`
callout, `#card`, `START` … `END`, `{{c1::…}}`) are read in every note; marks that several tools share (`---`, `::`, `[x]`, `{x}`, `==x==`, `?`,
`C:`) are read as one tool means them, chosen once for the file.
"""

from __future__ import annotations

from quizzer.notes.conventions import Convention
from quizzer.notes.dialects import (
    anki_blocks,
    blocks,
    callouts,
    exports,
    flashcard_fields,
    gocard,
    hashcards,
    learned_marks,
    liberty,
    mdanki,
    neuracache,
    numbered,
    tagged,
)
from quizzer.notes.dialects.choosing import choose_dialect
from quizzer.notes.dialects.cloze_lines import cloze_reader
from quizzer.notes.dialects.cloze_marks import Style
from quizzer.notes.dialects.finding import find_deck_lines
from quizzer.notes.dialects.own_marks import own_marks
from quizzer.notes.page import Page

_FIRST = (
    Convention(blocks.NAME, blocks.read),
    Convention(callouts.NAME, callouts.read),
    Convention(exports.NAME, exports.read),
    Convention(flashcard_fields.NAME, flashcard_fields.read),
    Convention(anki_blocks.NAME, anki_blocks.read),
    Convention(tagged.NAME, tagged.read),
    Convention(neuracache.NAME, neuracache.read),
    Convention(gocard.NAME, gocard.read),
    Convention(mdanki.NAME, mdanki.read),
    Convention(liberty.NAME, liberty.read),
    Convention(learned_marks.NAME, learned_marks.read),
    Convention(numbered.NAME, numbered.read),
)
_LAST = (Convention("cloze", cloze_reader("cloze", (Style.ANKI, Style.LOGSEQ, Style.AT))),)


def choose(page: Page) -> tuple[str, tuple[Convention, ...]]:
    """The name of the dialect of a note, empty when none was needed, and the syntaxes to read it by."""
    name, syntaxes = choose_dialect(page)
    page.deck_lines = find_deck_lines(page)
    if name == hashcards.NAME and not page.deck:
        page.deck = page.settings.text("name")
    return name, (*own_marks(page).syntaxes, *_FIRST, *syntaxes, *_LAST)
