"""Subtitles without any mark: plain capitalised lines above a list, or above the text of their paragraph.

Greedy decoding
* takes the likeliest …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzer.notes.conventions.subtitles import PLAIN, divided
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_comparison
from quizzer.notes.wording import has_sentence, is_term, words_of

_FEWEST_LISTS = 3
_FEWEST_RULES = 2
_LONGEST_BELOW_RULE = 6
_FEWEST_OF_MOST = 5
_SHORT_TITLE = 5
_WRAPPED = 60
"""An item of so many letters may go on below it."""


def read(page: Page) -> Iterator[Find]:
    """Sections divided by short capitalised lines that stand directly above a list."""
    for section, free in page.open_sections():
        lines = page.outline.lines
        starts = [n for n in free if is_plain_subtitle(page, section, n) or _parts_lists(page, section, n)]
        below_rules = _below_rules(page, section, free) if any(_is_below_rule(lines, n) for n in starts) else []
        if below_rules:
            yield from divided(page, section, below_rules, PLAIN)
            continue
        with_list = [n for n in starts if n + 1 < section.end and lines[n + 1].kind is LineKind.ITEM]
        is_over_lists = len(with_list) > 1 and with_list[0] == free[0]
        if not is_over_lists and _are_beside_cards(page, section, free, with_list):
            starts = with_list
        elif not is_over_lists and not _over_paragraphs(page, section, starts):
            starts = (
                _over_nearly_all(page, section, starts)
                or _below_points(lines, section, free, with_list)
                or _above_lists_apart(page, section, free, starts)
            )
        yield from divided(page, section, starts, PLAIN)


def _below_rules(page: Page, section: Section, free: Sequence[int]) -> list[int]:
    """Short lines that open every part of a section behind its rules, two or more, each above a list, a listing or a sentence.

    So an export writes headings. What stands above the first rule tells of the heading.
    """
    lines = page.outline.lines
    rules = [n for n in range(section.start, section.end) if lines[n].kind is LineKind.RULE]
    if len(rules) < _FEWEST_RULES:
        return []
    opening = {next((n for n in free if n > rule), section.end) for rule in rules} - {section.end}
    starts = sorted(opening)
    return starts if len(starts) >= _FEWEST_RULES and all(_opens_part(lines, n, section.end) for n in starts) else []


def _is_below_rule(lines: Sequence[Line], number: int) -> bool:
    return any(line.kind is LineKind.RULE for line in lines[max(0, number - 2) : number])


def _opens_part(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is this a short capitalised line above something that it may head?"""
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent or line.body[-1] in ".,:;!?)" or not line.body[:1].isupper():
        return False
    below = number + 1 if number + 1 < limit and lines[number + 1].body else number + 2
    if below >= limit or len(words_of(line.body)) > _LONGEST_BELOW_RULE:
        return False
    is_over = lines[below].kind in {LineKind.ITEM, LineKind.CODE, LineKind.TABLE}
    return is_over or (lines[below].kind is LineKind.TEXT and has_sentence(lines[below].body))


def _are_beside_cards(page: Page, section: Section, free: Sequence[int], with_list: Sequence[int]) -> bool:
    """Two or more such lines in a section that holds cards already above them, when all else from the first on is lists."""
    if len(with_list) < 2 or not page.has_cards(section.start, with_list[0]):
        return False
    lines = page.outline.lines
    return all(n in with_list or lines[n].kind is LineKind.ITEM or lines[n].indent for n in free if n >= with_list[0])


def _below_points(lines: Sequence[Line], section: Section, free: Sequence[int], with_list: Sequence[int]) -> list[int]:
    """Three or more such lines below a list that opens the section, with nothing but lists from the first of them on.

    Among them also an aspect of the subject counts: `Risks`.
    """
    if len(with_list) < _FEWEST_LISTS or lines[free[0]].kind is not LineKind.ITEM:
        return []
    margin = [n for n in free if lines[n].kind is LineKind.TEXT and not lines[n].indent and not lines[n - 1].body]
    over_lists = [n for n in margin if n + 1 < section.end and lines[n + 1].kind is LineKind.ITEM]
    starts = [n for n in over_lists if n in with_list or is_attribute(front_text(lines[n].body))]
    return starts if margin[margin.index(starts[0]) :] == starts else []


