"""Bold lines that ask, with the text below them or behind them; the same in italics.

**2. What is momentum?**
A running mean of gradients.

*Why decay the rate?* Large steps overshoot near the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.conventions.bold_lines import (
    ITALIC_QUESTION,
    before_rule_over_bold,
    bold_question,
    is_answered_below,
    joined_bold,
    said_again,
    short_beside,
)
from quizzer.notes.conventions.last_of_run import end_where_announced, plain_question
from quizzer.notes.conventions.recurring_names import sections_of_fields
from quizzer.notes.conventions.run_in_leads import ASKS_FOR_PARTS, leads_beside, read_leads
from quizzer.notes.conventions.subtitles import is_bold_subtitle, names_at_once
from quizzer.notes.fronts import front_text
from quizzer.notes.numbering import strip_number
from quizzer.notes.outline import Line, LineKind, Section
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import Style, read_term
from quizzer.notes.titles import is_attribute
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question, words_of

NAME = "bold question"

_ASKS_FOR_ONE = late(
    r"^(?:was (?:ist|sind|bedeutet)|warum|wieso|qu['’]est-ce|pourquoi|qué (?:es|son)|por qué|what(?:'s| is| was| does| do)|why|is|are|does|do|can|when|who|where|how (?:many|much|long|big))\b(?!.*\b(?:types?|kinds?"
    r"|differences?|vs|steps|ways|methods|parts|between|components)\b)",
    re.IGNORECASE,
)
_BOLD_SENTENCE = re.compile(r"^(\*\*|__)(?=\S)(?:(?!\1).)+\.\1$")
_FEWEST_MEANT = 6
_HABIT = 4
_FEW_MORE = 2
_FEWEST_NAMES = 3
_OF_IT = late(r"^(?:what|why|when|how|where)\b(?:\W+\w+){1,4}\W+(?:it|this|they|them)(?:\W+\w+)?\W*$", re.IGNORECASE)
_BREAK = re.compile(r"^(?:<br\s*/?>\s*)+$", re.IGNORECASE)
_FEWEST_RUN_IN = 2
"""Questions with their answers behind them, so that this is how the author writes."""
_INSIDE = 2
"""Blanks before a line that stands in a list item."""


def read(page: Page) -> Iterator[Find]:
    """A bold line that asks, and the text below it or behind it."""
    parts = said_again(page.outline.lines) if page.outline.holds("**") else frozenset[str]()
    for section, free in page.open_sections():
        free = [n for n in free if page.outline.lines[n].body not in parts] if parts else free
        found = {n: bold_question(page.outline.lines, n) for n in free}
        starts = [n for n, both in found.items() if both and not (section.line >= 0 and _is_aspect(both[0]))]
        if not starts or section.index in sections_of_fields(page, is_bold_subtitle):
            continue
        short = short_beside(page.outline.lines, starts, list(found))
        found.update(short)
        starts = _with_names_beside(page.outline.lines, list(found), sorted([*starts, *short]))
        intro = back_text(page.kept(section.start, starts[0]))
        subjects = _subjects(page, section, starts)
        is_divided = bool(subjects) and (subjects[0] < starts[0] or _take_turns(page, section, starts, subjects))
        is_shared = (
            len(words_of(intro)) >= 8
            and not is_question(intro[-200:])
            and not is_attribute(front_text(section.title))
            and not is_divided
            and not any(is_answered_below(page.outline.lines, n) for n in starts)
        )
        beside = [] if is_divided else _names_beside(page, section, starts)
        yield from _named(page, section, beside, sorted({*starts, *beside, section.end}))
        run_in = [n for n in starts if (found[n] or ("", ""))[1]]
        asked = {n: (found[n] or ("", ""))[0] for n in starts}
        leads = leads_beside(page, section, asked) if len(run_in) >= _FEWEST_RUN_IN else []
        yield from read_leads(page, section, leads, [*starts, *beside], NAME)
        are_plain_too = plain_question(page.outline.lines, section.start, starts[0]) < starts[0]
        last_end = end_where_announced(page.outline.lines, starts, section.end)
        for index, start in enumerate(starts):
            limit = starts[index + 1] if index + 1 < len(starts) else last_end
            end = min([limit, *(n for n in (subjects if is_divided else [*beside, *leads]) if n > start)])
            end = _end_of_item(page.outline.lines, section.start, start, end)
            question, first = found[start] or (front_text(page.outline.lines[start].body), "")
            if first and ITALIC_QUESTION.match(page.outline.lines[start].body[:1500]):
                end = next((n for n in range(start + 1, end) if not page.outline.lines[n].body), end)
            end = plain_question(page.outline.lines, start + 1, end) if are_plain_too else end
            end = before_rule_over_bold(page.outline.lines, start, end)
            end = _next_subject(page.outline.lines, start, end, question, is_told=bool(first))
            end = _next_name(page.outline.lines, start, end, (front_text(section.title), question, first))
            unit = Unit(
                question=question,
                start=start,
                body=start + joined_bold(page.outline.lines, start)[1],
                end=page.next_card(start, end),
                first=first,
                convention=NAME,
                context=page.context_of(section, inclusive=True),
            )
            find = read_unit(page, unit)
            if find:
                yield Find(find.lines, find.value, is_shared=is_shared)


def _end_of_item(lines: Sequence[Line], first: int, start: int, end: int) -> int:
    """Where the next item begins of a numbered list in one of whose items a question stands indented, else `end`."""
    margin = lines[start].indent
    if margin < _INSIDE:
        return end
    around = (n for n in range(start - 1, first - 1, -1) if lines[n].number is not None and lines[n].indent < margin)
    above = next(around, None)
    if above is None or lines[above].kind is not LineKind.ITEM:
        return end
    beside = (n for n in range(start + 1, end) if lines[n].kind is LineKind.ITEM and lines[n].number is not None)
    return next((n for n in beside if lines[n].indent <= lines[above].indent), end)


def _with_names_beside(lines: Sequence[Line], free: Sequence[int], starts: Sequence[int]) -> list[int]:
    """With the bold names that stand where the questions do: each below a break, as nearly all questions are."""
    parted = [n for n in starts[1:] if _is_below_break(lines, n)]
    if len(parted) < 2 or len(parted) * 3 < (len(starts) - 1) * 2:
        return list(starts)
    names = [n for n in free if n > starts[0] and is_bold_subtitle(lines, n) and _is_below_break(lines, n)]
    return sorted({*starts, *names})


def _is_below_break(lines: Sequence[Line], number: int) -> bool:
    """Is the line above, blank ones left out, a rule or a `<br>` that parts this line from what is told above?"""
    above = number - 1
    while above >= 0 and not lines[above].body:
        above -= 1
    return above >= 0 and (lines[above].kind is LineKind.RULE or bool(_BREAK.match(lines[above].body)))


def _subjects(page: Page, section: Section, starts: Sequence[int]) -> list[int]:
    """The bold lines that name, where the section begins with one: its author divides it by them.

    One line may stand above them, where the first of them asks.
    """
    lines, free = page.outline.lines, page.free_lines(section.start, section.end)
    found = [n for n in free if is_bold_subtitle(lines, n) and not lines[n - 1].body]
    first = free[1] if len(free) > 1 and free[1] == starts[0] else free[0]
    if is_bold_subtitle(lines, first):
        return found
    if len(found) < _FEWEST_NAMES or not lines[first].body.startswith("**"):
        return []
    return [n for n in free if n in found or (not lines[n - 1].body and names_at_once(lines[n].body))]


def _take_turns(page: Page, section: Section, starts: Sequence[int], subjects: Sequence[int]) -> bool:
    """Do bold names stand beside the bold questions, in the same manner, each question answered before the next of either?

    Under a numbered question, or one that has only said how many parts its answer has, they are those parts.
    """
    lines = page.outline.lines
    known = frozenset(starts)
    names = [n for n in subjects if n not in known and n > starts[0]]
    if not names or any(strip_number(lines[n].body) != lines[n].body for n in starts):
        return False
    edges = sorted({*starts, *names, section.end})
    are_tight = all(n + 1 < section.end and lines[n + 1].body for n in edges[:-2])
    for start in starts:
        end = edges[bisect_right(edges, start)]
        told = [lines[n] for n in range(start + 1, end) if lines[n].body]
        if not told or told[-1].body.endswith((":", "：")):
            return False
        is_whole = any(line.is_masked for line in told) or len(words_of(" ".join(line.body for line in told))) >= 8
        if not are_tight and (len(names) < 2 or not is_whole):
            return False
    return True


def _names_beside(page: Page, section: Section, starts: Sequence[int]) -> list[int]:
    """Bold names that stand among many bold questions as their equals, each with text of its own.

    They are parts of an answer where the question asks for many things, announces them or shares a word with them, and
    where most questions have such names below them.
    """
    lines = page.outline.lines
    if len(starts) < _HABIT or any(strip_number(lines[n].body) != lines[n].body for n in starts):
        return []
    found: list[int] = []
    owners = 0
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else section.end
        names = [n for n in page.free_lines(start + 1, limit) if not lines[n - 1].body and _names(lines, n)]
        if not names:
            continue
        is_tight = all(lines[n + 1].body for n in names if n + 1 < limit) and _are_answered_at_once(lines, starts)
        is_open = is_tight and not any(line.body for line in lines[start + 1 : names[0]])
        owners += not is_open
        if (is_open or _is_closed(lines, start, names)) and all(_has_text(lines, n, limit) for n in names):
            found.extend(names)
    return found if owners * 3 <= len(starts) else []


def _names(lines: Sequence[Line], number: int) -> bool:
    body = lines[number].body
    return is_bold_subtitle(lines, number) or bool(_BOLD_SENTENCE.match(body) and len(words_of(body)) <= 6)


def _are_answered_at_once(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Do nearly all the answers begin on the very next line, or behind the question?"""
    at_once = sum(
        bool((n + 1 < len(lines) and lines[n + 1].body) or (bold_question(lines, n) or ("",))[-1]) for n in starts
    )
    return at_once * 4 >= len(starts) * 3


