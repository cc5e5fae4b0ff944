"""Weaknesses: what the log says about where knowledge is thin: topic by topic, note by note, slip by slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzer.domain.ledger import LedgerLine, make_ledger
from quizzer.domain.leech import MARKS
from quizzer.domain.stats import Retention
from quizzer.domain.weak_topics import Topic, sum_notes, sum_topics, weakest_of
from quizzer.services.study import Desk


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

    topics: tuple[Topic, ...]
    """Those forgotten more often than the rest, the weakest first."""
    all_topics: tuple[Topic, ...]
    notes: Mapping[str, Retention]
    """True retention by note file, those asked most first."""
    slips: tuple[LedgerLine, ...]
    leeches: tuple[Leech, ...]

    def as_json(self) -> dict[str, Any]:
        """The documented form within `quizzer stats --json`."""
        return {
            "weak_topics": [_topic_json(topic) for topic in self.topics],
            "topics": [_topic_json(topic) for topic in self.all_topics],
            "notes": [
                {"note": path or None, "shown": kept.shown, "passed": kept.passed, "retention": kept.share}
                for path, kept in self.notes.items()
            ],
            "slips": [{"slip": line.name, "slips": line.slips, "tries": line.tries} for line in self.slips],
            "leeches": [
                {"id": leech.card_id, "deck": leech.deck, "question": leech.question, "lapses": leech.lapses}
                for leech in self.leeches
            ],
        }


def weaknesses(desk: Desk, decks: Sequence[str] = ()) -> Weaknesses:
    """Topics, notes, slips and leeches of these decks, or of all; UsageError for a deck that does not exist."""
    names = desk.deck_names(tuple(decks))
    cards = desk.record.recalls(names)
    topics = sum_topics(cards)
    return Weaknesses(
        topics=weakest_of(topics, cards),
        all_topics=topics,
        notes=sum_notes(cards),
        slips=make_ledger(desk.record.tries(names)),
        leeches=tuple(Leech(*found) for found in desk.record.forgotten(min(MARKS), names)),
    )


def _topic_json(topic: Topic) -> dict[str, Any]:
    return {
        "kind": str(topic.kind), "topic": topic.name, "shown": topic.shown, "lapses": topic.lapses,
        "lapse_rate": topic.lapse_rate,
    }  # fmt: skip
