"""Numbered questions; each owns everything up to the next number, indented or not.

    3. What does warm-up do?
    Ans. It keeps early steps small.

A list is one of questions when most of its items ask; a list of steps in which one item asks is not. Where nothing
stands under a question it is a stub.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.blocks import read_blocks
from quizzer.notes.choices import read_choice
from quizzer.notes.conventions.answer_folds import lines_of_answers
from quizzer.notes.conventions.bold_lines import bold_question
from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.conventions.listed_answers import without_answers
from quizzer.notes.conventions.number_runs import in_sequence
from quizzer.notes.conventions.question_items import are_steps, gives_advice, read_item
from quizzer.notes.conventions.question_lines import first_sentence
from quizzer.notes.conventions.titles_between import part_titles, title_above
from quizzer.notes.details import opens_answer
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.shown_below import coding_tasks
from quizzer.notes.titles import is_attribute, is_exercise_title
from quizzer.notes.units import is_option
from quizzer.notes.wording import asks, is_question, is_term, opens_as_question

NAME = "numbered question"

_LESS_THAN_NESTED = 2
"""A number indented no further is not yet inside the item above, whose text begins at the third column."""
_FEWEST_BELOW = 2
_QUESTION_TITLE = late(r"\b(?:questions?|q\s?&\s?a|q/a|qna|faqs?|interview|quiz)\b", re.IGNORECASE)
_LONGEST_TOPIC = 5
_FEWEST_BOLD = 3
_BOLD_OPENING = re.compile(r"^(\*\*|__)(?=\S)(?P<name>[^*_]{2,120}?)\1(?P<told>.*)$")
_WITH_OPTIONS = 16
"""Lines that a question's options and the answer to it take."""
_BOLD_NUMBER = re.compile(r"^\*\*(\d{1,3})[.)]\s[^*]+\*\*:?$")


def read(page: Page) -> Iterator[Find]:
    """Numbered questions; each owns everything up to the next number, indented or not."""
    hidden = lines_of_answers(page)
    for section, _ in page.open_sections():
        starts = _numbered_starts(page, section, hidden)
        if len(starts) > 1:
            yield Find((), "", context=part_titles(page, section))
        is_bare = _is_bare(page, starts)
        told = [n for n in starts if not _heads_questions(page.outline.lines, n, section.end)]
        last_end = end_of_last(page.outline.lines, told, section.end)
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else last_end
            end = _next_bold_number(page.outline.lines, start, page.next_card(start, end))
            end = _before_outdented(page.outline.lines, start, end)
            end = title_above(page.outline.lines, starts[0], start, end)
            if index > 0 and index + 1 == len(starts) and is_bare:
                end = _paragraph_end(page.outline.lines, start, end)
            below = list(_asked_below(page, section, start, end))
            if below:
                yield from below
                continue
            find = read_item(page, section, start, end, NAME)
            if find:
                yield find


def _asked_below(page: Page, section: Section, start: int, end: int) -> Iterator[Find]:
    """What is asked and answered in the list under a number that only names a subject."""
    subject = front_text(page.outline.lines[start].content)
    if is_question(subject) or not is_term(subject, most_words=8):
        return
    inner = _nested(page.outline.lines, start, end)
    if len(inner) >= _FEWEST_BELOW and all(_asks_at_once(page.outline.lines[n]) for n in inner):
        yield Find((), "", context=[start])
        for first, limit in pairwise((*inner, end)):
            if find := read_item(page, section, first, limit, NAME, (subject,)):
                yield find
        return
    blocks = read_blocks(page.outline.lines, start + 1, end)
    items = blocks[0].items if len(blocks) == 1 else ()
    if len(items) < _FEWEST_BELOW or not all(asks(item.content) and item.end - item.start > 1 for item in items):
        return
    yield Find((), "", context=[start])
    for item in items:
        find = read_item(page, section, item.start, item.end, NAME, (subject,))
        if find:
            yield find


