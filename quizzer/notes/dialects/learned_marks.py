"""A separator of the person's own, learned from the cards that their tool has scheduled or numbered.

    Which lock lets many read at once? =>> a read-write lock
    <!--SR:!2026-05-03,5,250-->

Obsidian spaced repetition lets everybody choose the marks of a card in its settings, which are not part of the note,
and Obsidian_to_Anki the patterns. But they write the schedule or the number under a card: what stands once in each of
several such lines, between blanks, parts them; so does a line of signs alone in the paragraph above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizzer.notes.dialects.finding import leading_tags, without_foreign_marks
from quizzer.notes.dialects.inline_cards import Split, read_card
from quizzer.notes.dialects.marks import masked
from quizzer.notes.dialects.separated import Marks, reader
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "separator of scheduled lines"
_WRITTEN = ("SR:", "ID:")
_MARK = re.compile(r"(?<=[\s?？])[-=>|~+*/&%;:]{2,8}(?=\s)")
_KNOWN = frozenset({"::", ":::", "--", "---", "->", "**", "&&", "//", "=="})
"""Marks that are read anyway, or that stand in running text."""
_SIGNS = re.compile(r"[^\w\s`~$<>|#\[\](){}]{2,6}")
_KNOWN_LINES = re.compile(r"\?\?|(?:-|\*|_|=|\.){2,}|%%|::+")
"""Lines of signs that mean something anywhere: rules, underlinings, the ends of comments."""
_ICON = re.compile(r"^[\ue000-\uf8ff\U000f0000-\U0010fffd]\s*")
_TAGS = re.compile(r"\s+(?:=\s+)?((?:#[A-Za-z][\w/-]*\s*)+)$")
_LONGEST = 60


def read(page: Page) -> Iterator[Find]:
    """Every card of a note whose scheduled lines share a mark, or whose scheduled paragraphs share a line of signs."""
    if not page.outline.holds(*_WRITTEN):
        return
    lines = page.outline.lines
    comments = [
        n
        for n, line in enumerate(lines)
        if line.kind is LineKind.COMMENT and n and any(mark in line.text for mark in _WRITTEN)
    ]
    line_mark = _line_mark(page, comments)
    if line_mark:
        yield from reader(Marks(line_mark, "\0"))(page)
    yield from _inline(page, [n - 1 for n in comments if page.is_free(n - 1)])


def _line_mark(page: Page, comments: Sequence[int]) -> str:
    """The line of signs that parts the paragraphs above these comments; empty when there is none."""
    lines = page.outline.lines
    found: Counter[str] = Counter()
    for number in comments:
        start = number
        while start > max(0, number - _LONGEST) and lines[start - 1].body and lines[start - 1].kind != LineKind.COMMENT:
            start -= 1
        signs = [line.body for line in lines[start + 1 : number] if line.kind is LineKind.TEXT and _parts(line.body)]
        if len(signs) == 1:
            found[signs[0]] += 1
    return found.most_common(1)[0][0] if found else ""


def _parts(body: str) -> bool:
    return len(body) <= 6 and bool(_SIGNS.fullmatch(body)) and not _KNOWN_LINES.fullmatch(body)


def _inline(page: Page, scheduled: Sequence[int]) -> Iterator[Find]:
    """Every scheduled line that holds the mark, and every line tagged like them."""
    lines = page.outline.lines
    if len(scheduled) < 2:
        return
    counts = Counter(mark for n in scheduled for mark in set(_MARK.findall(masked(lines[n].body))) - _KNOWN)
    mark, count = counts.most_common(1)[0] if counts else ("", 0)
    if count < 2 or count * 2 < len(scheduled):
        return
    tags = {leading_tags(lines[n].body)[0] for n in scheduled} - {()}
    parting = re.compile(rf"(?<=[\s?？]){re.escape(mark)}(?=\s)")
    for number, line in enumerate(lines):
        if mark not in line.body or line.kind not in (LineKind.TEXT, LineKind.ITEM) or not page.is_free(number):
            continue
        own, text = leading_tags(line.content if line.kind is LineKind.ITEM else line.body)
        sides = parting.split(without_foreign_marks(text))
        if len(sides) != 2 or not all(side.strip() for side in sides) or not (number in scheduled or own in tags):
            continue
        front, back = _ICON.sub("", sides[0].strip()), sides[1].strip()
        after = _TAGS.search(back)
        if after and after.start():
            back = back[: after.start()]
            own = (*own, *(tag.lstrip("#") for tag in after[1].split()))
        yield from read_card(page, number, own, Split(front, back, False, True))
