"""Weak topics: tags and headings whose cards are forgotten more often than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

FEWEST_SHOWN = 8
"""Due showings below which a lapse rate says little: at 8, one lapse more or less moves it by 12 points."""

_LEVELS = re.compile(r"\s*(?:/|::)\s*")


@dataclass(frozen=True, slots=True)
class Recalls:
    """How often one card was asked when it was due, and how often it was forgotten then."""

    tags: tuple[str, ...]
    context: tuple[str, ...]
    """The headings above it, outermost first."""
    shown: int
    lapses: int


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


def find_weak_topics(cards: Iterable[Recalls], *, fewest: int = FEWEST_SHOWN, limit: int = 10) -> tuple[Topic, ...]:
    """The topics with a lapse rate above that of all cards together, the weakest first.

    A card counts once for each of its tags and headings and for all that these lie in. Of two that mean the same
    cards, one within the other, the inner is named, because it says more.
    """
    sums: dict[tuple[TopicKind, tuple[str, ...]], list[int]] = {}
    shown = lapses = 0
    for card in cards:
        shown, lapses = shown + card.shown, lapses + card.lapses
        for key in _topics(card):
            had = sums.setdefault(key, [0, 0])
            had[0] += card.shown
            had[1] += card.lapses
    overall = lapses / shown if shown else 0.0
    doubled = {(kind, path[:-1]) for (kind, path), had in sums.items() if sums.get((kind, path[:-1])) == had}
    weak = [
        Topic(kind, path, *had)
        for (kind, path), had in sums.items()
        if had[0] >= fewest and had[1] / had[0] > overall and (kind, path) not in doubled
    ]
    return tuple(sorted(weak, key=lambda topic: (-topic.lapse_rate, -topic.shown, topic.kind, topic.path))[:limit])


def _topics(card: Recalls) -> Iterator[tuple[TopicKind, tuple[str, ...]]]:
    tags = {level for tag in card.tags for level in _levels(tuple(filter(None, _LEVELS.split(tag.casefold().strip()))))}
    yield from ((TopicKind.TAG, path) for path in sorted(tags))
    yield from ((TopicKind.HEADING, path) for path in _levels(card.context))


def _levels(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [path[: depth + 1] for depth in range(len(path))]
