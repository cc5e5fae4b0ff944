"""Patterns that are made when they are first asked: making all that notes might need takes longer than reading a note.

For what only some notes hold; a pattern that meets the lines of every note is made with its module, by `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern, and answers for it as quickly once it is made."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        made = re.compile(self._text, self._flags)
        for verb in ("match", "search", "fullmatch", "sub", "split", "findall", "finditer"):
            setattr(self, verb, getattr(made, verb))
        return getattr(made, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `re.compile` makes, made when it is first asked.

    >>> late("b+").sub("-", "abba")
    'a-a'
    """
    return cast(re.Pattern[str], _Late(text, flags))
