"""Pairs, one a line, parted by a dash, an arrow, a tab or a semicolon: phrases and their translations, questions and short answers.

    Tengo hambre. - I am hungry.
    ¿Cómo estás? - How are you?

Only where every line of a list or paragraph is a pair, three or more of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.backs import is_empty
from quizzer.notes.blocks import Block, read_blocks
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_attribute, is_question, is_term, opens_as_question, words_of

NAME = "pair on a line"

_PAIR = re.compile(r"^(?P<left>\S.*?)(?:[ ]+(?:[-–—=]{1,2}|->|=>|→|⇒|::)[ ]+|[ ]*\t+[ ]*)(?P<right>\S.*)$")
_EQUATED = late(
    r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[ -][^\W\d_]+(?:['’][^\W\d_]+)?){0,5} = "
    r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[ ,;/-]{1,2}[^\W\d_]+(?:['’][^\W\d_]+)?){0,7}[ ,;/-]{0,2}"
)
"""Words on either side and nothing to calculate: a translation."""
_SEMICOLON = late(r"(?P<left>[^;(){}=<>`]{1,60});(?P<right>[^;(){}=<>`]{1,120}(?<![.!?,:]))")
_ASKED = re.compile(r"^(?P<left>[^:]{6,120}):\s+(?P<right>\S.*)$")
"""What stands before a colon may ask without a mark: `Why two stages of ranking: …`."""
_ARROW = re.compile(r"[ ](?:->|=>|→|⇒)[ ]")
"""One on a line parts question and answer; more of them draw the steps of something."""
_FEWEST = 3
_FEWEST_BY_HABIT = 2
"""In a note that writes such lines elsewhere too."""
_MOST_WORDS = 8


def read(page: Page) -> Iterator[Find]:
    """Every list and paragraph that is made of pairs."""
    arrows = sum(bool(_ARROW.search(line.body)) for line in page.outline.lines if line.kind is LineKind.TEXT)
    fewest = _FEWEST_BY_HABIT if arrows > _FEWEST else _FEWEST
    for section in page.outline.sections:
        free = page.free_lines(section.start, section.end)
        if len(free) < fewest or (section.line >= 0 and is_question(front_text(section.title))):
            continue
        taken = page.taken_lines(section.start, section.end)
        blocks = _without_title(page, section, read_blocks(page.outline.lines, section.start, section.end, taken))
        pairs: list[tuple[int, str, str, bool]] = []
        for block in blocks:
            of_block = _pairs(page, block)
            if not of_block:
                pairs = []
                break
            pairs += of_block
        marked = sum(is_marked for *_, is_marked in pairs)
        if len(pairs) < fewest or marked * 4 < len(pairs):
            continue  # names with a dash are a glossary, with rules of its own
        context = page.context_of(section, inclusive=True)
        if all(asks(right) and opens_as_question(right) and not asks(left) for _, left, right, _ in pairs):
            pairs = [(number, right, left, is_marked) for number, left, right, is_marked in pairs]  # the answer first
        for number, left, right, _ in pairs:
            if not right:
                yield Find([number], page.stub(front_text(left), (number, number + 1), context=context))
                continue
            draft = page.card(
                front_text(left),
                right,
                (number, number + 1),
                convention=NAME,
                context=context,
                kind=Kind.BASIC if is_question(left) else Kind.DEFINITION,
                confidence=Confidence.LIKELY,
            )
            yield Find([number], draft)


def _without_title(page: Page, section: Section, blocks: list[Block]) -> list[Block]:
    """The blocks but for a line at the top of a note without headings that names it."""
    first = blocks[0] if blocks else None
    if first is None or section.line >= 0 or first.kind is not LineKind.TEXT or first.end - first.start > 1:
        return blocks
    text = page.outline.lines[first.start].body
    return blocks[1:] if len(words_of(text)) <= 10 and not _PAIR.match(text) and text[-1] not in ".?!" else blocks


def _pairs(page: Page, block: Block) -> list[tuple[int, str, str, bool]]:
    """Line, both sides and whether a tab or a sentence marks the pair; nothing when a line of the block is none."""
    lines = page.outline.lines
    if block.kind not in {LineKind.TEXT, LineKind.ITEM}:
        return []
    found: list[tuple[int, str, str, bool]] = []
    for number in range(block.start, block.end):
        line = lines[number]
        if not line.body:
            continue
        text = line.content if line.kind is LineKind.ITEM else line.body
        semicolon = _SEMICOLON.fullmatch(text) if line.kind is LineKind.TEXT and ";" in text else None
        match = _PAIR.match(text) or semicolon or _ASKED.match(text)
        if not match and found and asks(text):
            found.append((number, text, "", False))
            continue
        if not match or is_empty(match["right"]):
            return []
        is_asked = match.re is _ASKED and opens_as_question(match["left"])
        is_equal = " = " in text and bool(_EQUATED.fullmatch(text))
        is_arrow = (
            (line.kind is LineKind.TEXT or asks(text))
            and len(_ARROW.findall(text)) == 1
            and (len(words_of(match["left"])) <= _MOST_WORDS or asks(match["left"]))
        )
        if not (is_equal or is_asked or is_arrow) and not _is_side(match["left"]):
            return []
        is_marked = (
            "\t" in match[0] or match is semicolon or match["left"][-1] in ".?!" or is_equal or is_asked or is_arrow
        )
        found.append((number, match["left"], match["right"], is_marked))
    return found


def _is_side(text: str) -> bool:
    if is_attribute(text) or not 0 < len(words_of(text)) <= _MOST_WORDS:
        return False
    return text[-1] in ".?!" or is_term(text, most_words=_MOST_WORDS)