def _above_lists_apart(page: Page, section: Section, free: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Three or more such lines, each a blank line above its list, with nothing else at the margin from the first of them on.

    So an export writes what stood as a title of a toggle or as a bold line without its mark.
    """
    lines = page.outline.lines
    apart = [n for n in starts if n + 2 < section.end and not lines[n + 1].body and lines[n + 2].kind is LineKind.ITEM]
    if len(apart) < _FEWEST_LISTS:
        return []
    margin = [n for n in free if n >= apart[0] and lines[n].kind is not LineKind.ITEM and not lines[n].indent]
    return apart if margin == apart else []


def _parts_lists(page: Page, section: Section, number: int) -> bool:
    """A short line at the margin between two lists, no blank line around it: the title of the second, not the end of the first."""
    lines = page.outline.lines
    if (
        number <= section.start
        or number + 1 >= section.end
        or lines[number].indent
        or lines[number].kind is not LineKind.TEXT
    ):
        return False
    above, below = lines[number - 1], lines[number + 1]
    if above.kind is not LineKind.ITEM or below.kind is not LineKind.ITEM or below.indent or len(above.body) > _WRAPPED:
        return False
    text = lines[number].body
    is_title = text[:1].isupper() and text[-1] not in ".:,;!?)"
    return is_title and len(words_of(text)) <= _SHORT_TITLE and not is_attribute(text) and is_term(text, most_words=8)


def _over_paragraphs(page: Page, section: Section, starts: Sequence[int]) -> bool:
    """Does every paragraph of the section, of three or more, begin with such a line?"""
    lines = page.outline.lines
    opening = [n for n in page.free_lines(section.start, section.end) if n == section.start or not lines[n - 1].body]
    over_text = [n for n in starts if heads_text(lines, n, section.end)]
    return len(over_text) > 2 and over_text == opening


def _over_nearly_all(page: Page, section: Section, starts: Sequence[int]) -> list[int]:
    """Where the paragraphs begin, five or more, of which most are such a line over text: the others ask, name an aspect or a bare name."""
    lines = page.outline.lines
    opening = [n for n in page.free_lines(section.start, section.end) if n == section.start or not lines[n - 1].body]
    over_text = [n for n in opening if heads_text(lines, n, section.end) and _is_title(lines[n])]
    bare = [n for n in opening if n in starts and (n + 1 >= section.end or not lines[n + 1].body)]
    named = sum(n in starts for n in over_text)
    is_whole = len(over_text) + len(bare) == len(opening) and len(over_text) >= _FEWEST_OF_MOST
    return opening if is_whole and len(bare) * 4 <= len(over_text) and named * 10 >= len(over_text) * 6 else []


def _is_title(line: Line) -> bool:
    """Could the line head a text: plain, capitalised, no sentence?"""
    return line.kind is LineKind.TEXT and line.body[:1].isupper() and line.body[-1] not in ".,;:"


def heads_text(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is the line right below a sentence?"""
    following = number + 1
    return (
        following < limit
        and lines[following].kind is LineKind.TEXT
        and len(words_of(lines[following].body)) > 2
        and len(words_of(lines[number].body)) <= 5
    )


def is_plain_subtitle(page: Page, section: Section, number: int) -> bool:
    """A line by itself that could name something: the start of its paragraph, capitalised, no sentence."""
    lines = page.outline.lines
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 1 or (number > section.start and lines[number - 1].body):
        return False
    if line.body.endswith((":", ".", ",", ";")) or not (line.body[:1].isupper() or is_comparison(line.body)):
        return False
    text = front_text(line.body)
    if not 1 <= len(words_of(text)) <= 8:
        return False
    return not is_attribute(text) and is_term(text, most_words=8)
