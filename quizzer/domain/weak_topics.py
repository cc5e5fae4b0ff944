"""Weak topics: tags and headings whose cards are forgotten more often than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizzer.domain.stats import Retention

FEWEST_SHOWN = 8
"""Due showings below which a lapse rate says little: at 8, one lapse more or less moves it by 12 points."""

_LEVELS = re.compile(r"\s*(?:/|::)\s*")


@dataclass(frozen=True, slots=True)
class Recalls:
    """How often cards with the same tags, headings and note were asked when due, and how often forgotten then."""

    tags: tuple[str, ...]
    context: tuple[str, ...]
    """The headings above them, outermost first."""
    shown: int
    lapses: int
    path: str = ""
    """Their note file; empty for cards added by hand."""


class TopicKind(StrEnum):
    """Where a topic's name comes from."""

    TAG = "tag"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag or a path of headings, with its figures."""

    kind: TopicKind
    path: tuple[str, ...]
    shown: int
    lapses: int

    @property
    def name(self) -> str:
        """As people read it: `ml/attention`, `Serving › KV cache`."""
        return ("/" if self.kind is TopicKind.TAG else " › ").join(self.path)

    @property
    def lapse_rate(self) -> float:
        """Due showings that were forgotten, 0 to 1."""
        return self.lapses / self.shown

    @property
    def kept(self) -> Retention:
        """Its true retention."""
        return Retention(self.shown, self.shown - self.lapses)


def weakest_of(
    topics: Iterable[Topic], cards: Iterable[Recalls], *, fewest: int = FEWEST_SHOWN, limit: int = 10
) -> tuple[Topic, ...]:
    """The topics, summed over these cards, with a lapse rate above that of all of them together, the weakest first."""
    shown = lapses = 0
    for card in cards:
        shown, lapses = shown + card.shown, lapses + card.lapses
    overall = lapses / shown if shown else 0.0
    weak = [topic for topic in topics if topic.shown >= fewest and topic.lapse_rate > overall]
    return tuple(sorted(weak, key=lambda topic: (-topic.lapse_rate, -topic.shown, topic.kind, topic.path))[:limit])


def sum_topics(cards: Iterable[Recalls]) -> tuple[Topic, ...]:
    """Every topic that was asked when due: headings, then tags, each by path.

    A card counts once for each of its tags and headings and for all that these lie in. Of two that mean the same
    cards, one within the other, the inner is named, because it says more.
    """
    sums: dict[tuple[TopicKind, tuple[str, ...]], list[int]] = {}
    for card in cards:
        for key in _topics(card):
            had = sums.setdefault(key, [0, 0])
            had[0] += card.shown
            had[1] += card.lapses
    doubled = {(kind, path[:-1]) for (kind, path), had in sums.items() if sums.get((kind, path[:-1])) == had}
    return tuple(Topic(*key, *had) for key, had in sorted(sums.items()) if key not in doubled and had[0])


def sum_notes(cards: Iterable[Recalls]) -> dict[str, Retention]:
    """True retention by note file, those asked most first; cards added by hand are under no name."""
    sums: dict[str, list[int]] = {}
    for card in cards:
        had = sums.setdefault(card.path, [0, 0])
        had[0] += card.shown
        had[1] += card.shown - card.lapses
    return {path: Retention(*had) for path, had in sorted(sums.items(), key=lambda each: (-each[1][0], each[0]))}


def _topics(card: Recalls) -> Iterator[tuple[TopicKind, tuple[str, ...]]]:
    tags = {level for tag in card.tags for level in _levels(tuple(filter(None, _LEVELS.split(tag.casefold().strip()))))}
    yield from ((TopicKind.TAG, path) for path in sorted(tags))
    yield from ((TopicKind.HEADING, path) for path in _levels(card.context))


def _levels(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [path[: depth + 1] for depth in range(len(path))]
