"""TeX as tokens, and the pieces that a line is put together from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

LONGEST = 6_000
"""Characters of TeX; a longer formula is shown as it stands."""

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|%[^\n]*\n?|.", re.DOTALL)

_OVER = re.compile(r"\{([^{}]{0,200})\\(over|choose)(?![A-Za-z])([^{}]{0,200})\}")
_OVER_MACRO = {"over": "frac", "choose": "binom"}


class Unreadable(Exception):
    """A formula too long or too deep to read."""


class Role(Enum):
    """What a piece does, which decides the space around it and whether it needs brackets."""

    LETTER = auto()
    WORD = auto()
    """Text and function names: space on either side of a letter."""
    BIG = auto()
    """Sums and integrals: space after."""
    BINARY = auto()
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    SPACE = auto()
    """Wanted by the author: `\\quad` and the like."""
    FRACTION = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of the line and its role."""

    text: str
    role: Role = Role.LETTER
    is_open_ended: bool = False
    """Ends in a script written as plain letters, so that a following letter would seem to belong to it."""
    was_spaced: bool = False
    """The author had written space before it."""


def words(text: str) -> list[str]:
    """The words of a table that is written as running text."""
    return text.split()


def tokens(tex: str) -> list[str]:
    """Macros, braces, script marks, runs of space and single characters; comments are gone."""
    if len(tex) > LONGEST:
        raise Unreadable
    tex = _OVER.sub(lambda found: f"\\{_OVER_MACRO[found[2]]}{{{found[1]}}}{{{found[3]}}}", tex)
    return [part for part in _TOKEN.findall(tex) if not part.startswith("%")]


def join(pieces: Sequence[Piece]) -> str:
    """The pieces as one line, spaced as mathematics is."""
    line = ""
    before: Piece | None = None
    for piece in _bracketed_fractions([piece for piece in pieces if piece.text]):
        if before is not None and line and not line.endswith(" ") and _parts(before, piece, line):
            line += " "
        line += piece.text
        if piece.role in (Role.BINARY, Role.RELATION) and _is_sign(before, piece):
            piece = Piece(piece.text, Role.OPEN)
        before = piece
    return line.strip()


_FACTORS = frozenset({Role.LETTER, Role.WORD, Role.FRACTION})


def _bracketed_fractions(pieces: Sequence[Piece]) -> list[Piece]:
    """Brackets around a fraction that multiplies its neighbour: (1/2)x is not 1/(2x)."""
    shown = []
    for number, piece in enumerate(pieces):
        if piece.role is Role.FRACTION:
            before = pieces[number - 1].role if number else Role.OPEN
            after = pieces[number + 1].role if number + 1 < len(pieces) else Role.CLOSE
            if before in _FACTORS | {Role.CLOSE} or after in _FACTORS | {Role.OPEN, Role.BIG}:
                piece = replace(piece, text=f"({piece.text})", role=Role.LETTER)
        shown.append(piece)
    return shown


def _is_sign(before: Piece | None, piece: Piece) -> bool:
    """Whether a plus or minus belongs to the number after it."""
    return piece.text in "+-−±∓" and (
        before is None or before.role in (Role.OPEN, Role.BINARY, Role.RELATION, Role.COMMA, Role.SPACE, Role.BIG)
    )


def _parts(before: Piece, piece: Piece, line: str) -> bool:
    """Whether a space belongs between two pieces."""
    one, two = before.role, piece.role
    if two is Role.SPACE or one is Role.SPACE:
        return False
    if "/" in (piece.text, before.text):
        return piece.was_spaced
    if two is Role.RELATION or one is Role.RELATION:
        return not (one is Role.OPEN or two in (Role.COMMA, Role.CLOSE))
    if two is Role.BINARY:
        return one is not Role.OPEN
    if one is Role.BINARY:
        return two not in (Role.CLOSE, Role.COMMA)
    if one is Role.COMMA:
        return True
    if two in (Role.COMMA, Role.CLOSE) or one is Role.OPEN:
        return False
    if one is Role.BIG:
        return True
    if two is Role.OPEN:
        return piece.was_spaced and one is Role.WORD and len(before.text) > 1 and before.text[-1] == " "
    if two is Role.BIG or Role.FRACTION in (one, two):
        return True
    if Role.WORD in (one, two):
        return line[-1:].isalnum() or piece.was_spaced or one is Role.CLOSE or before.text[-1:] in ")]}"
    return before.is_open_ended and (piece.text[0].isalnum() or piece.text[0] in "√∑∏∫")


def is_atom(pieces: Sequence[Piece]) -> bool:
    """Whether it reads as one thing beside `/`: a letter with its scripts, a number, a word, brackets, a call."""
    kept = [piece for piece in pieces if piece.text]
    if len(kept) <= 1:
        return not kept or kept[0].role in (Role.LETTER, Role.WORD)
    if all(piece.text.isdecimal() or piece.text == "." for piece in kept):
        return True
    if kept[0].text in "∂∇Δ" and len(kept) == 2:
        return is_atom(kept[1:])
    start = 1 if kept[0].role is Role.WORD or kept[0].text.isalpha() else 0
    return is_bracketed(kept[start:])


def is_product(pieces: Sequence[Piece]) -> bool:
    """Whether it may stand before `/` without brackets: nothing in it binds less than a product."""
    depth = 0
    for number, piece in enumerate(pieces):
        depth += (piece.role is Role.OPEN) - (piece.role is Role.CLOSE)
        if depth or not piece.text:
            continue
        if piece.role in (Role.RELATION, Role.COMMA, Role.SPACE, Role.BIG, Role.FRACTION):
            return False
        if piece.role is Role.BINARY and (number or piece.text not in "-−") and piece.text not in "·×*":
            return False
        if piece.role is Role.WORD and " " in piece.text:
            return False
    return True


def is_bracketed(pieces: Sequence[Piece]) -> bool:
    """Whether one pair of brackets holds all of it."""
    if len(pieces) < 2 or pieces[0].role is not Role.OPEN or pieces[-1].role is not Role.CLOSE:
        return False
    depth = 0
    for piece in pieces[:-1]:
        depth += (piece.role is Role.OPEN) - (piece.role is Role.CLOSE)
        if depth == 0:
            return False
    return True
