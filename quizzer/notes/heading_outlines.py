"""Outlines whose every block is a heading, as early Logseq and some outliners wrote them.

    ## Adders
    ### a half adder
    #### sums two bits
    #### has no carry in

The number of `#` is the depth of the block there. Only the shallowest are headings, and those that the outliner calls so
in the properties below them (`:heading: true`); the others are read as bullets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_HEADING = re.compile(r"^(#{2,12})(?:[ \t]+(.*))?$")
_FEWEST = 8
_FEWEST_DEPTHS = 3
_SHARE = 0.75
_IN_ROWS = 0.6
_SENTENCE = 18
"""Characters."""


def with_bullets(raw: list[str], start: int) -> list[str]:
    """The lines with the blocks below the shallowest ones as bullets; the same lines when this is no such outline."""
    found = [_HEADING.match(text) if text.startswith("##") else None for text in raw]
    blocks = [each for each in found[start:] if each]
    if len(blocks) < _FEWEST or not _is_outline(raw[start:], blocks):
        return raw
    top = min(len(each[1]) for each in blocks)
    lines = raw[:start]
    margin, is_waiting = "", False
    level = top
    for number in range(start, len(raw)):
        text, heading = raw[number], found[number]
        if heading and (len(heading[1]) <= level or _is_called_heading(raw, number)):
            level = max(len(heading[1]), top)
        depth = len(heading[1]) - level if heading else 0
        if heading and depth:
            margin, is_waiting = "\t" * depth, not heading[2]
            lines.append(f"{margin[1:]}- {heading[2]}" if heading[2] else "")
        elif heading:
            margin, is_waiting = "", False
            lines.append(text)
        elif is_waiting and text.strip():
            is_waiting = False
            lines.append(f"{margin[1:]}- {text.strip()}")
        else:
            lines.append(margin + text if text.strip() else text)
    return lines


def _is_called_heading(raw: Sequence[str], number: int) -> bool:
    """Do properties follow this block that make it a heading?"""
    below = [text.strip() for text in raw[number + 1 : number + 8]]
    return (
        below[:1] == [":PROPERTIES:"] and ":heading: true" in below[: below.index(":END:") if ":END:" in below else 0]
    )


def _is_outline(raw: Sequence[str], blocks: Sequence[re.Match[str]]) -> bool:
    """Are most of the lines blocks, one right after the other but for the properties between them, and text?

    Chapters and questions without any text are a plan.
    """
    is_block = [text.startswith("##") for text in raw if text.strip() and not text.startswith(":")]
    runs = sum(1 for one, two in pairwise(is_block) if one and two)
    if len({len(each[1]) for each in blocks}) < _FEWEST_DEPTHS or len(blocks) < _SHARE * len(is_block):
        return False
    asking = sum(1 for each in blocks if each[2] and each[2].rstrip().endswith(("?", "？")))
    saying = sum(1 for each in blocks if each[2] and len(each[2]) >= _SENTENCE)
    return runs >= _IN_ROWS * len(blocks) and saying * 3 >= len(blocks) and asking * 6 < len(blocks)
