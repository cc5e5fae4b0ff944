"""Candidates: as much of a card as choosing needs, and which of them a session is about."""

from __future__ import annotations

from datetime import date

from quizzer.domain.cards import Card, CardState
from quizzer.domain.reviews import Schedule
from quizzer.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """As much of a card as the queue needs, with its schedule (None for a card never reviewed)."""

    card_id: str
    deck: str
    schedule: Schedule | None = None
    path: str = ""
    position: int = 0
    topic: str = ""
    """The first heading above the card."""
    sibling: str = ""
    tags: tuple[str, ...] = ()
    state: CardState = CardState.ACTIVE
    buried_until: date | None = None
    is_flagged: bool = False
    is_bundled: bool = False

    @classmethod
    def of(cls, card: Card, schedule: Schedule | None) -> Candidate:
        """The candidate that a kept card is."""
        return cls(
            card_id=card.id,
            deck=card.deck,
            schedule=schedule,
            path=card.path,
            position=card.position,
            topic=card.context[0] if card.context else "",
            sibling=card.sibling,
            tags=card.tags,
            state=card.state,
            buried_until=card.buried_until,
            is_flagged=card.is_flagged,
            is_bundled=card.is_bundled,
        )

    def may_be_asked(self, day: date) -> bool:
        """Whether neither the person nor the notes keep it back on `day`."""
        return self.state is CardState.ACTIVE and (self.buried_until is None or self.buried_until <= day)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cards a session is about, and how it treats their dates."""

    decks: tuple[str, ...] = ()
    """A deck stands for those within it too: `LLM` for `LLM / Sampling`."""
    tags: tuple[str, ...] = ()
    """Any of them will do; `ml` stands for `ml/rl` too."""
    limit: int | None = None
    """At most this many cards, the closing round apart."""
    is_flagged: bool = False
    is_cram: bool = False
    """Everything, due or not; answers move nothing."""
    ahead_days: int = 0
    """Also what falls due within so many days; a pass moves nothing, a failure is a lapse."""

    def takes(self, candidate: Candidate) -> bool:
        """Whether the card belongs to the session."""
        if self.is_flagged and not candidate.is_flagged:
            return False
        if self.decks and not any(is_within(candidate.deck, deck) for deck in self.decks):
            return False
        return not self.tags or any(is_within(have, want) for have in candidate.tags for want in self.tags)


def is_within(name: str, parent: str) -> bool:
    """Whether a deck or tag is `parent` or lies below it; capitals do not count.

    >>> is_within("LLM / Sampling", "llm"), is_within("LLMs", "llm")
    (True, False)
    """
    have, want = name.casefold().strip(), parent.casefold().strip()
    return have == want or (have.startswith(want) and have[len(want) :].lstrip().startswith(("/", "::")))


def is_due(schedule: Schedule | None, day: date) -> bool:
    """Whether the schedule asks for its card on `day`; overdue counts, a card never reviewed does not."""
    return schedule is not None and schedule.due <= day


def asks_again(schedule: Schedule | None, day: date) -> bool:
    """Whether the closing round of `day` still holds the card."""
    return schedule is not None and schedule.repeat_on == day and schedule.due > day
