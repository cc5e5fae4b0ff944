"""JSON as text, piece by piece: what is told one by one is never in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def pieces(value: Any, *, is_ascii: bool = False, margin: str = "\n") -> Iterator[str]:
    """The text that `json.dumps` gives with an indent of 1; an iterator stands for a list.

    >>> "".join(pieces({"cards": iter([1, 2]), "stubs": iter([])})) == json.dumps({"cards": [1, 2], "stubs": []}, indent=1)
    True
    """
    inner = f"{margin} "
    if isinstance(value, Iterator):
        opening = "["
        for each in value:
            yield f"{opening}{inner}{_text(each, is_ascii, inner)}"
            opening = ","
        yield "[]" if opening == "[" else f"{margin}]"
    elif isinstance(value, Mapping) and value:
        for number, (name, each) in enumerate(value.items()):
            yield f"{',' if number else '{'}{inner}{_text(name, is_ascii, inner)}: "
            yield from pieces(each, is_ascii=is_ascii, margin=inner)
        yield margin + "}"
    else:
        yield _text(value, is_ascii, margin)


def _text(value: Any, is_ascii: bool, margin: str) -> str:
    return json.dumps(value, ensure_ascii=is_ascii, indent=1).replace("\n", margin)
