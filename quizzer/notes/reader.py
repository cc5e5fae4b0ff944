"""The reader: the text of one note in, everything it holds out.

Explicit card syntaxes (`quizzer.notes.dialects`) are functions like those of `quizzer.notes.conventions`, asked
first. Each yields `Find`s over lines of the outline, and what it takes no convention will read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizzer.domain.cards import Coverage, Reading, Repair
from quizzer.notes.conventions import CONVENTIONS
from quizzer.notes.dialects import choose
from quizzer.notes.front_matter import read_front_matter
from quizzer.notes.outline import LineKind, read_outline
from quizzer.notes.page import Fate, Find, Page


def read_note(
    text: str,
    path: str,
    *,
    confirmed: bool = False,
    repairs: Sequence[Repair] = (),
) -> Reading:
    """Read a note.

    `text` is clean Unicode, `path` is only written down. `confirmed` reads even a file that does not look like notes.
    Never raises, whatever the text; every line is counted once in the coverage.
    """
    page = Page(path, read_outline(text))
    page.take(_settings(page))
    dialect, syntaxes = choose(page)
    for convention in (*syntaxes, *CONVENTIONS):
        page.take(convention.read(page))
    _settle(page)
    return Reading(
        path=path,
        drafts=tuple(sorted(page.drafts, key=lambda draft: (draft.line, draft.end_line))),
        stubs=tuple(sorted(page.stubs, key=lambda stub: stub.line)),
        dropped=tuple(page.dropped()),
        problems=page.problems,
        repairs=tuple(repairs),
        coverage=_coverage(page),
        dialect=dialect,
        deck=page.deck,
    )


def _settings(page: Page) -> Iterable[Find]:
    lines = page.outline.lines
    front = [number for number, line in enumerate(lines) if line.kind is LineKind.FRONT_MATTER]
    page.settings = read_front_matter([lines[number].body for number in front])
    page.deck = page.settings.text("deck", "cards-deck")
    page.tags = page.settings.words("tags", "tag")
    yield Find(front, "front matter")
    if page.settings.says_no("quizzer"):
        yield Find(range(len(lines)), "the note says `quizzer: false`")


def _settle(page: Page) -> None:
    """Give every line that nobody took its end: context of a card below it, or dropped."""
    for section in reversed(page.outline.sections):
        if section.line < 0 or page.fates[section.line] is not Fate.FREE:
            continue
        inside = page.fates[section.start : section.tree_end]
        if any(fate in {Fate.CARD, Fate.STUB} for fate in inside):
            page.take([Find((), "", context=range(section.line, section.start))])
    rest = [number for number, fate in enumerate(page.fates) if fate is Fate.FREE and page.outline.lines[number].body]
    page.take([Find(rest, "no question and no term found here")])


def _coverage(page: Page) -> Coverage:
    counts = dict.fromkeys(Fate, 0)
    blank = 0
    for line, fate in zip(page.outline.lines, page.fates, strict=True):
        if line.body:
            counts[fate] += 1
        else:
            blank += 1
    return Coverage(
        lines=len(page.outline.lines),
        card=counts[Fate.CARD],
        context=counts[Fate.CONTEXT],
        stub=counts[Fate.STUB],
        dropped=counts[Fate.DROPPED],
        blank=blank,
    )
