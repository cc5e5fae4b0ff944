"""Weaknesses: what the log says about where knowledge is thin, deck by deck, topic by topic, slip by slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzer.domain.ledger import LedgerLine, make_ledger
from quizzer.domain.leech import MARKS
from quizzer.domain.weak_topics import Topic, find_weak_topics
from quizzer.services.reporting import Retention
from quizzer.services.study import Desk


@dataclass(frozen=True, slots=True)
class DeckFigures:
    """What was done in one deck, under the name that it had then."""

    name: str
    reviews: int
    days: int
    minutes: float
    young: Retention
    mature: Retention

    @property
    def retention(self) -> Retention:
        """Young and mature cards together."""
        return Retention(self.young.shown + self.mature.shown, self.young.passed + self.mature.passed)

    def as_json(self) -> dict[str, Any]:
        """The documented form within `quizzer stats --json`."""
        return {
            "deck": self.name,
            "reviews": self.reviews,
            "days": self.days,
            "minutes": round(self.minutes, 1),
            "retention": {"young": self.young.share, "mature": self.mature.share, "all": self.retention.share},
        }


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that keeps being forgotten."""

    card_id: str
    question: str
    deck: str
    lapses: int


@dataclass(frozen=True, slots=True)
class Weaknesses:
    """Where it does not stick, over all or some decks."""

    decks: tuple[DeckFigures, ...]
    topics: tuple[Topic, ...]
    slips: tuple[LedgerLine, ...]
    leeches: tuple[Leech, ...]

    def as_json(self) -> dict[str, Any]:
        """The documented form within `quizzer stats --json`."""
        return {
            "decks": [deck.as_json() for deck in self.decks],
            "weak_topics": [
                {"kind": str(t.kind), "topic": t.name, "shown": t.shown, "lapses": t.lapses, "lapse_rate": t.lapse_rate}
                for t in self.topics
            ],
            "slips": [{"slip": line.name, "slips": line.slips, "tries": line.tries} for line in self.slips],
            "leeches": [
                {"id": leech.card_id, "deck": leech.deck, "question": leech.question, "lapses": leech.lapses}
                for leech in self.leeches
            ],
        }


def weaknesses(desk: Desk, decks: Sequence[str] = ()) -> Weaknesses:
    """Retention and minutes by deck, weak topics, slips and leeches; UsageError for a deck that does not exist.

    The decks come from the day table; topics and slips read the log itself, once.
    """
    names = desk.deck_names(tuple(decks))
    figures = desk.figures
    return Weaknesses(
        decks=tuple(_deck(name, sums) for name, sums in figures.by_deck(names).items()),
        topics=find_weak_topics(figures.recalls(names)),
        slips=make_ledger(figures.computed_answers(names)),
        leeches=tuple(Leech(*found) for found in figures.forgotten(min(MARKS), names)),
    )


def _deck(name: str, sums: dict[str, int]) -> DeckFigures:
    return DeckFigures(
        name=name,
        reviews=sums["showings"],
        days=sums["days"],
        minutes=sums["elapsed_ms"] / 60_000,
        young=Retention(sums["young"], sums["young_passed"]),
        mature=Retention(sums["mature"], sums["mature_passed"]),
    )
