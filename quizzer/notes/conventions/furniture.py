"""Furniture: lines that serve the file and not the reader of a card.

Rules, comments, anchors, tables of contents, links to the top, badges, lists of sources, tags, advertisements and the
small talk around text pasted from a chat. They are dropped before anything is recognised, so that none of them can
end up on a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block, read_blocks
from quizzer.notes.conventions import reference_sections
from quizzer.notes.conventions.bibliographies import bibliography_entry
from quizzer.notes.conventions.contents import (
    Keys,
    are_rows_of_contents,
    heading_keys,
    is_contents,
    is_row_of_links,
)
from quizzer.notes.conventions.furniture_lines import REASONS_BY_BEGINNING, marks_in, reason_of
from quizzer.notes.conventions.small_talk import advertises, boasts, is_small_talk, offers, takes_leave
from quizzer.notes.conventions.tables import tells_of_notes
from quizzer.notes.conventions.timetables import is_housekeeping
from quizzer.notes.course_plans import titles_of_plan
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_only_links
from quizzer.notes.introductions import names_a_file
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.properties import is_written_by_a_tool
from quizzer.notes.titles import is_exercise_title, is_navigation_title, is_reference_title
from quizzer.notes.wording import is_question

NAME = "furniture"

_TAGS = late(r"^(?:tags?\s*:\s*)?(?:(?:#[A-Za-z][\w/-]*|\[\[[^\[\]]+\]\])[\s,]*)+$", re.IGNORECASE)
_LONGEST_TITLE = 120
"""Letters, with a link and the marks around."""


_INSTRUCTIONS = late(
    r"^\W*(?:instructions?|directions|how to use(?: (?:this|these) \w+)?)\b[*_]{0,2}\s?:[\s*_>]*[^:]{0,200}\b(?:questions?|answers?|cards?|options?|quiz)\b",
    re.IGNORECASE,
)
"""`Instructions: select an answer to each question, then read on.`"""
_ADDRESS = re.compile(r"^[^:：]{1,30}[:：]\s*<?https?://\S+$")
_OPENS_FENCE = re.compile(r"^(?:`{3,}|~{3,})[^`~]*$")
_QUERY = late(r"^```\s*(?:dataview(?:js)?|tasks|query|button|folder-overview|toc)\b", re.IGNORECASE)
_BIBLIOGRAPHY = late(r"^(?:`{3,}|~{3,})\s*(?:bib|bibtex|biblatex)\s*$", re.IGNORECASE)


def read(page: Page) -> Iterator[Find]:
    """Every line of the note that is furniture."""
    yield from _lines(page)
    yield from _sections(page)
    yield from _blocks(page)


_LEADS_TO_QUERY = late(
    r"^[^\w#>|`-]{0,4}(?:[\w'’]+ ){0,4}(?:links?|backlinks|mentions?|notes|pages?)(?: \w+){0,3}\W*$", re.IGNORECASE
)
"""`LINKS TO THIS PAGE`"""
_TITLES_OF_TAGS = frozenset({"tag", "tags", "keywords"})
_STRAY_MARKS = frozenset({"**", "__"})
"""What is left of emphasis that an editor could not close."""


LINKED_TAGS = late(r"^(?:\[#[^\[\]]{1,60}\]\([^()\s]*\)[\s,]*)+$")
"""Tags as links to the notes about them: `[#serving](serving.md) [#gpu]()`."""


def tags_of(line: Line) -> tuple[str, ...]:
    """The tags of a line that holds nothing else; empty for any other line."""
    if "#" not in line.body or line.kind is not LineKind.TEXT:
        return ()
    text = line.body[:500].strip("*")  # in bold at the end of a post
    return tuple(re.findall(r"#([A-Za-z][\w/-]*)", text)) if _TAGS.match(text) else ()


def _lines(page: Page) -> Iterator[Find]:
    lines = page.outline.lines
    marks = marks_in(page.outline.text)
    yield Find(_talk_above(lines), "small talk of a chat")
    for number in page.free_lines(0, len(lines)):
        line = lines[number]
        if line.kind is LineKind.COMMENT:
            yield Find([number], "comment")
        elif line.kind is LineKind.RULE or line.body in _STRAY_MARKS:
            yield Find([number], "rule")
        elif line.kind is LineKind.CODE and _BIBLIOGRAPHY.match(line.body):
            yield Find(range(number, _fence_end(lines, number)), "reference")
        elif line.kind is LineKind.CODE and _QUERY.match(line.body):
            end = _fence_end(lines, number)
            above = number - 1 if number and _LEADS_TO_QUERY.match(lines[number - 1].body) else number
            yield Find(range(above, end), "query of a tool")
        elif line.body[0] == "@" and (entry := bibliography_entry(lines, number)):
            yield Find(entry, "reference")
        elif line.kind is LineKind.HEADING and "](http" in line.body and advertises(line.body):
            yield Find([number], "advertisement")
        elif line.kind is LineKind.CODE or line.kind is LineKind.MATH or line.kind is LineKind.HEADING:
            continue
        elif tags_of(line) or (line.body.startswith("[#") and LINKED_TAGS.match(line.body)):
            yield Find([number], "tags")
        elif is_written_by_a_tool(line.body):
            yield Find([number], "metadata")
        elif line.body[0] in REASONS_BY_BEGINNING and len(line.body) < 4000:
            reason = reason_of(line.body, marks)
            if reason:
                yield Find(_with_placeholder(lines, number), reason)
        elif line.body.startswith("[![") or line.body.startswith("![badge"):
            yield Find([number], "badge")


def _fence_end(lines: Sequence[Line], start: int) -> int:
    """One past the last line of the listing that opens here."""
    end = start + 1
    while end < len(lines) and lines[end].kind is LineKind.CODE and set(lines[end - 1].body) not in ({"`"}, {"~"}):
        end += 1
    return end


def _talk_above(lines: Sequence[Line]) -> list[int]:
    """The lines above the fence around a note, where they hand the note over."""
    opening = next((n for n, line in enumerate(lines) if line.body), 0)
    fence = next(
        (n for n in range(opening, min(len(lines), opening + 20)) if _OPENS_FENCE.match(lines[n].body)), opening
    )
    above = [n for n in range(opening, fence) if lines[n].body]
    is_note = bool(above) and lines[fence].kind is LineKind.TEXT
    return above if is_note and lines[above[-1]].body.endswith((":", "!", ".", "👇")) else []


def _with_placeholder(lines: Sequence[Line], number: int) -> Sequence[int]:
    """A line, with the item above it when that only holds the place of kramdown's `{:toc}`."""
    is_placeholder = number and lines[number - 1].kind is LineKind.ITEM and lines[number].body == "{:toc}"
    return [number - 1, number] if is_placeholder else [number]