def _is_closed(lines: Sequence[Line], start: int, names: Sequence[int]) -> bool:
    """Is a question answered before the first of the names, and about something else than they?"""
    asked = bold_question(lines, start)
    told = [line.body for line in lines[start + 1 : names[0]] if line.body]
    if asked is None or ASKS_FOR_PARTS.search(asked[0]) or not told or told[-1].endswith((":", "：")):
        return False
    about = _stems(" ".join((asked[0], *told)))
    return not any(about & _stems(lines[n].body) for n in names)


def _stems(text: str) -> set[str]:
    return {word.casefold()[:5] for word in words_of(text) if len(word) > 3}


def _has_text(lines: Sequence[Line], number: int, limit: int) -> bool:
    following = next((n for n in range(number + 1, limit) if lines[n].body), limit)
    return following < limit and not is_bold_subtitle(lines, following)


def _named(page: Page, section: Section, names: Sequence[int], edges: Sequence[int]) -> Iterator[Find]:
    """The cards of bold names that stand beside bold questions."""
    context = page.context_of(section, inclusive=True)
    for start in names:
        end = page.next_card(start, next(n for n in edges if n > start))
        find = read_unit(
            page,
            Unit(front_text(page.outline.lines[start].body).rstrip("."), start, start + 1, end, NAME, context=context),
        )
        if find:
            yield find


