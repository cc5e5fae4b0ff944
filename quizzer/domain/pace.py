"""Pace: how long answers take a person, and how their first sights of a card go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PASSED, FAILED = 25.0, 70.0
"""Seconds: a failure is read, thought over and said again, which takes nearly three times as long."""
FIRST_SIGHTS: Mapping[int, float] = MappingProxyType({1: 0.30, 3: 0.12, 4: 0.46, 5: 0.12})
"""Shares of qualities at a first sight, before the person's own are known."""
WEIGHT_OF_PRIOR = 10.0
"""How many of a person's own showings weigh as much as these assumptions."""
SHORTEST = 3.0
"""Seconds: in less nobody reads a question, thinks and reads the answer; keys were held down, or a script pressed them."""
LONGEST = 180.0
"""Seconds; anything longer was a telephone call."""
LOWEST_PASS = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """What one answer costs, and what a first sight brings."""

    passed: float = PASSED
    failed: float = FAILED
    first: Mapping[int, float] = field(default_factory=lambda: FIRST_SIGHTS)
    """Share of each quality at a first sight; adds up to 1."""

    def seconds(self, recall: float) -> float:
        """Expected seconds of an answer that is known with probability `recall`."""
        return recall * self.passed + (1 - recall) * self.failed

    @property
    def first_seconds(self) -> float:
        """Expected seconds of a first sight."""
        return self.seconds(sum(share for quality, share in self.first.items() if quality >= LOWEST_PASS))

    @property
    def mean_seconds(self) -> float:
        """Expected seconds of a review, at the usual nine in ten."""
        return self.seconds(0.9)


def learn_pace(showings: Iterable[tuple[int, int]], first: Iterable[int] = ()) -> Pace:
    """The pace of a person: the assumptions above, outweighed by what they did.

    `showings` are pairs of quality and milliseconds, those without a time left out; `first` the qualities of first
    sights.
    """
    spent = {True: PASSED * WEIGHT_OF_PRIOR, False: FAILED * WEIGHT_OF_PRIOR}
    count = {True: WEIGHT_OF_PRIOR, False: WEIGHT_OF_PRIOR}
    for quality, elapsed_ms in showings:
        if elapsed_ms > 0:
            spent[quality >= LOWEST_PASS] += min(max(elapsed_ms / 1000, SHORTEST), LONGEST)
            count[quality >= LOWEST_PASS] += 1
    shares = {quality: share * WEIGHT_OF_PRIOR for quality, share in FIRST_SIGHTS.items()}
    for quality in first:
        shares[quality] = shares.get(quality, 0.0) + 1
    total = sum(shares.values())
    return Pace(
        passed=spent[True] / count[True],
        failed=spent[False] / count[False],
        first={quality: share / total for quality, share in shares.items()},
    )
