"""Siblings: cards of one text, a reverse pair or the deletions of one cloze, kept a day apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    def pass_on(self, places: Iterable[Asked]) -> Iterator[Asked]:
        """The places whose text has not come yet, in order."""
        for place in places:
            candidate = place.candidate
            if candidate.sibling:
                text = (candidate.path, candidate.sibling)
                if text in self._seen:
                    continue
                self._seen.add(text)
            yield place

    def keep_apart(self, places: Sequence[Asked]) -> tuple[list[Asked], int]:
        """The same as a list, and how many were left out."""
        kept = list(self.pass_on(places))
        return kept, len(places) - len(kept)
