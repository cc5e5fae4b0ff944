"""Titles that are a plain line above the questions of the next topic: with a picture before it, or right above its first question.

Q) What is a token?

🔍 Parsing
Q) What is a parser?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Page
from quizzer.notes.wording import words_of

_CHAPTER = re.compile(
    r"^(?:\*\*|__)?(?:chapter|part|section|day|week|module|unit|round|kapitel|teil|chapitre|capítulo)\s+(?:\d{1,3}|[ivx]{1,4})\b[^.?!]{0,60}$",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"^(?:\*\*|__)?\(?\d{1,3}[.)](?:\*\*|__)?\s*(?:\*\*|__)?(?:topic|level|difficulty|category|subject|area|tags?|type)\s?(?:\*\*|__)?\s?:",
    re.IGNORECASE,
)
"""What the next question is filed under, with its number: `**2)** **Topic:** kilns, **Level:** easy`."""
_MOST_WORDS = 6
_LONGEST = 9
_BOLD_TITLE = re.compile(r"^(?:\*\*|__)[A-Z][\w &/-]{2,40}(?::)?(?:\*\*|__):?$")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";", ",")


def without_small_title(lines: Sequence[Line], start: int, limit: int) -> int:
    """Where the text of a question ends that such a title follows, right above the next question; else `limit`."""
    last = limit - 1
    while last > start and not lines[last].body:
        last -= 1
    if last == limit - 1 and _is_right_above(lines, start, last):
        return last
    line = lines[last]
    is_chapter = line.kind is LineKind.TEXT and last > start and not lines[last - 1].body and _CHAPTER.match(line.body)
    is_filing = line.kind is LineKind.TEXT and not lines[last - 1].body and bool(_FILES.match(line.body[:200]))
    if is_chapter or (is_filing and last > start + 1) or _is_between_items(lines, start, last, limit):
        return last
    is_apart = last > start + 1 and not lines[last - 1].body and limit < len(lines) and line.kind is LineKind.TEXT
    if not is_apart or line.body[0].isascii() or line.body[0].isalnum() or line.body.endswith(_ENDS_A_SENTENCE):
        return limit
    return last if 0 < len(words_of(line.body)) <= _MOST_WORDS else limit


def _is_between_items(lines: Sequence[Line], start: int, number: int, limit: int) -> bool:
    """Does a bold line stand at the margin between two numbered questions whose text is indented: `**Advanced**`?"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent or lines[number - 1].body or limit >= len(lines):
        return False
    are_items = lines[limit].number is not None and not lines[limit].indent and lines[number - 2].indent > 1
    return are_items and bool(_BOLD_TITLE.match(line.body)) and number > start + 1


def _is_right_above(lines: Sequence[Line], start: int, number: int) -> bool:
    """Does a short plain line open the paragraph in which the next question stands, with something told before it?"""
    line = lines[number]
    told = any(each.body for each in lines[start + 1 : number])
    is_title = line.kind is LineKind.TEXT and not line.indent and line.body[0].isupper() and not lines[number - 1].body
    return told and is_title and not line.body.endswith(_ENDS_A_SENTENCE) and len(words_of(line.body)) <= _LONGEST


def before_title(page: Page, start: int, end: int) -> int:
    """Without a last line that is the title of what follows: of other cards, or `Chapter 7`."""
    lines, last = page.outline.lines, end - 1
    while last > start + 1 and not lines[last].body:
        last -= 1
    is_chapter = lines[last].kind is LineKind.TEXT and not lines[last - 1].body and _CHAPTER.match(lines[last].body)
    return last if last > start + 1 and (is_chapter or _heads_cards(page, last)) else end


def _heads_cards(page: Page, number: int) -> bool:
    """Is this a line of text by itself right above one that another card or stub has taken?"""
    lines = page.outline.lines
    body = lines[number].body
    is_title = lines[number].kind is LineKind.TEXT and bool(body) and body[-1] not in ".!?," and len(body) <= 60
    is_alone = number + 1 < len(lines) and bool(lines[number + 1].body) and not lines[number - 1].body
    return is_title and is_alone and page.has_cards(number + 1, number + 2)