# --- sections ---------------------------------------------------------------------------------------------


def _sections(page: Page) -> Iterator[Find]:
    of_plan = titles_of_plan(page.outline)
    for section in page.outline.sections[1:]:
        if not page.is_free(section.line):
            continue
        title = front_text(section.title)
        if section.index in of_plan:
            yield from _housekeeping(page, section)
        elif is_navigation_title(title):
            yield from _navigation(page, section)
        elif title.casefold() in _TITLES_OF_TAGS and _holds_only_tags(page, section):
            yield Find([section.line], "tags")
        elif is_reference_title(title):
            yield from reference_sections.read(page, section)
        elif is_housekeeping(page, section, title) or _tells_how_to_use(page, section, title):
            yield from _housekeeping(page, section)
        elif is_exercise_title(title) and not _asks_anything(page, section):
            yield Find(range(section.line, section.tree_end), "exercises")


def _holds_only_tags(page: Page, section: Section) -> bool:
    told = [line for line in page.outline.lines[section.start : section.end] if line.body]
    return bool(told) and all(tags_of(line) for line in told)


def _tells_how_to_use(page: Page, section: Section, title: str) -> bool:
    """`How to use` below the title of a collection says how to use the collection."""
    above = page.outline.sections[max(section.parent, 0)]
    is_use = title.casefold().strip("?: ") in {"how to use", "how to use it", "how to use this", "usage"}
    return is_use and page.is_title(above) and names_a_file(front_text(above.title))


def _navigation(page: Page, section: Section) -> Iterator[Find]:
    lines = page.outline.lines
    numbers = page.free_lines(section.start, section.end)
    if all(lines[n].kind in {LineKind.ITEM, LineKind.TABLE} or "](" in lines[n].body for n in numbers):
        yield Find([*range(section.line, section.start), *numbers], "table of contents")


def _asks_anything(page: Page, section: Section) -> bool:
    """Is there a question, a task to explain, or the label of an answer anywhere under the heading?"""
    lines = page.outline.lines
    labels = (read_label(lines[n].body) for n in page.free_lines(section.start, section.tree_end))
    if any(label is not None and label.role is Role.ANSWER for label in labels):
        return True
    texts = (front_text(lines[n].content or lines[n].body) for n in page.free_lines(section.start, section.tree_end))
    return any(is_question(text) or "?" in text for text in texts)


def _housekeeping(page: Page, section: Section) -> Iterator[Find]:
    """The section with all below it; where headings below it ask, these are no part of it."""
    holds_questions = any(is_question(front_text(inner.title)) for inner in page.outline.children(section))
    end = section.end if holds_questions else section.tree_end
    yield Find(range(section.line, end), "about the file, not its subject")


