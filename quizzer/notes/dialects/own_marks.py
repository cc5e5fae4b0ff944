"""Marks that the person chose: what parts question and answer, for a note or for every note of a folder.

    separator: "=>"            question => answer                 reversed-separator: both directions
    line-separator: "???"      a line between question and answer  reversed-line-separator: both directions
    card-end: "+++"            a line that ends an answer, which then may hold blank lines

They are read before every other syntax, and in place of `::` and `?` where the note uses those too. One is known without
being named, because hardly anything else is written so: `question;; answer` on several lines of a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions import Convention
from quizzer.notes.dialects import inline_cards, separated
from quizzer.notes.dialects.finding import (
    Source,
    basic,
    leading_tags,
    paragraph_end,
    question_text,
    without_foreign_marks,
)
from quizzer.notes.dialects.marks import masked
from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "own separator"
_SEMICOLONS = ";;"
_BY_SEMICOLONS = late(r"^\w[^;]*[\w?)\]\"'`*]\s?;;(?:\s+[^\s;][^;]*)?$")
_FEWEST = 3
_LONGEST = 2000
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
            if line.kind is LineKind.TEXT and self.inline and text.endswith(self.inline):
                yield from self._read_below(page, number, tags, text)
                continue
            split = self._split(without_foreign_marks(text))
            if split:
                yield from inline_cards.read_card(page, number, tags, split)

    def _read_below(self, page: Page, start: int, tags: tuple[str, ...], text: str) -> Iterator[Find]:
        """A card whose mark closes its line, so that its answer is the paragraph on the next lines."""
        lines, end = page.outline.lines, paragraph_end(page, start + 1)
        end = next((n for n in range(start + 1, end) if lines[n].kind not in (LineKind.TEXT, LineKind.ITEM)), end)
        aside = (end,) if end < len(lines) and lines[end].kind is LineKind.COMMENT and "SR:" in lines[end].text else ()
        standings = tuple(read_sr(line.text for line in lines[start : end + len(aside)]))
        question, answer = text.removesuffix(self.inline).strip(), back_text(lines[start + 1 : end])
        if question and answer:
            yield from basic(page, Source(start, end, NAME, tags, standings, aside), question_text(question), answer)
        elif question:
            context = page.context_of(page.section_at(start), inclusive=True)
            stub = page.stub(question_text(question), (start, start + 1), context=context)
            yield Find([start], stub)

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


def own_marks(page: Page) -> OwnMarks:
    """The marks that the settings of a note choose, or that its lines show."""
    marks = OwnMarks(*(page.settings.text(key, key.replace("-", "_")) for key in KEYS))
    if not marks.inline and sum(map(_is_parted, page.outline.lines)) >= _FEWEST:
        return replace(marks, inline=_SEMICOLONS)
    return marks


def _is_parted(line: Line) -> bool:
    """Does a plain line hold two semicolons, with words before them and with words or nothing behind?"""
    if line.kind is not LineKind.TEXT or _SEMICOLONS not in line.body or line.indent or len(line.body) > _LONGEST:
        return False
    return bool(_BY_SEMICOLONS.match(masked(line.body)))
