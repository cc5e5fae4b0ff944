"""Questions and answers that were pasted from a table, with a tab between them.

    Question	Sample answer
    What is grog?	Fired clay that was ground.
    What is slip?	Clay in water.

Tabs are drawn in no note, so that nobody writes them by hand: a row above that names the columns, or questions on the
left, tell what was pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzer.domain.cards import Confidence, Kind
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.wording import asks, is_question, words_of

NAME = "pair with a tab"

_ASKED = re.compile(
    r"^\W*(?:(?:common|sample|interview|possible|likely) )?(?:questions?|prompts?|q)\W*$", re.IGNORECASE
)
_TOLD = re.compile(
    r"^\W*(?:(?:sample|short|model|suggested|example|your|best) )?(?:answers?|responses?|a)\W*$", re.IGNORECASE
)
_NAMES = re.compile(r"^\W*(?:(?:key )?terms?|concepts?|words?|acronyms?|abbreviations?|names?)\W*$", re.IGNORECASE)
_MEANS = re.compile(
    r"^\W*(?:(?:short|simple) )?(?:definitions?|meanings?|descriptions?|explanations?|what it (?:is|means))\W*$",
    re.IGNORECASE,
)
_FEWEST = 2


def read(page: Page) -> Iterator[Find]:
    """Every row of two cells, in two or more rows right below one another."""
    lines = page.outline.lines
    if not page.outline.holds("\t"):
        return
    for section, free in page.open_sections():
        cells = {number: row for number in free if (row := _cells(lines[number]))}
        for run in _runs(sorted(cells)):
            header, rows = _parted(run, cells)
            kind = _kind(cells[header] if header is not None else None, [cells[n] for n in rows])
            if kind is None or len(rows) < (1 if header is not None else _FEWEST):
                continue
            if header is not None:
                yield Find([header], "head of a table")
            context = page.context_of(section, inclusive=True)
            for number in rows:
                question, answer = cells[number]
                span = (number, number + 1)
                if not answer:
                    yield Find([number], page.stub(front_text(question), span, context=context))
                    continue
                draft = page.card(
                    front_text(question),
                    answer,
                    span,
                    convention=NAME,
                    context=context,
                    kind=kind,
                    confidence=Confidence.SURE,
                )
                yield Find([number], draft)


def _cells(line: Line) -> tuple[str, str] | None:
    """The two cells of a row; None for a line that is none."""
    if "\t" not in line.body or line.kind is not LineKind.TEXT:
        return None
    parts = [part.strip() for part in re.split(r"\t+", line.body)]
    return (parts[0], parts[1]) if len(parts) == 2 and parts[0] and parts[1] else None


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Lines that follow one another."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _parted(run: list[int], cells: dict[int, tuple[str, str]]) -> tuple[int | None, list[int]]:
    """The row that names the columns, if there is one, and the others."""
    is_header = _heads(cells[run[0]]) is not None
    return (run[0], run[1:]) if is_header else (None, run)


def _heads(row: tuple[str, str]) -> Kind | None:
    """What the rows below are where this one names the columns; None where it is a row like the others."""
    if _ASKED.match(row[0]) and (_TOLD.match(row[1]) or _MEANS.match(row[1])):
        return Kind.BASIC
    return Kind.DEFINITION if _NAMES.match(row[0]) and _MEANS.match(row[1]) else None


def _kind(header: tuple[str, str] | None, rows: Sequence[tuple[str, str]]) -> Kind | None:
    """What the rows are; None where nothing says that they ask or define."""
    if header is not None:
        return _heads(header)
    asking = sum(asks(left) or (is_question(left) and len(words_of(left)) > 2) for left, _ in rows)
    return Kind.BASIC if asking and asking * 4 >= len(rows) * 3 else None
