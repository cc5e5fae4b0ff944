"""What lists of questions have in common: where a question ends on its line, what stands under it, what no list of questions is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.cards import CardDraft, Confidence
from quizzer.domain.patterns import late
from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.section_labels import ANSWER_INSIDE
from quizzer.notes.conventions.small_talk import advertises
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, asks_inside, is_question, opens_as_question, words_of

_SENTENCE_END = late(r"[?？][\"'”’)\]*_]*(?:\s+|$|(?=<br))")
_BOLD_SENTENCE = late(r"^(?P<mark>\*\*|__)(?=\S)(?P<text>(?:(?!(?P=mark)).)+?[.:])(?P=mark)\s+(?P<rest>\S.*)$")
_TASK_AND_DASH = late(r"^(?P<task>[^?？]{10,200}?[^\W\d_]{2}[.!])\s+(?:[-–—]{1,2}|→|=>|->)\s+(?P<rest>\S.*)$")
_REMARK = late(
    r"[*_]{0,3}[(\[](?:choose|select|pick|tick|check|mark|circle)\b[^()\[\]]{0,40}[)\]][*_]{0,3}|[(\[]\d{1,2} ?(?:marks?|points?|pts)[)\]]|[(\[]\d{1,2}[)\]]\s*$"
    r"|\((?:asked (?:at|in|by)|source:)[^()]{0,60}\)",
    re.IGNORECASE,
)
"""What belongs to a question behind its mark: how to answer it, what it is worth, who asked it."""
_TASK = late(
    r"(?:please\s+)?(?:give|name|list|write|draw|calculate|compute|explain|interpret|justify|describe|provide|compare|contrast|discuss|define|illustrate|mention|derive"
    r"|elaborate|sketch|state|prove|show|also (?:explain|give|discuss|describe|mention|write|draw|state))\b(?:[^.!?:]|\b(?:e\.g|i\.e|vs)\.){0,80}[.!]?(?:\s*[\[(]\d{1,2}(?: marks?)?[\])])?|(?:with )?examples?[.!]?",
    re.IGNORECASE,
)
"""What a question asks besides, in a sentence of its own: `Give an example.`"""
_ASKS_ON = late(
    r"(?:what|which|how|why|when|where) (?:is|are|does|do|can|should|would|will)\b(?:[^.!?:]|\.(?=\w)){1,160}",
    re.IGNORECASE,
)
"""A second question whose mark is missing: `What is stride? What is the output size for a padding of p`"""
_ASIDE = re.compile(r"^\([^()]+\)\.?$")
"""`(name two)`, after the question mark."""
_ARROW = re.compile(r"\s(?:-{1,2}>|={1,2}>|→|⇒)\s")
_QUOTED = re.compile(r"^[\"“][^\"“”]{12,}[.!?][\"”]$")
"""A whole sentence in quotation marks is what somebody says."""
_LONGEST_ADVERT = 120
_LONGEST_TASK = 10
_ASKED_AND_TOLD = late(
    r"^(?P<asked>(?:why|when|how|what(?:'s| is| are| does)|differences? between) [^:\s][^:]{2,80}):\s+(?P<told>\S.+)$",
    re.IGNORECASE,
)
_POINTS_ON = late(r"\b(?:following|these|those|below|of|by|for|in|prints?|returns?|outputs?)\W*$", re.IGNORECASE)
_FEWEST_TOLD = 3
_FULL_LINE = 76
"""So many letters, with the first word of the next line, are more than authors who break their lines by hand allow."""
_LONGEST_TAIL = 6
_CLOSES = ".!?:;,"
_SAYS = re.compile(r"[.。,，;；:：=`]|->|→|\b(?:because|so)\b", re.IGNORECASE)
"""What is told, rather than asked."""
_FEWEST_OPEN = 2
_STEPS = late(
    r"\b(?:checks?|things to check|verify|steps?|process|procedure|checklist|workflow|ask yourself|think about|thinking)$",
    re.IGNORECASE,
)
_ADVICE = late(
    r"\b(?:tips?|advice|best practices?|do['’]?s (?:and|&) don['’]?ts?|guidelines|how to (?:answer|approach|prepare))\b(?!.*\bquestions?\b)",
    re.IGNORECASE,
)
"""Heads what a person should do in an interview: `Discuss trade-offs` sets no task there."""
_TO_ASK = late(
    r"\b(?:ask (?:to|about|for|your|if|whether|questions|clarifying)|questions (?:might|could|may)\b|questions (?:to ask|you (?:should|can|could) ask)|clarify)\b",
    re.IGNORECASE,
)
"""Introduces what the reader asks, not what the reader is asked."""


_SCOPES = late(
    r"\b(?:clarif\w+|(?:define|gather|understand|identify|functional|business|non-functional) (?:the )?requirements|requirements gathering"
    r"|scop(?:e|ing) (?:the|of)|problem (?:framing|scoping|formulation)|(?:questions|things) to clarify)\b",
    re.IGNORECASE,
)
"""Heads what to find out before a system is designed."""
_WANTS_QUESTIONS = late(
    r"\b(?:questions?|ask|clarify|checklist|check|consider|debug|diagnose|troubleshoot|investigate|verify|evaluate|decide|choose)\b",
    re.IGNORECASE,
)
"""May be answered by questions."""


def are_steps(lines: Sequence[Line], section: Section, first: int) -> bool:
    """Does the line above the list say that these are steps, such as what to ask oneself?"""
    above = first - 1
    while above > section.line and not lines[above].body:
        above -= 1
    if above <= section.line:
        items = [line for line in lines[section.start : section.end] if line.kind is LineKind.ITEM]
        return bool(_SCOPES.search(section.title)) and all(asks(line.body) for line in items)
    if lines[above].kind is not LineKind.TEXT:
        return False
    if _TO_ASK.search(lines[above].body):
        return True
    return bool(_STEPS.search(lines[above].body.strip("*_ ").rstrip("*_: "))) and ":" in lines[above].body[-4:]


def only_asks_on(lines: Sequence[Line], question: str) -> bool:
    """Are the lines below a question of a list nothing but bullets that ask more, none of them answered?"""
    told = [line for line in lines if line.body]
    if not told or not is_question(front_text(question)) or _WANTS_QUESTIONS.search(question):
        return False
    return all(line.kind is LineKind.ITEM and _asks_more(front_text(line.content)) for line in told)


def _asks_more(text: str) -> bool:
    """`where it is kept` tells something; `Where is it kept?` and `Describe its place` ask."""
    return not split_inline(text)[1] and (asks(text) or (text[:1].isupper() and is_question(text)))


def gives_advice(lines: Sequence[Line], section: Section) -> bool:
    """Does the heading announce advice, and no line under it end with a question mark?"""
    is_advice = bool(_ADVICE.search(section.title)) and not asks(section.title)
    return is_advice and not any(asks(line.body) for line in lines[section.start : section.end])


def read_item(
    page: Page, section: Section, start: int, end: int, convention: str, context: tuple[str, ...] = ()
) -> Find | None:
    """The card or stub of one item of a list of questions."""
    lines = page.outline.lines
    content = _unwrapped(lines[start].content)
    question, first = (
        _split_answer(content)
        or _split_bold(content)
        or split_task(content)
        or split_arrow(content)
        or _split_colon(content)
        or _split_term(content)
        or split_inline(content)
    )
    body = start + 1
    if first and _ASIDE.match(first) and _is_told_below(page, body, end):
        question, first = f"{question} {first}", ""
    while not first and body < min(end, start + 4) and not asks(question) and _is_wrapped(lines, body):
        joined = f"{question} {lines[body].body}"
        if not asks(joined) and not _is_wrapped(lines, body + 1) and not _is_rest(page, question, body, end):
            break
        question, first = split_inline(joined)
        body += 1
    around = (*page.context_of(section, inclusive=True), *context)
    if not first and only_asks_on(page.kept(body, end), question):
        return Find(page.free_lines(start, end), page.stub(front_text(question), (start, end), context=around))
    unit = Unit(
        question=front_text(question),
        start=start,
        body=body,
        end=end,
        first=first,
        convention=convention,
        context=around,
        confidence=Confidence.SURE if asks(question) else Confidence.LIKELY,
    )
    find = read_unit(page, unit)
    if find and isinstance(find.value, CardDraft) and len(find.value.answer) < _LONGEST_ADVERT:
        return Find(find.lines, "advertisement") if advertises(find.value.answer) else find
    return find


def _is_told_below(page: Page, start: int, end: int) -> bool:
    """Does anything stand in these lines but the numbers of items that have no text yet?"""
    lines = page.outline.lines
    return any(lines[n].kind is not LineKind.ITEM or lines[n].content for n in page.free_lines(start, end))


def _unwrapped(content: str) -> str:
    """A question that is bold from end to end, without its marks."""
    mark = content[:2]
    return content[2:-2] if mark in ("**", "__") and content.endswith(mark) and content.count(mark) == 2 else content


def _split_bold(content: str) -> tuple[str, str] | None:
    """`**Explain IoU.** Overlap over union.`: a task in bold, and its answer on the same line."""
    found = _BOLD_SENTENCE.match(content)
    if found is None or asks(found["text"]) or not is_question(front_text(found["text"])):
        return None
    return found["text"], found["rest"]


def _split_answer(content: str) -> tuple[str, str] | None:
    """`Define slip. Answer: clay in water`: the label of the answer on the same line."""
    found = ANSWER_INSIDE.search(content) if ":" in content else None
    label = read_label(content[found.end() :]) if found else None
    return (content[: found.start()], label.text) if found and label and label.text else None


def split_task(content: str) -> tuple[str, str] | None:
    """`Name two kinds of kiln. – gas and wood`: a whole sentence that sets a task, a title before it or none, and its answer."""
    found = _TASK_AND_DASH.match(content)
    if found is None:
        return None
    _, _, named = found["task"].partition(": ")
    is_task = is_question(front_text(found["task"])) or (bool(named) and is_question(named))
    return (found["task"], found["rest"]) if is_task else None


def open_questions_under(page: Page, subject: Item, context: tuple[str, ...], convention: str) -> list[Find]:
    """What is asked under a topic that holds nothing but a list of questions (`SQL`); empty when anything is told there."""
    lines = page.outline.lines
    blocks = read_blocks(lines, subject.start + 1, subject.end)
    if (
        is_question(front_text(subject.content))
        or len(blocks) != 1
        or any(n.end - n.start > 1 for n in blocks[0].items)
    ):
        return []
    items = blocks[0].items
    asking = sum(is_question(first_sentence(front_text(item.content))) for item in items)
    if asking < _FEWEST_OPEN or asking * 4 < len(items) * 3 or any(split_inline(item.content)[1] for item in items):
        return []
    section = page.section_at(subject.start)
    around = (*context, front_text(subject.content))
    finds = [read_item(page, section, item.start, item.end, convention, around) for item in items]
    return [Find((), "", context=[subject.start]), *(find for find in finds if find)]


def split_arrow(content: str) -> tuple[str, str] | None:
    """`why three replicas -> a majority survives one`: a question and its answer around the only arrow of a line."""
    parts = _ARROW.split(content)
    if len(parts) != 2 or len(words_of(parts[0])) < 3 or not parts[1].strip():
        return None
    named, _, asked = parts[0].rpartition(": ")
    is_asked = asks(parts[0]) or opens_as_question(parts[0]) or (bool(named) and opens_as_question(asked))
    is_asked = is_asked or bool(_QUOTED.match(parts[0]))
    return (parts[0].strip(), parts[1].strip()) if is_asked else None


def _split_colon(content: str) -> tuple[str, str] | None:
    """`why three replicas: a majority survives one`: a question in short and its answer; `what prints: f(2)` only asks."""
    found = _ASKED_AND_TOLD.match(content) if ": " in content and "?" not in content else None
    if found is None or len(words_of(found["told"])) < _FEWEST_TOLD or _POINTS_ON.search(found["asked"]):
        return None
    return found["asked"].strip(), found["told"].strip()


def _split_term(content: str) -> tuple[str, str] | None:
    """A name among the questions, and what is said of it on the same line; None where the line asks."""
    term = None if is_question(front_text(content)) else read_term(content)
    if term is None or term.is_attribute or is_question(term.meaning) or split_inline(term.meaning)[1]:
        return None
    return (term.name, term.meaning) if term.style is Style.BOLD or len(words_of(term.meaning)) > 3 else None


def _is_wrapped(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and lines[number].kind is LineKind.TEXT and not read_label(lines[number].body)


def _is_rest(page: Page, question: str, number: int, end: int) -> bool:
    """Is the line the last words of a task, for which there was no room on the line above, and all that follows it?"""
    above, line = page.outline.lines[number - 1], page.outline.lines[number]
    words = line.body.split()
    is_full = len(above.text.rstrip()) + 1 + len(words[0]) > _FULL_LINE
    is_tail = is_full and len(words) <= _LONGEST_TAIL and line.body[0].islower() and line.body[-1] in ".;"
    goes_on = is_tail and question[-1:] not in _CLOSES and is_question(front_text(question))
    return goes_on and not page.free_lines(number + 1, end)


def first_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text)
    return text[: found.end()].strip() if found else text


def _asks_on(rest: str) -> bool:
    """Is what follows a question one more of them, without its mark: `What is a deadlock? What leads to it`?"""
    if not rest or len(words_of(rest)) > _LONGEST_TASK or _SAYS.search(rest):
        return False
    return is_question(rest) or (not rest.isascii() and asks_inside(rest))


def split_inline(content: str) -> tuple[str, str]:
    """The question at the start of a line, and the answer that follows it on the same line.

    >>> split_inline("Is it causal? In decoders? Only there.")
    ('Is it causal? In decoders?', 'Only there.')
    """
    content = content.strip()
    end = 0
    for found in _SENTENCE_END.finditer(content[:1500]):
        candidate = content[end : found.end()].strip()
        if end and not (opens_as_question(candidate) or len(words_of(candidate)) <= 6):
            break
        if re.search(r"[.!]\s", re.sub(r"\b(?:e\.g|i\.e|vs|etc|cf|approx)\.|\b[A-Z]\.", "", candidate)):
            break
        end = found.end()
    remark = _REMARK.match(content[end:]) if end else None
    if remark:
        end += remark.end()
    behind = content[end:].strip()
    if end and ((len(words_of(behind)) <= _LONGEST_TASK and _TASK.fullmatch(behind)) or _ASKS_ON.fullmatch(behind)):
        return content, ""
    if end and _asks_on(content[end:].strip()):
        return content, ""
    rest = re.sub(r"^(?:\s*(?:->|=>|→|[:–—-])\s+|\s*<br\s*/?>\s*)", "", content[end:]).strip()
    if not end or not re.search(r"\w", rest) or (rest.startswith(("[[", "([", "\\[")) and rest.endswith(("]", ")"))):
        return content, ""
    return content[:end].strip(), rest
