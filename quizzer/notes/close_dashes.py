"""Terms whose dash stands close behind them, read as if a blank stood before it: `- Warp- threads held on the loom`.

Only where every item of a list is written so, three or more: `short- and long-staple wool` by itself is no term.
"""

from __future__ import annotations

import re

from quizzer.notes.masks import FENCE_LINE

_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)$")
_CLOSE = re.compile(
    r"^(?P<term>[^\W_][\w&/'’.()]*(?:[ -][\w&/'’.()]+){0,4})[-–] +(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e)\b)(?=\w)",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"(?m)^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+[^\n]{1,80}?\w[-–] +\w")
_FEWEST = 3


def with_parted_dashes(text: str) -> str:
    """The text with a blank before each such dash; any other text unchanged."""
    if len(_MAY_BE.findall(text)) < _FEWEST:
        return text
    lines = text.split("\n")
    run: list[tuple[int, re.Match[str]]] = []
    is_fenced = False
    for at, line in enumerate([*lines, "end of the note"]):
        is_fenced ^= bool(FENCE_LINE.match(line))
        item = None if is_fenced else _ITEM.match(line)
        if item and run and item["indent"] == run[0][1]["indent"]:
            run.append((at, item))
        elif item and not (run and len(item["indent"]) > len(run[0][1]["indent"])):
            _part(lines, run)
            run = [(at, item)]
        elif not item and line.strip() and not (run and line[0] in " \t"):
            _part(lines, run)
            run = []
    return "\n".join(lines)


def _part(lines: list[str], run: list[tuple[int, re.Match[str]]]) -> None:
    """Part the dashes of one list, when all of its items have one."""
    found = [(at, item.start("text"), _CLOSE.match(item["text"])) for at, item in run]
    if len(found) < _FEWEST or not all(close for _, _, close in found):
        return
    for at, start, close in found:
        if close:
            dash = start + close.end("term")
            lines[at] = f"{lines[at][:dash]} {lines[at][dash:]}"
