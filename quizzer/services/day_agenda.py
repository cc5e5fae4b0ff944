"""Day agenda: the places that interviews still to come give a study day, asked one after the other in a sitting.

Making one reads the whole log, so a sitting makes it once, keeps its order, and makes it again only when it is used
up. Cards beyond it are left to the daily queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quizzer.config import Home, Settings
from quizzer.domain.candidates import Candidate, Selection, asks_again
from quizzer.domain.interview import Phase
from quizzer.domain.pace import LONGEST
from quizzer.domain.rounds import Round
from quizzer.domain.turns import Asked
from quizzer.services.interviewing import Ahead, agenda, look_ahead


@dataclass(slots=True)
class Part:
    """What is left of one round's plan for the day."""

    round: Round
    phase: Phase
    places: list[Asked]
    seconds: float
    """Of today's minutes."""


class DayAgenda:
    """The plans of one day for one selection; cards leave it as they are graded."""

    def __init__(
        self, home: Home, settings: Settings, selection: Selection, rounds: Sequence[Round], day: date
    ) -> None:
        self.day = day
        self._home = home
        self._settings = settings
        self._selection = selection
        self._rounds = tuple(rounds)
        self._parts: list[Part] = []
        self._dropped: dict[str, list[tuple[Part, Asked, float]]] = {}
        """What each card that left had of the plans, for when its grade is taken back."""
        self._is_used_up = False
        self._make()

    def _make(self) -> None:
        ahead = look_ahead(self._home, self._settings, self._rounds)
        spent = _seconds_spent(ahead, self.day)
        self._parts = []
        self._dropped = {}
        for found in agenda(ahead, self._settings, self.day, spent / 60):
            minutes = found.round.minutes * 60
            used = min(spent, minutes)
            spent -= used
            places = [place for place in found.plan.places if self._selection.takes(place.candidate)]
            self._parts.append(Part(found.round, found.plan.phase, places, minutes - used))
        # The closing round asks what was forgotten today: nothing else left, the plan of the day is done.
        self._is_used_up = not any(not asks_again(p.candidate.schedule, self.day) for p in self.places)

    @property
    def places(self) -> list[Asked]:
        """What is still asked, in order; a round whose minutes are spent asks nothing more."""
        return [place for part in self._parts if part.seconds > 0 for place in part.places]

    def next_places(self) -> list[Asked]:
        """As `places`, made again when it is used up; empty when the day's plans are done."""
        if not self._is_used_up and not self.places:
            self._make()
        return [] if self._is_used_up else self.places

    def drop(self, card_id: str, elapsed_ms: int = 0) -> None:
        """Take a card out that was graded, or that may not be asked; its time counts for the round that asked it."""
        seconds = min(elapsed_ms / 1000, LONGEST)
        for part in self._parts:
            left = [place for place in part.places if place.card_id == card_id]
            if left:
                part.places = [place for place in part.places if place.card_id != card_id]
                part.seconds -= seconds
                self._dropped.setdefault(card_id, []).append((part, left[0], seconds))

    def put_back(self, card_id: str) -> None:
        """A card whose grade or mark was taken back is asked again, and its time has not been spent."""
        for part, place, seconds in self._dropped.pop(card_id, ()):
            part.places = [place, *part.places]
            part.seconds += seconds
            self._is_used_up = False

    def is_in_stretch(self, candidate: Candidate) -> bool:
        """Whether the nearest round that the card matters for is in its last stretch."""
        for part in self._parts:
            if part.round.weight(candidate) > 0:
                return part.phase is Phase.STRETCH
        return False


def _seconds_spent(ahead: Ahead, day: date) -> float:
    """Seconds that `day` has had for cards of any round, long interruptions cut."""
    ids = {c.card_id for c in ahead.candidates if any(r.weight(c) > 0 for r in ahead.rounds)}
    return sum(
        min(entry.elapsed_ms / 1000, LONGEST)
        for card_id in ids
        for entry in ahead.log.get(card_id, ())
        if entry.day == day and entry.standing is None
    )
