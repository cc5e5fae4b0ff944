"""Questions and answers under headings of their own, below the name of what is asked about.

    ## Monty Hall
    ### Prompt
    Should you switch?
    ### Correct answer
    Yes, it wins two times in three.
    ### Why
    …

The name and the prompt are the question; from the answer on all else under the name belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.domain.patterns import late
from quizzer.notes.backs import back_text
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Section
from quizzer.notes.page import Find, Page, heading_tags
from quizzer.notes.titles import is_attribute, without_chapter
from quizzer.notes.units import Unit, read_unit
from quizzer.notes.wording import is_question

NAME = "question and answer under headings"

_ASKED = re.compile(
    r"^(?:the )?(?:(?:interview|original|full) )?(?:prompt|question|task|challenge|puzzle|riddle|problem statement|question statement|statement of the problem)$",
    re.IGNORECASE,
)
_TOLD = late(
    r"^(?:the )?(?:(?:correct|right|model|sample|expected|suggested|ideal|short|strong|good|my|final|detailed|best) )?(?:answers?|solutions?|response)$",
    re.IGNORECASE,
)


def read(page: Page) -> Iterator[Find]:
    """Every section whose first sub-heading is that of a question and whose second is that of its answer."""
    for section in page.outline.sections[1:]:
        children = list(page.outline.children(section))
        if not page.is_free(section.line) or len(children) < 2 or not _are_fields(children[0], children[1]):
            continue
        asked, told = children[0], children[1]
        if asked.end != asked.tree_end or not page.free_lines(asked.start, asked.end):
            continue
        name = without_chapter(front_text(section.title))
        stem = back_text(page.kept(asked.start, asked.end))
        is_name = not is_attribute(name) and not is_question(name)
        unit = Unit(
            question=f"{name}\n\n{stem}" if is_name else stem,
            start=section.line,
            body=told.start,
            end=section.tree_end,
            convention=NAME,
            context=page.context_of(section),
            tags=heading_tags(section),
        )
        find = read_unit(page, unit)
        if find:
            yield find


def _are_fields(first: Section, second: Section) -> bool:
    titles = [front_text(each.title).rstrip(": ") for each in (first, second)]
    return bool(_ASKED.match(titles[0]) and _TOLD.match(titles[1]))
