"""Drafts with their place in an import, and those set apart because no other draft and no kept card is like them.

An import of many notes holds in memory only what has to be compared; what is apart stays where it was put, and is read
again when it is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple, Protocol

from quizzer.domain.cards import CardDraft


class Placed(NamedTuple):
    """A draft and where it stands."""

    number: int
    """Its place among all drafts of the import, from 0."""
    position: int
    """Its place among the drafts of its note, from 0."""
    draft: CardDraft


class Apart(Protocol):
    """Drafts whose question no other draft and no kept card has, in notes that no kept card stands in."""

    def __iter__(self) -> Iterator[Placed]:
        """Each of them, in the order of the notes."""

    def __len__(self) -> int:
        """How many there are."""

    def bring(self, number: int) -> None:
        """Take one out, because it may be a kept card reworded."""


class Nothing:
    """No draft is apart: all of them are compared."""

    def __iter__(self) -> Iterator[Placed]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def bring(self, number: int) -> None:
        """There is none to take out."""


def placed(drafts: Iterable[CardDraft]) -> Iterator[Placed]:
    """Drafts in the order of their notes, numbered."""
    positions: dict[str, count[int]] = {}
    for number, draft in enumerate(drafts):
        yield Placed(number, next(positions.setdefault(draft.path, count())), draft)
