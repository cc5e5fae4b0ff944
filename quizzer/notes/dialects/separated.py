"""Cards on several lines: the front, a line that holds only `?` (or `??` for both directions), the back.

    Why does decoding read all weights for every token?
    ?
    Each step multiplies one vector with every matrix.

The card is one paragraph: it begins after a blank line and ends before one, or at the mark that the person chose for it.
Where the author draws a rule between the cards, or writes a card under a heading `Q: …` of its own, it may hold blank
lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import TAGS_ONLY, Source, basic, leading_tags, paragraph_end, question_text
from quizzer.notes.dialects.standings import read_sr
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page

NAME = "front ? back"
_ON_A_LINE = re.compile(r"(?:[?\s]:{2,3}\s?|[^\s:]:{2,3}\s)\S|[^\s:]:{2,3}\w\S*\s\S")
"""A card of its own, `front :: back`, and no name such as `std::sort`."""
_DECK = late(r"^#flashcards?(?:/[\w/-]+)?\s*$", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\[\]]{1,20}\]")
"""The mark of a footnote by itself."""
_LEADS = (LineKind.TEXT, LineKind.ITEM)
_STOPS = (LineKind.RULE, LineKind.COMMENT, LineKind.FRONT_MATTER)


@dataclass(frozen=True, slots=True)
class Marks:
    """The lines that part a card."""

    one_way: str = "?"
    both_ways: str = "??"
    end: str = ""
    """Ends an answer, which then may hold blank lines; empty where a blank line ends it."""


def find_separators(page: Page, marks: Marks | None = None) -> list[int]:
    """Lines that part a front from a back."""
    both = (marks.one_way, marks.both_ways) if marks else ("?", "??")
    lines = page.outline.lines
    return [
        number
        for number, line in enumerate(lines)
        if line.body in both
        and line.kind in (LineKind.TEXT, LineKind.RULE)
        and 0 < number < len(lines) - 1
        and _front_start(page, number, both) < number
        and (lines[number + 1].body or (marks and marks.end))
        and lines[number + 1].kind is not LineKind.RULE
        and (lines[number + 1].kind is not LineKind.HEADING or _is_deeper(page, number))
    ]


def _is_deeper(page: Page, number: int) -> bool:
    """Is the heading below this line smaller than that of its section, and so part of the back?"""
    below = page.section_at(number + 1)
    return page.section_at(number).level < below.level and below.line == number + 1


def _front_start(page: Page, separator: int, marks: tuple[str, ...]) -> int:
    """The first line of the front; the separator itself when there is none."""
    lines = page.outline.lines
    at = separator
    while at > 0 and lines[at - 1].body and page.is_free(at - 1):
        line = lines[at - 1]
        if line.kind in _STOPS or TAGS_ONLY.match(line.body) or line.body in marks or _NOTE.fullmatch(line.body):
            break
        if line.kind is LineKind.HEADING:
            return at - 1 if at == separator else at
        if at < separator and "::" in line.body and _ON_A_LINE.search(line.body):
            break
        at -= 1
        if line.kind is LineKind.ITEM and line.indent <= lines[separator].indent:
            break
    if at < separator and lines[at].kind is LineKind.TABLE and at > 1 and lines[at - 2].kind in _LEADS:
        return _paragraph_start(page, at - 2)  # the blank line is there only for the table to be drawn
    return at


def _paragraph_start(page: Page, number: int) -> int:
    """The first line of the paragraph or item that ends here, if it may lead to a table."""
    lines = page.outline.lines
    at = number
    while at > 0 and lines[at].kind is LineKind.TEXT and lines[at - 1].kind in _LEADS and page.is_free(at - 1):
        at -= 1
    return number + 2 if any(TAGS_ONLY.match(line.body) for line in lines[at : number + 1]) else at


def read(page: Page) -> Iterator[Find]:
    """Every card of the note that is parted by a line with `?`."""
    return reader(Marks())(page)


def reader(marks: Marks) -> Callable[[Page], Iterator[Find]]:
    """The syntax with marks of one's own."""
    both = (marks.one_way, marks.both_ways)

    def read(page: Page) -> Iterator[Find]:
        lines = page.outline.lines
        separators = find_separators(page, marks)
        spans = {} if marks.end else {**_under_labels(page, separators), **_between_rules(page, separators)}
        spans |= {} if marks.end else _between_tags(page, separators)
        taken: list[range] = []
        for separator, following in zip_longest(separators, separators[1:]):
            start = _front_start(page, separator, both)
            end = _end(page, separator, following, marks.end)
            if end == following:
                end = max(separator + 1, _front_start(page, following, both))
            start, end = spans.get(separator, (start, end))
            taken.append(range(start, end))
            closing = (end,) if marks.end and end < len(lines) and lines[end].body == marks.end else ()
            aside = (*closing, *(n for n in range(separator + 1, end) if lines[n].kind is LineKind.COMMENT))
            front = lines[start:separator]
            is_short = len(front) == 1 and front[0].kind in (LineKind.ITEM, LineKind.HEADING)
            tags, text = leading_tags(front[0].content if is_short else back_text(front))
            standings = tuple(read_sr(line.text for line in lines[separator:end]))
            yield from basic(
                page,
                Source(start, end, NAME, tags, standings, aside),
                question_text(text),
                back_text(lines[separator + 1 : end]),
                is_reversed=lines[separator].body == marks.both_ways,
            )
        if marks == Marks():
            yield from _apart(page, taken)
        if separators and not marks.end:
            yield from _left_open(page, separators, both)

    return read


