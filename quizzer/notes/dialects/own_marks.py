"""Marks that the person chose: what parts question and answer, for a note or for every note of a folder.

    separator: "=>"            question => answer                 reversed-separator: both directions
    line-separator: "???"      a line between question and answer  reversed-line-separator: both directions
    card-end: "+++"            a line that ends an answer, which then may hold blank lines

They are read before every other syntax, and in place of `::` and `?` where the note uses those too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizzer.notes.conventions import Convention
from quizzer.notes.dialects import inline_cards, separated
from quizzer.notes.dialects.finding import leading_tags, without_foreign_marks
from quizzer.notes.dialects.marks import masked
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "own separator"
KEYS = ("separator", "reversed-separator", "line-separator", "reversed-line-separator", "card-end")


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """The marks of one note; an empty one is not used."""

    inline: str = ""
    inline_reversed: str = ""
    line: str = ""
    line_reversed: str = ""
    card_end: str = ""

    @property
    def syntaxes(self) -> tuple[Convention, ...]:
        """The syntaxes to read a note by, before all others."""
        found = []
        if self.line or self.line_reversed or self.card_end:
            marks = separated.Marks(self.line or "?", self.line_reversed or "??", self.card_end)
            found.append(Convention(NAME, separated.reader(marks)))
        if self.inline or self.inline_reversed:
            found.append(Convention(NAME, self._read_inline))
        return tuple(found)

    def _read_inline(self, page: Page) -> Iterator[Find]:
        for number, line in enumerate(page.outline.lines):
            if not page.is_free(number) or line.kind not in (LineKind.TEXT, LineKind.ITEM):
                continue
            tags, text = leading_tags(line.content if line.kind is LineKind.ITEM else line.body)
            split = self._split(without_foreign_marks(text))
            if split:
                yield from inline_cards.read_card(page, number, tags, split)

    def _split(self, text: str) -> inline_cards.Split | None:
        """The two sides of a line, parted at the longer mark where one holds the other."""
        shown = masked(text)
        marks = [(self.inline, False), (self.inline_reversed, True)]
        for mark, is_reversed in sorted(marks, key=lambda each: -len(each[0])):
            at = shown.find(mark) if mark else -1
            front, back = text[:at].strip(), text[at + len(mark) :].strip()
            if at > 0 and front and back:
                return inline_cards.Split(front, back, is_reversed, is_plain=True)
        return None


def own_marks(settings: FrontMatter) -> OwnMarks:
    """The marks that the settings of a note choose."""
    return OwnMarks(*(settings.text(key, key.replace("-", "_")) for key in KEYS))
