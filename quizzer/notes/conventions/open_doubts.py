"""What the author has still to find out or did not understand yet, listed under a line that says so.

    **What confused me**
    - why is the lower shelf cold?
    - does salt harm the bricks? (asked: yes, in years)

Each is open until something is said behind it. The line itself asks nothing, and `nothing today` is no answer to it. Lists of which
nothing is answered are read first, before the answers above could take them in; there a bare name is to be found out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.patterns import late
from quizzer.notes.conventions.question_lines import split_arrow, split_inline
from quizzer.notes.conventions.trailing_doubts import read_trailing
from quizzer.notes.fronts import front_text, without_box
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.wording import asks, opens_as_question, words_of

NAME = "open doubt"
UNANSWERED = "question for later"

_DOUBTS = late(
    r"^\W*(?:(?:what|things?|stuff|points?)(?: that)? (?:still )?(?:confuse[sd]?|puzzle[sd]?|bother(?:s|ed)?) me(?: (?:today|still|most))?|(?:what|things) i (?:still )?(?:do not|don['’]?t|didn['’]?t|did not) (?:get|understand|know)(?: yet)?"
    r"|(?:still )?(?:unclear|confusing|confused about)|(?:my )?(?:open|remaining|unanswered) (?:questions?|points?|doubts)|(?:my )?doubts|(?:my )?questions i (?:still )?have|offene (?:fragen|punkte)|(?:noch )?unklar|questions ouvertes|preguntas (?:abiertas|pendientes)|dudas|domande aperte)(?: so far| today)?\W*$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"^(?P<asked>.+\?)\s*\((?:(?:asked|answer|answered|ans|a|solved|edit|update)\s*[:–—-]\s*)?(?P<told>.{8,})\)\.?$",
    re.IGNORECASE,
)
_FEWEST_TOLD = 3
_SAYS_SO = re.compile(
    r"^\W*(?:(?:(?:my|some|remaining|still|other) )*(?:open|unanswered|unresolved|remaining) (?:questions?|points?|issues?)"
    r"|questions? (?:i (?:still )?have|left|for later|for me|to (?:answer|research|look up|find out|clear up))"
    r"|(?:still )?(?:unclear|unanswered|unresolved)(?: to me)?|not (?:sure|clear)(?: (?:yet|about|to me))*"
    r"|(?:things |what |stuff )?i (?:still )?(?:don['’]?t|do not) (?:get|know|understand)(?: yet)?"
    r"|(?:still )?to (?:look up|find out|clarify|clear up|google|research))\W*$",
    re.IGNORECASE,
)
_ASKED_HERE = late(
    r"^\W{0,3}(?:(?:still )?(?:open|unclear|unanswered|unresolved)(?: questions?)?|questions? for (?:later|me)|(?:i )?(?:still )?(?:did(?:n['’]?t| not)|do(?:n['’]?t| not)) (?:quite |really )?(?:get|understand|know)|not (?:sure|clear)|(?:still )?confus(?:ed|ing)|(?:to )?ask(?: (?:the |my )?(?:tas?|prof(?:essor)?|lecturer|tutor|teacher|instructor))?|(?:todo|to ?do|to check|check|find out|look up))\s*[*_]{0,3}\s*:[*_]{0,3}\s*"
    r"(?P<question>[^\s?][^?]{8,300}\?{1,3})\W{0,3}$",
    re.IGNORECASE,
)
"""`**Open:** does a wood kiln need a chimney?`"""
_WONDERS = re.compile(r"^(?P<mark>\*{0,2})\?{1,3}(?P=mark)\s+(?P<question>\w.{8,300})$")
"""`- ? why does ash run`"""
_ADMONITION = "???"
_LEADS_AWAY = re.compile(r"[→⇒]|[-=]>|\[\[|\]\(|https?:")
_LONGEST_LABEL = 60
_LONGEST_NAME = 8


def read_unanswered(page: Page) -> Iterator[Find]:
    """Questions behind a word that says so; every list or paragraph of which no line is answered, below a line that says so, bare names too."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        yield from read_trailing(page, section, free)
        for place, number in enumerate(free):
            line = lines[number]
            if not page.is_free(number):
                continue
            question = "" if _is_over_text(lines, number) else _left_open(line)
            if question:
                stub = page.stub(question, (number, number + 1), context=page.context_of(section, inclusive=True))
                yield Find([number], stub)
            if line.kind is not LineKind.TEXT or len(line.body) > _LONGEST_LABEL or not _SAYS_SO.match(line.body):
                continue
            listed = _listed_below(page, free[place + 1 :])
            if not listed or not all(_only_asks(lines[each]) for each in listed):
                continue
            yield Find((), "", context=[number])
            context = page.context_of(section, inclusive=True)
            for each in listed:
                yield Find(
                    [each],
                    page.stub(front_text(lines[each].content or lines[each].body), (each, each + 1), context=context),
                )