def _apart(page: Page, taken: Sequence[range]) -> Iterator[Find]:
    """Separators with blank lines around them, in parts of a note that say they hold cards: a back goes to its part's end."""
    lines = page.outline.lines
    apart = [n for n in page.free_lines(1, len(lines) - 1) if _stands_apart(lines, n)]
    apart = [n for n in apart if not any(n in card for card in taken)]
    if not apart:
        return
    openings = [n for n, line in enumerate(lines) if line.body.startswith("#") and _DECK.match(line.body)]
    schedules = [n for n, line in enumerate(lines) if _is_schedule(line)]
    for before, number, after in zip([-1, *apart], apart, [*apart[1:], len(lines)], strict=False):
        section = page.section_at(number)
        opening = _last(openings, number, max(before, section.start - 1))
        last = min(section.end, after, _first(openings, number, len(lines)))
        schedule = _first(schedules, number, last)
        if opening is None and schedule == last:
            continue
        last = next((n for n in range(number, schedule) if lines[n].kind is LineKind.RULE), schedule)
        end = _trimmed(page, number, last)
        top = max(before, section.start - 1) if opening is None else opening
        written = [n for n in range(top + 1, number) if lines[n].body and lines[n].kind not in _STOPS]
        if opening is None:  # the front is the paragraph above
            written = [n for n in written if paragraph_end(page, n, number) > written[-1]]
        if not written or end == number + 1:
            continue
        standings = tuple(read_sr(line.text for line in lines[schedule : schedule + 1]))
        source = Source(written[0], end, NAME, (), standings, (schedule,) if standings else ())
        question, answer = question_text(back_text(lines[written[0] : number])), back_text(lines[number + 1 : end])
        yield from basic(page, source, question, answer, is_reversed=lines[number].body == "??")


def _stands_apart(lines: Sequence[Line], number: int) -> bool:
    return lines[number].body in ("?", "??") and lines[number].kind is LineKind.TEXT and not lines[number - 1].body


def _first(numbers: Sequence[int], after: int, limit: int) -> int:
    """The first of these between two lines; the second line when there is none."""
    place = bisect_right(numbers, after)
    return min(numbers[place], limit) if place < len(numbers) else limit


def _last(numbers: Sequence[int], before: int, limit: int) -> int | None:
    """The last of these between two lines."""
    place = bisect_right(numbers, before) - 1
    return numbers[place] if place >= 0 and numbers[place] > limit else None


def _is_schedule(line: Line) -> bool:
    return line.kind is LineKind.COMMENT and "SR:" in line.text


