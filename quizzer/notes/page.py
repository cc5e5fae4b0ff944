"""A page: one note while it is being recognised, line by line spoken for.

Conventions are asked in order; each yields `Find`s, and the lines of a find are taken before the next one is asked
for. A line that is taken is not read again, except by those who say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from quizzer.domain.cards import NOTHING, CardDraft, Confidence, Dropped, Kind, Problem, Stub
from quizzer.notes.finds import Fate, Find
from quizzer.notes.front_matter import FrontMatter
from quizzer.notes.fronts import front_tags, front_text
from quizzer.notes.outline import Line, LineKind, Outline, Section
from quizzer.notes.titles import leads_away, without_chapter

__all__ = ["Fate", "Find", "Page", "heading_tags"]

_NOTION_ID = re.compile(r"(?<=\S)[ _-](?=[a-f]*\d)[0-9a-f]{10,32}$")


@dataclass(slots=True)
class Page:
    """What is known of a note so far."""

    path: str
    outline: Outline
    tags: tuple[str, ...] = ()
    """Of the whole note: front matter and lines that hold nothing but tags."""
    deck: str = ""
    settings: FrontMatter = field(default_factory=FrontMatter)
    """What the front matter says."""
    deck_lines: tuple[tuple[int, str], ...] = ()
    """Lines whose tags name a deck for the explicit cards below them, and that deck."""
    problems: tuple[Problem, ...] = ()
    """What the author may want to mend, as the syntaxes and conventions notice it."""
    fates: list[Fate] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    drafts: list[CardDraft] = field(default_factory=list)
    stubs: list[Stub] = field(default_factory=list)
    shared: set[int] = field(default_factory=set)
    """Lines that are on a card already and may be quoted on that of their section."""
    marked: frozenset[int] = frozenset()
    """Lines that the author marked as cards, in a syntax made for it."""
    is_quiz: bool | None = None
    """Do lettered options follow several questions of the note? None until somebody has looked."""
    part_owners: Mapping[int, int] | None = None
    """By heading that tells of one beside it, that one; None until somebody has looked."""
    sections_of_fields: frozenset[int] | None = None
    """Those that bold names divide which sections beside them have as well; None until somebody has looked."""
    asks_by_labels: bool | None = None
    """Do questions behind labels stand all over the note? None until somebody has looked."""
    bold_questions: list[int] | None = None
    """Lines in bold that ask, some of them taken by now; None until somebody has looked."""
    siblings_asking: dict[tuple[int, int], int] = field(default_factory=dict)
    """By the section around and the level of headings in it, how many of these ask: none, one or several."""
    _titles: int | None = None
    """How many headings of the first level there are; None until somebody asks."""
    _contexts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _tags: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _name: str = ""
    _free: list[int] = field(default_factory=list)
    """The lines that are free and not blank, in order: what every convention asks for."""
    _headings: list[int] = field(default_factory=list)
    """The line of each section's heading, in order."""

    def __post_init__(self) -> None:
        self.fates = [Fate.FREE] * len(self.outline.lines)
        self._free = [number for number, line in enumerate(self.outline.lines) if line.body]
        self._headings = [section.line for section in self.outline.sections]

    # -- asking

    def has_free(self, *kinds: LineKind) -> bool:
        """Is any line of these kinds left? What a convention asks that reads no others, before it looks at a section."""
        lines = self.outline.lines
        return any(lines[number].kind in kinds for number in self._free)

    def is_free(self, number: int) -> bool:
        """Is this line still unspoken for, and not blank?"""
        return self.fates[number] is Fate.FREE and bool(self.outline.lines[number].body)

    def free_lines(self, start: int, end: int) -> list[int]:
        """Numbers of the lines still unspoken for, blank ones left out."""
        free = self._free
        first = bisect_left(free, start)
        if first == len(free) or free[first] >= end:
            return []  # as most sections are by the time that most conventions are asked
        return free[first : bisect_left(free, end, first)]

    def open_sections(self) -> Iterator[tuple[Section, list[int]]]:
        """Every section under whose heading lines are still free when it is reached, and those lines.

        Most conventions begin so: by the time that they are asked, most sections are spoken for.
        """
        free, headings, sections = self._free, self._headings, self.outline.sections
        first = 0
        while first < len(free):
            section = sections[bisect_right(headings, free[first]) - 1]
            if free[first] < section.start:
                first = bisect_left(free, section.start, first)
            end, count = bisect_left(free, section.end, first), len(free)
            if end > first:
                yield section, free[first:end]
            first = end if len(free) == count else bisect_left(free, section.end)

    def taken_lines(self, start: int, end: int) -> set[int]:
        """Numbers of the lines that something was found on already."""
        return {number for number in range(start, end) if self.fates[number] is not Fate.FREE}

    def kept(self, start: int, end: int, *, with_shared: bool = False) -> list[Line]:
        """The lines that an answer is made of: those still free, and the blank ones among them."""
        lines, fates = self.outline.lines, self.fates
        return [
            lines[number]
            for number in range(start, end)
            if fates[number] is Fate.FREE or (with_shared and number in self.shared)
        ]

    def has_cards(self, start: int, end: int) -> bool:
        """Has any of these lines become part of a card or a stub?"""
        return any(self.fates[number] in (Fate.CARD, Fate.STUB) for number in range(start, end))

    def next_card(self, start: int, end: int) -> int:
        """The first line after `start` that another card or stub has taken, else `end`."""
        taken = (Fate.CARD, Fate.STUB)
        return next((number for number in range(start + 1, end) if self.fates[number] in taken), end)

    def context_of(self, section: Section, *, inclusive: bool = False) -> tuple[str, ...]:
        """The headings above a card, outermost first, as a person would say them."""
        if inclusive and section.line >= 0 and self.fates[section.line] in (Fate.CARD, Fate.STUB):
            inclusive = False  # what its heading asks or names is a card of its own
        index = section.index if inclusive else section.parent
        if index <= 0:
            return ()
        if index not in self._contexts:
            around = self.outline.sections[index]
            title = without_chapter(front_text(around.title)) or around.title.strip()
            title = "" if leads_away(title) else title  # sections one level too deep
            self._contexts[index] = (*self.context_of(around), title) if title else self.context_of(around)
        return self._contexts[index]

    def leave_out(self, section: Section) -> None:
        """The title of this section is no context of what stands under it."""
        self._contexts[section.index] = self.context_of(section)

    def section_at(self, number: int) -> Section:
        """The innermost section in which a line stands; a heading stands in its own."""
        return self.outline.sections[bisect_right(self._headings, number) - 1]

    def is_title(self, section: Section) -> bool:
        """Is this heading the title of the note: the only one of the first level?"""
        if section.level > 1:
            return False
        if self._titles is None:
            self._titles = sum(each.level == 1 for each in self.outline.sections)
        return section.level < 1 or self._titles == 1

    def tags_at(self, number: int) -> tuple[str, ...]:
        """The tags that hold on a line: the note's, then those of the headings around it, outermost first.

        A tag at the end of a heading belongs to every card under it.
        """
        return self._tags_of(self.section_at(number))

    def _tags_of(self, section: Section) -> tuple[str, ...]:
        if section.index not in self._tags:
            around = self._tags_of(self.outline.sections[section.parent]) if section.parent > 0 else self.tags
            self._tags[section.index] = tuple(dict.fromkeys((*around, *heading_tags(section))))
        return self._tags[section.index]

    @property
    def name(self) -> str:
        """The title in the front matter, else the name of the file without its ending and the id that Notion adds."""
        if not self._name:
            self._name = self.settings.text("title") or _NOTION_ID.sub("", PurePosixPath(self.path).stem)
        return self._name

    # -- making

    def card(
        self,
        question: str,
        answer: str,
        span: tuple[int, int],
        *,
        convention: str,
        context: tuple[str, ...] = (),
        kind: Kind = Kind.BASIC,
        confidence: Confidence = Confidence.SURE,
        options: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        data: Mapping[str, Any] = NOTHING,
    ) -> CardDraft:
        """A card of this note; `span` is its first line and one past its last, from 0."""
        start, end = span
        lines = self.outline.lines
        around = self.tags_at(start)
        while end > start + 1 and not lines[end - 1].body:
            end -= 1
        return CardDraft(
            question=question,
            answer=answer,
            path=self.path,
            line=start + 1,
            end_line=max(start + 1, end),
            kind=kind,
            confidence=confidence,
            convention=convention,
            context=context,
            options=options,
            tags=tuple(dict.fromkeys((*around, *tags))) if tags else around,
            deck=self.deck,
            data=data,
        )

    def stub(self, question: str, span: tuple[int, int], *, context: tuple[str, ...] = ()) -> Stub:
        """A question of this note without an answer."""
        start, end = span
        while end > start + 1 and not self.outline.lines[end - 1].body:
            end -= 1
        return Stub(question, self.path, start + 1, max(start + 1, end), context)

    # -- taking

    def take(self, finds: Iterable[Find]) -> None:
        """Take every find in turn; the one who finds sees what has been taken already."""
        for find in finds:
            self._take(find)

    def _take(self, find: Find) -> None:
        if isinstance(find.value, CardDraft):
            self.drafts.append(find.value)
            marked = self._mark(find.lines, Fate.CARD)
            if find.is_shared:
                self.shared.update(marked)
        elif isinstance(find.value, Stub):
            self.stubs.append(find.value)
            self._mark(find.lines, Fate.STUB)
        else:
            for number in self._mark(find.lines, Fate.DROPPED):
                self.reasons[number] = find.value
        around = self._mark(find.context, Fate.CONTEXT)
        if find.is_shared:
            self.shared.update(around)

    def redrop(self, numbers: Iterable[int], reason: str) -> None:
        """Drop lines that had become a stub."""
        for number in numbers:
            if self.fates[number] is Fate.STUB:
                self.fates[number] = Fate.DROPPED
                self.reasons[number] = reason

    def undrop(self, numbers: Iterable[int]) -> None:
        """Lines that had been dropped are read with a card after all."""
        for number in numbers:
            if self.fates[number] is Fate.DROPPED:
                self.fates[number] = Fate.CONTEXT
                self.reasons.pop(number, None)

    def _mark(self, numbers: Iterable[int], fate: Fate) -> list[int]:
        marked = [number for number in numbers if self.fates[number] is Fate.FREE]
        for number in marked:
            self.fates[number] = fate
        if marked:
            free, fates = self._free, self.fates
            first = bisect_left(free, min(marked))
            last = bisect_right(free, max(marked), first)
            free[first:last] = [number for number in free[first:last] if fates[number] is Fate.FREE]
        return marked

    # -- telling

    def dropped(self) -> Iterator[Dropped]:
        """The dropped lines, neighbours of one reason together."""
        start, reason, end = 0, "", -1
        for number, line in enumerate(self.outline.lines):
            why = self.reasons.get(number, "")
            if not line.body:
                continue
            if why == reason:
                end = number
                continue
            if reason:
                yield Dropped(self.path, start + 1, end + 1, reason)
            start, end, reason = number, number, why
        if reason:
            yield Dropped(self.path, start + 1, end + 1, reason)


def heading_tags(section: Section) -> tuple[str, ...]:
    """The `#tags` at the end of a section's heading."""
    return front_tags(section.title)
