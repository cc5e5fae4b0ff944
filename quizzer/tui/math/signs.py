"""Signs: what a single character or name of a formula stands for."""

from __future__ import annotations

from quizzer.tui.math import symbols
from quizzer.tui.math.cursor import Cursor
from quizzer.tui.math.marks import BRACKETS, ROLES
from quizzer.tui.math.reading import Piece, Role


class Signs(Cursor):
    """Reads what takes no argument."""

    def __init__(self, parts: list[str], ascii_only: bool) -> None:
        super().__init__(parts)
        self._is_ascii = ascii_only

    def _character(self, char: str) -> list[Piece]:
        if char == "~":
            return [Piece(" ", Role.SPACE)]
        if char == "|":
            return self._bar()
        if char == "-":
            char = "−"
        if char in "([":
            role = Role.OPEN
        elif char in ")]":
            role = Role.CLOSE
        elif char in ",;":
            role = Role.COMMA
        elif char in "+−*" or char in symbols.BINARY.values() or char == "⋅":
            role = Role.BINARY
        elif char in "=<>:" or char in symbols.RELATIONS.values():
            role = Role.RELATION
        elif char in symbols.BIG.values():
            role = Role.BIG
        else:
            role = Role.LETTER
        return [self._piece(char, role)]

    def _bar(self) -> list[Piece]:
        """One bar or two: space on both sides makes a relation, on one side a bracket that closes or opens."""
        first = self._at - 1
        if self._parts[self._at : self._at + 1] == ["|"]:
            self._at += 1
        before, after = "".join(self._parts[:first][-1:]), "".join(self._parts[self._at : self._at + 1])
        is_apart, is_followed = before.isspace(), after.isspace()
        if is_apart and is_followed:
            role = Role.RELATION
        elif is_apart or not before:
            role = Role.OPEN
        else:
            role = Role.CLOSE if is_followed or not after else Role.LETTER
        return [Piece("|" * (self._at - first), role)]

    def _piece(self, text: str, role: Role = Role.LETTER) -> Piece:
        if not self._is_ascii or text.isascii():
            return Piece(text, role)
        shown = [symbols.in_ascii(char) for char in text]
        is_word = len(shown) == 1 and shown[0][1]
        return Piece("".join(part for part, _ in shown), Role.WORD if is_word and role is Role.LETTER else role)

    def _named(self, name: str) -> Piece:
        """A name that stands for one sign or word."""
        if not name[:1].isalpha():
            return Piece({"|": "‖" if not self._is_ascii else "||"}.get(name, name), BRACKETS.get(name, Role.LETTER))
        for table, role in ROLES:
            if name in table:
                return self._piece(table[name], role)
        if name in symbols.NAMED:
            return Piece("mod" if name == "bmod" else name, Role.WORD)
        sign = symbols.letter(name)
        return Piece(f"\\{name}", Role.WORD) if sign is None else self._piece(sign)
