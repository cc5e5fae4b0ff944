"""Callouts of Obsidian that ask: their own text answers, or the callout after them that says it is the answer.

> [!question] Why shuffle?        > [!question] Exercise 3          > [!success]- Solution
> So that batches differ.         > Is the sum of ranks a rank?     > No: take two equal lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.admonitions import ASKING_TYPES, is_answer_title
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.outline import LineKind, read_outline
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import is_question, words_of

NAME = "callout"
_OPENING = late(r"^>\s*\[!(?P<type>[\w-]+)(?:\|[^\]]*)?\][+-]?\s*(?P<title>.*)$")
_QUOTED = re.compile(r"^\s*>\s?")
_LISTED = re.compile(r"^(?:[-*+]|\d{1,2}[.)])\s+")
_ANSWERS = frozenset({"answer", "answers", "solution"})
_OF_THE_NOTE = late(
    r"^(?:what (?:this|that|these|it) (?:\w+ )?(?:is|are)(?: (?:for|about))?|how (?:to use|i use) (?:this|these)\b.*|who this is for)$",
    re.IGNORECASE,
)
_INNER_ANSWER = late(r"^> ?\[!(?:answers?|solution)\][+-]?[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_LONGEST = 16
"""Words of a title that asks without a question mark."""
_CELL = "+++"
"""Where one cell of a notebook ends."""
_OPTIONS = re.compile(
    r"(?:\s*(?:[-*+]\s+)?[(\[]?[A-Ha-h][).\]]\s[^\n]*(?:\n[ \t]+[^\s*+-][^\n]*)*)+(?:\s+[*_][^\n*_]+[*_])?\s*"
)
"""Nothing but lettered options, and in italics how many of them to choose."""
_NAMED = frozenset({"question", "exercise", "problem"})
_TASKS = frozenset({"exercise", "problem"})
"""Callouts whose text is what is asked, whatever their title."""


@dataclass(frozen=True, slots=True)
class Box:
    """A callout; lines from 0, `end` one past the last."""

    start: int
    end: int
    type: str
    title: str
    body: str


def read(page: Page) -> Iterator[Find]:
    """Every callout that asks."""
    boxes = list(read_boxes(page))
    used: set[int] = set()
    for index, box in enumerate(boxes):
        if parts := _answered_inside(box):
            title = "" if is_attribute(box.title) else box.title
            question = "\n\n".join(piece for piece in (title, parts[0]) if piece)
            yield _find(page, box, question, parts[1], range(box.start, box.end))
            continue
        is_named = box.title.casefold() == box.type in _NAMED  # `Question` as the title of a question names nothing
        box = replace(box, title="") if is_named else box
        asks = bool(box.title) and _asks(box.title)
        is_task = (box.type in _TASKS or is_named) and bool(box.body)
        if index in used or not (box.title or is_task) or not (asks or box.type in ASKING_TYPES):
            continue
        asked = [] if box.title.endswith(("?", "？")) else _asked_inside(page, box)
        told = None if box.body and not asked and not is_task else _answering(page, boxes, index)
        if told is None and not box.title:
            question, _, rest = box.body.partition("\n\n")
            rest = "" if box.type in _TASKS or _OPTIONS.fullmatch(rest) else rest
            yield _find(page, box, question, rest, range(box.start, box.end))
        elif told is not None:
            used.add(told)
            title = "" if asked or is_attribute(box.title) else box.title
            question = "\n\n".join(piece for piece in (title, box.body) if piece)
            lines = [*range(box.start, box.end), *range(boxes[told].start, boxes[told].end)]
            yield _find(page, box, question, boxes[told].body, lines)
        elif len(asked) > 1:
            context = (*page.context_of(page.section_at(box.start), inclusive=True), box.title)
            for number, question in asked:
                yield Find([number], page.stub(question, (number, number + 1), context=context))
            yield Find((), "", context=range(box.start, box.end))
        else:
            yield _find(page, box, box.title, box.body, range(box.start, box.end))


def _answered_inside(box: Box) -> tuple[str, str] | None:
    """What a callout sets and, in a callout inside it that says so, how it is answered."""
    found = _INNER_ANSWER.search(box.body) if "> [!" in box.body else None
    asked, told = (box.body[: found.start()].strip(), box.body[found.end() :].split("\n")) if found else ("", [])
    if not asked or not all(not line or line.startswith(">") for line in told):
        return None
    return asked, "\n".join(_QUOTED.sub("", line) for line in told).strip()


def _asks(title: str) -> bool:
    """Does a title ask? One that runs on into the text of its callout does not: `How to read this The chapter is …`."""
    if _OF_THE_NOTE.match(title):
        return False
    return is_question(title) and ("?" in title or "？" in title or len(words_of(title)) <= _LONGEST)


def read_boxes(page: Page) -> Iterator[Box]:
    """The callouts of a note that are still free, in order."""
    lines = page.outline.lines if page.outline.holds("[!") else ()
    at = 0
    while at < len(lines):
        is_quote = lines[at].kind is LineKind.QUOTE and page.is_free(at)
        found = _OPENING.match(lines[at].body[:400]) if is_quote else None
        if not found:
            at += 1
            continue
        end = at + 1
        in_formula = False
        while end < len(lines) and (in_formula or lines[end].body.startswith(">")):
            if _OPENING.match(lines[end].body[:400]) or not lines[end].body:
                break
            in_formula ^= lines[end].body.count("$$") % 2 == 1  # whose lines are often not quoted
            end += 1
        inner = "\n".join(_QUOTED.sub("", lines[n].text) for n in range(at + 1, end))
        yield Box(at, end, found["type"].lower(), front_text(found["title"]), back_text(read_outline(inner).lines))
        at = end


def _asked_inside(page: Page, box: Box) -> list[tuple[int, str]]:
    """The questions of a callout that does nothing but ask, each with its line; nothing when it says anything else."""
    texts = [(n, _LISTED.sub("", _QUOTED.sub("", page.outline.lines[n].body))) for n in range(box.start + 1, box.end)]
    found = [(number, front_text(text)) for number, text in texts if text.strip()]
    return found if all(is_question(text.strip("\"“”'")) for _, text in found) else []


def _answering(page: Page, boxes: Sequence[Box], index: int) -> int | None:
    """The callout that answers another one: it says so, and nothing but headings and hints stand between them."""
    for later in range(index + 1, len(boxes)):
        box = boxes[later]
        between = page.free_lines(boxes[later - 1].end, box.start)
        lines = page.outline.lines
        if any(lines[n].kind not in (LineKind.HEADING, LineKind.RULE) and lines[n].body != _CELL for n in between):
            return None
        if box.body and (box.type in _ANSWERS or is_answer_title(box.title) or _names_an_answer(box.title)):
            return later
        if box.type in ASKING_TYPES or is_question(box.title):
            return None
    return None


def _names_an_answer(title: str) -> bool:
    """`Strong answer includes`, `Sketch of a solution`."""
    return not _ANSWERS.isdisjoint(title.casefold().split())


def _find(page: Page, box: Box, question: str, answer: str, lines: Sequence[int]) -> Find:
    context = page.context_of(page.section_at(box.start), inclusive=True)
    span = (min(lines), max(lines) + 1)
    question = question if "\n" in question else front_text(question)
    if is_empty(answer) or is_only_links(answer):
        return Find(lines, page.stub(question, span, context=context))
    draft = page.card(question, answer, span, convention=NAME, context=context, confidence=Confidence.EXPLICIT)
    return Find(lines, draft)
