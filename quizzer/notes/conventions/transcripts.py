"""Talks with an assistant, pasted or exported: what was asked is the question, what was said to it the answer.

    # You asked:                           **User:** Why does milk boil over?
    why does milk boil over?               **Assistant:** A skin holds the steam back.
    # Gemini responded:
    A skin holds the steam back …

Headings in what was said belong to it, whatever their level. Where they divide it into many parts, these are read one by
one like any notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.small_talk import is_small_talk
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute, is_reference_title
from quizzer.notes.wording import opens_as_question, words_of

NAME = "talk with an assistant"

_ASKS = re.compile(r"^(?:you|user|human|me|i)$", re.IGNORECASE)
_TELLS = re.compile(
    r"^(?:(?:chat ?)?gpt|gemini|claude|(?:ai )?assistant|ai|(?:chat)?bot|(?:github )?copilot|bard|grok|deepseek|perplexity|llama|mistral"
    r"|qwen|kimi)(?:[- ](?:v?\d[\w.]*|o\d|r\d|pro|opus|sonnet|haiku|flash|turbo|mini|plus|ai))*$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?:said|says|asked|asks|wrote|responded|replied|answered)$", re.IGNORECASE)
_LABEL = late(
    r"^(?:(?P<mark>\*\*|__)(?P<bold>[^*_:]{1,30}?)(?::(?P=mark)|(?P=mark)\s?:)|(?P<plain>[A-Z][\w .-]{0,29}?):)(?:\s+(?P<text>\S.*))?$"
)
_COURTESY = re.compile(
    r"^(?:ok(?:ay)?|thanks?(?: you)?(?: so much)?|thx|great|cool|nice|perfect|got it|yes|no|sure|hi|hello|hey)(?:[ ,!.]+(?:thanks?|thank you|thx|that['’]s all|a lot|so much|very much|got it|bye|cool|great))*\W*$",
    re.IGNORECASE,
)
_OPENS_POLITELY = re.compile(
    r"^(?:ok(?:ay)?|thanks?(?: you)?|thx|great|cool|nice|perfect|got it|yes|no|sure|hi|hello|hey)\b\s?[.,!:–—-]+\s+",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\b(?:it|its|they|them|their|this|these)\b", re.IGNORECASE)
_STAMP = late(
    r"^[\[(]?\d{4}-\d{2}-\d{2}(?:[T ,]+\d{1,2}:\d{2}[\d:.]*(?:Z|\s?[AaPp][Mm]|[+-]\d{2}:?\d{2})?)?[\])]?\s*[—–|:·-]*\s*(?=[A-Za-z])|(?<=\w)\s*[—–|·(\[-]+\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2})[^A-Za-z]*(?:[AaPp][Mm])?[\])]?$"
)
"""When something was said, before or behind who said it."""
_NOTICE = late(
    r"^(?:(?:chat ?gpt|claude|gemini|copilot)|(?:gpt[- ]?\d[\w.]*|4o|o[1-9])(?:[- ](?:mini|high|pro))?|updated saved memory|memory updated|copy(?: code)?|edit|(?:thought|reasoned|worked) (?:about .{1,60} )?for (?:a few|\d+)\s?(?:s|m|seconds?|minutes?)|searched (?:the web|\d+ sites?)|show (?:thinking|more))$\n?",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines that a page writes around an answer."""
_FIRST = 8
"""Lines with text, among which the talk begins."""
_FEWEST_LABELLED = 2
"""One exchange between labels is an example of a talk."""
_MANY_PARTS = 3
_INTRODUCTION = 40
"""Words that may well be an answer by themselves, above the parts of a longer one."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where somebody begins to speak."""

    line: int
    is_asking: bool
    text: str
    """What is said on the same line."""
    is_said: bool
    """`You said`, and not only who."""


def read(page: Page) -> Iterator[Find]:
    """What was asked and what was said to it, of a note that is such a talk."""
    turns = _turns(page.outline.lines)
    yield from _told_first(page, turns)
    exchanges = [(asking, telling) for asking, telling in pairwise(turns) if asking.is_asking > telling.is_asking]
    asked = sum(turn.is_asking for turn in turns)
    if not exchanges or asked - len(exchanges) > turns[-1].is_asking:
        return
    lines = page.outline.lines
    is_titled = lines[turns[0].line].kind is LineKind.HEADING
    stems = [back_text(page.kept(asking.line + 1, telling.line), asking.text) for asking, telling in exchanges]
    is_said = turns[0].is_said or sum(map(_asks, stems)) * 2 >= len(stems)  # `Human` and `AI` may be compared
    if not is_said or (not is_titled and len(exchanges) < _FEWEST_LABELLED):
        return
    context = page.context_of(page.section_at(turns[0].line), inclusive=not is_titled)
    asking_lines = [turn.line for turn in turns if turn.is_asking]
    for (asking, telling), stem in zip(exchanges, stems, strict=True):
        end = next((n for n in asking_lines if n > telling.line), len(lines))
        around = page.section_at(asking.line)
        if not is_titled and around.level:
            end = min(end, around.tree_end)
        yield from _exchange(page, asking, telling, end, front_text(stem) if "\n" not in stem else stem, context)
    last = turns[-1]
    if last.is_asking and is_titled:
        said = back_text(page.kept(last.line + 1, len(lines)), last.text)
        if not said or _COURTESY.match(said):
            yield Find(range(last.line, len(lines)), "small talk of a chat")