def _nested(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """The numbered lines below a numbered name, where the first of them is right below it and further in."""
    first = next((n for n in range(start + 1, end) if lines[n].body), end)
    if first == end or lines[first].number is None or lines[first].indent <= lines[start].indent + 2:
        return []
    return [n for n in range(first, end) if lines[n].number is not None and lines[n].indent == lines[first].indent]


def _asks_at_once(line: Line) -> bool:
    text = front_text(line.content)
    return opens_as_question(text) or asks(first_sentence(text))


def _heads_questions(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is this a name over numbered questions?"""
    inner = _nested(lines, number, min(limit, number + 3))
    return bool(inner) and _asks_at_once(lines[inner[0]]) and is_term(front_text(lines[number].content), most_words=8)


def _numbered_starts(page: Page, section: Section, hidden: set[int]) -> list[int]:
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
    numbered = without_answers(page, section.start, numbered)
    if margin > 3 or not numbered:
        return []
    if are_steps(lines, section, numbered[0]) or gives_advice(lines, section):
        return []
    asking = {*coding_tasks(lines, numbered), *(n for n in numbered if _asks_at(page, section, n))}
    wanted = 0.4 if _is_titled_so(page, section) else 0.7
    if wanted < 0.5:
        asking |= {n for n in numbered if asks(lines[n].content)}
    asking -= {n for n in asking & hidden if not asks(first_sentence(front_text(lines[n].content)))}
    if not asking:
        return []
    if len(asking) > 1 and (section.line < 0 or page.is_title(section)):
        asking |= {n for n in numbered if n not in asking and _is_topic(lines, n, section.end)}
    if _are_bold_throughout(lines, numbered):
        asking |= set(numbered)
    starts = in_sequence(lines, numbered, asking)
    share = sum(n in asking for n in starts) / len(starts)
    if _is_bank(page, section, starts, asking):
        return starts
    is_enough = len(asking) > 1 or _is_alone(page, section, starts) or _has_options(page, section, starts[0])
    if share >= wanted and is_enough:
        return starts
    return _answered_exercises(lines, section, starts)


def _are_bold_throughout(lines: Sequence[Line], numbered: Sequence[int]) -> bool:
    """Do all numbers, three or more, open with a question or a name in bold, told on the same line or below?"""
    bold = [_BOLD_OPENING.match(lines[n].content) for n in numbered]
    if len(bold) < _FEWEST_BOLD or not all(bold):
        return False
    names = [front_text(found["name"]).rstrip(":") for found in bold if found]
    are_named = all(
        is_question(name) or (is_term(name, most_words=8, is_marked=True) and not is_attribute(name)) for name in names
    )
    asked = [found for found, name in zip(bold, names, strict=True) if found and asks(name)]
    return are_named and any(found["told"].strip() for found in asked)


def _answered_exercises(lines: Sequence[Line], section: Section, starts: Sequence[int]) -> list[int]:
    """The numbers under a heading that sets exercises, when one of them is answered below a label; without an answer it is one to do."""
    if not is_exercise_title(front_text(section.title)):
        return []
    ends = [*starts[1:], section.end]
    labels = (read_label(line.body) for start, end in zip(starts, ends, strict=True) for line in lines[start + 1 : end])
    return list(starts) if any(label is not None and label.role is Role.ANSWER for label in labels) else []


def _is_bank(page: Page, section: Section, starts: Sequence[int], asking: Container[int]) -> bool:
    """Is a section nothing but a list of what is asked, in full or by a few words, without a single answer?"""
    lines = page.outline.lines
    if len(starts) != len(page.free_lines(section.start, section.end)) or section.end != section.tree_end:
        return False
    named = [front_text(lines[n].content) for n in starts if n not in asking]
    is_mixed = len(starts) - len(named) >= max(2, len(named))
    return is_mixed and all(is_term(name, most_words=_LONGEST_TOPIC) and name[:1].isupper() for name in named)


def _is_topic(lines: Sequence[Line], number: int, limit: int) -> bool:
    """A short name over text at the margin, as the questions beside it stand."""
    below = next((n for n in range(number + 1, limit) if lines[n].body), limit)
    is_over = below < limit and lines[below].kind in {LineKind.TEXT, LineKind.ITEM} and lines[below].indent < 2
    if not is_over or lines[below].number is not None:
        return False
    name = front_text(lines[number].content)
    return name[:1].isupper() and name[-1].isalnum() and is_term(name, most_words=8) and not is_attribute(name)


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
    """The first bold line that carries a number of its own and asks, or the next number, else `end`: the author changed the style."""
    for number in range(start + 1, end):
        body = lines[number].body
        if not body.startswith("**") or lines[number - 1].body or strip_number(body) == body:
            continue
        counted = _BOLD_NUMBER.match(body)
        is_next = counted is not None and int(counted[1]) == (lines[start].number or 0) + 1
        if is_next or bold_question(lines, number):
            return number
    return end


def _is_titled_so(page: Page, section: Section) -> bool:
    """Do the titles above say that questions stand here; or is the whole note its exercises?"""
    if _QUESTION_TITLE.search(_titles(page, section)):
        return True
    return section.line >= 0 and page.is_title(section) and is_exercise_title(front_text(section.title))


def _titles(page: Page, section: Section) -> str:
    first = page.outline.sections[min(1, len(page.outline.sections) - 1)]
    title = first.title if not page.free_lines(first.start, first.end) else ""
    return " ".join(
        (title, *page.context_of(section, inclusive=True)[-2:], page.name.replace("-", " ").replace("_", " "))
    )


def _is_alone(page: Page, section: Section, starts: Sequence[int]) -> bool:
    numbers = page.free_lines(section.start, section.end)
    return bool(numbers) and numbers[0] == starts[0]


def _has_options(page: Page, section: Section, number: int) -> bool:
    """Do options to choose from stand below it, so that it is a question among any text?"""
    below = page.kept(number + 1, min(section.end, number + _WITH_OPTIONS))
    return asks(first_sentence(page.outline.lines[number].content)) and bool(read_choice(below))


def _asks_at(page: Page, section: Section, number: int) -> bool:
    lines = page.outline.lines
    if is_question(first_sentence(front_text(lines[number].content))) or _heads_questions(lines, number, section.end):
        return True
    below = page.kept(number + 1, min(section.end, number + _WITH_OPTIONS))
    for at, following in enumerate(below[:3]):
        if following.is_masked or not following.body:
            continue
        if opens_answer(following.body):
            return True  # a task in any words, with its answer folded away
        label = read_label(following.body)
        if is_attribute(lines[number].content):
            return False  # `1. Causes` with its points lettered below it
        is_answer = label is not None and label.role is Role.ANSWER and not is_option(below, at, label.is_letter)
        return is_answer or bool(read_choice(below))
    return False


def _before_outdented(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line further left than an indented question, a blank one above it, else `end`: that text is not the answer's."""
    if not lines[start].indent:
        return end
    outside = (n for n in range(start + 1, end) if lines[n].body and lines[n].indent < lines[start].indent)
    number = next(outside, end)
    return number if number == end or not lines[number - 1].body else end
