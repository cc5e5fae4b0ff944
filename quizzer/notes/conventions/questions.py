"""Questions in lists, numbered or bulleted, each with what stands under it.

    3. What does warm-up do?          * Is attention causal? Only in decoders.
    Ans. It keeps early steps small.

A list is one of questions when most of its items ask; a list of steps in which one item asks is not. Where nothing
stands under a question it is a stub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.domain.cards import Confidence
from quizzer.notes.backs import is_only_links
from quizzer.notes.blocks import Block, Item, read_blocks
from quizzer.notes.choices import read_choice
from quizzer.notes.conventions.bold_questions import bold_question
from quizzer.notes.fronts import front_text, strip_number, without_box
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import asks, is_question, is_term, opens_as_question, words_of

NUMBERED = "numbered question"
BULLET = "question in a list"

_LESS_THAN_NESTED = 2
"""A number indented no further is not yet inside the item above, whose text begins at the third column."""
_SENTENCE_END = re.compile(r"[?？][\"'”’)\]*_]*(?:\s+|$|(?=<br))")
_TASK = re.compile(r"(?:the )?differences? between\b|(?:explain|describe|compare|define) \w")
_REMARK = re.compile(
    r"[*_]{0,3}[(\[](?:choose|select|pick|tick|check|mark|circle)\b[^()\[\]]{0,40}[)\]][*_]{0,3}|[(\[]\d{1,2} ?(?:marks?|points?|pts)[)\]]"
    r"|\((?:asked (?:at|in|by)|source:)[^()]{0,60}\)",
    re.IGNORECASE,
)
"""What belongs to a question behind its mark: how to answer it, what it is worth, who asked it."""
_TAGGED = re.compile(r"^#(?:question|q)\s", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?:steps?|process|procedure|checklist|workflow|ask yourself|think about|thinking)$", re.IGNORECASE
)
_TO_ASK = re.compile(
    r"\b(?:ask (?:to|about|for|your|if|whether|questions|clarifying)|questions (?:might|could|may)\b|questions (?:to ask|you (?:should|can|could) ask)|clarify)\b",
    re.IGNORECASE,
)
"""Introduces what the reader asks, not what the reader is asked."""
_QUESTION_TITLE = re.compile(r"\b(?:questions?|q\s?&\s?a|q/a|qna|faqs?|interview|quiz)\b", re.IGNORECASE)


# --- numbered ---------------------------------------------------------------------------------------------


def read_numbered(page: Page) -> Iterator[Find]:
    """Numbered questions; each owns everything up to the next number, indented or not."""
    for section in page.outline.sections:
        starts = _numbered_starts(page, section)
        is_bare = _is_bare(page, starts)
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else section.end
            end = _next_bold_number(page.outline.lines, start, page.next_card(start, end))
            if index > 1 and index + 1 == len(starts) and is_bare:
                end = _paragraph_end(page.outline.lines, start, end)
            find = _read_item(page, section, start, end, NUMBERED)
            if find:
                yield find


def _numbered_starts(page: Page, section: Section) -> list[int]:
    lines = page.outline.lines
    numbered = [
        n
        for n in page.free_lines(section.start, section.end)
        if lines[n].kind is LineKind.ITEM and lines[n].number is not None and lines[n].content
    ]
    if not numbered:
        return []
    margin = min(lines[n].indent for n in numbered)
    numbered = [n for n in numbered if lines[n].indent <= margin + _LESS_THAN_NESTED]
    if margin > 3:
        return []
    if _are_steps(lines, section, numbered[0]):
        return []
    asking = {n for n in numbered if _asks_at(page, section, n)}
    if not asking:
        return []
    starts = _in_sequence(lines, numbered, asking)
    share = sum(n in asking for n in starts) / len(starts)
    wanted = 0.4 if _QUESTION_TITLE.search(_titles(page, section)) else 0.7
    is_enough = len(asking) > 1 or _is_alone(page, section, starts)
    return starts if share >= wanted and is_enough else []


def _are_steps(lines: Sequence[Line], section: Section, first: int) -> bool:
    """Does the line above the list say that these are steps, such as what to ask oneself?"""
    above = first - 1
    while above > section.line and not lines[above].body:
        above -= 1
    if above <= section.line or lines[above].kind is not LineKind.TEXT:
        return False
    if _TO_ASK.search(lines[above].body):
        return True
    return bool(_STEPS.search(lines[above].body.strip("*_ ").rstrip("*_: "))) and ":" in lines[above].body[-4:]


def _is_bare(page: Page, starts: Sequence[int]) -> bool:
    """Do the questions follow one another without any answers, so that what follows the last is none either?"""
    return all(len(page.free_lines(start + 1, after)) == 0 for start, after in pairwise(starts))


def _paragraph_end(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line at the margin after a blank one, else `end`."""
    for number in range(start + 2, end):
        if lines[number].body and not lines[number - 1].body and lines[number].indent <= lines[start].indent:
            return number
    return end


