"""Calibration: one factor on every stability, so that what is expected of a person fits what they have shown.

The factor is the mode of its posterior: a normal prior on its logarithm, around none at all, and the person's own
showings on later days. It hardly changes which cards a plan picks; it makes the shown numbers honest.

Nobody forgets along the model's very curve, so one factor cannot be right for every wait: where a curve is too flat,
short waits ask for a larger factor than long ones. The factor is therefore fitted for the waits that are to be foreseen.
A showing counts by how much more often its wait is asked for than it was tried (what statistics calls importance
weighting, tempered and smoothed, Shimodaira 2000), and by how recent it is among the person's own, for cards are
known better by the month. As uneven weights make fewer showings of many, they are given no more say than that (Kish's
effective size), and the prior keeps the rest. The widths were chosen on ten seeds of `benchmarks/interview.py` and
judged on others; they are round because neighbouring ones do as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log

from quizzer.domain.memory import Memory, Recalled

PRIOR_SPREAD = 1.0
"""Standard deviation of the logarithm of the factor among people."""
QUICK, SLOW = exp(-2 * PRIOR_SPREAD), exp(2 * PRIOR_SPREAD)
"""The factors of a quick and a slow forgetter: nearly everybody's lies between them."""
WAIT_WIDTH = 0.6
"""Of the logarithm of a wait: how far apart waits still tell of each other."""
TEMPER = 0.6
"""Of the share of a wait: 0 lets every wait count alike, 1 is the whole weight, which few showings would carry."""
RECENT_SHARE, LEAST_RECENT = 0.3, 7.0
"""A showing fades by a factor of e over this share of the person's time, at least so many days."""
LEAST_TESTS = 20
MOST_TESTS = 4_000
"""The newest so many are enough, and keep this quick."""
_CELL = 0.05
"""Of the logarithm of stability: closer ones are weighed as one."""
_COARSE, _REACH, _NARROWINGS = 0.8, 3.2, 8
_LEAST_CHANCE = 1e-6
_GOLDEN = 0.618034

FactorFor = Callable[[Iterable[float]], float]
"""From the waits to be foreseen, in days, to the factor for them."""


def fit_factor(memory: Memory, tests: Iterable[Recalled], waits: Iterable[float] = ()) -> float:
    """The factor for foreseeing recall after `waits`, in days; without any, every wait of the tests counts alike.

    1.0 while there are fewer than 20 tests. The newest count when there are very many.
    """
    recent = sorted(tests, key=lambda test: test.day)[-MOST_TESTS:]
    if len(recent) < LEAST_TESTS:
        return 1.0
    cells = _weigh(recent, waits)

    def posterior(log_factor: float) -> float:
        factor, total = exp(log_factor), -((log_factor / PRIOR_SPREAD) ** 2) / 2
        for (stability, elapsed), (passed, failed) in cells.items():
            known = memory.recall(stability * factor, elapsed)
            if passed:
                total += passed * log(known if known > _LEAST_CHANCE else _LEAST_CHANCE)
            if failed:
                total += failed * log(1 - known if 1 - known > _LEAST_CHANCE else _LEAST_CHANCE)
        return total

    steps = round(2 * _REACH / _COARSE) + 1
    coarse = max((i * _COARSE - _REACH for i in range(steps)), key=posterior)
    return exp(_narrow(posterior, coarse - _COARSE, coarse + _COARSE))


def _weigh(tests: Sequence[Recalled], waits: Iterable[float]) -> Mapping[tuple[float, int], tuple[float, float]]:
    """Weights of passes and failures at each stability and wait."""
    of_wait = _shares(Counter(test.elapsed for test in tests), Counter(max(1, round(wait)) for wait in waits))
    last = tests[-1].day
    fade = max(LEAST_RECENT, RECENT_SHARE * (last - tests[0].day).days)
    weights = [of_wait[test.elapsed] * exp((test.day - last).days / fade) for test in tests]
    # The sum of the weights is to be the effective size, (Σw)² / Σw².
    scale = sum(weights) / sum(weight * weight for weight in weights)
    cells: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for test, weight in zip(tests, weights, strict=True):
        cells[round(log(test.stability) / _CELL), test.elapsed][not test.is_pass] += weight * scale
    return {(exp(place * _CELL), wait): (passed, failed) for (place, wait), (passed, failed) in cells.items()}


def _shares(tried: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, float]:
    """The weight of each wait that was tried: how much more often such a wait is wanted, tempered."""
    if not wanted:
        return dict.fromkeys(tried, 1.0)
    return {wait: (_near(wait, wanted) / _near(wait, tried)) ** TEMPER for wait in tried}


def _near(wait: int, counts: Mapping[int, int]) -> float:
    """The share of waits around `wait`."""
    place, total = log(wait), sum(counts.values())
    near = sum(count * exp(-(((log(other) - place) / WAIT_WIDTH) ** 2) / 2) for other, count in counts.items())
    return max(near / total, 1e-9)


def _narrow(value: Callable[[float], float], low: float, high: float) -> float:
    """Where `value` is highest between two places with one summit, by golden section."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = value(left), value(right)
    for _ in range(_NARROWINGS):
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = value(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = value(right)
    return (low + high) / 2
