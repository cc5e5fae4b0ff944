"""What was asked in an interview, listed under a line that says so, in whatever words.

    They asked:
    - complexity of a lookup → constant on average
    - design a queue
    - why two hashes? because one collides

Each item is a question. An arrow parts it from what was said, and what is nested below it answers as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.conventions.question_lines import ARROW, split_colon, split_inline
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, words_of

NAME = "asked in an interview"

_ASKED = late(
    r"^\W*(?:(?:they|he|she|(?:the )?(?:interviewers?|recruiter|panel)|i was|i got|we were|(?:what|things|questions|topics) (?:they|he|she|i was|i got))\s+)?asked"
    r"(?: me| us)?(?: about)?(?:\s*\([^()]{1,40}\))?\s*:\W*$"
    r"|^\W*(?:they|he|she|(?:the )?interviewers?) (?:then |also )?(?:asked|started with|began with|opened with|went on (?:with|to)|moved on to|continued with|wanted to know)\b[^:?,]{0,40}:\W*$|^\W*questions? asked(?:\s*\([^()]{1,40}\))?\s*:?\W*$",
    re.IGNORECASE,
)
_ASKED_TITLE = late(
    r"\bquestions? (?:from|asked|they|i (?:got|was|had|faced)|we (?:got|were)|that (?:came up|they|i)|at|by)\b|\b(?:asked|real|actual) (?:interview )?questions\b"
    r"|\b(?:they|he|she|interviewers?|people) (?:may|might|could|will|would|can) (?:also |then )?ask\b|\b(?:likely|possible|expected|potential|probable) questions\b|\bexam (?:topics|questions)\b",
    re.IGNORECASE,
)
_SAMPLE = late(
    r"^\W*(?:(?:sample|example|practice|typical|common|possible|likely|interview|mock|real|past)\s+){1,3}(?:questions?|tasks?|prompts?)\s*(?:\([^()]{1,40}\))?\s*:\W*$",
    re.IGNORECASE,
)
"""`📝 Sample questions:`"""
_QUESTIONS = re.compile(r"^\W*(?:(?:some|my|more|other|quick|random) )?(?:questions?|qs)\s*:\W*$", re.IGNORECASE)
_BUILDS = late(
    r"^(?:design|build|implement|create|optimi[sz]e|debug|develop|improve|predict|detect|plan|train|evaluate|write|sketch|draw|model)\s+\w",
    re.IGNORECASE,
)
_ASPECT = re.compile(
    r"^(?:the |their |its )?(?:relation(?:ship)?s?|differences?|similarit(?:y|ies)|examples?|properties|types|pros and cons|advantages)"
    r"(?: (?:between|of|for|and|with|to) [\w ,]{1,40})?\.?$",
    re.IGNORECASE,
)
"""`What are a heddle and a reed? Relationship between them.`"""
_FEWEST = 2
_LONGEST = 30
"""Words of what is asked in one item."""


def read(page: Page) -> Iterator[Find]:
    """Every item of a list right below such a line."""
    lines = page.outline.lines
    may_be_said = page.outline.holds("sked", "ed with", "an with", "went on", "moved on", "wanted to know")
    may_be_sample = page.outline.holds("uestions:", "uestion:", "asks:", "rompts:", "s):", "s:**", "s**:")
    for section, free in page.open_sections():
        for number in free if may_be_said else ():
            line = lines[number]
            if line.kind is not LineKind.TEXT or line.body[-1] not in ":*_?" or not _ASKED.match(line.body):
                continue
            block = _list_below(page, section, number)
            if block is None or len(block.items) < _FEWEST or not all(map(_is_asked, block.items)):
                continue
            yield from _finds(page, section, block.items)
            yield Find((), "", context=[number])
        for number in free if may_be_sample else ():
            yield from _samples(page, section, number)
        if section.line >= 0 and _is_under_asked(page, section):
            yield from _listed(page, section)


def _samples(page: Page, section: Section, number: int) -> Iterator[Find]:
    """The items of a list that is announced as questions, where each sets a task or asks, some in the words of no question."""
    line = page.outline.lines[number]
    if line.kind is not LineKind.TEXT or len(line.body) > 80:
        return
    if _QUESTIONS.match(line.body):
        yield from _named_questions(page, section, number)
    if not _SAMPLE.match(line.body):
        return
    block = _list_below(page, section, number)
    texts = [front_text(item.content) for item in block.items] if block else []
    are_tasks = all(is_question(text) or _BUILDS.match(text) for text in texts)
    if block is None or len(texts) < _FEWEST or not are_tasks or all(map(is_question, texts)):
        return
    if any(item.end - item.start > 1 for item in block.items):
        return
    yield from _finds(page, section, block.items)
    yield Find((), "", context=[number])


def _named_questions(page: Page, section: Section, number: int) -> Iterator[Find]:
    """The items of a list under `questions:`, half of which ask, and one of these is answered at once."""
    block = _list_below(page, section, number)
    items = block.items if block else ()
    told = sum(bool(split_inline(item.content)[1]) for item in items if "?" in item.content)
    asking = sum(_is_question_told(item.content) or "? " in item.content for item in items)
    if len(items) < _FEWEST or not told or asking * 2 < len(items) or not all(map(_is_asked, items)):
        return
    yield from _finds(page, section, items)
    yield Find((), "", context=[number])


def _is_under_asked(page: Page, section: Section) -> bool:
    """Does the heading, or the title of the note, say that somebody asked what follows?"""
    around = page.outline.sections[section.parent] if section.parent > 0 else section
    titles = {front_text(each.title) for each in (section, around)}
    return any(
        ("uestion" in title or "ask" in title or "xam " in title) and _ASKED_TITLE.search(title) for title in titles
    )


def _listed(page: Page, section: Section) -> Iterator[Find]:
    """Every item of a section that is one list, of which a third ask in so many words and none is a name in bold."""
    lines = page.outline.lines
    blocks = read_blocks(lines, section.start, section.end, page.taken_lines(section.start, section.end))
    if len(blocks) != 1 or blocks[0].kind is not LineKind.ITEM:
        return
    items = blocks[0].items
    asking = sum(_is_question_told(item.content) for item in items)
    if len(items) < _FEWEST or asking * 3 < len(items) or not all(map(_is_asked, items)):
        return
    if any(item.content.startswith(("**", "__", "`", "[")) for item in items):
        return
    yield from _finds(page, section, items)


def _is_question_told(content: str) -> bool:
    """Is it a question, or something else with its answer behind an arrow?"""
    return bool(ARROW.search(content)) or is_question(front_text(content))


def _list_below(page: Page, section: Section, number: int) -> Block | None:
    """The list that begins below the line, a blank one between or not."""
    lines = page.outline.lines
    below = next((n for n in range(number + 1, min(number + 3, section.end)) if lines[n].body), None)
    if below is None or lines[below].kind is not LineKind.ITEM or not page.is_free(below):
        return None
    return next(iter(read_blocks(lines, below, section.end, page.taken_lines(below, section.end))), None)


def _is_asked(item: Item) -> bool:
    """Is the item of the length of a question, apart from what answers it?"""
    asked = ARROW.split(item.content)[0]
    return bool(words_of(asked)) and (len(words_of(asked)) <= _LONGEST or "?" in asked)


def _finds(page: Page, section: Section, items: Iterable[Item]) -> Iterator[Find]:
    for item in items:
        if find := _find(page, section, item):
            yield find


def _find(page: Page, section: Section, item: Item) -> Find | None:
    text = without_box(item.content)
    parts = ARROW.split(text, maxsplit=1)
    at_once = split_inline(text) if "?" in text else split_colon(text) or (text, "")
    question, told = (parts[0], parts[1]) if len(parts) > 1 else at_once
    if (asks(told) or _ASPECT.match(told)) and len(parts) == 1:
        question, told = text, ""
    unit = Unit(
        question=front_text(question),
        start=item.start,
        body=item.start + 1,
        end=page.next_card(item.start, item.end),
        first=told,
        convention=NAME,
        context=page.context_of(section, inclusive=True),
    )
    return read_unit(page, unit)
