"""The reference of a program, as tools make it of its code: one heading a class or a function, with what it takes and gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.outline import LineKind, Outline

_PART = late(
    r"^\W*(?:arguments|args|parameters|params|returns?(?: values?)?|raises|throws|attributes|defined in|type parameters|inherited from|overrides|implementation of|constructors?|methods|properties|accessors|inheritance|(?:type )?signature)\W*$",
    re.IGNORECASE,
)
"""What a tool writes under every name."""
_NAME = late(
    r"^\W*(?:(?i:class|module|function|method|property|interface|enum|struct|trait|namespace|type alias|static method|classmethod):? \S+|\S+ (?:objects|class|module)|constructor|`[^`]+`|[\w.\\]+\([^)]*\)|\w*(?:[._\\]\w+)+|_?[a-z]\w*)\W*$"
)
"""A name of a program as a title."""
_FEWEST = 4
_KINDS = 2


def is_reference(outline: Outline, titles: Sequence[str]) -> bool:
    """Do most headings name a piece of a program, with the same parts under them?"""
    if not outline.holds("eturn", "arameter", "rgument", "aises", "ttributes"):
        return False
    parts = [title.casefold() for title in titles if _PART.match(title)]
    inner = [title for title in titles if not _PART.match(title)]
    if sum(bool(_NAME.match(title)) for title in inner) * 2 < len(inner) or not inner:
        return False
    for line in outline.lines[:4000]:
        if line.kind is LineKind.TEXT and line.body[:1] in "*_APRTar":
            label = line.body[:40].partition(":")[0] if ":" in line.body[:40] else line.body[:40]
            parts += [label.strip("*_: ").casefold()] * bool(_PART.match(label))
        elif line.body.startswith("|") and "arameter" in line.body[:40]:
            parts.append("parameter")
    return len(parts) >= _FEWEST and len(set(parts)) >= _KINDS