def _told_first(page: Page, turns: Sequence[_Turn]) -> Iterator[Find]:
    """The heading that only names the assistant, where a saved talk begins with what it said."""
    if not turns or turns[0].is_asking or sum(turn.is_asking for turn in turns) < 1:
        return
    first = turns[0].line
    page.leave_out(page.section_at(first))
    yield Find([first], "who speaks")


def _asks(stem: str) -> bool:
    return "?" in stem or opens_as_question(stem)


def _turns(lines: Sequence[Line]) -> list[_Turn]:
    """Who speaks where, all in the manner of the first, who begins near the top."""
    said = [n for n, line in enumerate(lines) if line.body and line.kind is not LineKind.FRONT_MATTER][:_FIRST]
    spoken = [turn for n in said if (turn := _turn(lines[n], n)) is not None]
    first = next((turn for turn in spoken if turn.is_asking), None)
    if first is None:
        first = next((turn for turn in spoken if lines[turn.line].kind is LineKind.HEADING), None)
    if first is None:
        return []
    kind = lines[first.line].kind
    return [
        turn
        for n in range(first.line, len(lines))
        if lines[n].kind is kind and lines[n].body and (turn := _turn(lines[n], n)) is not None
    ]


def _turn(line: Line, number: int) -> _Turn | None:
    if line.kind is LineKind.HEADING and line.level:
        return _speaker(line.content, number, "")
    found = _LABEL.match(line.body) if line.kind is LineKind.TEXT and ":" in line.body[:36] else None
    return _speaker(found["bold"] or found["plain"], number, found["text"] or "") if found else None


def _speaker(name: str, number: int, text: str) -> _Turn | None:
    name = _STAMP.sub("", name, count=1) if any(map(str.isdecimal, name)) else name
    who = _VERB.sub("", front_text(name))
    is_asking = _ASKS.match(who) is not None
    is_said = who != front_text(name)
    return _Turn(number, is_asking, text, is_said) if is_asking or _TELLS.match(who) else None


def _exchange(
    page: Page, asking: _Turn, telling: _Turn, end: int, question: str, context: tuple[str, ...]
) -> Iterator[Find]:
    above = [*range(asking.line, telling.line + 1)]
    if not question or _COURTESY.match(question):
        yield Find(range(asking.line, end), "small talk of a chat")
        return
    question = _without_courtesy(question)
    parts = _parts(page, telling.line, end)
    if len(parts) >= _MANY_PARTS and sum(map(_tells_of_question, parts)) * 2 < len(parts):
        told = back_text(page.kept(telling.line + 1, parts[0].line), telling.text)
        for number in (asking.line, telling.line):
            page.leave_out(page.section_at(number))
        if len(words_of(told)) < _INTRODUCTION:
            yield Find(above, "what an assistant was asked")
            return
        end = parts[0].line
    answer = _without_small_talk(back_text(page.kept(telling.line + 1, end), telling.text))
    taken, span = [*above, *page.free_lines(telling.line + 1, end)], (asking.line, end)
    if is_empty(answer):
        yield Find(taken, page.stub(question, span, context=context))
        return
    likely = Confidence.LIKELY
    yield Find(taken, page.card(question, answer, span, convention=NAME, context=context, confidence=likely))


def _without_courtesy(question: str) -> str:
    """`no. how does it work` asks how it works."""
    found = _OPENS_POLITELY.match(question)
    rest = question[found.end() :] if found else ""
    return rest if rest and opens_as_question(rest) else question


def _tells_of_question(part: Section) -> bool:
    """Is the title no subject of its own, but an aspect of what was asked, or sources for it: `Why it is cheap`?"""
    title = front_text(part.title)
    return is_attribute(title) or is_reference_title(title) or bool(_OF_IT.search(title))


def _without_small_talk(answer: str) -> str:
    """The answer without the paragraphs around it that only hand it over, or offer more, and what the page says of it."""
    answer = _NOTICE.sub("", answer).strip("\n")
    paragraphs = answer.split("\n\n")
    while len(paragraphs) > 1 and is_small_talk(paragraphs[0]):
        paragraphs = paragraphs[1:]
    while len(paragraphs) > 1 and is_small_talk(paragraphs[-1]):
        paragraphs = paragraphs[:-1]
    return "\n\n".join(paragraphs)


def _parts(page: Page, start: int, end: int) -> list[Section]:
    return [section for section in page.outline.sections[1:] if start < section.line < end]
