"""Three learners to simulate with. The first is the planner's own model; the other two know nothing of it.

A learner answers a card at a moment (days, with a fraction for the time of day) and remembers. How a first sight goes
is drawn from the same shares for all: half of the new questions are not known at all. Material that is easier lets
every scheduler reach nearly everything within a month, and there is nothing left to compare.
"""

from __future__ import annotations

from math import exp, floor, log
from random import Random

from quizzer.schedulers.fsrs_memory import FsrsMemory

FIRST_SIGHTS = {1: 0.50, 3: 0.20, 4: 0.25, 5: 0.05}
PASSED, FAILED = 26.0, 74.0
"""Seconds of an answer: 30 on average when one in twelve fails."""


class Learner:
    """What a simulation asks of a learner."""

    name = ""

    def __init__(self, cards: int, seed: int) -> None:
        self.chance = Random(f"{self.name}/{seed}")
        self.seen = [False] * cards

    def answer(self, card: int, now: float) -> int:
        """A quality for `card` at `now`; the learner has learned from it."""
        if not self.seen[card]:
            self.seen[card] = True
            quality = self.chance.choices(list(FIRST_SIGHTS), list(FIRST_SIGHTS.values()))[0]
            self.meet(card, now, quality)
            return quality
        known, luck = self.recall(card, now), self.chance.random()
        ease = luck / known if known else 1.0
        quality = 1 if luck >= known else 5 if ease < 0.15 else 4 if ease < 0.85 else 3
        self.learn(card, now, quality)
        return quality

    def recall(self, card: int, now: float) -> float:
        """The true probability of recall."""
        raise NotImplementedError

    def meet(self, card: int, now: float, quality: int) -> None:
        """Learn a card never seen."""
        raise NotImplementedError

    def learn(self, card: int, now: float, quality: int) -> None:
        """Learn from a further showing."""
        raise NotImplementedError


class FsrsLearner(Learner):
    """FSRS-6 with the published parameters: the planner is right about this one."""

    name = "fsrs6"

    def __init__(self, cards: int, seed: int) -> None:
        super().__init__(cards, seed)
        self.memory = FsrsMemory()
        self.state = [(0.0, 0.0, 0.0)] * cards

    def recall(self, card: int, now: float) -> float:
        if not self.seen[card]:
            return 0.0
        stability, _, last = self.state[card]
        return self.memory.recall(stability, floor(now) - floor(last))

    def meet(self, card: int, now: float, quality: int) -> None:
        self.state[card] = (*self.memory.first(quality), now)

    def learn(self, card: int, now: float, quality: int) -> None:
        stability, difficulty, last = self.state[card]
        self.state[card] = (*self.memory.after(stability, difficulty, quality, floor(now) - floor(last)), now)


class HalfLifeLearner(Learner):
    """A quick forgetter: recall halves at fixed times. A pass lengthens the half-life, most when it was nearly lost."""

    name = "halflife"
    FIRST_HALF_LIFE = {1: 4.0, 3: 7.0, 4: 12.0, 5: 20.0}  # noqa: RUF012
    SPACING_GAIN = 4.0
    KEPT_ON_FAILURE = 0.4
    SPREAD = 0.35

    def __init__(self, cards: int, seed: int) -> None:
        super().__init__(cards, seed)
        self.own = [exp(self.chance.gauss(0, self.SPREAD)) for _ in range(cards)]
        self.state = [(0.0, 0.0)] * cards

    def recall(self, card: int, now: float) -> float:
        if not self.seen[card]:
            return 0.0
        half_life, last = self.state[card]
        return float(2 ** (-(now - last) / half_life))

    def meet(self, card: int, now: float, quality: int) -> None:
        self.state[card] = (self.FIRST_HALF_LIFE[quality] * self.own[card], now)

    def learn(self, card: int, now: float, quality: int) -> None:
        half_life, _ = self.state[card]
        if quality >= 3:
            half_life *= 1 + self.SPACING_GAIN * (1 - self.recall(card, now))
        else:
            half_life = max(self.FIRST_HALF_LIFE[1] * self.own[card], half_life * self.KEPT_ON_FAILURE)
        self.state[card] = (half_life, now)


class ActrLearner(Learner):
    """ACT-R with activation-dependent decay (Pavlik and Anderson 2005): each showing leaves a trace of its own.

    Nights count for a fortieth, as there; threshold and spread of cards are set so that a card met once is known
    to about 60 % after a day.
    """

    name = "actr"
    DECAY_SCALE, DECAY, NOISE = 0.217, 0.177, 0.255
    THRESHOLD, SPREAD = -1.7, 0.55
    SECONDS_BETWEEN_DAYS = 86_400 * 0.025
    SAME_SITTING = 0.125
    """Days: closer showings are told apart by their real seconds."""

    def __init__(self, cards: int, seed: int) -> None:
        super().__init__(cards, seed)
        self.own = [self.chance.gauss(0, self.SPREAD) for _ in range(cards)]
        self.traces: list[list[tuple[float, float]]] = [[] for _ in range(cards)]

    def _activation(self, card: int, now: float) -> float:
        total = 0.0
        for moment, decay in self.traces[card]:
            days = now - moment
            seconds = days * 86_400 if days < self.SAME_SITTING else 600 + days * self.SECONDS_BETWEEN_DAYS
            total += max(1.0, seconds) ** -decay
        return log(total)

    def recall(self, card: int, now: float) -> float:
        if not self.seen[card]:
            return 0.0
        return 1 / (1 + exp((self.THRESHOLD - self.own[card] - self._activation(card, now)) / self.NOISE))

    def meet(self, card: int, now: float, quality: int) -> None:
        self.traces[card].append((now, self.DECAY))
        if quality >= 4:  # understood at once, as if read twice
            self.traces[card].append((now, self.DECAY + (0.10 if quality == 4 else 0.05)))

    def learn(self, card: int, now: float, quality: int) -> None:
        decay = self.DECAY_SCALE * exp(self._activation(card, now)) + self.DECAY
        self.traces[card].append((now, decay))


LEARNERS: tuple[type[Learner], ...] = (FsrsLearner, HalfLifeLearner, ActrLearner)
