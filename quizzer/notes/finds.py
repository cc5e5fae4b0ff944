"""What is found on the lines of a note, and where each line ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzer.domain.cards import CardDraft, Stub
from quizzer.domain.members import Members


class Fate(Members):
    """Where a line ends. Blank lines have no fate: they are counted as blank whatever stands around them."""

    FREE = "free"
    CARD = "card"
    CONTEXT = "context"
    STUB = "stub"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Find:
    """Lines of a note and what they are: a card, a stub, or why they are neither."""

    lines: Iterable[int]
    """From 0; only those still free are taken."""
    value: CardDraft | Stub | str
    """A string is the reason for which the lines are dropped."""
    context: Iterable[int] = ()
    """Further lines that are read with the card and are not part of it."""
    is_shared: bool = False
    """True when the section around may quote the same lines in a card of its own."""
