"""What a web clipper saves with an article: cards that lead to other articles, buttons, and the foot of the page.

    [                                     7 min read · Listen · Share

    ## Ten more kilns                     ## More from the Potter

    ](https://example.org/ten)            ## No responses yet

A heading between such brackets is the text of a link. Below the first title of the foot nothing belongs to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import words_of

NAME = "clipping"

_FOOT = late(
    r"^(?:written by [A-Z].{1,60}|(?:more|recommended) from [A-Z].{1,60}|no (?:responses?|comments?)(?: yet)?|(?:responses?|comments?) ?\(\d+\)|\d+ (?:responses?|comments?)"
    r"|leave a (?:reply|comment).{0,40}|related (?:posts?|articles|stories)|(?:share|like) this(?::| post| article)?|discover more from .{1,60}|you (?:might|may) also like.{0,20}"
    r"|get .{1,60} in your inbox|about the author|responses from readers|subscribe.{0,60})$",
    re.IGNORECASE,
)
_BUTTON = late(
    r"^(?:press enter or click to view image in full size|\d{1,3} min(?:ute)? read(?:\s*·.*)?|member-only story|listen|share|follow|sign (?:up|in)|open in app|top highlight|more|--|\\--"
    r"|image by (?:the )?author|photo by \[.*)$",
    re.IGNORECASE,
)
_SOURCES = ("source", "url", "link", "original", "clipped from")
_SIGNS = ("min read", "ress enter or click to view", "](https://medium.com/m/signin")
_CLOSING = re.compile(r"^\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)$")
_LONGEST_CARD = 12
_FEWEST_TOLD = 15
"""Words below a title of the page itself."""


def read(page: Page) -> Iterator[Find]:
    """Link cards in any note; buttons and the foot of the page in one that was clipped."""
    lines = page.outline.lines
    if page.outline.holds("\n]("):
        for start, end in _cards(lines):
            yield Find(range(start, end), "link to another page")
    if not _is_clipped(page):
        return
    for number in page.free_lines(0, len(lines)):
        if lines[number].kind is LineKind.TEXT and len(lines[number].body) < 100 and _BUTTON.match(lines[number].body):
            yield Find([number], "button of a web page")
    for section in _foot(page):
        yield Find(page.free_lines(section.line, section.end), "foot of a web page")


def _foot(page: Page) -> Iterator[Section]:
    """The sections from the first title of the foot on, up to one with some text of its own."""
    is_foot = False
    for section in page.outline.sections[2:]:
        is_titled = bool(_FOOT.match(front_text(section.title)))
        is_foot = is_foot or is_titled
        told = sum(len(words_of(page.outline.lines[n].body)) for n in page.free_lines(section.start, section.end))
        if is_foot and not is_titled and told >= _FEWEST_TOLD:
            return
        if is_foot:
            yield section


def _is_clipped(page: Page) -> bool:
    """Does the front matter say from where, or the text show the buttons of the page?"""
    has_source = any(page.settings.text(key).startswith("http") for key in _SOURCES)
    return has_source or page.outline.holds(*_SIGNS)


def _cards(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From a line that only opens a bracket to the one that closes it with an address, a few lines below."""
    for number, line in enumerate(lines):
        if line.body != "[" or line.is_masked:
            continue
        end = next(
            (n for n in range(number + 1, min(number + _LONGEST_CARD, len(lines))) if _CLOSING.match(lines[n].body)),
            None,
        )
        if end is not None and not any(other.body == "[" for other in lines[number + 1 : end]):
            yield number, end + 1