def _is_aspect(question: str) -> bool:
    """`Why?`, `What is it?`: asks about the subject of the heading above, and nothing without it."""
    return is_attribute(question) or bool(_OF_IT.match(question))


def _next_subject(lines: Sequence[Line], start: int, end: int, question: str, *, is_told: bool) -> int:
    """Where bold terms with their meanings begin, which the answer to one thing asked does not hold; else `end`."""
    if not _ASKS_FOR_ONE.match(question) and (not is_told or ASKS_FOR_PARTS.search(question)):
        return end
    words = 0
    for number in range(start + 1, end):
        line = lines[number]
        is_opening = bool(line.body) and not lines[number - 1].body and (words >= 4 or is_told)
        if is_opening and line.kind is LineKind.TEXT and line.body.startswith("**") and not line.indent:
            pair = [read_term(each.body) for each in lines[number : min(number + 2, end)] if each.kind is LineKind.TEXT]
            told = [
                term for term in pair if term and term.meaning and term.style is Style.BOLD and not term.is_attribute
            ]
            is_apart = bool(lines[start + 1].body) and _is_other(
                lines[number].body, question, lines[start + 1 : number]
            )
            is_beside = len(pair) == 1 and (is_told or is_apart)  # each a paragraph, as the question with its answer is
            if len(told) == (1 if is_beside else 2) and not lines[number - 2].body.endswith(":"):
                return number
        words += 0 if line.is_masked else len(words_of(line.body))
    return end


def _next_name(lines: Sequence[Line], start: int, end: int, asked: tuple[str, str, str]) -> int:
    """Where bold names begin that stand over their text, two or more, below a paragraph that only says what the heading names."""
    title, question, told = asked
    named = {word.casefold() for word in words_of(title)}
    if not told or told.endswith(":") or not named or len(words_of(question)) > len(named) + _FEW_MORE:
        return end
    if not named <= {word.casefold() for word in words_of(question)}:
        return end
    below = [n for n in range(start + 1, end) if lines[n].body]
    names = [n for n in below if is_bold_subtitle(lines, n) and n + 1 in below and not lines[n - 1].body]
    return names[0] if len(names) > 1 and names[0] == below[0] else end


def _is_other(body: str, question: str, told: Sequence[Line]) -> bool:
    """Does a bold term say a good deal, of something that neither the question nor its answer speaks of?"""
    term = read_term(body)
    if term is None or len(words_of(term.meaning)) < _FEWEST_MEANT:
        return False
    about = _stems(" ".join((question, *(line.body for line in told))))
    return not about & _stems(term.name)
