"""Mock: an interview in earnest without an interviewer; which questions, and what the answers come to.

The person speaks or writes against the clock, looks afterwards, and scores each answer on four points. A pass is
practice, a failure is a lapse like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from quizzer.domain.candidates import Candidate
from quizzer.domain.draw import draw
from quizzer.domain.reviews import Grade

STAGES = ("clarify", "estimate", "bottleneck", "trade-offs", "summary")
"""The parts of a good answer to an open question, in order."""
CHECKS = ("correct", "complete", "numbers", "clear")
"""What an answer is scored on; without the first it has failed."""
WEAK_SHARE = 0.5
"""Of its points: a topic that got less is weak."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question that was asked, answered and scored."""

    question: str
    topic: str
    seconds: int
    words: Mapping[str, str] = field(default_factory=dict)
    """What was written, by stage."""
    follow_ups: tuple[str, ...] = ()
    """Those that were taken."""
    checks: frozenset[str] = frozenset()

    @property
    def is_missed(self) -> bool:
        """Whether the answer has failed."""
        return "correct" not in self.checks


def quality_of(checks: Collection[str]) -> int:
    """The SM-2 quality that a score stands for: Again when the answer was not correct, else Hard or Good.

    >>> quality_of(()), quality_of({"correct"}), quality_of(CHECKS)
    (<Grade.AGAIN: 1>, <Grade.HARD: 3>, <Grade.GOOD: 4>)
    """
    if "correct" not in checks:
        return Grade.AGAIN
    return Grade.GOOD if len(checks) >= len(CHECKS) - 1 else Grade.HARD


def choose(
    candidates: Iterable[Candidate], count: int, seed: str, weight: Callable[[Candidate], float] = lambda _: 1.0
) -> list[Candidate]:
    """At most `count` cards, spread over their topics: one of each in turn, those that matter more first.

    The same seed gives the same cards, whatever the order of the candidates. A weight of 0 leaves a card out; of two
    siblings at most one is asked.
    """
    topics: dict[tuple[str, str], list[tuple[float, Candidate]]] = defaultdict(list)
    for candidate in candidates:
        matters = weight(candidate)
        if matters > 0:
            place = (1 - draw(f"{seed}:{candidate.card_id}")) / matters
            topics[candidate.deck, candidate.topic].append((place, candidate))
    for cards in topics.values():
        cards.sort(key=lambda each: (each[0], each[1].card_id))
    order = sorted(topics, key=lambda topic: (topics[topic][0][0], topic))
    chosen: list[Candidate] = []
    siblings: set[tuple[str, str]] = set()
    for row in zip_longest(*(topics[topic] for topic in order)):
        for each in row:
            if each is None or len(chosen) == count:
                continue
            sibling = (each[1].path, each[1].sibling)
            if each[1].sibling and sibling in siblings:
                continue
            siblings.add(sibling)
            chosen.append(each[1])
    return chosen


def weak_topics(scored: Iterable[Scored]) -> list[str]:
    """Topics with a missed answer or less than half of their points, the weakest first."""
    got: dict[str, list[float]] = defaultdict(list)
    missed: set[str] = set()
    for each in scored:
        got[each.topic].append(len(each.checks) / len(CHECKS))
        if each.is_missed:
            missed.add(each.topic)
    shares = {topic: sum(parts) / len(parts) for topic, parts in got.items()}
    weak = [topic for topic, share in shares.items() if topic in missed or share < WEAK_SHARE]
    return sorted(weak, key=lambda topic: (shares[topic], topic))
