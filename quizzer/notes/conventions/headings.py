"""Headings that name a subject, with the text under them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import CardDraft
from quizzer.notes.backs import back_text, is_empty, is_only_links
from quizzer.notes.fronts import front_text, strip_number
from quizzer.notes.introductions import is_motto, names_a_file, speaks_of, tells_of_the_file
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Fate, Find, Page, heading_tags
from quizzer.notes.terms import read_term
from quizzer.notes.wording import (
    asks,
    has_sentence,
    is_attribute,
    is_definition_title,
    is_exercise_title,
    is_part_title,
    is_question,
    is_reference_title,
    is_term,
    opens_as_question,
    without_chapter,
    words_of,
)

_VERSUS = re.compile(r"\b(?:vs|versus)\b", re.IGNORECASE)
CONCEPT = "heading with text"

DATE = re.compile(r"^\W*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})\W*$")
_TELLS = re.compile(
    r"^(?:(?:key|main|short|quick|my)\s+)?(?:points?|ideas?|takeaways?|insights?|contributions?|findings?|notes?|summary|details?|description"
    r"|explanation|definition|overview|abstract|highlights|tl;?dr)$",
    re.IGNORECASE,
)
_ITALIC = re.compile(r"^(?P<mark>[*_])(?=[^\s*_])[^*_]+(?P=mark)$")
_CALLOUT = re.compile(r"^>\s*\[![\w-]+\]")
_LINK_WITH_NOTE = re.compile(
    r"^[*_]{0,2}\[[^\[\]]+\]\(https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[*_]{0,2}(?P<note>.*)$"
)
_BARE_LINK = re.compile(r"^(?P<note>[^.!?]{0,80}?)[\s:–—-]*<?https?://\S+>?$")
_RECALLS = re.compile(
    r"^(?:so |today |here |in this \w+,? )?we (?:have |['’]ve )?(?:saw|seen|learn(?:ed|t)|covered|discussed|looked at|talked about|introduced)\b",
    re.IGNORECASE,
)
"""`We saw embeddings and language models`: what a lecture went through."""
_LITTLE = 30
_LONGEST_NOTE = 14
_BOLD_ALONE = re.compile(r"^(\*\*|__)(?:(?!\1).)+\1\W*$")
"""A title in bold, which says nothing about the cards below it."""
_ONLY_POINTS = re.compile(r"^[^\W\d_][^\[\]:：.]{0,40}[:：]\s*(?:\[[^\[\]]*\]\([^()\s]*\)[\s,;.|]*)+$")
"""`More of these: [module 5](m5.md)`"""
_KEYWORDS = re.compile(r"^key ?(?:words?|phrases?)$", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\b(?:there (?:are|is)|types?|kinds?|ways|following|these|several|some|many|two|three|four|five|main|common|different|various|key)\b",
    re.IGNORECASE,
)
"""A short sentence with these only says that a list comes."""
_ARROW = re.compile(r"\S\s*(?:[-=]{1,2}>|→)\s*\S")
"""Two of them show how one thing leads to the next."""
_BOX = re.compile(r"^\[[ xX/>-]\]\s")
_OPENING = 300
"""An `Introduction` that tells of the file does so in its first sentences, of this many letters."""
_BESIDE_THE_POINT = frozenset(
    {"references", "reference", "rule", "comment", "anchor", "link to the top", "tags", "task of the author"}
)
_QUESTIONS = re.compile(
    r"\b(?:questions?|q ?& ?a|faqs?|interview|quiz|exercises?|(?:übungs|kontroll|prüfungs|wiederholungs)?fragen|preguntas|ejercicios|perguntas|domande|вопросы)\b|问题|面试题|练习|检查题|思考题",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:here (?:are|is)|below|following|list of|click|expand|glossary|asked"
    r"|(?:these|those|some|all|my|more|most|common|interview|practice|sample|top|and|with|of|the|\d+) (?:questions?|answers?|terms)"
    r"|(?:questions?|answers?|terms) (?:on|about|for|from|and|with|that|you|i|in this))\b",
    re.IGNORECASE,
)


def read_concepts(page: Page) -> Iterator[Find]:
    """What is left: a heading, and the text between it and the next one."""
    for section in page.outline.sections[1:]:
        if page.is_free(section.line):
            yield from _concept(page, section)


def _concept(page: Page, section: Section) -> Iterator[Find]:
    heading = range(section.line, section.start)
    question = without_chapter(front_text(section.title))
    folded = _folded(page, section)
    free = [number for start, end in folded for number in page.free_lines(start, end)]
    own = back_text(line for start, end in folded for line in page.kept(start, end))
    has_cards = any(page.fates[number] in {Fate.CARD, Fate.STUB} for number in range(section.start, section.end))
    if not any(letter.isalnum() for letter in question) or DATE.match(question):
        return
    lines = page.outline.lines
    kinds = {LineKind.TEXT, LineKind.QUOTE} if any(_CALLOUT.match(lines[n].body) for n in free) else {LineKind.TEXT}
    prose = " ".join(
        lines[number].body for number in free if lines[number].kind in kinds and not is_only_links(lines[number].body)
    )
    if _lists_links(page, free):
        yield Find([*heading, *free], "list of links")
        return
    is_short = not has_sentence(prose) or (prose.rstrip("*_` ").endswith(":") and section.end < section.tree_end)
    says_nothing = page.is_title(section) and section.end < section.tree_end and not has_sentence(own)
    is_remainder = says_nothing or (section.level <= 1 and is_short and (has_cards or _only_shows(page, section, free)))
    is_subtitle = section.level <= 2 and len(free) == 1 and bool(_ITALIC.match(lines[free[0]].body))
    if (
        is_remainder
        or (is_subtitle and section.end < section.tree_end)
        or _is_about_the_file(page, section, question, own)
    ):
        yield Find(free, "introduction of the file")
        return
    if _are_tasks(page, free) and not has_cards and "list" not in question.casefold():
        yield Find([*heading, *free], "tasks")
        return
    if is_exercise_title(question) and not has_cards:
        yield Find([*heading, *free], "exercises")
        return
    if _KEYWORDS.match(question) and not has_cards and own.count(",") * 4 >= len(words_of(own)):
        yield Find([*heading, *free], "tags")
        return
    asked = [lines[n] for n in free]
    if asked and all(line.kind is LineKind.TEXT and _is_bare_question(line.body) for line in asked):
        for number in free:
            stub = page.stub(
                front_text(lines[number].body), (number, number + 1), context=page.context_of(section, inclusive=True)
            )
            yield Find([number], stub, context=heading)
        return
    if is_empty(own) and _VERSUS.search(question) and any(n in page.shared for n in range(section.start, section.end)):
        yield Find(heading, _compared(page, section, question, folded))
        return
    if is_empty(own) or is_only_links(own):
        if not has_cards and _awaits_text(page, section, question):
            stub = page.stub(question, (section.line, section.end), context=page.context_of(section))
            yield Find([*heading, *free], stub)
        return
    if _RECALLS.match(own) and is_attribute(question) and len(words_of(own)) < _LONGEST_NOTE:
        yield Find([*heading, *free], "closing line")
        return
    if has_cards and (not _says_enough(page, section, free) or _is_beside_marked(page, section, question, own)):
        yield Find((), "", context=[n for n in free if page.outline.lines[n].kind is LineKind.TEXT])
        return
    draft = page.card(
        question,
        _whole(page, folded) if has_cards else own,
        (section.line, folded[-1][1]),
        convention=CONCEPT,
        context=page.context_of(section) or name_for(page, section, question),
        tags=heading_tags(section),
    )
    only = only_aspect(page, section)
    parts = [*_parts_of(page, section), *([only] if only else [])]
    yield Find([*heading, *free], draft, context=[part.line for part in parts])


def _is_beside_marked(page: Page, section: Section, question: str, own: str) -> bool:
    """Is this a little text around many cards that the author marked, which says nothing of what the heading names?"""
    marked = sum(number in page.marked for number in range(section.start, section.end))
    is_beside = marked > max(2, len(page.free_lines(section.start, section.end)))
    return is_beside and len(words_of(own)) <= _LITTLE and not speaks_of(question, own)


def _compared(page: Page, section: Section, question: str, folded: list[tuple[int, int]]) -> CardDraft:
    """`Row vs column stores` over both of them, each a card of its own: all of it once more, side by side."""
    return page.card(
        question,
        _whole(page, folded),
        (section.line, folded[-1][1]),
        convention=CONCEPT,
        context=page.context_of(section),
        tags=heading_tags(section),
    )


def _is_bare_question(body: str) -> bool:
    """One question and nothing else: its answer was never written."""
    return asks(body) and opens_as_question(front_text(body)) and not re.search(r"[.!:]\s", body)


def _whole(page: Page, spans: list[tuple[int, int]]) -> str:
    """The text of a section with the lines that are on cards of their own as well."""
    return back_text(line for start, end in spans for line in page.kept(start, end, with_shared=True))


def _folded(page: Page, section: Section) -> list[tuple[int, int]]:
    """The text of a section with that of its sub-headings that only say what kind of text follows.

    `### Definition` disappears, because the heading above is what is defined; `### Example` stays a line.
    """
    spans = [(section.start, section.end)]
    only = only_aspect(page, section)
    for part in [only] if only else _parts_of(page, section):
        is_definition = part is only or is_definition_title(front_text(part.title))
        spans.append((part.start if is_definition else part.line, part.end))
    return spans


def only_aspect(page: Page, section: Section) -> Section | None:
    """The one sub-heading of a heading without text of its own, when it only says what is told: `Key points`."""
    children = list(page.outline.children(section))
    if len(children) != 1 or page.is_title(section) or page.free_lines(section.start, section.end):
        return None
    child = children[0]
    is_aspect = bool(_TELLS.match(front_text(child.title))) and child.end == child.tree_end
    is_whole = page.is_free(child.line) and not page.has_cards(child.start, child.end)
    return child if is_aspect and is_whole else None


def _parts_of(page: Page, section: Section) -> list[Section]:
    if is_attribute(front_text(section.title)) or page.is_title(section):
        return []
    return [
        child
        for child in page.outline.children(section)
        if child.parent == section.index
        and child.end == child.tree_end
        and page.is_free(child.line)
        and is_part_title(front_text(child.title))
        and page.free_lines(child.start, child.end)
    ]


def _lists_links(page: Page, free: list[int]) -> bool:
    """Are these two or more links to other places, each with a few words on what is there?"""
    lines = [page.outline.lines[number] for number in free]
    if len(lines) < 2 or not all(line.kind is LineKind.ITEM for line in lines):
        return False
    found = [_LINK_WITH_NOTE.match(line.content[:600]) or _BARE_LINK.match(line.content[:600]) for line in lines]
    return all(link is not None and len(words_of(link["note"])) <= _LONGEST_NOTE for link in found)


def _are_tasks(page: Page, free: list[int]) -> bool:
    """Are these boxes to tick, and nothing else?"""
    lines = [page.outline.lines[number] for number in free]
    return bool(lines) and all(line.kind is LineKind.ITEM and _BOX.match(line.content) for line in lines)


def _only_shows(page: Page, section: Section, free: list[int]) -> bool:
    """Is a title followed by nothing but code or pictures, such as the imports of a notebook, before its sections?"""
    lines = page.outline.lines
    shown = all(
        lines[n].kind is LineKind.CODE or is_only_links(lines[n].body) or lines[n].body.rstrip("*_` ").endswith(":")
        for n in free
    )
    return shown and section.end < section.tree_end


def name_for(page: Page, section: Section, question: str) -> tuple[str, ...]:
    """A heading such as `Pros` with nothing above it is understood by the title of the note or the name of its file."""
    if not is_attribute(question):
        return ()
    first = page.outline.sections[1]
    title = without_chapter(front_text(first.title)) if first.level > section.level else ""
    return (title,) if title and not is_attribute(title) else (page.name,)


def _says_enough(page: Page, section: Section, free: list[int]) -> bool:
    """Is the text around the cards of a section worth a card, and not only their introduction?"""
    shared = sum(number in page.shared for number in range(section.start, section.end))
    if len(free) > shared > 0:
        return True
    lines = [
        line
        for number in free
        if not _BOLD_ALONE.match((line := page.outline.lines[number]).body) and not _ONLY_POINTS.match(line.body)
    ]
    if not shared and is_attribute(front_text(section.title)):
        return False  # `Scenario 2`: the setting of the questions under it
    if shared and _concludes(page, section, free):
        return True
    if shared:
        if any(_is_lost_point(line) for line in lines):
            return True
        lines = [line for line in lines if line.kind is not LineKind.ITEM]
        if any(line.kind is not LineKind.TEXT for line in lines):
            return True
    lines = [line for line in lines if not (line.body.endswith(":") and len(words_of(line.body)) == 1)]
    told = " ".join(line.body for line in lines).rstrip(" *_")
    words = len(words_of(told))
    if _QUESTIONS.search(section.title) and _stands_first(page, section, free):
        return False
    if words > 30 or len(_ARROW.findall(told)) > 1:
        return True
    if told.endswith(":") or _INTRODUCES.search(told) or _QUESTIONS.search(section.title):
        return False
    is_statement = (
        told.endswith(".") and not _ANNOUNCES.search(told) and all(read_term(line.body) is None for line in lines)
    )
    return words >= (8 if shared and not is_statement else 4)


def _stands_first(page: Page, section: Section, free: list[int]) -> bool:
    """Does the text all stand above the first card of its section?"""
    taken = (n for n in range(section.start, section.end) if page.fates[n] in {Fate.CARD, Fate.STUB})
    return bool(free) and free[-1] < next(taken, section.end)


def _is_lost_point(line: Line) -> bool:
    """A sentence among the terms of a list, which would stand on no card."""
    is_item = line.kind is LineKind.ITEM and not line.indent
    return is_item and len(words_of(line.content)) > 3 and read_term(line.content) is None


def _concludes(page: Page, section: Section, free: list[int]) -> bool:
    """Does a sentence of its own, without a label, follow the terms of a section?"""
    last = max(number for number in range(section.start, section.end) if number in page.shared)
    return any(
        number > last and line.kind is LineKind.TEXT and has_sentence(line.body) and read_term(line.body) is None
        for number in free
        if (line := page.outline.lines[number])
    )


def _awaits_text(page: Page, section: Section, question: str) -> bool:
    """Is this a subject without text yet, and not the title of what stands below it?"""
    if section.end < section.tree_end or is_attribute(question) or is_reference_title(question):
        return False
    if _QUESTIONS.search(question) and not asks(question):
        return False  # `Basic questions`: the title of those that follow
    if (section.index == 1 and section.level == 1) or len(question) < 2:
        return False
    if any(page.reasons.get(n, "references") not in _BESIDE_THE_POINT for n in range(section.start, section.end)):
        return False
    return is_question(question) or is_term(question, most_words=8) or _is_among_questions(page, section)


def _is_among_questions(page: Page, section: Section) -> bool:
    """Do all headings beside this one, two or more, ask: `For each of these models, give the loss` among them?

    Where this one is numbered, most of them are enough: `7) Implement connected components`.
    """
    beside = [
        front_text(other.title)
        for other in page.outline.children(page.outline.sections[section.parent])
        if other.level == section.level and other is not section
    ]
    asking = sum(map(is_question, beside))
    is_counted = strip_number(section.title) != section.title.strip()
    return len(beside) > 1 and (asking == len(beside) or (is_counted and asking > 2 and asking * 10 >= len(beside) * 6))


def _is_about_the_file(page: Page, section: Section, title: str, own: str) -> bool:
    """Does the text introduce the note itself: whose it is, what it is for, how to use it?"""
    is_title = section.index == 1 and (section.level == 1 or section.end < section.tree_end)
    if not is_title and not (section.index <= 3 and is_attribute(title)):
        return False
    if section.end == len(page.outline.lines) and not is_empty(own) and section.index == 1:
        return False  # nothing else is in the file
    if not is_title:
        opening = " ".join(line for line in own.splitlines() if not line.startswith(">"))[:_OPENING]
        return tells_of_the_file(opening)
    if tells_of_the_file(own) or (section.level == 1 and is_motto(title, own)):
        return True
    return is_empty(own) or (names_a_file(title) and not speaks_of(title, own))


def holds_cards(page: Page, section: Section, end: int) -> bool:
    """Is the heading only the title of the cards or of the sections under it?"""
    return end < section.tree_end or any(page.fates[number] is Fate.CARD for number in range(section.start, end))
