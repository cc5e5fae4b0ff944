"""Calibration: one factor on every stability, so that what is expected of a person fits what they have shown.

The factor is the mode of its posterior on a grid: a normal prior on its logarithm, around none at all, and the
person's own showings on later days. It hardly changes which cards a plan picks; it makes the shown numbers honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log

from quizzer.domain.memory import Memory, Recalled

PRIOR_SPREAD = 0.7
"""Standard deviation of the logarithm of the factor among people."""
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

    def posterior(log_factor: float) -> float:
        return log_likelihood(memory, recent, exp(log_factor)) - (log_factor / PRIOR_SPREAD) ** 2 / 2

    coarse = max(_grid(-_REACH, _REACH, _STEP), key=posterior)
    return exp(max(_grid(coarse - _STEP, coarse + _STEP, _FINE_STEP), key=posterior))


def log_likelihood(memory: Memory, tests: Sequence[Recalled], factor: float = 1.0) -> float:
    """Natural logarithm of the probability that the model, with `factor`, gives to what came."""
    total = 0.0
    for test in tests:
        recall = memory.recall(test.stability * factor, test.elapsed)
        chance = recall if test.is_pass else 1 - recall
        total += log(max(_LEAST_CHANCE, chance))
    return total


def log_loss(memory: Memory, tests: Sequence[Recalled], factor: float = 1.0) -> float:
    """Mean surprise per test, in nats: the lower the better; 0 without tests."""
    return -log_likelihood(memory, tests, factor) / len(tests) if tests else 0.0


def _grid(low: float, high: float, step: float) -> list[float]:
    return [low + i * step for i in range(round((high - low) / step) + 1)]
