"""Titles that only their form marks, in notes without headings: words in capitals, codes of the author's own, small pictures.

    GLAZES                              [K-01] Bisque firing               🔥 Firing
    glass on the clay, fired once       the first firing, porous           Heat turns clay into stone.
                                                                           🧊 Cooling
    CRACKS                              [K-02] Slip
    too fast a fire                     clay in water                      Slowly, or it cracks.

Three or more of one form, each at the head of a paragraph and most of them above their text, show the habit.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.labels import Role, read_label
from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind

_CODE = late(
    r"^(?:\[(?P<square>[A-Z]{1,4}[-.]?\d{1,3})\]|\((?P<round>[A-Z]{1,4}[-.]?\d{1,3})\)|(?P<bare>[A-Z]{1,4}-?\d{1,3})\s*[|.)–—-]|#(?P<number>\d{1,3})[.:]?)"
    r"\s+(?P<name>\S.*)$"
)
_PAGED = re.compile(
    r"^(?:pp?\.|pages?|seiten?|S\.)\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?\s*[:.,–—-]?\s+(?P<name>[^\W\d].*)$", re.IGNORECASE
)
"""Where in a book it stands: `p. 82 Sampling`."""
_CHAPTER = re.compile(
    r"^(?:chapter|part|section|kapitel|teil|chapitre|capítulo)\s+\d{1,3}\b[^.?!]{0,60}$", re.IGNORECASE
)
_FEWEST = 3
_MOST_WORDS = 10
_LONGEST = 90
_MOST_HEADINGS = 1
"""The title of the note."""
_MOST_ABOVE = 2
"""Headings above the first of such titles."""
_CLOSING = frozenset({"end", "the end", "eof", "fin"})
_STOPS = ".,;!"
_PICTURE = re.compile(
    r"^[\u2190-\u2bff\u3030-\u303d\U0001f000-\U0001faff][\ufe0f\u200d\u2190-\u2bff\U0001f000-\U0001faff]*\s*(?:\d{1,2}[.)]\s+(?=[^\W\d_]))?(?P<name>[^\W_].*)$"
)
_FEWEST_PICTURES = 2
"""Of one kind they may well be bullets."""


def mark_titles(lines: Sequence[Line]) -> None:
    """Make headings of such lines."""
    if sum(line.kind is LineKind.HEADING and bool(line.level) for line in lines) > _MOST_HEADINGS:
        return
    opening = [at for at, line in enumerate(lines) if _opens_paragraph(lines, at, line)]
    for name_of in (_in_capitals, _behind_a_code, _behind_a_page):
        found = [(at, name) for at in opening if (name := name_of(lines[at].body))]
        titles = {at for at, _ in found}
        told = sum(_is_over_text(lines, at, titles) for at in titles)
        if len(found) < _FEWEST or told < _FEWEST or told * 10 < len(found) * 6:
            continue
        chapters = [at for at in opening if name_of is _behind_a_page and _CHAPTER.match(lines[at].body)]
        for at, name in (*found, *((at, lines[at].body) for at in chapters)):
            line = lines[at]
            line.kind, line.level, line.content = LineKind.HEADING, 3 if chapters and at in titles else 2, name
        return


def mark_pictured_titles(lines: Sequence[Line]) -> None:
    """Make headings of `🔥 Firing` and its like: a chat pasted without its mark-up keeps the pictures of its titles.

    Such a line stands alone or right above text that has no picture; in a row they are the points of a list.
    """
    found = {
        at: name for at, line in enumerate(lines) if line.body[:1] > "\u2190" and (name := _behind_a_picture(line))
    }
    titles = [at for at in found if at + 1 not in found and at - 1 not in found and _is_over_text(lines, at, found)]
    names = {found[at].casefold() for at in titles}
    if len(names) < max(_FEWEST, len(titles)) or len({lines[at].body[0] for at in titles}) < _FEWEST_PICTURES:
        return
    if any(line.kind is not LineKind.CODE and _asks(line) for line in lines):
        return  # they are parts of the answers
    headings = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level]
    if headings and (len(headings) > _MOST_ABOVE or headings[-1] > titles[0]):
        return
    level = 1 + lines[headings[-1]].level if headings else 2
    pictures = {lines[at].body[0] for at in titles}
    bare = [at for at in found if at not in titles and lines[at].body[0] in pictures and _is_by_itself(lines, at)]
    for at in (*titles, *bare):
        line = lines[at]
        line.kind, line.level, line.content, line.marker = LineKind.HEADING, level, found[at], ""


def _opens_paragraph(lines: Sequence[Line], at: int, line: Line) -> bool:
    if line.kind is not LineKind.TEXT or line.indent > 1 or len(line.body) > _LONGEST:
        return False
    is_first = at == 0 or lines[at - 1].is_gap or lines[at - 1].kind is LineKind.RULE
    return is_first and line.body[-1] not in _STOPS and len(line.body.split()) <= _MOST_WORDS


def _is_over_text(lines: Sequence[Line], at: int, titles: Container[int]) -> bool:
    """Is what comes next, a blank line between or not, neither a rule nor one more of these?"""
    below = next((n for n in range(at + 1, min(at + 3, len(lines))) if lines[n].body), None)
    return below is not None and below not in titles and lines[below].kind is not LineKind.RULE


def _is_by_itself(lines: Sequence[Line], at: int) -> bool:
    """Is the line a paragraph of its own, with nothing told below it yet?"""
    return (not at or lines[at - 1].is_gap) and (at + 1 == len(lines) or lines[at + 1].is_gap)


def _in_capitals(body: str) -> str:
    """The line, when all its letters are capitals and it is no label."""
    letters = [letter for letter in body if letter.isalpha()]
    is_title = len(letters) > 1 and all(letter.isupper() for letter in letters) and body[0] not in "[(|<$"
    is_title = is_title and body.strip("*_=-~ .").casefold() not in _CLOSING
    return body.rstrip(": ") if is_title and read_label(body) is None else ""


def _behind_a_code(body: str) -> str:
    """What a code of letters and a number names: `[K-01] Bisque`, `#12 Bisque`."""
    found = _CODE.match(body)
    return found["name"] if found and read_label(body) is None else ""


def _behind_a_picture(line: Line) -> str:
    """The title behind a picture: a few words with a capital, which say nothing yet."""
    if line.kind is not LineKind.TEXT or line.indent > 1 or len(line.body) > _LONGEST or line.body[-1] in _STOPS:
        return ""
    match = _PICTURE.match(line.body)
    name = match["name"].rstrip(": ") if match else ""
    is_title = name and name[0].isupper() and len(name.split()) <= _MOST_WORDS
    return name if is_title and ": " not in name and "|" not in name and read_label(name) is None else ""


def _asks(line: Line) -> bool:
    """Is this a question with a label or a number of its own?"""
    if line.number is not None and line.content.endswith("?"):
        return True
    label = read_label(line.body)
    return label is not None and label.role is Role.QUESTION


def _behind_a_page(body: str) -> str:
    """What is told on a page of a book."""
    found = _PAGED.match(body)
    return found["name"] if found else ""
