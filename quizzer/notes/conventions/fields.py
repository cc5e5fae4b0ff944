"""Cards in fields that take turns: the letters of other languages, and the words for either side of a card.

    P: ¿Qué es un índice?                Front: What does hexokinase do?       Term: Elasticity
    R: Una estructura que acelera …      Back: It puts a phosphate on …        Definition: How much one …

One letter proves nothing: `P:` is also precision and `R:` resistance. So what follows the first letter of a pair has to ask;
words have to take turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, opens_as_question

NAME = "fields of cards"

ANSWERS = {"p": "rоo", "f": "as", "q": "rа", "d": "r", "в": "о", "з": "в", "v": "a", "s": "c", "k": "v"}
"""By the letter of a question those that may answer it: Spanish, Portuguese, Polish, German, French, Italian, Russian, …"""
SIDES = {
    "front": ("back",),
    "term": ("definition", "meaning", "def", "explanation"),
    "word": ("meaning", "definition", "translation"),
    "phrase": ("meaning", "translation"),
    "concept": ("definition", "explanation", "meaning"),
    "prompt": ("response", "answer"),
    "cue": ("answer", "response"),
    "myth": ("truth", "fact", "reality"),
    "mistake": ("fix", "correction", "better"),
    "problem": ("solution", "fix"),
    "issue": ("solution", "fix", "resolution"),
    "error": ("solution", "fix", "resolution"),
    "symptom": ("solution", "fix", "cause"),
}
"""By the word for one side of a card those for the other."""
_TROUBLES = frozenset({"problem", "issue", "error", "symptom"})
"""Under a question they are parts of its answer."""
_LETTER = re.compile(
    r"^(?:[-*+•]\s+)?(?P<open>\*\*|__)?(?P<letter>[^\W\d_]|front|back|term|definition|def|meaning|explanation|word|translation|phrase|concept"
    r"|prompt|response|cue|answer|problem|issue|error|symptom|myth|truth|fact|reality|mistake|correction|better|solution|fix|resolution|cause)\s?[.-]?(?P<number>\d{1,3})?\s?(?P<closed>\*\*|__)?[:：.)\]](?P<close>\*\*|__)?"
    r"(?P<text>\s.*|)$",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"^(?:[-*+•]\s+)?(?:\*\*|__)?[^\W\d_]{1,11}+[\s\d.*_-]*[:：.)\]]")
"""The same for any word, found out sooner."""
_TAGS = re.compile(r"^[*_]{0,2}tags?[*_]{0,2}\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that begins with a letter."""

    line: int
    letter: str
    text: str


def read(page: Page) -> Iterator[Find]:
    """Every pair of letters under every heading, and the questions among them that nobody answered."""
    yield from _under_headings(page)
    for section, _ in page.open_sections():
        marks = _marks(page, section)
        asking = _letter_that_asks(marks) if marks else ""
        if not asking or (asking in _TROUBLES and is_question(front_text(section.title))):
            continue
        told = SIDES.get(asking) or ANSWERS[asking]
        at_once = [bool(mark.text) for mark in marks if mark.letter in told]
        is_told_at_once = sum(at_once) * 2 > len(at_once)
        questions = [index for index, mark in enumerate(marks) if mark.letter == asking]
        last_end = end_of_last(page.outline.lines, [marks[index].line for index in questions], section.end)
        limits = (*(marks[index].line for index in questions[1:]), last_end)
        for index, limit in zip(questions, limits, strict=True):
            asked = marks[index]
            following = marks[index + 1] if index + 1 < len(marks) else None
            answer = following if following and following.letter in told else None
            limit = _stop(page.outline.lines, asked.line + 1, limit)
            if answer and not answer.text and is_told_at_once and _is_blank(page.outline.lines, answer.line + 1):
                limit = answer.line + 1  # left open
            yield _find(page, section, asked, answer, limit)


