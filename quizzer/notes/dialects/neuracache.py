"""NeuraCache and carddown: `question : answer #flashcard`, or with a brain or lightning sign instead of the tag.

A tag line followed by `- q : a` items makes each item a card; a question with the tag but no colon is answered by the
lines below it, to a rule or, without one, to the end of the paragraph; an item by what is nested in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects import tagged
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, paragraph_end, question_text
from quizzer.notes.dialects.marks import masked
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.properties import is_written_by_a_tool
from quizzer.notes.wording import asks

NAME = "front : back #flashcard"
_MARK = late(
    r"(?:^|(?<=\s)|(?<=[^\x00-\x7f]|[?!.)*`]))(?:#flashcard(?![\w/-])|[\U0001f9e0⚡]\ufe0f?)\s*((?:#[^\s#]+\s*)*)$",
    re.IGNORECASE,
)
_BATCH = late(r"^#flashcard(?:\s+[A-Za-z][\w/-]*){1,4}$", re.IGNORECASE)
_COLON = re.compile(r"\s:\s|(?<=[\w*`)\]?？!]):\s")
_TAG = re.compile(r"#([^\s#]+)")
_RULE = re.compile(r"^(?:---|- - -|\*\*\*|\* \* \*)$")
_IGNORE = "@carddown-ignore"
_SAYS_IGNORE = re.compile(r"^(?:<!--\s*)?@carddown-ignore(?:\s*-->)?$")
_OF_CARDS = late(r"^#(?:flashcard|spaced)(?![\w/-])", re.IGNORECASE)
_LONGEST_ANSWER = 60
_STYLES = (Style.ANKI, Style.LOGSEQ)


def told_to_ignore(page: Page) -> str:
    """Why nothing of this note is read: a line of it says so; empty for every other note."""
    said = page.outline.holds(_IGNORE) and any(_SAYS_IGNORE.match(line.body) for line in page.outline.lines)
    return f"it says {_IGNORE}" if said else ""


def opens_batch(lines: Sequence[Line], number: int) -> bool:
    """Are the tags of this line those of the items below it, or of the text, and not of the whole note?"""
    if not _OF_CARDS.match(lines[number].body):
        return False
    following = next((line for line in lines[number + 1 : number + 3] if line.body), None)
    return following is not None and (following.kind is LineKind.ITEM or "#spaced" in lines[number].body)


def read(page: Page) -> Iterator[Find]:
    """Every marked line of the note."""
    lines = page.outline.lines
    if page.outline.holds(_IGNORE) or not _has_sign(page.outline.text):
        return
    for number, line in enumerate(lines):
        if not _has_sign(line.body):
            continue
        if not page.is_free(number) or line.kind not in (LineKind.TEXT, LineKind.ITEM, LineKind.HEADING):
            continue
        text = line.body if line.kind is LineKind.TEXT else line.content
        mark = _MARK.search(text)
        if not mark:
            if _BATCH.match(text):
                yield from _read_batch(page, number + 1, tuple(text.split()[1:]))
            continue
        tags = tuple(_TAG.findall(mark[1]))
        front = text[: mark.start()].strip()
        split = _split(front)
        if "#flashcard" not in mark[0].lower() and (line.kind is LineKind.HEADING or not (split or asks(front))):
            continue  # a picture beside a heading or a remark
        if split:
            yield from basic(page, Source(number, number + 1, NAME, tags), question_text(split[0]), split[1])
        elif line.kind is LineKind.ITEM or find_deletions(front, _STYLES):
            yield from tagged.read_block(page, number, number, front, tags, name=NAME)
        elif front:
            end = _answer_end(page, number + 1)
            answer = back_text(lines[number + 1 : end])
            yield from basic(page, Source(number, end, NAME, tags), question_text(front), answer)
        else:
            yield from _read_batch(page, number + 1, tags)


def _has_sign(body: str) -> bool:
    return "#flashcard" in body or "#Flashcard" in body or "⚡" in body or "\U0001f9e0" in body


def _split(text: str) -> tuple[str, str] | None:
    """Front and back at the first colon that stands as a separator."""
    found = _COLON.search(masked(text))
    if not found or not text[: found.start()].strip() or not text[found.end() :].strip():
        return None
    return text[: found.start()].strip(), text[found.end() :].strip()


def _read_batch(page: Page, start: int, tags: tuple[str, ...]) -> Iterator[Find]:
    lines = page.outline.lines
    at = start
    while at < len(lines) and page.is_free(at) and lines[at].kind is LineKind.ITEM:
        end = at + 1
        while end < len(lines) and page.is_free(end) and _goes_on(lines[at], lines[end]):
            end += 1
        split = _split(lines[at].content)
        if split:
            answer = back_text(lines[at + 1 : end], split[1])
            yield from basic(page, Source(at, end, NAME, tags), question_text(split[0]), answer)
        at = end


def _goes_on(item: Line, line: Line) -> bool:
    """Is this line a part of that item, and not the next one?"""
    return bool(line.body) and line.indent > item.indent


def _answer_end(page: Page, start: int) -> int:
    """One past the answer: the next rule, unless a heading, another marked line or many lines come before it."""
    lines = page.outline.lines
    limit = min(len(lines), start + _LONGEST_ANSWER)
    for number in range(start, limit):
        line = lines[number]
        below = lines[number + 1].body if number + 1 < len(lines) else ""
        if line.kind is LineKind.HEADING and not line.body.startswith("#") and _RULE.match(below):
            return number + 1  # the last line over the rule, and no title that it underlines
        if line.kind is LineKind.COMMENT and "ID:" in line.text:
            return number
        if line.is_masked:
            continue
        if line.kind is LineKind.HEADING or _MARK.search(line.body) or _opens_block(line):
            limit = number
            break
        if _RULE.match(line.body):
            return number
    return paragraph_end(page, start, limit)


def _opens_block(line: Line) -> bool:
    """Is this the bullet of an outliner's next block, with nothing on it or only the block's id?"""
    return line.body == "-" or (line.kind is LineKind.ITEM and is_written_by_a_tool(line.body))