def _next_bold_number(lines: Sequence[Line], start: int, end: int) -> int:
    """The first bold line that carries a number of its own and asks, else `end`: the author changed the style."""
    for number in range(start + 1, end):
        body = lines[number].body
        is_bold = body.startswith("**") and not lines[number - 1].body and bold_question(lines, number)
        if is_bold and strip_number(body) != body:
            return number
    return end


def _titles(page: Page, section: Section) -> str:
    return " ".join((*page.context_of(section, inclusive=True)[-2:], page.name.replace("-", " ").replace("_", " ")))


def _is_alone(page: Page, section: Section, starts: Sequence[int]) -> bool:
    numbers = page.free_lines(section.start, section.end)
    return bool(numbers) and numbers[0] == starts[0]


def _asks_at(page: Page, section: Section, number: int) -> bool:
    lines = page.outline.lines
    if is_question(_first_sentence(front_text(lines[number].content))):
        return True
    for following in lines[number + 1 : min(section.end, number + 4)]:
        if following.is_masked or not following.body:
            continue
        label = read_label(following.body)
        return bool(label and label.role is Role.ANSWER) or bool(
            read_choice(page.kept(number + 1, min(section.end, number + 16)))
        )
    return False


def _in_sequence(lines: Sequence[Line], numbered: Sequence[int], asking: set[int]) -> list[int]:
    """The numbers that count the questions, without those of lists inside an answer."""
    numbers_of_questions = {lines[n].number for n in asking}
    starts: list[int] = []
    previous = 0
    for n in numbered:
        number = lines[n].number or 0
        if n in asking or (number == previous + 1 and number not in numbers_of_questions):
            starts.append(n)
            previous = number
    return starts


# --- bullets ----------------------------------------------------------------------------------------------


def read_bullets(page: Page) -> Iterator[Find]:
    """Lists whose items ask, with the answer on the same line, below it, or nowhere."""
    for section in page.outline.sections:
        free = page.free_lines(section.start, section.end)
        if not any(
            "?" in page.outline.lines[n].body or is_question(without_box(page.outline.lines[n].content)) for n in free
        ):
            continue
        taken = page.taken_lines(section.start, section.end)
        blocks = read_blocks(page.outline.lines, section.start, section.end, taken)
        prose = sum(
            len(words_of(" ".join(line.body for line in page.outline.lines[block.start : block.end])))
            for block in blocks
            if block.kind is LineKind.TEXT
        )
        for index, block in enumerate(blocks):
            if block.kind is LineKind.ITEM and not _are_steps(page.outline.lines, section, block.start):
                is_alone = len(blocks) == 1
                yield from _read_list(
                    page,
                    section,
                    block,
                    (),
                    is_alone=is_alone,
                    is_in_prose=prose >= 15,
                    is_under_number=_is_under_number(blocks, index),
                )


def _is_under_number(blocks: Sequence[Block], index: int) -> bool:
    """Are these bullets below a numbered item that neither asks nor names a topic, but says what to do?"""
    above, block = blocks[index - 1] if index else None, blocks[index]
    if above is None or not above.items or block.items[0].is_numbered:
        return False
    last = above.items[-1]
    return last.is_numbered and not _asks_in_list(last) and not is_term(front_text(last.content))


