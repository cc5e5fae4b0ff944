"""Lines that count, each in a manner of its author's, and are therefore items of a list.

1 - What is a kernel?        3. Padding               2. Glazes
2 - Why pad?                 **4. Stride**               2.1 Slip
                             5. Dilation                 2.2 Engobe
"""

from __future__ import annotations

import re

from quizzer.notes.line import Line
from quizzer.notes.masks import LineKind
from quizzer.notes.wording import is_question

_COUNTED = re.compile(
    r"^(?:\*\*)?(\d{1,3})(?:\s?[-–—:]|\s*\\[.)]|(?<=\*\*\d)[.)]\*\*|(?<=\*\*\d\d)[.)]\*\*)\s+((?:[^\W\d_]|[¿\"'`(]).*)$"
)
_PROBLEM = re.compile(r"^\*\*P(\d{1,3})[.):](?:\*\*)?:?\s+(\S.*)$")
"""`**P3.** How many?`, the third problem."""
_BRACKETED = re.compile(r"^\((\d{1,3})\)\s+((?:[^\W\d_]|[¿\"'`]).*)$")
_PART = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?P<text>[^\W\d_].*)$")
_ESCAPED = re.compile(r"^(?:\*\*)?\d{1,3}\\[.)]")
"""`4\\. Stride`: whoever typed it meant a number, and the program that wrote it down did not."""
_MANY_ESCAPED = 4
_BOLD_NUMBER = re.compile(r"^(?:\*\*|__)(\d{1,3})\\?[.)]\s+([^*_]+)(?:\*\*|__):?$")
_STRONG_NUMBER = re.compile(r"^(?:\*\*|__)(\d{1,3})\\?[.)](?:\*\*|__)(?:\s+(\S.*))?$")
_FEWEST_STRONG = 3
_SMALL_ROMAN = re.compile(r"^(?:\*\*)?\(?(?:i|ii|iii|iv|v|vi)[.)](?:\*\*)?\s+(\S.*)$")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ROMAN = re.compile(r"^([IVX]{1,5})[.)]\s+(\S.{0,80})$")
_LETTER = re.compile(r"^[A-Z][.)]\s+(\S.*)$")
_FEWEST_ROMANS = 2


def mark_counted(lines: list[Line]) -> None:
    """Make list items of the lines that count on from one to the next."""
    _mark_asking(lines)
    _mark_bold_between(lines)
    _mark_strong(lines)
    _mark_parts(lines)
    _mark_romans(lines)


def _mark_asking(lines: list[Line]) -> None:
    """Lines `1 - What …` that count on from one to the next, most of which ask, are items of a list."""
    counted = [
        (number, found)
        for number, line in enumerate(lines)
        if (line.body[:1].isdecimal() or line.body[:2] == "**" or line.body[:1] == "(")
        and line.kind is LineKind.TEXT
        and line.indent < 4
        and (found := _counted(lines, number))
    ]
    run: list[tuple[int, re.Match[str]]] = []
    for number, found in counted:
        wanted = int(run[-1][1][1]) + 1 if run else 1
        if int(found[1]) == wanted:
            run.append((number, found))
    asking = sum(is_question(found[2]) for _, found in run)
    are_escaped = len(run) >= _MANY_ESCAPED and all(_ESCAPED.match(found[0]) for _, found in run)
    if len(run) < 2 or asking * (3 if are_escaped else 2) < len(run):
        return
    for number, found in run:
        line = lines[number]
        is_cut = line.body.startswith("**") and found[2].count("**") == 1  # the mark closes behind the number's text
        line.kind, line.marker, line.content = LineKind.ITEM, f"{found[1]}.", f"**{found[2]}" if is_cut else found[2]
        line.column = line.indent + len(line.body) - len(found[2])


def _mark_bold_between(lines: list[Line]) -> None:
    """A bold line `**4. Stride**` between the items 3 and 5 at the margin is item 4, in bold by a whim."""
    if not any(line.body[2:3].isdecimal() and line.body[:2] in {"**", "__"} for line in lines):
        return
    last = 0
    bold: tuple[Line, re.Match[str]] | None = None
    for line in lines:
        if line.kind is LineKind.HEADING:
            last, bold = 0, None
        elif line.kind is LineKind.ITEM and line.number is not None and not line.indent:
            if bold and line.number == int(bold[1][1]) + 1:
                item, found = bold
                item.kind, item.marker, item.content = LineKind.ITEM, f"{found[1]}.", found[2].strip()
                item.column = len(item.body) - len(found[2].lstrip())
            last, bold = line.number, None
        elif last and line.kind is LineKind.TEXT and line.body.startswith(("**", "__")) and not line.indent:
            match = _BOLD_NUMBER.match(line.body)
            if match and int(match[1]) == last + 1:
                bold = (line, match)


