"""Titles that only their numbers mark: `1 Ranking`, `1.1 TF-IDF`, `1.2 BM25`, in notes without headings.

They count on from one to the next, each above its text; the number of parts says how deep a title stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind
from quizzer.notes.wording import is_question

_TITLE = late(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\\?[.)]?\s+(?P<name>[^\s\d].{0,80}?[^\s,;:])$")
_PICTURED = late(r"^[^\w\s\"'“”‘’«»(\[]{1,4}\s*\d{1,2}[.)]\s+(?P<name>[^\W\d_].{0,80}?[^\s.,;:])$")
_FEWEST_PICTURED = 3
_MOST_WORDS = 10
_FEWEST = 2
_DEEPEST = 3
"""Blanks before a part of a chapter that is written below its title: `   1.1 TF-IDF`."""
_MOST_HEADINGS = 1
"""The title of the note."""

_KINDS = frozenset({LineKind.TEXT, LineKind.ITEM, LineKind.HEADING})

Number = tuple[int, ...]


def mark_chapters(lines: Sequence[Line]) -> None:
    """Make headings of such lines, and of those that count on under a picture: `🔹 3. Loss`."""
    headings = [line for line in lines if line.kind is LineKind.HEADING and line.level]
    if sum(_TITLE.match(line.content[:120]) is None for line in headings) > _MOST_HEADINGS:
        return
    pictured = [(at, name) for at, line in enumerate(lines) if (name := _pictured(lines, at, line))]
    if len(pictured) >= _FEWEST_PICTURED:
        for at, name in pictured:
            line = lines[at]
            line.kind, line.level, line.content, line.marker = LineKind.HEADING, 2, name, ""
        return
    found = [(at, title) for at, line in enumerate(lines) if (title := _title(line)) is not None]
    are_set_apart = all(_opens(lines, at) and _is_over_more(lines, at) for at, _ in found if lines[at].indent > 1)
    found = found if are_set_apart else [each for each in found if lines[each[0]].indent <= 1]
    if sum(len(number) > 1 for _, (number, _) in found) < _FEWEST:
        return
    run: list[tuple[int, Number, str]] = []
    for place, (at, (number, name)) in enumerate(found):
        is_next = bool(run) and _follows(run[-1][1], number)
        if not _opens(lines, at) and not (is_next and (len(number) > 1 or _heads_first(found, place))):
            continue
        if not run or is_next:
            run.append((at, number, name))
        elif len(run) == 1 and number[-1] == 1:
            run = [(at, number, name)]
    nested = [number for _, number, _ in run if len(number) > 1]
    if len(nested) < _FEWEST:
        return
    chapters = {number[:1] for number in nested} | {number for at, number, _ in run if _is_escaped(lines, at)}
    if all(lines[at].indent > 1 for at, number, _ in run if len(number) > 1):
        chapters |= {number for _, number, _ in run}
    for at, number, name in run:
        line = lines[at]
        if line.kind is not LineKind.HEADING and (len(number) > 1 or number in chapters):
            line.kind, line.level, line.content, line.marker = LineKind.HEADING, len(number) + 1, name, ""


def _pictured(lines: Sequence[Line], at: int, line: Line) -> str:
    """The name on a line by itself that begins with a picture and a number; empty for any other."""
    if line.body[:1] < "\u2190" or line.kind is not LineKind.TEXT or line.indent:
        return ""
    found = _PICTURED.match(line.body[:120])
    is_alone = (at == 0 or lines[at - 1].is_gap) and (at + 1 == len(lines) or not lines[at + 1].body)
    return found["name"] if found and is_alone and len(found["name"].split()) <= _MOST_WORDS else ""


def _title(line: Line) -> tuple[Number, str] | None:
    """The number and the name on a line; a name that ends with a stop has to set a task."""
    if not line.body[:1].isdecimal() or line.indent > _DEEPEST or line.kind not in _KINDS:
        return None
    match = _TITLE.match(line.body[:120])
    if match is None or (line.indent > 1 and "." not in match["number"]) or len(match["name"].split()) > _MOST_WORDS:
        return None
    if match["name"][-1] == "." and not is_question(match["name"]):
        return None
    return tuple(map(int, match["number"].split("."))), match["name"]


def _is_over_more(lines: Sequence[Line], at: int) -> bool:
    """Does what stands on the next line belong to this one? Steps below a step have nothing below them."""
    return at + 1 < len(lines) and bool(lines[at + 1].body) and lines[at + 1].indent > lines[at].indent


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Is nothing above the line that it could go on with?"""
    above = lines[at - 1] if at else None
    if above is None or not above.body or lines[at].kind is LineKind.HEADING or above.kind is LineKind.HEADING:
        return True
    return above.body[0].isdecimal()


def _heads_first(found: Sequence[tuple[int, tuple[Number, str]]], place: int) -> bool:
    """Does the first part of a chapter stand right below its title?"""
    at, (number, _) = found[place]
    return place + 1 < len(found) and found[place + 1][0] == at + 1 and found[place + 1][1][0] == (*number, 1)


def _is_escaped(lines: Sequence[Line], at: int) -> bool:
    """Does `3\\. Tensors` stand alone, its dot escaped because it counts no list?"""
    below = lines[at + 1].body if at + 1 < len(lines) else ""
    return "\\." in lines[at].body[:4] and not below


def _follows(above: Number, number: Number) -> bool:
    """Does one number come after the other in an outline: the first below it, or the next beside it or one around it?"""
    if number == (*above, 1):
        return True
    depth = len(number)
    return depth <= len(above) and number[:-1] == above[: depth - 1] and number[-1] == above[depth - 1] + 1