def _under_headings(page: Page) -> Iterator[Find]:
    """Headings with the letter of a question, two or more of which have that of an answer right below: `## Q : …`, `R : …`."""
    found = []
    for section in page.outline.sections[1:]:
        title = _LETTER.match(section.title)
        free = page.free_lines(section.start, section.end) if title else []
        told = _LETTER.match(page.outline.lines[free[0]].body[:4000]) if free else None
        if title and told and told["letter"].casefold() in ANSWERS.get(title["letter"].casefold(), ""):
            asked = _Mark(section.line, title["letter"].casefold(), title["text"].strip())
            found.append((section, asked, _Mark(free[0], told["letter"].casefold(), told["text"].strip())))
    if len(found) > 1 and all(_asks(asked.text) for _, asked, _ in found):
        for section, asked, answer in found:
            yield _find(page, page.outline.sections[section.parent], asked, answer, section.end)


def _marks(page: Page, section: Section) -> list[_Mark]:
    lines = page.outline.lines
    found = []
    for number in page.free_lines(section.start, section.end):
        line = lines[number]
        if line.kind is not LineKind.TEXT and line.kind is not LineKind.ITEM:
            continue
        if _ONE_WORD.match(line.body) and (match := _LETTER.match(line.body[:4000])):
            text = match["text"].strip() + line.body[4000:]
            if match["open"] and not (match["close"] or match["closed"]):
                inside, mark, tail = text.partition(match["open"])
                text = f"{inside} {tail}".strip() if mark else text
            found.append(_Mark(number, match["letter"].casefold(), text))
    return found


def _letter_that_asks(marks: Sequence[_Mark]) -> str:
    """The letter whose lines ask, at least one of them answered, or the word whose lines take turns; else empty."""
    for word, sides in SIDES.items():
        pairs = sum(above.letter == word and mark.letter in sides for above, mark in pairwise(marks))
        if pairs > 1 or (pairs and word == "front"):
            return word
    for letter, told in ANSWERS.items():
        asked = [mark for mark in marks if mark.letter == letter]
        if not asked or any(mark.letter != letter and mark.letter not in told for mark in marks):
            continue
        is_answered = any(mark.letter in told and above.letter == letter for above, mark in pairwise(marks))
        if is_answered and sum(_asks(mark.text) for mark in asked) * 2 >= len(asked):
            return letter
    return ""


def _asks(text: str) -> bool:
    return asks(text) or text.startswith("¿") or opens_as_question(text)


def _find(page: Page, section: Section, asked: _Mark, answer: _Mark | None, limit: int) -> Find:
    if answer and answer.line >= limit:
        answer = None
    stem = back_text(page.kept(asked.line + 1, answer.line)) if answer else ""
    question = f"{front_text(asked.text)}\n\n{stem}" if stem and asked.text else front_text(asked.text or stem)
    lines = page.outline.lines
    tagged = [n for n in range(asked.line + 1, limit) if _TAGS.match(lines[n].body)]
    tags = tuple(word for n in tagged for word in re.findall(r"[\w/-]+", lines[n].body.partition(":")[2]))
    kept = page.kept(answer.line + 1, tagged[0] if tagged else limit) if answer else []
    told = back_text(kept, answer.text) if answer else ""
    end = limit if told else (answer or asked).line + 1
    context = page.context_of(section, inclusive=True)
    taken, span = page.free_lines(asked.line, end), (asked.line, end)
    if is_empty(told) or is_only_links(told):
        return Find(taken, page.stub(question, span, context=context))
    draft = page.card(question, told, span, convention=NAME, context=context, confidence=Confidence.EXPLICIT, tags=tags)
    return Find(taken, draft)


def _is_blank(lines: Sequence[Line], number: int) -> bool:
    return number >= len(lines) or not lines[number].body


def _stop(lines: Sequence[Line], start: int, limit: int) -> int:
    """The first rule, or the first question with a label in whole words, else `limit`."""
    for number in range(start, limit):
        line = lines[number]
        label = None if line.is_masked else read_label(line.body)
        if (line.kind is LineKind.RULE and line.indent < 2) or (label and label.role is Role.QUESTION):
            return number
    return limit
