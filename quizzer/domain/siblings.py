"""Siblings: cards of one text, a reverse pair or the deletions of one cloze, kept a day apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from quizzer.domain.candidates import Candidate
from quizzer.domain.turns import Asked


class Siblings:
    """Texts of which a card has been asked, so that no other card of the same text follows on that day."""

    def __init__(self, seen: set[tuple[str, str]]) -> None:
        self._seen = seen

    @classmethod
    def seen_on(cls, candidates: Iterable[Candidate], day: date) -> Siblings:
        """The texts reviewed on `day`."""
        return cls({(c.path, c.sibling) for c in candidates if c.sibling and c.schedule and c.schedule.last_day >= day})

    def keep_apart(self, places: Iterable[Asked]) -> tuple[list[Asked], int]:
        """The places whose text has not come yet, in order, and how many were left out."""
        kept: list[Asked] = []
        held = 0
        for place in places:
            text = (place.candidate.path, place.candidate.sibling)
            if place.candidate.sibling and text in self._seen:
                held += 1
                continue
            self._seen.add(text)
            kept.append(place)
        return kept, held
