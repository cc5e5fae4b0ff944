"""Masks: code, math and comments, the text of a note that must not be interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizzer.domain.members import Members
from quizzer.domain.patterns import late
from quizzer.notes.preformatted import PREFORMATTED, as_fence


class LineKind(Members):
    """What a line is. Nothing in the first four may start a card, a heading, a tag or a list item."""

    FRONT_MATTER = "front matter"
    CODE = "code"
    MATH = "math"
    COMMENT = "comment"
    BLANK = "blank"
    HEADING = "heading"
    RULE = "rule"
    TABLE = "table"
    QUOTE = "quote"
    ITEM = "item"
    TEXT = "text"


FENCE_LINE = re.compile(r"^\s*(?:`{3,}|~{3,})")
"""A fence, as those see it who change the text of a note before its lines are read."""
_FENCE = late(r"^(?P<prefix>[ \t>]*(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?)(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"^#{2,6}[ \t]+\S")
_QUESTION_HEADING = re.compile(r"^#{2,6}[ \t]+\S.*\?[\s*#]*$")
_COMMENT = re.compile(r"<!--.*?-->")
_DIRECTIVE = re.compile(r"^\s*:{3,}\s*\{[A-Za-z][\w-]*\}")
_OPTION = re.compile(r"^\s*:[a-z][\w-]*:(?:\s|$)")
_ASIDE = re.compile(r"^<(style|think|thinking)\b[^<>]*>")
"""What a table of a notebook is drawn with, and what a model said to itself before it answered."""
_QUOTES = re.compile(r"^(?:[-*+][ \t]+)?'''$")
"""What people type who take a fence for quotation marks."""
_LONGEST_QUOTED = 60
_BULLET_AND_FENCE = re.compile(r"^ *(?P<mark>[-*+] +)(?=`{3}|~{3})")
_MOST_OPTIONS = 20
_LONGEST_MATH = 80
_LONGEST_ASIDE = 800
_LONGEST_COPIED = 12
_LONGEST_PREFORMATTED = 400
_COMMAND = re.compile(r"\\[a-zA-Z]{2,}|[_^]\{")


def outside_fences(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines outside of listings with their numbers, for who changes the text of a note before its lines are read.

    >>> [line for _, line in outside_fences(["a", "```", "b", "```", "c"])]
    ['a', '```', 'c']
    """
    is_fenced = False
    for number, line in enumerate(lines):
        is_fenced ^= bool(FENCE_LINE.match(line))
        if not is_fenced:
            yield number, line