# --- blocks -----------------------------------------------------------------------------------------------


def _blocks(page: Page) -> Iterator[Find]:
    headings, last = heading_keys(page.outline), _last_line(page.outline.lines)
    lines = page.outline.lines
    for section, _ in page.open_sections():
        taken = page.taken_lines(section.start, section.end)
        blocks = read_blocks(page.outline.lines, section.start, section.end, taken)
        for index, block in enumerate(blocks):
            reason = _reason(page, blocks, index, headings, last, is_top=section.index <= 1)
            if reason:
                yield Find(range(block.start, block.end), reason)
                continue
            for item in block.items:
                if item.end - item.start > 1 and reference_sections.lists_sources(lines, item):
                    yield Find(range(item.start, item.end), "references")


_OF_OTHERS = re.compile(r"^\[(?:[\w-]+ ){0,3}notes (?:from|by|of) [^\[\]]+\]\([^()]*\)$", re.IGNORECASE)
"""`[Notes from Ada](…)`."""


def _reason(page: Page, blocks: Sequence[Block], index: int, headings: Keys, last: int, *, is_top: bool) -> str | None:
    lines = page.outline.lines
    block = blocks[index]
    if index and boasts(lines, blocks[index - 1], block):
        return "small talk of a chat"
    if block.kind is LineKind.ITEM:
        if index and offers(lines, blocks[index - 1]):
            return "small talk of a chat"
        if all(_OF_OTHERS.match(item.content) for item in block.items):
            return "references"
        if all(advertises(item.content) for item in block.items):
            return "advertisement"
        if is_contents(lines, block, headings, is_top=is_top):
            return "table of contents"
        if index and _is_reference_line(lines, blocks[index - 1]) and _is_list_of_links(lines, block):
            return "references"
    elif block.kind is LineKind.TABLE:
        rows = lines[block.start + 2 : block.end]
        if are_rows_of_contents(rows, headings):
            return "table of contents"
        if sum(is_row_of_links(row.body[:2000]) for row in rows) * 10 >= len(rows) * 6 > 0:
            return None if tells_of_notes(lines[block.start : block.end]) else "table of links"
    elif is_top and block.kind is LineKind.QUOTE and _tells_whose(lines[block.start : block.end]):
        return "about the file, not its subject"
    elif block.kind in {LineKind.TEXT, LineKind.QUOTE} and (
        block.end - block.start <= 6 or lines[block.start].body.startswith("<table")
    ):
        text = " ".join(line.body for line in lines[block.start : block.end])[:1500]
        if _is_reference_line(lines, block) and _introduces_links(lines, blocks, index):
            return "references"
        if len(text) < 700 and advertises(text):
            return "advertisement"
        if _INSTRUCTIONS.match(text):
            return "about the file, not its subject"
        if _is_at_an_edge(blocks, index) and is_small_talk(text):
            return "small talk of a chat"
        if block.kind is LineKind.TEXT and block.end > last and takes_leave(text):
            return "small talk of a chat"
    return None


def _tells_whose(lines: Sequence[Line]) -> bool:
    """Are at least half of the lines of a quotation addresses, with a word on what is there: `Code: https://…`?"""
    told = [body for line in lines if (body := line.body.lstrip("> "))]
    return len(told) > 1 and sum(bool(_ADDRESS.match(body)) for body in told) * 2 >= len(told)


def _last_line(lines: Sequence[Line]) -> int:
    """The last line of the page but for blank ones and rules."""
    return next((n for n in reversed(range(len(lines))) if lines[n].body and lines[n].kind is not LineKind.RULE), -1)


def _is_at_an_edge(blocks: Sequence[Block], index: int) -> bool:
    return index <= 1 or index >= len(blocks) - 2


def _is_reference_line(lines: Sequence[Line], block: Block) -> bool:
    body = lines[block.start].body
    return block.end - block.start == 1 and len(body) <= _LONGEST_TITLE and is_reference_title(front_text(body))


def _is_list_of_links(lines: Sequence[Line], block: Block) -> bool:
    items = [line for line in lines[block.start : block.end] if line.kind is LineKind.ITEM]
    linked = sum("](" in line.body or "http" in line.body or "[[" in line.body or not line.content for line in items)
    return linked * 2 > len(items)


def _introduces_links(lines: Sequence[Line], blocks: Sequence[Block], index: int) -> bool:
    if index + 1 >= len(blocks):
        return True
    following = blocks[index + 1]
    if following.kind is LineKind.ITEM:
        return _is_list_of_links(lines, following)
    return is_only_links("\n".join(line.text for line in lines[following.start : following.end]))
