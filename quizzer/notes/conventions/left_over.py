"""What every other convention left, read by its layout alone: short lines at the margin, each over text indented below it.

    slip
        - clay in water                     how do you fix a crack?
        - holds two parts together            with slip, before it dries

    bisque: the first firing                - does the glaze need one? (yes, or it runs)

Two or more such lines show the habit, whatever their letters; then lines `name: what it is` and open questions among others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.backs import back_text
from quizzer.notes.blocks import Item, read_blocks
from quizzer.notes.conventions.names_beside import may_name
from quizzer.notes.conventions.question_items import read_item
from quizzer.notes.conventions.question_lines import split_arrow, split_colon, split_inline
from quizzer.notes.conventions.rows_of_names import formula_of
from quizzer.notes.conventions.subtitles import is_bold_subtitle
from quizzer.notes.fronts import front_text
from quizzer.notes.hollow import is_empty, is_only_links
from quizzer.notes.introductions import names_a_file
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, Term, read_term
from quizzer.notes.titles import is_attribute, is_housekeeping_title, is_navigation_title, is_reference_title
from quizzer.notes.wording import asks, has_sentence, is_question, is_term, opens_as_question, words_of

NAME = "left over"

_FEWEST = 2
_MOST_WORDS = 9
_MANY_BESIDE = 5
_SHORTEST_MEANING = 3
_SHORTEST_QUESTION = 3
_SHORT_NAME = 4


def read(page: Page) -> Iterator[Find]:
    """Lines over indented text, then single lines that name or ask something, of every section with free lines."""
    for section, _ in page.open_sections():
        yield from _hanging(page, section)
        yield from _opened(page, section)
        if page.has_cards(section.start, section.end):
            yield from _single(page, section)
            yield from _titled(page, section)
            yield from _formulas(page, section)


def _hanging(page: Page, section: Section) -> Iterator[Find]:
    """Short lines at the margin with deeper text right below them."""
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    starts = [n for n in free if _names(lines, n) and _is_over_text(lines, n, section.end)]
    is_beside = page.has_cards(section.start, section.end) and all(lines[n].body.endswith(":") for n in starts)
    if len(starts) < _FEWEST and not is_beside:
        return
    context = page.context_of(section, inclusive=True)
    for start in starts:
        end = page.next_card(start, _end_of_hanging(lines, start, section.end))
        name, span, taken = front_text(lines[start].body).rstrip(":"), (start, end), page.free_lines(start, end)
        answer = back_text(page.kept(start + 1, end))
        if is_empty(answer) or is_only_links(answer) or not has_sentence(f"{name} {answer}"):
            continue
        kind = Kind.BASIC if is_question(name) else Kind.DEFINITION
        likely = Confidence.LIKELY
        yield Find(taken, page.card(name, answer, span, convention=NAME, context=context, kind=kind, confidence=likely))


def _opened(page: Page, section: Section) -> Iterator[Find]:
    """Paragraphs, two or more, that open with a name and say what it is, in bold or behind a colon, or have it below."""
    named = named_paragraphs(page, section)
    lines = page.outline.lines
    if len(named) < _FEWEST:
        return
    context = page.context_of(section, inclusive=True)
    for start, (name, told) in named.items():
        end = _end_of_opened(lines, start, section.end, named, is_told=bool(told))
        end = page.next_card(start, end)
        answer, span = back_text(page.kept(start + 1, end), told), (start, end)
        if is_empty(answer) or is_only_links(answer) or not has_sentence(f"{name} {answer}"):
            continue
        likely = Confidence.LIKELY
        draft = page.card(name, answer, span, convention=NAME, context=context, confidence=likely)
        yield Find(page.free_lines(start, end), draft)


def named_paragraphs(page: Page, section: Section) -> dict[int, tuple[str, str]]:
    """Where the paragraphs begin that open with a name, each with that name and what stands behind it."""
    lines = page.outline.lines
    free = page.free_lines(section.start, section.end)
    opening = [n for n in free if lines[n].kind is LineKind.TEXT and not lines[n].indent and _is_opening(lines, n)]
    named = {n: parts for n in opening if (parts := _named(lines, n)) is not None}
    often = Counter(name.casefold() for name, _ in named.values())
    named = {n: parts for n, parts in named.items() if often[parts[0].casefold()] == 1}  # `Paper: …` again and again
    return named


def _is_opening(lines: Sequence[Line], number: int) -> bool:
    return number == 0 or lines[number - 1].is_gap or lines[number - 1].kind is LineKind.RULE


def _named(lines: Sequence[Line], number: int) -> tuple[str, str] | None:
    """The name with which a paragraph opens and what stands behind it; nothing does when the line is bold as a whole."""
    body = lines[number].body
    if is_bold_subtitle(lines, number):
        below = next((line for line in lines[number + 1 : number + 3] if line.body), None)
        is_over = below is not None and below.kind not in {LineKind.RULE, LineKind.HEADING}
        return (front_text(body), "") if is_over and not is_housekeeping_title(front_text(body)) else None
    term = read_term(body)
    if term is None or term.is_attribute or is_housekeeping_title(term.name):
        return None
    is_marked = term.style is not Style.DASH and body.startswith(("**", "__"))
    if not is_marked and (len(words_of(term.meaning)) < _SHORTEST_MEANING or not _is_short(term.name)):
        return None
    is_over = number + 1 < len(lines) and bool(lines[number + 1].body)
    return (term.name, term.meaning) if term.meaning or is_over else None


def _is_short(name: str) -> bool:
    """Two names side by side take more words than one."""
    return len(words_of(name)) <= (_SHORT_NAME * 2 if " vs " in name else _SHORT_NAME)


def _end_of_opened(lines: Sequence[Line], start: int, limit: int, named: Container[int], *, is_told: bool) -> int:
    """The next that is named, a rule, or for one told on its line the end of its paragraph and of a list right below."""
    for number in range(start + 1, limit):
        line = lines[number]
        if number in named or line.kind is LineKind.RULE:
            return number
        is_new = bool(line.body) and not lines[number - 1].body and line.kind is LineKind.TEXT
        if is_new and is_told and not line.indent:
            return number
    return limit


def _titled(page: Page, section: Section) -> Iterator[Find]:
    """Beside what was found: a short line that opens a paragraph of some lines; of one line, when others are titled so too."""
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    opening = [
        (n, next((below for below in range(n, section.end) if not page.is_free(below)), section.end))
        for n in page.free_lines(section.start, section.end)
        if _is_opening(lines, n) and _names(lines, n) and lines[n].body[:1].isupper()
    ]
    titles = [(start, end) for start, end in opening if end - start >= _FEWEST]
    is_habit = any(end - start > _FEWEST for start, end in titles) and len(titles) > 1
    for start, end in titles:
        if end - start == _FEWEST and not (is_habit and len(words_of(lines[start].body)) <= _SHORT_NAME):
            continue
        name, answer = front_text(lines[start].body).rstrip(":"), back_text(page.kept(start + 1, end))
        if is_only_links(answer) or not has_sentence(answer) or (start == 0 and names_a_file(name)):
            continue
        likely = Confidence.LIKELY
        draft = page.card(name, answer, (start, end), convention=NAME, context=context, confidence=likely)
        yield Find(page.free_lines(start, end), draft)


def _names(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.kind is not LineKind.TEXT or line.indent > 1 or line.body[-1] in ".,;!" or line.body[0] == "<":
        return False
    text = front_text(line.body).rstrip(":")
    if not 0 < len(words_of(text)) <= _MOST_WORDS or is_attribute(text):
        return False
    return not (is_reference_title(text) or is_navigation_title(text) or is_housekeeping_title(text))


def _is_over_text(lines: Sequence[Line], number: int, limit: int) -> bool:
    """Is the next line, which is not blank, indented deeper?"""
    below = number + 1
    return below < limit and bool(lines[below].body) and lines[below].indent > lines[number].indent + 1


def _end_of_hanging(lines: Sequence[Line], start: int, limit: int) -> int:
    """The next line at the margin."""
    margin = lines[start].indent
    beside = (n for n in range(start + 1, limit) if lines[n].body and lines[n].indent <= margin)
    return next((n for n in beside if not lines[n].is_masked), limit)


def _single(page: Page, section: Section) -> Iterator[Find]:
    """Items of a list in which something was found: a term with its meaning, a question that nobody answered beside others."""
    lines = page.outline.lines
    context = page.context_of(section, inclusive=True)
    for block in read_blocks(lines, section.start, section.end):
        left = [item for item in block.items if page.is_free(item.start) and item.end - item.start == 1]
        others = [item for item in block.items if not page.is_free(item.start)]
        if len(others) >= _MANY_BESIDE:
            yield from _over_lists(page, [item for item in block.items if item.end - item.start > 1], context)
        if not left or not page.has_cards(block.start, block.end):
            continue
        are_questions = any(asks(item.content) or "? " in item.content for item in block.items if item not in left[-1:])
        for item in left:
            term = read_term(item.content) or (formula_of(item.content) if len(others) >= _MANY_BESIDE else None)
            span = (item.start, item.end)
            if (are_questions and _asks(item.content)) or _is_answered(item.content):
                find = read_item(page, section, item.start, item.end, NAME)
                if find:
                    yield find
            elif term is not None and (_is_told(term) or (len(others) >= _MANY_BESIDE and _is_told_beside(term))):
                draft = page.card(
                    term.name,
                    term.meaning,
                    span,
                    convention=NAME,
                    context=context,
                    kind=Kind.DEFINITION,
                    confidence=Confidence.LIKELY,
                )
                yield Find([item.start], draft)


def _formulas(page: Page, section: Section) -> Iterator[Find]:
    """Lines that say by what formula something is worked out."""
    context = page.context_of(section, inclusive=True)
    for number in page.free_lines(section.start, section.end):
        line = page.outline.lines[number]
        term = None if line.is_masked else formula_of(line.content or line.body)
        if term is None:
            continue
        kind, likely = Kind.DEFINITION, Confidence.LIKELY
        span = (number, number + 1)
        draft = page.card(term.name, term.meaning, span, convention=NAME, context=context, kind=kind, confidence=likely)
        yield Find([number], draft)


def _over_lists(page: Page, items: Sequence[Item], context: tuple[str, ...]) -> Iterator[Find]:
    """Items that are a name over a list of their own, among many that are told on their line."""
    for item in items:
        name, below = front_text(item.content).rstrip(":"), page.free_lines(item.start, item.end)
        is_name = is_term(name) and not is_attribute(name) and read_term(item.content) is None
        if not is_name or len(below) < item.end - item.start:
            continue
        answer = back_text(page.kept(item.start + 1, item.end))
        if is_empty(answer) or is_only_links(answer):
            continue
        kind, likely, span = Kind.DEFINITION, Confidence.LIKELY, (item.start, item.end)
        draft = page.card(name, answer, span, convention=NAME, context=context, kind=kind, confidence=likely)
        yield Find(below, draft)


def _asks(text: str) -> bool:
    return asks(text) and (opens_as_question(text) or text[:1].islower()) and len(words_of(text)) >= _SHORTEST_QUESTION


def _is_answered(text: str) -> bool:
    """Does the answer stand behind the question mark, `is it porous? -> until it is glazed`, or behind `why glaze it:`?"""
    if split_colon(text):
        return True
    question, told = split_arrow(text) or split_inline(text)
    return bool(told) and asks(question) and len(words_of(question)) > 1


def _is_told_beside(term: Term) -> bool:
    """Is it an aspect that can be a subject, told beside many others: `data: …`?"""
    return may_name(term.name) and len(words_of(term.meaning)) >= _SHORTEST_MEANING and not is_only_links(term.meaning)


def _is_told(term: Term) -> bool:
    is_name = not term.is_attribute and term.style is not Style.BOLD_SENTENCE
    return is_name and len(words_of(term.meaning)) >= _SHORTEST_MEANING and not is_only_links(term.meaning)
