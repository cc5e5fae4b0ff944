"""Which lines the text of a heading takes: its own, and those of sub-headings that only say what kind of text follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Fate, Page
from quizzer.notes.titles import is_attribute, is_definition_title, is_part_title
from quizzer.notes.wording import words_of

_TELLS = late(
    r"^(?:(?:key|main|short|quick|my)\s+)?(?:points?|ideas?|takeaways?|insights?|contributions?|findings?|notes?|summary|details?|description"
    r"|explanation|definition|overview|abstract|highlights|tl;?dr)$",
    re.IGNORECASE,
)
_FEW_SECTIONS = 3
_SHOWS = late(
    r"^(?:(?:python|worked|numeric(?:al)?|simple|quick|code)\s+)?(?:codes?|examples?|maths?|formulas?|formulae|equations?|pseudocode|snippets?|proofs?"
    r"|derivations?|implementation)$",
    re.IGNORECASE,
)
"""What shows the thing that has just been named, rather than the subject of a chapter."""
_BOLD_LABEL = re.compile(r"^(\*\*|__)[^*_]+\1$")
_LONGEST_LABEL = 5
"""Words."""
_CODE = re.compile(r"code|snippet|implementation")


def folded_spans(page: Page, section: Section) -> list[tuple[int, int]]:
    """The text of a section with that of its sub-headings that only say what kind of text follows.

    `### Definition` disappears, because the heading above is what is defined; `### Example` stays a line.
    """
    spans = [(section.start, _before_rule(page, section))]
    only = only_aspect(page, section)
    for part in [only] if only else parts_of(page, section):
        is_definition = part is only or is_definition_title(front_text(part.title))
        spans.append((part.start if is_definition else part.line, part.end))
    return spans


def _before_rule(page: Page, section: Section) -> int:
    """Where a rule parts the text of a section from cards that stand below the rule only; else its end.

    Right under the last of several headings a rule parts the end of the page from a heading that has no text yet.
    """
    lines = page.outline.lines
    first_card = page.next_card(section.start - 1, section.end)
    if first_card == section.end:
        below = next((n for n in range(section.start, section.end) if lines[n].body), section.end)
        is_closing = (
            below < section.end == len(lines) and lines[below].kind is LineKind.RULE and not lines[below].indent
        )
        return below if is_closing and section.index > _FEW_SECTIONS else section.end
    rules = (n for n in range(section.start, first_card) if lines[n].kind is LineKind.RULE and lines[n].indent < 2)
    rule = next(rules, section.end)
    return rule if page.free_lines(section.start, rule) else section.end


def only_aspect(page: Page, section: Section) -> Section | None:
    """The one sub-heading of a heading without text of its own, when it only says what is told: `Key points`."""
    children = list(page.outline.children(section))
    if len(children) != 1 or page.is_title(section) or page.free_lines(section.start, section.end):
        return None
    child = children[0]
    is_aspect = bool(_TELLS.match(front_text(child.title))) and child.end == child.tree_end
    is_whole = page.is_free(child.line) and not page.has_cards(child.start, child.end)
    return child if is_aspect and is_whole else None


def parts_of(page: Page, section: Section) -> list[Section]:
    """The sub-headings that belong to the text of a heading, and those beside it that do: `### Code` behind `### Quick sort`."""
    if is_attribute(front_text(section.title)) or page.is_title(section):
        return []
    owners = _owners(page)
    below = [
        child
        for child in page.outline.children(section)
        if child.parent == section.index
        and child.index not in owners
        and is_part_title(front_text(child.title))
        and _is_whole(page, child)
    ]
    return below or _parts_beside(page, section, owners)


def _is_whole(page: Page, part: Section) -> bool:
    return part.end == part.tree_end and page.is_free(part.line) and bool(page.free_lines(part.start, part.end))


def _parts_beside(page: Page, section: Section, owners: Mapping[int, int]) -> list[Section]:
    """The headings right behind one with text of its own that only say what is told of it."""
    found: list[Section] = []
    if page.free_lines(section.start, section.end):
        for other in page.outline.sections[section.index + 1 :]:
            if owners.get(other.index) != section.index or not _is_whole(page, other):
                break
            found.append(other)
    return found


def _owners(page: Page) -> Mapping[int, int]:
    """By heading such as `Code` that tells of one before it on its level, and not of the one above both: that other one."""
    if page.part_owners is None:
        beside: dict[int, list[Section]] = {}
        for section in page.outline.sections[1:]:
            beside.setdefault(section.parent, []).append(section)
        page.part_owners = {
            part.index: named.index
            for parent, sections in beside.items()
            if parent > 0
            for named, parts in _told_of(page, page.outline.sections[parent], sections)
            for part in parts
        }
    return page.part_owners


def _told_of(page: Page, around: Section, beside: Sequence[Section]) -> Iterator[tuple[Section, list[Section]]]:
    """The headings that name, without sub-headings, with those behind them that tell of them.

    So do titles that come back behind another of the names, and formulas and examples, as well as code before the next name.
    """
    runs: list[tuple[Section, list[Section]]] = []
    for section in beside:
        title = front_text(section.title)
        if not (is_attribute(title) or is_part_title(title) or _SHOWS.match(title)):
            runs.append((section, []))
        elif runs and section.level == runs[-1][0].level and runs[-1][0].end == runs[-1][0].tree_end:
            runs[-1][1].append(section)
    counts = Counter(title for _, parts in runs for title in {front_text(each.title).casefold() for each in parts})
    for place, (named, parts) in enumerate(runs):
        titles = [front_text(each.title).casefold() for each in parts]
        is_amid = len(runs) == 1 or place + 1 < len(runs)  # the code behind all of them may be that of the chapter
        is_shown = all(_SHOWS.match(title) and (is_amid or not _CODE.search(title)) for title in titles)
        is_shown = is_shown and not page.is_title(around)
        if is_shown or any(counts[title] > 1 for title in titles):
            yield named, parts


def labels_of_cards(page: Page, section: Section) -> list[int]:
    """Bold lines and lines that end with a colon, `**Common questions**`, right above what has cards of its own."""
    lines = page.outline.lines
    if not page.has_cards(section.start, section.end):
        return []
    found = []
    for number in page.free_lines(section.start, section.end):
        line = lines[number]
        is_label = line.kind is LineKind.TEXT and len(words_of(line.body)) <= _LONGEST_LABEL
        if not is_label or not (line.body.rstrip("*_").endswith((":", "：")) or _BOLD_LABEL.match(line.body)):
            continue
        below = next((n for n in range(number + 1, section.end) if lines[n].body), section.end)
        if below < section.end and page.fates[below] in (Fate.CARD, Fate.STUB) and below not in page.shared:
            found.append(number)
    return found