def _left_open(page: Page, separators: Sequence[int], both: tuple[str, str]) -> Iterator[Find]:
    """Fronts whose separator has nothing below it yet, beside those that have."""
    lines = page.outline.lines
    for number in page.free_lines(0, len(lines)):
        if lines[number].body not in both or number in separators or lines[number].kind is not LineKind.TEXT:
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        start = _front_start(page, number, both)
        if start < number and (below is None or not below.body or below.kind is LineKind.HEADING):
            question = question_text(back_text(lines[start:number]))
            context = page.context_of(page.section_at(start), inclusive=True)
            yield Find(range(start, number + 1), page.stub(question, (start, number + 1), context=context))


def _between_rules(page: Page, separators: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each card begins and ends in a note that draws a rule between any two of them."""
    lines = page.outline.lines
    rules = [n for n, line in enumerate(lines) if line.kind is LineKind.RULE and n not in separators]
    after = [bisect_right(rules, separator) for separator in separators]
    if len(separators) < 2 or len(set(after)) < len(separators):
        return {}
    found: dict[int, tuple[int, int]] = {}
    for separator, place in zip(separators, after, strict=True):
        edge = rules[place] if place < len(rules) else len(lines)
        end = next((n for n in range(separator + 1, edge) if lines[n].kind is LineKind.HEADING), edge)
        start = separator
        first = rules[place - 1] if found else separator
        while start > first + 1 and (page.is_free(start - 1) or not lines[start - 1].body):
            if lines[start - 1].kind in (LineKind.HEADING, *_STOPS) or TAGS_ONLY.match(lines[start - 1].body):
                break
            start -= 1
        start = next((n for n in range(start, separator) if lines[n].body), separator)
        if start == separator:
            start = _front_start(page, separator, ("?", "??"))
        found[separator] = (start, _trimmed(page, separator, end))
    return found


def _under_labels(page: Page, separators: Sequence[int]) -> dict[int, tuple[int, int]]:
    """A card that is the whole of a section: its heading says that it is a question, and one separator stands under it."""
    lines = page.outline.lines
    found: dict[int, tuple[int, int]] = {}
    sections = [page.section_at(separator) for separator in separators]
    for separator, section in zip(separators, sections, strict=True):
        label = read_label(section.title) if section.title else None
        if label is None or label.role is not Role.QUESTION or sections.count(section) > 1:
            continue
        start = next((n for n in range(section.start, separator) if lines[n].body), separator)
        if start < separator:
            edge = (n for n in range(separator + 1, section.end) if lines[n].kind is LineKind.RULE)
            found[separator] = (start, _trimmed(page, separator, next(edge, section.end)))
    return found


def _trimmed(page: Page, separator: int, end: int) -> int:
    """The end of an answer without the blank lines before it."""
    while end > separator + 1 and not page.outline.lines[end - 1].body:
        end -= 1
    return end


def _between_tags(page: Page, separators: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each card begins and ends in a note that opens its cards with a line of tags: blank lines end none of them."""
    lines = page.outline.lines
    opening = [n for n, line in enumerate(lines) if _DECK.match(line.body) and line.kind is LineKind.TEXT]
    if len(opening) < 2 or len(opening) < len(separators):
        return {}
    found: dict[int, tuple[int, int]] = {}
    for start, limit in zip_longest(opening, opening[1:], fillvalue=len(lines)):
        inside = [n for n in separators if start < n < limit]
        if len(inside) != 1:
            continue
        first = next((n for n in range(start + 1, inside[0]) if lines[n].body), inside[0])
        stops = (
            n for n in range(start + 1, limit) if lines[n].kind in (LineKind.HEADING, LineKind.RULE) and n > inside[0]
        )
        end = next(stops, limit)
        while end > inside[0] + 1 and not lines[end - 1].body:
            end -= 1
        found[inside[0]] = (first, end)
    return found


def _end(page: Page, separator: int, following: int | None, mark: str) -> int:
    """One past the last line of an answer: the mark that ends it, else the next blank line."""
    lines = page.outline.lines
    limit = len(lines) if following is None else following
    if mark:
        return next((n for n in range(separator + 1, limit) if lines[n].body == mark), limit)
    return paragraph_end(page, separator, following)
