"""Anki's card templates: fields put in their places, sections, cloze deletions."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECTION = re.compile(r"\{\{([#^])\s*([^{}]+?)\s*\}\}(.*?)\{\{/\s*\2\s*\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{([^{}#^/][^{}]*)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_DEEPEST = 8


def fill(template: str, fields: Mapping[str, str], *, front: str = "", cloze: int = 0, is_answer: bool = False) -> str:
    """A side of a card. `cloze` is the number of the deletion that a cloze card hides, from 1."""
    for _ in range(_DEEPEST):
        opened = _SECTION.sub(lambda found: _section(found, fields), template)
        if opened == template:
            break
        template = opened
    return _FIELD.sub(lambda found: _value(found[1].strip(), fields, front, cloze, is_answer), template)


def _section(found: re.Match[str], fields: Mapping[str, str]) -> str:
    is_filled = bool(fields.get(found[2], "").strip())
    return found[3] if is_filled == (found[1] == "#") else ""


def _value(name: str, fields: Mapping[str, str], front: str, cloze: int, is_answer: bool) -> str:
    if name == "FrontSide":
        return front
    *filters, field = (part.strip() for part in name.split(":"))
    value = fields.get(field, "")
    if "cloze" in filters:
        return hide(value, cloze, is_answer=is_answer)
    return value


def hide(text: str, number: int, *, is_answer: bool = False) -> str:
    """The text with deletion `number` as `[…]` (or its hint), the others shown; all shown for the answer."""

    def shown(found: re.Match[str]) -> str:
        if int(found[1]) != number or is_answer:
            return found[2]
        return f"[{found[3]}…]" if found[3] else "[…]"

    return _CLOZE.sub(shown, text)


def hidden(text: str, number: int) -> str:
    """What deletion `number` hides; several parts by semicolons."""
    return "; ".join(found[2] for found in _CLOZE.finditer(text) if int(found[1]) == number)