def _read_list(
    page: Page,
    section: Section,
    block: Block,
    context: tuple[str, ...],
    *,
    is_alone: bool,
    is_in_prose: bool,
    is_under_number: bool = False,
) -> Iterator[Find]:
    items = [item for item in block.items if item.content and not is_only_links(item.content)]
    asking = [item for item in items if _asks_in_list(item)]
    if asking and len(asking) * 10 >= len(items) * 6 and (len(asking) > 1 or is_alone):
        is_answered = any(item.end - item.start > 1 or split_inline(item.content)[1] for item in asking)
        if not is_answered and is_under_number:
            return  # what to ask about a numbered point
        if is_answered or not is_in_prose:
            for item in items:
                find = _read_item(page, section, item.start, item.end, BULLET, context)
                # In a list that answers nothing, a task in other words is as open as the questions beside it.
                if find and (item in asking or item.end - item.start > 1 or (not is_answered and len(asking) > 2)):
                    yield find
            return
    if not is_in_prose and asking and (is_alone or any(_TAGGED.match(item.content) for item in asking)):
        yield from _outlined(page, section, asking, [item for item in items if item not in asking], context)
        items = [item for item in items if item not in asking]
    if len(context) == 2:
        return
    nested = [
        (item, inner)
        for item in items
        if item.end - item.start > 1 and not is_question(item.content)
        for inner in read_blocks(page.outline.lines, item.start + 1, item.end)
        if inner.kind is LineKind.ITEM
    ]
    asked = sum(_asks_in_list(question) for _, inner in nested for question in inner.items)
    for item, inner in nested:
        title = front_text(item.content)
        inner_context = (*context, title) if len(title) < 80 else context
        is_alone = asked > 1 and len(inner.items) == 1
        yield from _read_list(page, section, inner, inner_context, is_alone=is_alone, is_in_prose=is_in_prose)


def _is_bare_topic(item: Item) -> bool:
    """Does the item only name something to know, with nothing said of it?"""
    return len(words_of(item.content)) <= 6 and item.content[:1].isupper() and item.content[-1] not in ".!"


def _outlined(
    page: Page, section: Section, asking: Sequence[Item], others: Sequence[Item], context: tuple[str, ...]
) -> Iterator[Find]:
    """Among the points of an outline a whole question with its answer below it stands for itself, as those beside it."""
    if any(item.is_numbered for item in asking):
        return
    whole = [item for item in asking if asks(item.content) and opens_as_question(front_text(item.content))]
    is_bare = all(_is_bare_topic(item) for item in others)
    if not is_bare and not any(item.end - item.start > 1 or _TAGGED.match(item.content) for item in whole):
        return
    for item in whole:
        find = _read_item(page, section, item.start, item.end, BULLET, context)
        if find:
            yield find


def _asks_in_list(item: Item) -> bool:
    sentence = _first_sentence(front_text(item.content))
    if asks(sentence):
        is_whole = sentence == front_text(item.content) and sentence[:1].isupper() and len(words_of(sentence)) > 1
        return opens_as_question(sentence) or len(words_of(sentence)) > 2 or is_whole
    return is_question(sentence) and (sentence[:1].isupper() or bool(_TASK.match(sentence)))


def _read_item(
    page: Page, section: Section, start: int, end: int, convention: str, context: tuple[str, ...] = ()
) -> Find | None:
    lines = page.outline.lines
    question, first = split_inline(lines[start].content)
    body = start + 1
    while not first and body < min(end, start + 4) and not asks(question) and _is_wrapped(lines, body):
        joined = f"{question} {lines[body].body}"
        if not asks(joined) and not _is_wrapped(lines, body + 1):
            break
        question, first = split_inline(joined)
        body += 1
    unit = Unit(
        question=front_text(question),
        start=start,
        body=body,
        end=end,
        first=first,
        convention=convention,
        context=(*page.context_of(section, inclusive=True), *context),
        confidence=Confidence.SURE if asks(question) else Confidence.LIKELY,
    )
    return read_unit(page, unit)


def _is_wrapped(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and lines[number].kind is LineKind.TEXT and not read_label(lines[number].body)


def _first_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text)
    return text[: found.end()].strip() if found else text


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
    rest = re.sub(r"^(?:\s*(?:->|=>|→|[:–—-])\s+|\s*<br\s*/?>\s*)", "", content[end:]).strip()
    if not end or not re.search(r"\w", rest) or (rest.startswith(("[[", "([")) and rest.endswith(("]", ")"))):
        return content, ""
    return content[:end].strip(), rest
