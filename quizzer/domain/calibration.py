"""Calibration: one factor on every stability, so that what is expected of a person fits what they have shown.

The factor is the mode of its posterior on a grid: a normal prior on its logarithm, around none at all, and the
person's own showings on later days. It hardly changes which cards a plan picks; it makes the shown numbers honest.
Showings after a longer wait weigh more: the day of the interview is a long wait too, and where somebody forgets along
another curve than the model's, short waits mislead. The power of the wait was chosen by `benchmarks/interview.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log

from quizzer.domain.memory import Memory, Recalled

PRIOR_SPREAD = 0.7
"""Standard deviation of the logarithm of the factor among people."""
WAIT_POWER = 0.7
LEAST_TESTS = 20
MOST_TESTS = 2_000
"""The newest so many are enough, and keep this quick."""
_STEP, _FINE_STEP, _REACH = 0.4, 0.05, 2.4
_LEAST_CHANCE = 1e-6


def fit_factor(memory: Memory, tests: Iterable[Recalled]) -> float:
    """The factor for `tests`; 1.0 while there are fewer than 20. The newest count when there are very many."""
    recent = sorted(tests, key=lambda test: test.day)[-MOST_TESTS:]
    if len(recent) < LEAST_TESTS:
        return 1.0

    weights: list[float] = [test.elapsed**WAIT_POWER for test in recent]
    share = len(weights) / sum(weights)
    weighted = [(test, weight * share) for test, weight in zip(recent, weights, strict=True)]

    def posterior(log_factor: float) -> float:
        factor = exp(log_factor)
        likelihood = sum(weight * _log_chance(memory, test, factor) for test, weight in weighted)
        return likelihood - (log_factor / PRIOR_SPREAD) ** 2 / 2

    coarse = max(_grid(-_REACH, _REACH, _STEP), key=posterior)
    return exp(max(_grid(coarse - _STEP, coarse + _STEP, _FINE_STEP), key=posterior))


def log_loss(memory: Memory, tests: Sequence[Recalled], factor: float = 1.0) -> float:
    """Mean surprise per test at what came, in nats: the lower the better; 0 without tests."""
    return -sum(_log_chance(memory, test, factor) for test in tests) / len(tests) if tests else 0.0


def _log_chance(memory: Memory, test: Recalled, factor: float) -> float:
    recall = memory.recall(test.stability * factor, test.elapsed)
    return log(max(_LEAST_CHANCE, recall if test.is_pass else 1 - recall))


def _grid(low: float, high: float, step: float) -> list[float]:
    return [low + i * step for i in range(round((high - low) / step) + 1)]