def _left_open(line: Line) -> str:
    """What a line asks behind a word or a mark that says it is open; empty for any other."""
    if line.body[-1] in "?*_)":
        asked = _ASKED_HERE.match(line.content or line.body)
        return front_text(asked["question"]) if asked else ""
    text = line.content or line.body
    may_wonder = text[:1] in {"?", "*"} and not line.is_masked and not line.body.startswith(_ADMONITION)
    wondered = _WONDERS.match(text) if may_wonder else None
    return front_text(wondered["question"]) if wondered and opens_as_question(wondered["question"]) else ""


def _is_over_text(lines: Sequence[Line], number: int) -> bool:
    """Is something nested under this item, such as what was found out?"""
    below = lines[number + 1] if number + 1 < len(lines) else None
    return bool(
        lines[number].kind is LineKind.ITEM and below and below.body and below.indent > lines[number].indent + 1
    )


def _listed_below(page: Page, below: list[int]) -> list[int]:
    """The lines of the list, or of the paragraph right below; none when anything stands under an item."""
    lines = page.outline.lines
    kinds = (LineKind.ITEM, LineKind.TEXT)
    if (
        not below
        or (kind := lines[below[0]].kind) not in kinds
        or (kind is LineKind.TEXT and not lines[below[0] - 1].body)
    ):
        return []
    listed: list[int] = []
    for number in below:
        is_apart = kind is LineKind.TEXT and listed and number != listed[-1] + 1
        if lines[number].kind is not kind or is_apart:
            break
        listed.append(number)
    end = listed[-1] + 1
    is_answered = end < len(lines) and bool(lines[end].body) and lines[end].kind is not LineKind.HEADING
    return [] if is_answered else listed


def _only_asks(line: Line) -> bool:
    """A question, or what stands in a list as a bare name."""
    text = line.content if line.kind is LineKind.ITEM else line.body
    if asks(text):
        return True
    is_name = line.kind is LineKind.ITEM and len(words_of(text)) <= _LONGEST_NAME and not _LEADS_AWAY.search(text)
    return is_name and read_term(text) is None


def read(page: Page) -> Iterator[Find]:
    """Every list of doubts: those that ask as stubs, or as cards where the answer has been found since."""
    lines = page.outline.lines
    for number, line in enumerate(lines):
        is_line = line.kind is LineKind.TEXT and not line.indent and (line.body[0] in "*_" or line.body[-1] == ":")
        if not (is_line or line.kind is LineKind.HEADING) or not page.is_free(number) or not _DOUBTS.match(line.body):
            continue
        items = _items_below(page, number)
        asking = [n for n in items if "?" in lines[n].content]
        if not items or (line.kind is LineKind.HEADING and len(asking) < len(items)):
            continue
        section = page.section_at(number)
        context = page.context_of(section)
        if line.kind is not LineKind.HEADING:
            context = page.context_of(section, inclusive=True)
        for at in items:
            yield _find(page, at, context) if at in asking else Find([at], "remark of the author")
        yield Find((), "", context=[number])


def _items_below(page: Page, number: int) -> list[int]:
    """The bullets right below a line, when nothing is nested under them."""
    lines, items = page.outline.lines, list[int]()
    for at in range(number + 1, len(lines)):
        if not lines[at].body:
            if items:
                break
            continue
        if lines[at].kind is not LineKind.ITEM or lines[at].indent > 1 or not page.is_free(at):
            is_below = at > number + 1 and lines[at - 1].body and lines[at].kind is not LineKind.HEADING
            return [] if is_below else items
        items.append(at)
    return items


def _find(page: Page, number: int, context: tuple[str, ...]) -> Find:
    asked, told = _parted(page.outline.lines[number])
    span = (number, number + 1)
    if len(words_of(told)) < _FEWEST_TOLD:
        return Find([number], page.stub(front_text(asked), span, context=context))
    return Find([number], page.card(front_text(asked), told, span, convention=NAME, context=context))


def _parted(line: Line) -> tuple[str, str]:
    """The question, and what was found out since."""
    text = without_box(line.content)
    found = _IN_BRACKETS.match(text)
    if found:
        return found["asked"], found["told"]
    arrow = split_arrow(text)
    return arrow or (split_inline(text) if not asks(text) else (text, ""))
