"""Pairs, one a line, parted by a dash, an arrow, a tab or a semicolon: phrases and their translations, questions and short answers.

    Tengo hambre. - I am hungry.
    ¿Cómo estás? - How are you?

Only where every line of a list or paragraph is a pair, three or more of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizzer.domain.cards import Confidence, Kind
from quizzer.domain.patterns import late
from quizzer.notes.blocks import Block, read_blocks
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, is_question, is_term, opens_as_question, words_of

NAME = "pair on a line"

_PAIR = re.compile(r"^(?P<left>\S.*?)(?<! )(?:[ ]+(?:[-–—=]{1,2}|->|=>|>>|→|⇒|::)[ ]+|[ ]*\t+[ ]*)(?P<right>\S.*)$")
_EQUATED = late(
    r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[ -][^\W\d_]+(?:['’][^\W\d_]+)?){0,5} = "
    r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[ ,;/-]{1,2}[^\W\d_]+(?:['’][^\W\d_]+)?){0,7}[ ,;/-]{0,2}"
)
"""Words on either side and nothing to calculate: a translation."""
_SEMICOLON = late(r"(?P<left>[^;(){}=<>`*]{1,60});(?P<right>[^;(){}=<>`]{1,120}(?<![.!?,:]))")
_ASKED = re.compile(r"^(?P<left>[^:]{6,120}):\s+(?P<right>\S.*)$")
"""What stands before a colon may ask without a mark: `Why two stages of ranking: …`."""
_LABELLED = re.compile(r"^(?P<left>(?:[^:?]|:(?=\S)){2,60}):\s+(?P<right>\S.*)$")
"""`Jensen: f convex → …`: what parts this line is the colon."""
_COMMAND = re.compile(r"^(?P<left>`[^`]+`)[ ]{2,}(?P<right>\S.*)$")
_ARROW = re.compile(r"[ ](?:->|=>|>>|→|⇒)[ ]")
"""One on a line parts question and answer; more of them draw the steps of something."""
_FEWEST = 3
_FEWEST_BY_HABIT = 2
"""In a note that writes such lines elsewhere too."""
_MOST_WORDS = 8
_MOST_IN_CELL = 3
_DASHES = re.compile(r"[-–—]{1,2}")


class _Pair(NamedTuple):
    line: int
    left: str
    right: str
    is_marked: bool
    """Does a tab, a sentence or an arrow show that this is a pair?"""
    parted_by: str


def read(page: Page) -> Iterator[Find]:
    """Every list and paragraph that is made of pairs."""
    arrows = 0
    if page.outline.holds("->", "=>", ">>", "→", "⇒"):
        arrows = sum(bool(_ARROW.search(line.body)) for line in page.outline.lines if line.kind is LineKind.TEXT)
    fewest = _FEWEST_BY_HABIT if arrows > _FEWEST else _FEWEST
    for section, free in page.open_sections():
        if len(free) < fewest or (section.line >= 0 and is_question(front_text(section.title))):
            continue
        taken = page.taken_lines(section.start, section.end)
        blocks = _without_title(page, section, read_blocks(page.outline.lines, section.start, section.end, taken))
        pairs: list[_Pair] = []
        for block in blocks:
            of_block = _pairs(page, block)
            if not of_block:
                pairs = []
                break
            pairs += of_block
        marked = sum(pair.is_marked for pair in pairs)
        if len(pairs) < fewest or marked * 4 < len(pairs) or not _are_alike(pairs) or _recur(pairs):
            # names with a dash are a glossary, with rules of its own
            pairs = [pair for block in blocks for pair in _asked_at_once(page, block) or _commands(page, block)]
            if not pairs:
                continue
        context = page.context_of(section, inclusive=True)
        if all(asks(each.right) and opens_as_question(each.right) and not asks(each.left) for each in pairs):
            pairs = [each._replace(left=each.right, right=each.left) for each in pairs]  # the answer first
        for number, left, right, *_ in pairs:
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


def _recur(pairs: Sequence[_Pair]) -> bool:
    """Does a short list tell of one thing several times: `F1 = 1 → perfect`, `F1 = 0 → useless`?"""
    names = Counter(front_text(pair.left).casefold() for pair in pairs)
    return names.most_common(1)[0][1] * 2 >= len(pairs) and len(names) < len(pairs)


def _are_alike(pairs: Sequence[_Pair]) -> bool:
    """Do most of the lines use one mark, as somebody does who writes pairs?"""
    marks = Counter(pair.parted_by for pair in pairs if pair.right)
    return marks.most_common(1)[0][1] * 2 > marks.total()


def _asked_at_once(page: Page, block: Block) -> list[_Pair]:
    """Lines of a paragraph, two or more, that are all a whole question with an arrow to its answer; amid other text as well.

    In a list of three or more the words of a question are enough, and a name may stand among those that ask.
    """
    if block.kind not in {LineKind.TEXT, LineKind.ITEM} or block.end - block.start < _FEWEST_BY_HABIT:
        return []
    pairs = _pairs(page, block)
    if not all(pair.parted_by == "→" and pair.right for pair in pairs):
        return []
    if block.kind is LineKind.TEXT:
        return pairs if all(asks(pair.left) for pair in pairs) else []
    asking = sum(asks(pair.left) or opens_as_question(pair.left) for pair in pairs)
    return pairs if len(pairs) >= _FEWEST and asking * 3 >= len(pairs) * 2 else []


def _commands(page: Page, block: Block) -> list[_Pair]:
    """Lines of a paragraph, three or more, of code and, behind a gap, what it does; amid other text as well."""
    lines = page.outline.lines[block.start : block.end]
    if block.kind is not LineKind.TEXT or len(lines) < _FEWEST or lines[0].body[0] != "`":
        return []
    found = [_COMMAND.match(line.body) for line in lines]
    return [
        _Pair(number, match["left"], match["right"], True, " ")
        for number, match in enumerate(found, block.start)
        if match and all(found)
    ]


def _pairs(page: Page, block: Block) -> list[_Pair]:
    """The pairs of a block; nothing when a line of it is none."""
    lines = page.outline.lines
    if block.kind not in {LineKind.TEXT, LineKind.ITEM} or _is_grid(lines[block.start : block.end]):
        return []
    found: list[_Pair] = []
    for number in range(block.start, block.end):
        line = lines[number]
        if not line.body:
            continue
        text = line.content if line.kind is LineKind.ITEM else line.body
        semicolon = _SEMICOLON.fullmatch(text) if line.kind is LineKind.TEXT and ";" in text else None
        match = _PAIR.match(text) or semicolon or _ASKED.match(text)
        if match and match.re is _PAIR and ": " in match["left"]:
            match = _LABELLED.match(text) or match
        if not match and found and asks(text):
            found.append(_Pair(number, text, "", False, ""))
            continue
        if not match or is_empty(match["right"]):
            return []
        is_asked = match.re is _ASKED and opens_as_question(match["left"])
        is_equal = " = " in text and bool(_EQUATED.fullmatch(text))
        is_arrow = (
            (line.kind is LineKind.TEXT or asks(text) or opens_as_question(match["left"]))
            and len(_ARROW.findall(text)) == 1
            and (len(words_of(match["left"])) <= _MOST_WORDS or asks(match["left"]))
        )
        if not (is_equal or is_asked or is_arrow) and not _is_side(match["left"]):
            return []
        is_marked = (
            "\t" in match[0] or match is semicolon or match["left"][-1] in ".?!" or is_equal or is_asked or is_arrow
        )
        found.append(_Pair(number, match["left"], match["right"], is_marked, _parted_by(match)))
    return found


def _is_grid(lines: Sequence[Line]) -> bool:
    """Do tabs part each line into as many cells, three or more, of a word or two: a table that was pasted?"""
    if "\t" not in lines[0].body:
        return False
    rows = [line.body.split("\t") for line in lines]
    width = len(rows[0])
    if width <= 2 or any(len(row) != width for row in rows):
        return False
    return sum(len(words_of(line.body)) for line in lines) <= _MOST_IN_CELL * width * len(rows)


def _parted_by(match: re.Match[str]) -> str:
    """The mark between the two sides; all arrows are one, and so are all dashes."""
    mark = match.string[match.end("left") : match.start("right")].strip(" ")
    return "→" if _ARROW.fullmatch(f" {mark} ") else _DASHES.sub("-", mark.strip() or "\t")


def _is_side(text: str) -> bool:
    if is_attribute(text) or not 0 < len(words_of(text)) <= _MOST_WORDS:
        return False
    return text[-1] in ".?!" or is_term(text, most_words=_MOST_WORDS)
