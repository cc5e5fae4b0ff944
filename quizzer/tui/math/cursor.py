"""A place in a formula's tokens, and what can be taken from there as it is written."""

from __future__ import annotations


class Cursor:
    """Knows the tokens and the next one; a reader builds on it."""

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self._at = 0

    def _raw_group(self) -> str:
        """The text between braces, as written."""
        self._skip_space()
        if self._parts[self._at : self._at + 1] != ["{"]:
            return ""
        start, depth = self._at + 1, 0
        while self._at < len(self._parts):
            depth += {"{": 1, "}": -1}.get(self._parts[self._at], 0)
            self._at += 1
            if depth == 0:
                return "".join(self._parts[start : self._at - 1])
        return "".join(self._parts[start:])

    def _optional(self) -> str:
        """The text between square brackets right here, as in `\\sqrt[3]` or a row's extra height."""
        if self._parts[self._at : self._at + 1] != ["["]:
            return ""
        try:
            end = self._parts.index("]", self._at, self._at + 40)
        except ValueError:
            return ""
        inside = "".join(self._parts[self._at + 1 : end])
        self._at = end + 1
        return inside

    def _skip_space(self) -> None:
        while self._at < len(self._parts) and self._parts[self._at].isspace():
            self._at += 1
