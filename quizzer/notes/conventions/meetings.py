"""Minutes of a meeting inside notes: what each said or did, behind a name.

    **Present:** Ada, Bo                   Ada: the kiln is mended
                                           Me: wrote up the glazes
    Ada: showed her raku
    Action: book the yard

A name is one of a person when it stands among those present, when the writer speaks beside it, or when it comes again and again under
the heading of a meeting. What is asked behind a name is left, and so is a talk between one who asks and one who answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizzer.domain.patterns import late
from quizzer.notes.conventions.fields import ANSWERS
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import Role, read_label
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.titles import is_attribute
from quizzer.notes.wording import asks, is_question

NAME = "minutes of a meeting"

_SAID = late(
    r"^(?:[-*+•]\s+)?(?P<open>\*\*|__)?@?(?P<name>[A-ZÀ-Þ][a-zß-ÿ]{1,14}(?: [A-Z]\.)?|I)(?:(?(open)(?P=open)\s?:|:)|:(?(open)(?P=open)|(?!)))\s+(?P<text>\S.*)$"
)
_PRESENT = late(
    r"^\W{0,4}(?:present|attendees|participants|people|members|who|with|in the room|there)[*_]{0,2}\s*:[*_]{0,2}\s*(?P<names>[A-ZÀ-Þ].{2,200})$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]{1,14}\b")
_MEETING = late(
    r"\b(?:stand-?\s?ups?|minutes|meetings?|sync|retro(?:spective)?|scrum|1:1|one[- ]on[- ]one|check-?in|daily|weekly|debrief|mock interviews? with)\b",
    re.IGNORECASE,
)
_TO_DO = late(
    r"^(?:[-*+•]\s+)?(?:\*\*|__)?(?:actions?(?: items?)?|to-?dos?|next(?: steps?| time| week)?|plans?(?: for [\w ]{2,20})?|decisions?|decided|blockers?|blocked|homework)(?:\*\*|__)?\s?:",
    re.IGNORECASE,
)
_WRITER = frozenset({"Me", "I", "We", "Us", "Myself"})
_FEWEST = 2


class _Said(NamedTuple):
    line: int
    name: str


def read(page: Page) -> Iterator[Find]:
    """Every line that says what one of the people did or said, and what is to be done, right beside them."""
    lines = page.outline.lines
    said = [each for n in page.free_lines(0, len(lines)) if (each := _said(lines, n))]
    if len(said) < _FEWEST:
        return
    runs = [run for run in _runs(lines, said) if not _is_talk(page, run)]
    people = _present(page) | _beside_writer(runs) | _again_and_again(page, runs)
    if not people:
        return
    for run in runs:
        spoken = [each.line for each in run if each.name in people]
        if spoken:
            yield Find([*spoken, *_to_do(page, spoken)], "what was said in a meeting")


def _said(lines: Sequence[Line], number: int) -> _Said | None:
    line = lines[number]
    if line.kind not in {LineKind.TEXT, LineKind.ITEM} or ":" not in line.body[:26]:
        return None
    found = _SAID.match(line.body[:400])
    if found is None or asks(line.body):
        return None
    return None if is_attribute(found["name"]) or found["name"].casefold() in ANSWERS else _Said(number, found["name"])


def _runs(lines: Sequence[Line], said: Sequence[_Said]) -> list[list[_Said]]:
    """Those that stand together, with nothing but text that goes on or what is to be done between."""
    runs = [[said[0]]] if said else []
    for above, below in pairwise(said):
        between = lines[above.line + 1 : below.line]
        if all(line.body and (line.indent > 1 or _TO_DO.match(line.body)) for line in between):
            runs[-1].append(below)
        else:
            runs.append([below])
    return runs


def _is_talk(page: Page, run: Sequence[_Said]) -> bool:
    """Does one ask here, behind a label or in the heading, so that the others answer?"""
    lines, section = page.outline.lines, page.section_at(run[0].line)
    if section.line >= 0 and is_question(front_text(section.title)):
        return True
    for number in range(max(section.start, run[0].line - 1), run[-1].line + 1):
        label = read_label(lines[number].body) if lines[number].body else None
        if (label is not None and label.role is Role.QUESTION) or asks(lines[number].body):
            return True
    return False


def _present(page: Page) -> set[str]:
    """The names of those who were there."""
    told = (_PRESENT.match(line.body) for line in page.outline.lines if ":" in line.body[:20] and "," in line.body)
    return {name for match in told if match for name in _NAME.findall(match["names"])}


def _beside_writer(runs: Sequence[Sequence[_Said]]) -> set[str]:
    names = [{each.name for each in run} for run in runs]
    return {name for run in names if run & _WRITER and len(run) > 1 for name in run}


def _again_and_again(page: Page, runs: Sequence[Sequence[_Said]]) -> set[str]:
    """The names under the heading of a meeting that come more than once there, and those beside them."""
    found: set[str] = set()
    held = [run for run in runs if _is_meeting(page, run[0].line)]
    counts = Counter(each.name for run in held for each in run)
    for run in held:
        names = {each.name for each in run}
        if len(names) > 1 and any(counts[name] > 1 for name in names):
            found |= names
    return found


def _is_meeting(page: Page, number: int) -> bool:
    section = page.section_at(number)
    titles = (*page.context_of(section), section.title) if section.line >= 0 else (page.name,)
    return any(map(_MEETING.search, titles))


def _to_do(page: Page, spoken: Sequence[int]) -> list[int]:
    """What is to be done, right above or below these lines."""
    lines = page.outline.lines
    beside = [n for n in range(max(0, spoken[0] - 1), min(len(lines), spoken[-1] + 3)) if page.is_free(n)]
    return [n for n in beside if n not in spoken and _TO_DO.match(lines[n].body) and not asks(lines[n].body)]