def _mark_strong(lines: list[Line]) -> None:
    """`**4.** Why …?` asks, though some are left out; `**5.**` alone stands over its parts, `* i. Why …?`."""
    found: list[tuple[Line, re.Match[str]]] = []
    last = 0
    for line in lines:
        if line.kind is LineKind.HEADING:
            last = 0
        elif line.kind is LineKind.ITEM and line.number is not None and not line.indent:
            last = line.number
        elif line.kind is LineKind.TEXT and line.indent < 4 and line.body.startswith(("**", "__")):
            match = _STRONG_NUMBER.match(line.body)
            if match and int(match[1]) > last:
                found.append((line, match))
                last = int(match[1])
    told = [match[2] for _, match in found if match[2]]
    if len(told) < _FEWEST_STRONG or sum(map(is_question, told)) * 3 < len(told) * 2:
        return
    marks = {id(line): match for line, match in found}
    number = ""
    for line in lines:
        match = marks.get(id(line))
        if line.kind is LineKind.HEADING:
            number = ""
        elif match:
            number = f"{match[1]}."
            _count_as(line, number, match[2])
        elif number and line.kind is LineKind.ITEM and line.number is None and line.indent < 4:
            part = _SMALL_ROMAN.match(line.content)
            if part and is_question(part[1]):
                _count_as(line, number, part[1])


def _count_as(line: Line, number: str, text: str | None) -> None:
    """Make the line an item at the margin; a number alone parts what is above from what is below."""
    if text is None:
        line.kind = LineKind.RULE
        return
    line.kind, line.marker, line.content = LineKind.ITEM, number, text
    line.column = line.indent + len(line.body) - len(text)
    line.indent = 0


def _counted(lines: list[Line], number: int) -> re.Match[str] | None:
    body = lines[number].body
    if body[0] == "(":  # at the head of a paragraph; elsewhere it counts points of a text
        return _BRACKETED.match(body) if not number or lines[number - 1].is_gap else None
    return _COUNTED.match(body) or (_PROBLEM.match(body) if body[2:3] == "P" else None)


def _mark_parts(lines: list[Line]) -> None:
    """Lines `2.1 Slip`, `2.2 Glaze` that are indented and count on are items of the list inside which they stand."""
    run: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        is_part = line.kind is LineKind.TEXT and line.indent > 1 and line.body[0].isdecimal()
        found = _PART.match(line.body) if is_part else None
        if not found:
            continue
        above, number = (run[-1][1]["number"] if run else ""), found["number"]
        if not (number.endswith(".1") or _count_on(above, number)):
            continue
        run.append((line, found))
    if len(run) < 2:
        return
    for line, found in run:
        line.kind, line.marker, line.content = LineKind.ITEM, f"{found['number']}.", found["text"]
        line.column = line.indent + len(line.body) - len(found["text"])


def _count_on(above: str, number: str) -> bool:
    """Does `2.3` come after `2.2`?"""
    around, _, last = number.rpartition(".")
    return above.rpartition(".")[0] == around and last == str(int(above.rpartition(".")[2] or 0) + 1)


def _mark_romans(lines: list[Line]) -> None:
    """In a note without headings, `I. Metrics`, `II. Trees` at the margin head its parts, and `A. …`, `B. …` inside them are items."""
    found: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(lines):
        if line.kind is LineKind.HEADING:
            return
        if line.kind is LineKind.TEXT and not line.indent and line.body[0] in "IVX":
            match = _ROMAN.match(line.body)
            if match and len(found) < len(_ROMANS) and match[1] == _ROMANS[len(found)]:
                found.append((number, match))
    if len(found) < _FEWEST_ROMANS or not all(_begins(lines, number) for number, _ in found):
        return
    for number, match in found:
        line = lines[number]
        line.kind, line.level, line.content = LineKind.HEADING, 2, match[2]
    for line in lines[found[0][0] :]:
        letter = _LETTER.match(line.body) if line.kind is LineKind.TEXT and line.indent > 1 else None
        if letter:
            line.kind, line.marker, line.content = LineKind.ITEM, "-", letter[1]
            line.column = line.indent + len(line.body) - len(letter[1])


def _begins(lines: list[Line], number: int) -> bool:
    return not number or lines[number - 1].is_gap
