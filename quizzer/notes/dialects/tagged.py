"""Cards by a tag: Logseq's `#card` blocks, flashcards-obsidian's `#card` headings and lines.

    - What does prefill fill? #card
      card-repeats:: 2
        - The KV cache.

    ### Why paged attention? #card
    Less fragmentation.

A list item owns the deeper lines under it, a line the paragraph that follows, a heading too, or, over a blank line, all
down to the next heading; a line that already holds `front::back` needs nothing below it. Logseq's properties (`key:: value` under the
block) are taken off, and those named `card-…` become the standing. flashcards-obsidian lets its user choose another
word than "card": it is the tag of a heading whose section ends with the number that the plug-in wrote there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizzer.domain.cards import CardDraft
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects import inline_cards
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import (
    Source,
    basic,
    clozes,
    context_at,
    paragraph_end,
    question_text,
    without_clozes,
)
from quizzer.notes.dialects.standings import read_logseq, read_sr
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.properties import is_written_by_a_tool

NAME = "#card"
_MARK = late(
    r"(?:^|(?<=\s)|(?<=[^\x00-\x7f])|(?<=[?!.)*`])(?=#card(?:\s+#\S+)*\s*$))(?:#(?P<tag>card)(?P<way>[-/](?:reverse|spaced))?|\[\[card\]\])(?P<bi>\s+#(?:bidirectional|reversed))?(?=\s|$)",
    re.IGNORECASE,
)
_TAG = re.compile(r"#\[\[[^\[\]]+\]\]|#[^\s#]+")
_FILED_UNDER = re.compile(r"(?:(?:(?<=[?？])|\s*\|)\s*\[\[[^\[\]]+\]\])+$")
"""Pages to which a question is filed, behind it: `Why? [[AWS]]`, `Why? | [[AWS]]`."""
_TAGS_BEFORE = late(r"^(?:(?:#\[\[[^\[\]]+\]\]|#[^\s#]+)\s+)+(?=\S)|^(?:#[^\s#]+\s*)+$")
_TAGS_AFTER = late(r"(?:\s+(?:#\[\[[^\[\]]+\]\]|#[^\s#\d][^\s#]*))+$")
_LAST_TAG = late(r"\s(#[^\W\d]\w*)$")
_ID = late(r"(?:^|\s|(?<=>))\^(?:\d{13}|q-\w{4,})$")
_SPACED_HIGHLIGHT = late(r"==\s+([^=\n]+?)\s+==")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]|\$")
_FRONTS = (LineKind.TEXT, LineKind.HEADING)
_PROPERTY = late(r"^(?:[-*]\s+)?([A-Za-z][\w.-]*)::\s*(.*)$")
_DRAWER_END = re.compile(r"^:END:$", re.IGNORECASE)
_TASK = re.compile(
    r"^(?:TODO|DOING|DONE|LATER|NOW|WAIT(?:ING)?|CANCELL?ED|IN-PROGRESS)\s+(?:\[#[A-C]\]\s+)?(?=\S)|^\[#[A-C]\]\s+(?=\S)"
)
"""The state and the urgency of a task."""
_CLOCK = re.compile(r"^(?:CLOCK|- State)\b")
_STYLES = (Style.ANKI, Style.LOGSEQ)


def read(page: Page) -> Iterator[Find]:
    """Every tagged block, heading and line of the note."""
    lines = page.outline.lines
    own = _own_mark(page)
    for number, line in enumerate(lines):
        if "#" not in line.body and "[[" not in line.body:
            continue
        if not page.is_free(number) or line.kind not in (LineKind.ITEM, LineKind.HEADING, LineKind.TEXT):
            continue
        text = line.body if line.kind is LineKind.TEXT else line.content
        mark = _MARK.search(text) if "card" in line.body.casefold() else own and own.search(text)
        if not mark:
            continue
        if number + 1 < len(lines) and lines[number + 1].body in ("?", "??"):
            continue  # the line below parts front and back
        tags, front = _without_tags(" ".join((text[: mark.start()] + text[mark.end() :]).split()))
        front = _TASK.sub("", front) if line.kind is LineKind.ITEM else front
        split = inline_cards.split_line(front, is_declared=False) if "::" in front else None
        if split and split.is_plain and line.kind is not LineKind.HEADING:
            yield from inline_cards.read_card(page, number, tags, split)
            continue
        start = number
        if not front and line.kind is LineKind.TEXT:
            start = _front_start(page, number)
            is_heading = lines[start].kind is LineKind.HEADING
            front = question_text(
                back_text(lines[start + 1 : number], lines[start].content) if is_heading else lines[start:number]
            )
        is_reversed = "reverse" in (mark["way"] or "").casefold() or bool(mark["bi"])
        found = read_block(page, start, number, front, tags, name=NAME, is_reversed=is_reversed)
        yield from _without_tag(found, mark[0].split()[0].lstrip("#")) if own and mark.re is own else found


def _own_mark(page: Page) -> re.Pattern[str] | None:
    """The tag that stands for `#card` in this note; None when no numbered section has one."""
    lines = page.outline.lines
    if not page.outline.holds("^") or not any(_ends_card(line) for line in lines):
        return None
    for section in page.outline.sections[1:]:
        found = _LAST_TAG.search(section.title)
        last = max((n for n in range(section.start, section.end) if lines[n].body), default=None)
        if found and last and _ends_card(lines[last]):
            return re.compile(rf"(?:^|(?<=\s)){re.escape(found[1])}(?P<way>[-/]reverse)?(?P<bi>\s+#reversed)?(?=\s|$)")
    return None


def _without_tag(finds: Iterator[Find], tag: str) -> Iterator[Find]:
    """The cards without the tag that only says that they are cards."""
    for find in finds:
        card = find.value
        if isinstance(card, CardDraft) and tag in card.tags:
            find = replace(find, value=replace(card, tags=tuple(each for each in card.tags if each != tag)))
        yield find


def _without_tags(front: str) -> tuple[tuple[str, ...], str]:
    """The tags before and after a front, and the front without them."""
    tags: list[str] = []
    for pattern in (_TAGS_BEFORE, _TAGS_AFTER):
        found = pattern.search(front)
        if found:
            tags += [tag.strip("#[]") for tag in _TAG.findall(found[0])]
            front = front[: found.start()] + front[found.end() :]
    filed = _FILED_UNDER.search(front)
    if filed:
        tags += re.findall(r"\[\[([^\[\]]+)\]\]", filed[0])
        front = front[: filed.start()]
    return tuple(tags), front.strip(" |\t")


def _front_start(page: Page, number: int) -> int:
    """Where the front begins that a tag by itself ends: the paragraph above it, with the one that a picture ends."""
    lines = page.outline.lines
    start = number
    has_words = False
    while not has_words:
        end = start
        while end and not lines[end - 1].body:
            end -= 1
        start = end
        while (
            start and page.is_free(start - 1) and lines[start - 1].kind in _FRONTS and not _ends_card(lines[start - 1])
        ):
            start -= 1
            if lines[start].kind is LineKind.HEADING:
                break
        if start == end:
            return number
        has_words = any(not line.body.startswith("![") for line in lines[start:end])
    while start < number and not _says_something(lines[start].body):
        start += 1
    return start


def read_block(
    page: Page,
    start: int,
    mark: int,
    front: str,
    tags: tuple[str, ...] = (),
    *,
    name: str,
    is_reversed: bool = False,
) -> Iterator[Find]:
    """The card whose front ends on the line `mark`; its answer stands nested in that block or below it."""
    lines = page.outline.lines
    first, end = _answer_lines(page, mark)
    properties, kept = _split_properties(lines[first:end])
    is_reversed = is_reversed or properties.get("direction") == "<->"
    standing = read_logseq(properties)
    standings = (standing,) if standing else tuple(read_sr(line.text for line in lines[start:end]))
    source = Source(start, end, name, tags, standings)
    answer = back_text(kept)
    deletions = find_deletions(front, _STYLES)
    if not deletions and not answer:
        front = _SPACED_HIGHLIGHT.sub(r"==\1==", front)
        deletions = find_deletions(front, (Style.HIGHLIGHT,))
    if deletions:
        made = list(clozes(page, source, front, deletions, without_clozes(answer)))
        yield from made or [
            Find(source.lines, page.stub(without_clozes(front), (start, end), context=context_at(page, start)))
        ]
    else:
        yield from basic(page, source, question_text(front), answer, is_reversed=is_reversed)


def _answer_lines(page: Page, number: int) -> tuple[int, int]:
    """The first line of the answer, and one past the last."""
    lines = page.outline.lines
    line = lines[number]
    first = number + 1
    if line.kind is LineKind.ITEM:
        end = first
        while end < len(lines) and (not lines[end].body or lines[end].indent > line.indent or lines[end].is_masked):
            end += 1
        return first, end
    while first < len(lines) and not lines[first].body:
        first += 1
    limit = next((n for n in range(first, len(lines)) if _opens_another(lines[n])), len(lines))
    limit = _section_end(page, number, first, limit)
    marked = next((n for n in range(first, limit) if _ends_card(lines[n])), None)
    if marked is None and _is_of_heading(page, number) and limit > first and not lines[number + 1].body:
        last = limit  # whoever leaves a line blank below the heading does not mean that line to end the answer
        while last > first and not lines[last - 1].body:
            last -= 1
        return first, last
    if marked is None:
        return first, max(first, paragraph_end(page, first, limit)) if limit > first else first
    last = marked
    while last > first and not _says_something(lines[last - 1].body) and not lines[last - 1].is_masked:
        last -= 1
    return first, (marked + 1 if _says_something(_ID.sub("", lines[marked].body)) else last)


def _is_of_heading(page: Page, number: int) -> bool:
    """Does the tag stand in a heading, or with nothing but blank lines between?"""
    above = page.section_at(number).line
    return above >= 0 and not any(line.body for line in page.outline.lines[above + 1 : number])


def _section_end(page: Page, number: int, first: int, limit: int) -> int:
    """Where the card of a heading ends: below its smaller headings, if the plug-in's number or settings show that they are its."""
    lines, section = page.outline.lines, page.section_at(number)
    is_cut = limit < section.tree_end and lines[limit].kind is LineKind.HEADING
    if not is_cut or section.level < 2 or not _is_of_heading(page, number):
        return limit
    end = next((n for n in range(limit, section.tree_end) if _MARK.search(lines[n].body)), section.tree_end)
    numbered = [n for n in range(first, end) if _ends_card(lines[n])]
    is_shown = numbered[0] >= limit if numbered else bool(page.settings.text("cards-deck"))
    return end if is_shown else limit


