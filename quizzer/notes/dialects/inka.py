"""inka2: cards between a pair of `---` lines, `1.` before each question and `>` before each line of its answer.

---
Deck: Serving
1. What does prefill fill?
> The KV cache.
---
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizzer.domain.cards import CardDraft
from quizzer.domain.patterns import late
from quizzer.notes.dialects.cloze_marks import Style, find_deletions
from quizzer.notes.dialects.finding import Source, basic, clozes, question_text
from quizzer.notes.outline import LineKind
from quizzer.notes.page import Find, Page

NAME = "inka2"
_OPENING = late(r"^\d{1,4}\.\s+(\S.*)$")
_SETTING = re.compile(r"^(Deck|Tags):\s*(.*)$")
_COMMON = "%"
"""Parts an answer from what is told with either side of a card that is asked both ways."""
_STYLES = (Style.ANKI, Style.NUMBERED, Style.CURLY, Style.BRACE)


def find_blocks(page: Page) -> list[tuple[int, int]]:
    """The stretches between two rules in which an answer with `>` directly follows a numbered question."""
    lines = page.outline.lines
    rules = [number for number, line in enumerate(lines) if line.text.rstrip() == "---" and not line.is_masked]
    found = []
    place = 0
    while place + 1 < len(rules):
        start, end = rules[place] + 1, rules[place + 1]
        if _is_block(page, start, end):
            found.append((start, end))
            place += 1
        place += 1
    return found


def count_cards(page: Page) -> float:
    """How many questions the blocks hold: what stands in one is no card of another tool."""
    lines = page.outline.lines
    blocks = find_blocks(page)
    return float(sum(bool(_OPENING.match(lines[n].text)) for start, end in blocks for n in range(start, end)))


def _is_block(page: Page, start: int, end: int) -> bool:
    lines = page.outline.lines
    has_question = has_card = False
    for line in lines[start:end]:
        if not line.body or line.kind is LineKind.COMMENT:
            continue
        if line.kind is LineKind.HEADING and not _OPENING.match(line.body):
            return False
        if _OPENING.match(line.text):
            has_question = True
        elif line.text.startswith(">"):
            has_card = has_card or has_question
        elif not has_question and not _SETTING.match(line.text):
            return False
    return has_card


def read(page: Page) -> Iterator[Find]:
    """Every card of every block."""
    lines = page.outline.lines
    for start, end in find_blocks(page):
        deck, tags = "", ()
        settings = [start - 1, end]
        openings = []
        for number in range(start, end):
            setting = _SETTING.match(lines[number].text)
            if _OPENING.match(lines[number].text) and not lines[number].is_masked:
                openings.append(number)
            elif setting and not openings:
                settings.append(number)
                deck = setting[2].strip() if setting[1] == "Deck" else deck
                tags = tuple(setting[2].split()) if setting[1] == "Tags" else tags
        for opening, following in zip(openings, [*openings[1:], end], strict=True):
            for find in _read_card(page, opening, following, tags):
                if deck and isinstance(find.value, CardDraft):
                    find = replace(find, value=replace(find.value, deck=deck))
                yield find
        yield Find((), "", context=settings)


def _read_card(page: Page, start: int, end: int, tags: tuple[str, ...]) -> Iterator[Find]:
    lines = page.outline.lines
    question: list[str] = []
    answer: list[str] = []
    is_listing = False
    for number in range(start, end):
        line = lines[number]
        if line.kind is LineKind.COMMENT:
            continue
        is_listing = line.kind is LineKind.CODE and not answer and (is_listing or line.text[:1] != ">")
        if is_listing:
            question.append(line.text.rstrip())
        elif line.text.startswith(">"):
            answer.append(line.text[1:].removeprefix(" ").rstrip())
        elif not answer:
            opening = _OPENING.match(line.text) if number == start else None
            question.append(opening[1] if opening else line.body)
    text = "\n".join(question).strip()
    source = Source(start, end, NAME, tags)
    deletions = find_deletions(text, _STYLES) if not answer else []
    if deletions:
        yield from clozes(page, source, text, deletions)
        return
    common = answer.index(_COMMON) if answer.count(_COMMON) == 1 else len(answer)
    back, shared = "\n".join(answer[:common]).strip(), "\n".join(answer[common + 1 :]).strip()
    for find in basic(page, source, question_text(text), back, is_reversed=bool(shared)):
        if shared and isinstance(find.value, CardDraft):
            find = replace(find, value=replace(find.value, answer=f"{find.value.answer}\n\n{shared}"))
        yield find
