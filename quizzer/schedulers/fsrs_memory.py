"""The memory model of FSRS-6 by itself: the formulas, without dates, steps or objects.

Source: the published description of FSRS-6 and its default parameters (open-spaced-repetition, 2025). The scheduler
in `fsrs.py` goes through the library; an interview plan evaluates these formulas thousands of times a day and needs
nothing else of it. A test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # stability after a first Again, Hard, Good, Easy
    *(6.4133, 0.8334, 3.0194, 0.001),  # difficulty: level, spread, step, drift back
    *(1.8722, 0.1666, 0.796),  # growth on a pass: rate, saturation, spacing
    *(1.4835, 0.0614, 0.2629, 1.6483),  # what a failure leaves
    *(0.6014, 1.8729),  # Hard's share and Easy's bonus
    *(0.5425, 0.0912, 0.0658),  # same-day sights
    0.1542,  # how flat the forgetting curve runs
)
LEAST_STABILITY = 0.001
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


def rating(quality: int) -> int:
    """FSRS knows four ratings: every failure is Again, then Hard, Good and Easy for 3, 4 and 5."""
    return AGAIN if quality < 3 else quality - 1


@dataclass(frozen=True, slots=True)
class FsrsMemory:
    """Behind `domain.memory.Memory`; without parameters of one's own, the published defaults."""

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    _steepness: float = field(init=False, repr=False, compare=False)
    """Puts the forgetting curve through 0.9 where elapsed time equals stability."""
    _growth_rate: float = field(init=False, repr=False, compare=False)
    _failure_divisor: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        p = self.parameters
        object.__setattr__(self, "_steepness", 0.9 ** (-1 / p[20]) - 1)
        object.__setattr__(self, "_growth_rate", exp(p[8]))
        object.__setattr__(self, "_failure_divisor", exp(p[17] * p[18]))

    def first(self, quality: int) -> tuple[float, float]:
        """See `Memory.first`."""
        grade = rating(quality)
        return max(LEAST_STABILITY, self.parameters[grade - 1]), _bounded(self._first_difficulty(grade))

    def after(self, stability: float, difficulty: float, quality: int, elapsed: float) -> tuple[float, float]:
        """See `Memory.after`; less than a day later the rule for same-day sights applies."""
        grade = rating(quality)
        if elapsed < 1:
            grown = stability * self._same_day_growth(stability, grade)
        elif grade == AGAIN:
            grown = self._failed(stability, difficulty, self.recall(stability, elapsed))
        else:
            grown = stability * self._growth(stability, difficulty, self.recall(stability, elapsed), grade)
        return max(LEAST_STABILITY, grown), self._next_difficulty(difficulty, grade)

    def foresee(
        self, stability: float, difficulty: float, elapsed: float, left: float, factor: float
    ) -> tuple[float, float, float, float]:
        """See `Memory.foresee`: `after` and `recall` written out, because a plan asks this of every card."""
        p, steepness, curve = self.parameters, self._steepness, -self.parameters[20]
        if elapsed < 1:
            passed = stability * self._same_day_growth(stability, GOOD)
            failed = stability * self._same_day_growth(stability, AGAIN)
        else:
            forgotten = 1 - (1 + steepness * elapsed / stability) ** curve
            spacing = exp(forgotten * p[10]) - 1
            passed = stability * (1 + self._growth_rate * (11 - difficulty) * stability ** -p[9] * spacing)
            failed = p[11] * difficulty ** -p[12] * ((stability + 1) ** p[13] - 1) * exp(forgotten * p[14])
            most = stability / self._failure_divisor
            failed = failed if failed < most else most
        passed = passed if passed > LEAST_STABILITY else LEAST_STABILITY
        failed = failed if failed > LEAST_STABILITY else LEAST_STABILITY
        steepness /= factor
        return (
            (1 + steepness * elapsed / stability) ** curve,
            (1 + steepness * left / passed) ** curve,
            (1 + steepness * left / failed) ** curve,
            (1 + steepness * (left + elapsed) / stability) ** curve,
        )

    def recall(self, stability: float, elapsed: float) -> float:
        """See `Memory.recall`; a power curve."""
        return float((1 + self._steepness * elapsed / stability) ** -self.parameters[20])

    def standing(self, interval: int, ease_factor: float) -> tuple[float, float]:
        """Stability is the interval; difficulty is where a Good review in time would multiply it by the ease."""
        stability = float(max(1, interval))
        growth = self._growth(stability, 10.0, 0.9, GOOD) - 1  # one part of the eleven that difficulty leaves
        return stability, _bounded(11 - (ease_factor - 1) / growth)

    def _first_difficulty(self, grade: int) -> float:
        return self.parameters[4] - exp(self.parameters[5] * (grade - 1)) + 1

    def _next_difficulty(self, difficulty: float, grade: int) -> float:
        step = -self.parameters[6] * (grade - 3)
        moved = difficulty + (10 - difficulty) * step / 9
        drift = self.parameters[7]
        return _bounded(drift * self._first_difficulty(EASY) + (1 - drift) * moved)

    def _growth(self, stability: float, difficulty: float, recall: float, grade: int) -> float:
        p = self.parameters
        weight = p[15] if grade == HARD else p[16] if grade == EASY else 1.0
        spacing = exp((1 - recall) * p[10]) - 1
        return float(1 + self._growth_rate * (11 - difficulty) * stability ** -p[9] * spacing * weight)

    def _failed(self, stability: float, difficulty: float, recall: float) -> float:
        p = self.parameters
        left = p[11] * difficulty ** -p[12] * ((stability + 1) ** p[13] - 1) * exp((1 - recall) * p[14])
        return float(min(left, stability / self._failure_divisor))

    def _same_day_growth(self, stability: float, grade: int) -> float:
        p = self.parameters
        growth = float(exp(p[17] * (grade - 3 + p[18])) * stability ** -p[19])
        return max(1.0, growth) if grade > AGAIN else growth


def _bounded(difficulty: float) -> float:
    return min(10.0, max(1.0, difficulty))
