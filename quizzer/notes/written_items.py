"""Items that Markdown does not know for such, as people write them: numbers in Roman, a bullet without its space, arrows.

    1. Kilns
        i. What is a damper?
        ii. What is a flue?

    - **Slip**: clay in water
    -**Glaze**: a glass

    Cone 6
    -> stoneware
    -> gas or electric

They are given the marks of the items that they are; every line stays where it is.
"""

from __future__ import annotations

import re

_ROMAN = re.compile(r"^(?P<margin> {2,}|\t+)(?P<number>i{1,3}|iv|vi{0,3}|ix|x)(?P<end>[.)]) (?=\S)", re.MULTILINE)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_FIRST, _SECOND = "i", "ii"
_TIGHT = re.compile(r"(?<=\n)(?P<margin>[ \t]*)-(?=\*\*[^*\s][^*\n]*\*\*)")

_ARROW = re.compile(r"^(?:->|→) +(?=\S)", re.MULTILINE)
_POINTED = re.compile(
    r"(?:^|\n)(?:\n|(?=\A))[^\W\d_][^\n]{0,80}[^\s.?:]\n(?P<arrows>(?:(?:->|→) +\S[^\n]*(?:\n|\Z)){1,60})"
)
_FEWEST_NAMES = 2
"""Each in a paragraph of its own."""


def with_items(text: str) -> str:
    """The text with such items marked as Markdown marks them."""
    if "-**" in text:
        text = _TIGHT.sub(lambda found: _parted(text, found), text)
    if "\n-> " in text or "\n→ " in text:
        text = _with_bullets(text)
    if " ii. " not in text and " ii) " not in text and "\tii" not in text:
        return text
    found = {match["number"] for match in _ROMAN.finditer(text)}
    return _ROMAN.sub(_counted, text) if {_FIRST, _SECOND} <= found else text


def _with_bullets(text: str) -> str:
    """Bullets for arrows at the margin, where two or more lines that name something each stand over two or more such arrows."""
    runs = [found for found in _POINTED.finditer(text) if found["arrows"].count("\n") > 1]
    if len(runs) < _FEWEST_NAMES:
        return text
    return _ARROW.sub("- ", text)


def _parted(text: str, found: re.Match[str]) -> str:
    """The bullet with its space, where the line above or the line below is a bullet beside it."""
    beside = f"{found['margin']}- "
    above = text[text.rfind("\n", 0, found.start() - 1) + 1 : found.start()]
    below = text[text.find("\n", found.end()) + 1 :][: len(beside)]
    return beside if above.startswith(beside) or below == beside else found[0]


def _counted(found: re.Match[str]) -> str:
    number = str(_NUMBERS[found["number"]])
    width = len(found["number"]) + len(found["end"]) + 1
    return found["margin"] + f"{number}{found['end']} ".ljust(width)
