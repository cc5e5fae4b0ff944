"""What the author has still to find out: a line that says so, and the list of questions below it.

    Open questions:
    - How does chunked prefill meet prefix caching?
    - Why did the loss jump at step 12k?

Each is a stub, and none belongs to the answer above. A list of which any item is answered is left to other conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.terms import read_term
from quizzer.notes.wording import asks, words_of

NAME = "question for later"

_SAYS_SO = re.compile(
    r"^\W*(?:(?:(?:my|some|remaining|still|other) )*(?:open|unanswered|unresolved|remaining) (?:questions?|points?|issues?)"
    r"|questions? (?:i (?:still )?have|left|for later|for me|to (?:answer|research|look up|find out|clear up))"
    r"|(?:still )?(?:unclear|unanswered|unresolved)(?: to me)?|not (?:sure|clear)(?: (?:yet|about|to me))*"
    r"|(?:things |what |stuff )?i (?:still )?(?:don['’]?t|do not) (?:get|know|understand)(?: yet)?"
    r"|(?:still )?to (?:look up|find out|clarify|clear up|google|research))\W*$",
    re.IGNORECASE,
)
_LEADS_AWAY = re.compile(r"[→⇒]|[-=]>|\[\[|\]\(|https?:")
_LONGEST = 60
_LONGEST_NAME = 8


def read(page: Page) -> Iterator[Find]:
    """The questions of each such list, when none of them is answered."""
    lines = page.outline.lines
    for section, free in page.open_sections():
        for place, number in enumerate(free):
            line = lines[number]
            if line.kind is not LineKind.TEXT or len(line.body) > _LONGEST or not _SAYS_SO.match(line.body):
                continue
            listed = _listed(page, free[place + 1 :])
            if not listed or not all(_only_asks(lines[each]) for each in listed):
                continue
            yield Find((), "", context=[number])
            context = page.context_of(section, inclusive=True)
            for each in listed:
                yield Find(
                    [each],
                    page.stub(front_text(lines[each].content or lines[each].body), (each, each + 1), context=context),
                )


def _listed(page: Page, below: list[int]) -> list[int]:
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
