"""GoCard: a heading `Question` and, right after it, a heading `Answer`, each with its text.

Also `1. Front`, `1. Back` and `1. Extra`, and `Q1` with `A` beside it or one level deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.dialects.finding import Source, basic, question_text
from quizzer.notes.hollow import is_only_links
from quizzer.notes.outline import Section
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks

NAME = "Question / Answer headings"
_MORE = frozenset({"extra", "notes", "explanation", "hint", "mnemonic"})
_COUNT = re.compile(r"^(?:card\s*)?#?\d{1,4}\s*[.):–-]?\s+|\s*#?\d{1,4}$", re.IGNORECASE)
_PICTURE = re.compile(r"^[^\w\s#*]{1,3}\s+(?=\w)")
_SETTING = late(
    r"^(?:model|note ?type|type|tags?|deck|id|guid|nid|markdown)\s*:(?:\s+\S.*)?$"
    r"|^(\*\*|__)(?:topics?|type|tags?|category|difficulty|level|source)(?::\1|\1\s?:)\s+\S.{0,60}$",
    re.IGNORECASE,
)
_BACKS = {
    "question": ("answer", "ans", "solution"),
    "front": ("back",),
    "q": ("a", "ans", "answer"),
}
_LONGEST = 30


def read(page: Page) -> Iterator[Find]:
    """Every pair of such headings at the same level."""
    lines = page.outline.lines
    for one, two in pairwise(page.outline.sections[1:]):
        if len(one.title) > _LONGEST or two.level < one.level:
            continue
        front = _word(one)
        if front not in _BACKS or _word(two) not in _BACKS[front]:
            continue
        question = question_text(lines[one.start : two.line])
        end = _end(page, one, two)
        following = next((each for each in page.outline.sections if each.line == end), None)
        if following and following.level == two.level and _word(following) in _MORE:
            answer = f"{back_text(lines[two.start : end])}\n\n{back_text(lines[following.start : following.tree_end])}"
            end = following.tree_end
        else:
            answer = back_text(lines[two.start : end])
        if is_only_links(back_text(lines[one.start : two.line])) and is_only_links(answer):
            continue  # two pictures of a sheet of paper
        yield from basic(page, Source(one.line, end, NAME), question, answer.strip())
        around = page.outline.sections[max(one.parent, 0)]
        above = page.free_lines(around.start, around.end) if around.line >= 0 else []
        if above and all(_SETTING.match(lines[n].body) for n in above):
            yield Find(above, "settings of a card")


def _end(page: Page, one: Section, two: Section) -> int:
    """Where an answer ends: with its heading, or with that of the question around it, up to one that asks again."""
    if two.level == one.level:
        return two.tree_end
    after = [each for each in page.outline.children(one) if each.line >= two.tree_end]
    if after and _word(after[0]) in _MORE:
        return two.tree_end
    return next((each.line for each in after if _word(each) in _BACKS or asks(each.title)), one.tree_end)


def _word(section: Section) -> str:
    """The title without the number of its card, or a picture before it: `2. Front`, `Card 2: Front`, `🎯 Front 2`."""
    return _COUNT.sub("", _PICTURE.sub("", section.title).strip(" #*:")).strip(" #*:.").casefold()