def _says_something(body: str) -> bool:
    """False for a blank line, a bracket or a sign by itself."""
    return bool(_WORDS.search(_BREAK.sub("", body)))


def _opens_another(line: Line) -> bool:
    return line.kind is LineKind.HEADING or (not line.is_masked and bool(_MARK.search(line.body)))


def _ends_card(line: Line) -> bool:
    """Is this the line under which flashcards-obsidian wrote the number of the card?"""
    return "^" in line.body and not line.is_masked and bool(_ID.search(line.body))


def _split_properties(lines: tuple[Line, ...]) -> tuple[dict[str, str], list[Line]]:
    """Logseq's properties, names in lower case, and the lines that are none."""
    properties: dict[str, str] = {}
    kept = []
    is_in_drawer = False
    for line in lines:
        if line.body.startswith(":") and is_written_by_a_tool(line.body):
            is_in_drawer = not _DRAWER_END.match(line.body)
            continue
        if is_in_drawer and _CLOCK.match(line.body):
            continue
        is_in_drawer = False
        found = _PROPERTY.match(line.body) if "::" in line.body and not line.is_masked else None
        if found and (
            found[1].casefold().startswith("card-")
            or found[1].casefold() in ("id", "collapsed", "deck", "tags", "direction")
        ):
            properties[found[1].casefold()] = found[2].strip()
        else:
            kept.append(line)
    return properties, kept
