"""What the text under a heading is worth: a card beside those that were found in it, or a stub where it is still to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.introductions import names_a_file, speaks_of
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Fate, Page
from quizzer.notes.terms import read_term
from quizzer.notes.titles import is_attribute, is_reference_title
from quizzer.notes.wording import asks, has_sentence, is_question, is_term, opens_as_question, words_of

RECALLS = re.compile(
    r"^(?:so |today |here |in this \w+,? )?we (?:have |['’]ve )?(?:saw|seen|learn(?:ed|t)|covered|discussed|looked at|talked about|introduced)\b",
    re.IGNORECASE,
)
"""`We saw embeddings and language models`: what a lecture went through."""
_LITTLE = 30
_FEWEST_POINTS = 3
_FEWEST_IN_POINTS = 12
"""Words."""
_BOLD_ALONE = late(r"^(?:(?:[-*+]|\d{1,3}[.)])\s+)?(\*\*|__)(?:(?!\1).)+\1\W*$")
"""A title in bold, which says nothing about the cards below it."""
_ONLY_POINTS = late(r"^[^\W\d_][^\[\]:：.]{0,40}[:：]\s*(?:\[[^\[\]]*\]\([^()\s]*\)[\s,;.|]*)+$")
"""`More of these: [module 5](m5.md)`"""
_ANNOUNCES = late(
    r"\b(?:there (?:are|is)|types?|kinds?|ways|following|these|several|some|many|two|three|four|five|main|common|different|various|key)\b",
    re.IGNORECASE,
)
"""A short sentence with these only says that a list comes."""
_ARROW = re.compile(r"\S\s*(?:[-=]{1,2}>|→)\s*\S")
"""Two of them show how one thing leads to the next."""
_BESIDE_THE_POINT = frozenset(
    {
        "references",
        "reference",
        "rule",
        "comment",
        "anchor",
        "link to the top",
        "tags",
        "task of the author",
        "small talk of a chat",
        "closing line",
    }
)
_QUESTIONS = late(
    r"^\W*(?:anki(?: cards?| decks?)?|cards|karteikarten)\W*$|\b(?:flash ?-?cards?|questions?|q ?& ?a|faqs?|interview|quiz|exercises?|(?:übungs|kontroll|prüfungs|wiederholungs)?fragen|preguntas|ejercicios|perguntas|domande|вопросы)\b|问题|面试题|练习|检查题|思考题",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"^(?:using|training|building|measuring|choosing|creating|computing|finding|comparing|writing|running)\s+(?:\S+\s?){1,6}$",
    re.IGNORECASE,
)
"""`Using models of one's own`"""
_INTRODUCES = late(
    r"\bbelow(?=\W*$|[,:] |\W+(?:are|is|you|i)\b)|^\W*below\b|\b(?:here (?:are|is)|(?:see|listed|given|found|explained|covered|answered) below|following|list of|click|expand|glossary|asked"
    r"|(?:these|those|some|all|my|more|most|common|interview|practice|sample|top|and|with|of|the|\d+) (?:questions?|answers?|terms)"
    r"|(?:questions?|answers?|terms) (?:on|about|for|from|and|with|that|you|i|in this))\b",
    re.IGNORECASE,
)


def is_beside_marked(page: Page, section: Section, question: str, own: str) -> bool:
    """Is this a little text around many cards that the author marked, which says nothing of what the heading names?"""
    marked = sum(number in page.marked for number in range(section.start, section.end))
    is_beside = marked > max(2, len(page.free_lines(section.start, section.end)))
    return is_beside and len(words_of(own)) <= _LITTLE and not speaks_of(question, own)


_FEWEST_STATED = 3
_FEWEST_SAID = 5
_LOST_WORDS = 3
_REMARK = late(
    r"^(?:>\s*\[!(?:note|tip|info|warning|caution|important|hint)\]|!!!\s+(?:note|tip|info|warning|caution|important|hint)\b"
    r"|>\s*[^\w\s]{0,6}\s*(?:note|tip|remark|warning|hint)\b)",
    re.IGNORECASE,
)
_LONGEST_REMARK = 30


def _are_points(lines: Sequence[Line]) -> bool:
    """Are these three or more bullets that say something, and nothing else?"""
    are_items = len(lines) >= _FEWEST_POINTS and all(line.kind is LineKind.ITEM for line in lines)
    return (
        are_items
        and not any(asks(line.content) for line in lines)
        and len(words_of(" ".join(line.content for line in lines))) >= _FEWEST_IN_POINTS
    )


_FORMULA = re.compile(r"^(?:(`+)[^`]{4,}[=≈∝][^`]+\1|\$[^$]+[=≈∝][^$]+\$)$")
"""A line that is one formula: what the heading names, worked out."""


def says_enough(page: Page, section: Section, free: list[int]) -> bool:
    """Is the text around the cards of a section worth a card, and not only their introduction, or a remark beside them?"""
    if _is_remark([page.outline.lines[number] for number in free]):
        return False
    shared = sum(number in page.shared for number in range(section.start, section.end))
    if len(free) > shared > 0:
        return True
    lines = [
        line
        for number in free
        if not _BOLD_ALONE.match((line := page.outline.lines[number]).body) and not _ONLY_POINTS.match(line.body)
    ]
    if not shared and _are_points(lines):
        return True
    if not shared and is_attribute(front_text(section.title)) and _stands_first(page, section, free):
        return any(line.kind is LineKind.MATH for line in lines)  # `Scenario 2`: the setting of the questions under it
    if shared and (_concludes(page, section, free) or any(_FORMULA.match(line.body) for line in lines)):
        return True
    if shared:
        if any(_is_lost_point(line) for line in lines):
            return True
        lines = [line for line in lines if line.kind is not LineKind.ITEM]
        if any(line.kind is not LineKind.TEXT for line in lines):
            return True
    lines = [line for line in lines if not (line.body.endswith(":") and len(words_of(line.body)) == 1)]
    told = " ".join(line.body for line in lines).rstrip(" *_")
    if told.endswith(":") and len(words_of(said := told[: told.rfind(". ") + 1])) >= _FEWEST_SAID:
        told = said  # what the title means, and behind that what the terms below it are
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
    is_fact = is_statement and not told.startswith("I ")
    return words >= (8 if shared and not is_statement else _FEWEST_STATED if is_fact else 4)


def _is_remark(lines: Sequence[Line]) -> bool:
    """Is it nothing but one short note in a box?"""
    if not lines or not _REMARK.match(lines[0].body):
        return False
    is_one = all(line.kind is LineKind.QUOTE or line.indent > 1 for line in lines[1:])
    return is_one and sum(len(words_of(line.body)) for line in lines) <= _LONGEST_REMARK


def _stands_first(page: Page, section: Section, free: list[int]) -> bool:
    """Does the text all stand above the first card of its section?"""
    taken = (n for n in range(section.start, section.end) if page.fates[n] in {Fate.CARD, Fate.STUB})
    return bool(free) and free[-1] < next(taken, section.end)


def _is_lost_point(line: Line) -> bool:
    """A sentence among the terms of a list, or what is told of all of them (`Formula: …`), which would stand on no card."""
    if line.kind is not LineKind.ITEM or line.indent or len(words_of(line.content)) <= _LOST_WORDS:
        return False
    term = read_term(line.content)
    return term is None or (term.is_attribute and len(words_of(term.meaning)) > _LOST_WORDS)


def _concludes(page: Page, section: Section, free: list[int]) -> bool:
    """Does a sentence of its own, without a label, follow the terms of a section?"""
    last = max(number for number in range(section.start, section.end) if number in page.shared)
    return any(
        number > last and line.kind is LineKind.TEXT and has_sentence(line.body) and read_term(line.body) is None
        for number in free
        if (line := page.outline.lines[number])
    )


_LINKED = re.compile(r"^\[[^\[\]]+\]\([^()]+\)$")
"""`[Notebook: regression](…)`."""


def awaits_text(page: Page, section: Section, question: str) -> bool:
    """Is this a subject without text yet, and not the title of what stands below it?"""
    if section.end < section.tree_end or is_attribute(question) or is_reference_title(question):
        return False
    if _LINKED.match(section.title.strip()) or (section.index == 2 and _is_second_title(page, question)):
        return False
    said = read_term(section.title) if ":" in section.title else None
    if said and said.is_attribute and said.meaning:
        return False  # `Why: it shrinks the weights`
    if _QUESTIONS.search(question) and not asks(question):
        return False  # `Basic questions`: the title of those that follow
    if (section.index == 1 and (section.level == 1 or names_a_file(question))) or len(question) < 2:
        return False
    if any(page.reasons.get(n, "references") not in _BESIDE_THE_POINT for n in range(section.start, section.end)):
        return False
    is_subject = is_term(question, most_words=8) or (section.index > 1 and bool(_DOING.match(question)))
    return is_question(question) or is_subject or _is_among_questions(page, section)


def _is_second_title(page: Page, question: str) -> bool:
    """Does the heading right below the title name the file as well: `## A cheat sheet for weavers`?"""
    title = page.outline.sections[1]
    return names_a_file(question) and page.is_title(title) and not page.free_lines(title.start, title.end)


def _is_among_questions(page: Page, section: Section) -> bool:
    """Do all headings beside this one, two or more, ask: `For each of these models, give the loss` among them?

    Where this one is numbered or begins as questions do, most of them are enough: `7) Implement connected components`.
    """
    beside = [
        front_text(other.title)
        for other in page.outline.children(page.outline.sections[section.parent])
        if other.level == section.level and other is not section
    ]
    asking = sum(map(is_question, beside))
    is_counted = strip_number(section.title) != section.title.strip() or opens_as_question(front_text(section.title))
    return len(beside) > 1 and (asking == len(beside) or (is_counted and asking > 2 and asking * 10 >= len(beside) * 6))