class Masks:
    """Finds the text that must not be interpreted, looking for each missing end only once."""

    def __init__(self, raw: list[str]) -> None:
        self._raw = raw
        self._hopeless: set[str] = set()

    def starting(self, at: int, body: str) -> tuple[LineKind, int] | None:
        """The mask that begins with line `at` and one past its last line."""
        if "`" in body or "~~~" in body:
            fence = _FENCE.match(self._raw[at])
            if fence and not self._underlines(at, body):
                return LineKind.CODE, self._fence_end(at, fence)
        if body.endswith("'''") and _QUOTES.match(body):
            found = self._find(at + 1, "'''", _LONGEST_QUOTED)
            if found is not None and self._raw[found].strip() == "'''":
                return LineKind.CODE, found + 1
        if body[0] == "<" and PREFORMATTED.match(body):
            found = self._find(at, "</pre>", _LONGEST_PREFORMATTED)
            if found is not None:
                return LineKind.CODE, found + 1
        if body[0] == "<" and (aside := _ASIDE.match(body)):
            found = self._find(at, f"</{aside[1]}>", _LONGEST_ASIDE)
            if found is not None:
                return LineKind.COMMENT, found + 1
        if "<!--" in body:
            end = self._comment_end(at, body)
            if end is not None:
                return LineKind.COMMENT, end
        if body.startswith("%%"):
            if len(body) > 4 and body.endswith("%%"):
                return LineKind.COMMENT, at + 1
            found = self._find(at + 1, "%%", 200)
            if found is not None:
                return LineKind.COMMENT, found + 1
        if body == "[" and (last := self._formula_end(at)):
            return LineKind.MATH, last
        if body.startswith("$$") or body == "\\[":
            closing = "$$" if body.startswith("$$") else "\\]"
            if closing == "$$" and body.count("$$") % 2 == 0:
                return (LineKind.MATH, at + 1) if body.endswith("$$") else None
            found = self._find(at + 1, closing, _LONGEST_MATH)
            if found is not None:
                return LineKind.MATH, found + 1
        if at and body[0] in ":-" and ":::" in self._raw[at - 1] and _DIRECTIVE.match(self._raw[at - 1]):
            end = self._options_end(at, body)
            if end > at:
                return LineKind.COMMENT, end
        return None

    def _formula_end(self, at: int) -> int:
        """One past a formula between brackets that lost their backslashes on the way from a chat, else 0."""
        for number in range(at + 1, min(len(self._raw), at + _LONGEST_COPIED)):
            body = self._raw[number].strip()
            if body == "]":
                return number + 1 if any(_COMMAND.search(text) for text in self._raw[at + 1 : number]) else 0
            if not body:
                return 0
        return 0

    def _options_end(self, at: int, body: str) -> int:
        """One past the options right under the opening of a directive: lines `:class: note`, or a block between dashes."""
        last = min(len(self._raw), at + _MOST_OPTIONS)
        if body == "---":
            return next((n + 1 for n in range(at + 1, last) if self._raw[n].strip() == "---"), at)
        return next((n for n in range(at, last) if not _OPTION.match(self._raw[n])), last)

    def _underlines(self, at: int, body: str) -> bool:
        """Tildes as long as the short line right above them underline it, as in reStructuredText."""
        if at == 0 or len(body) < 5 or body.strip("~") or (at > 1 and self._raw[at - 2].strip()):
            return False
        title = self._raw[at - 1].strip()
        return bool(title) and abs(len(title) - len(body)) <= 2 and title[0] not in "#>-*+|"

    def _fence_end(self, at: int, fence: re.Match[str]) -> int:
        mark = fence["fence"][0]
        is_quoted = ">" in fence["prefix"]
        closing = re.compile(rf"^[ \t>]*{re.escape(mark)}{{{len(fence['fence'])},}}[ \t]*$")
        key = f"{mark}{len(fence['fence'])}"
        if key not in self._hopeless:
            for number in range(at + 1, len(self._raw)):
                text = self._raw[number]
                if is_quoted and not text.lstrip().startswith(">"):
                    return number
                if closing.match(text):
                    return number + 1
                if _opens_anew(fence, text):
                    return self._next_heading(at, number, _HEADING)
            self._hopeless.add(key)
        return self._next_heading(at, self._container_end(at, fence["prefix"]), _QUESTION_HEADING)

    def _next_heading(self, at: int, limit: int, heading: re.Pattern[str]) -> int:
        """Where a forgotten fence must have ended: above the next heading, which has more than one `#`."""
        for number in range(at + 2, limit):
            text = self._raw[number]
            if text.startswith("##") and not self._raw[number - 1].strip() and heading.match(text):
                return number
        return limit

    def _container_end(self, at: int, prefix: str) -> int:
        """Where an unclosed fence stops: with the list item that holds it, else with the note."""
        column = indent_of(prefix + "x")
        if column < 2:
            return len(self._raw)
        for number in range(at + 1, len(self._raw)):
            text = self._raw[number]
            if text.strip() and indent_of(text) < column:
                return number
        return len(self._raw)

    def _comment_end(self, at: int, body: str) -> int | None:
        opened = body.rfind("<!--")
        closed = body.find("-->", opened)
        if closed >= 0:
            is_all = body.startswith("<!--") and not _COMMENT.sub("", body).strip()
            return at + 1 if is_all else None
        if not body.startswith("<!--"):
            return None
        found = self._find(at + 1, "-->", len(self._raw))
        return found + 1 if found is not None else at + 1

    def _find(self, start: int, closing: str, longest: int) -> int | None:
        if closing in self._hopeless:
            return None
        last = min(len(self._raw), start + longest)
        for number in range(start, last):
            if closing in self._raw[number]:
                return number
        if last == len(self._raw):
            self._hopeless.add(closing)
        return None


def fenced(raw: list[str]) -> list[str]:
    """The lines of a mask as they may be shown: a fence on its own line, and the marks that its author meant."""
    if "'''" in raw[0] and _QUOTES.match(raw[0].strip()):
        raw = [raw[0].replace("'''", "```"), *raw[1:-1], raw[-1].replace("'''", "```")]
    if PREFORMATTED.match(raw[0].lstrip()):
        return as_fence(raw)
    if raw[0].strip() == "[":
        return [raw[0].replace("[", "$$"), *raw[1:-1], raw[-1].replace("]", "$$")]
    bullet = _BULLET_AND_FENCE.match(raw[0])
    if not bullet:
        return raw
    inner = " " * bullet.end()
    opening = raw[0][: bullet.start("mark")] + raw[0][bullet.end() :]
    return [opening, *(text[len(bullet["mark"]) :] if text.startswith(inner) else text for text in raw[1:])]


def indent_of(text: str) -> int:
    """Columns of white space at the start, a tab going to the next multiple of four."""
    column = 0
    for letter in text:
        if letter == " ":
            column += 1
        elif letter == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def _opens_anew(fence: re.Match[str], text: str) -> bool:
    """A fence that names its language opens another listing: the author forgot to close the one before."""
    other = _FENCE.match(text) if fence["fence"] in text else None
    if not other or other["fence"] != fence["fence"] or "markdown" in fence.string or fence.string.endswith("md"):
        return False
    return bool(re.match(r"[A-Za-z][\w+#-]*\s*$", text[other.end() :]))
