"""Sampling: from logits to probabilities to the tokens that may be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp, fsum

from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Shape, Slip, Worked, answer, count, measure, vector
from quizzer.answers.tolerance import EXACT, Measure, Tolerance
from quizzer.errors import AnswerError

HUNDREDTH = Tolerance(Measure.ABSOLUTE, 0.01)
"""Probabilities and normalised values worked by hand to two decimals."""

_LOGITS: Parameter = vector("logits", "scores of the tokens before softmax", low=-100, high=100,
                            aliases=("z", "scores", "raw scores"),
                            typical=((2, 1, 0), (3, 1, 0, -1), (1.5, 0.5, 0.5, -2)))  # fmt: skip
PROBABILITIES: Parameter = vector("probabilities", "probabilities of the tokens, adding up to 1", low=0, high=1,
                                  aliases=("p", "probs", "distribution"),
                                  typical=((0.5, 0.25, 0.15, 0.1), (0.4, 0.3, 0.2, 0.06, 0.04),
                                           (0.1, 0.6, 0.05, 0.25)))  # fmt: skip
_TEMPERATURE: Parameter = measure("temperature", "divides the logits", low=0.01, high=100, default=1,
                                  aliases=("T", "tau", "temp"), typical=(0.5, 1, 2))  # fmt: skip


def softmax_of(logits: Sequence[float], temperature: float = 1.0) -> tuple[float, ...]:
    """Probabilities that go with logits; the largest is taken off first so that nothing overflows."""
    top = max(logits)
    weights = [exp((logit - top) / temperature) for logit in logits]
    total = fsum(weights)
    return tuple(weight / total for weight in weights)


def checked(probabilities: Sequence[float], name: str = "probabilities") -> tuple[float, ...]:
    """The same probabilities, when they add up to 1. Raises AnswerError."""
    if not probabilities or abs(fsum(probabilities) - 1) > 1e-3 or min(probabilities) < 0:
        raise AnswerError(f"{name} must add up to 1, not {fsum(probabilities):g}")
    return tuple(probabilities)


def by_rank(values: Sequence[float]) -> list[int]:
    """Positions from the largest value to the smallest; of equal ones the first comes first."""
    return sorted(range(len(values)), key=lambda place: (-values[place], place))


def _softmax_steps(*, logits: tuple[float, ...], temperature: float) -> Sequence[Worked]:
    scaled = [logit / temperature for logit in logits]
    # At low temperatures e^z leaves the range of numbers; taking the largest off changes nothing.
    top = max(scaled) if max(scaled) > 50 or min(scaled) < -50 else 0
    powers = [exp(logit - top) for logit in scaled]
    taken = f", {figure(top)} taken off each" if top else ""
    return (
        Worked("scaled", f"{listed(logits)} / {figure(temperature)}", listed(scaled)),
        Worked("exponentials", f"e to each{taken}", listed(powers)),
        Worked("total", "their sum", figure(fsum(powers))),
        Worked("softmax", "each by the total", listed(softmax_of(logits, temperature))),
    )


@answer(
    topic="sampling",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(_LOGITS, _TEMPERATURE),
    cues=("softmax", "softmax with temperature"),
    steps=_softmax_steps,
    slips=(
        Slip("temperature forgotten", lambda *, logits, temperature: softmax_of(logits),
             "is that at temperature 1? Divide the logits first"),
        Slip("temperature multiplied", lambda *, logits, temperature: softmax_of(logits, 1 / temperature),
             "the logits are divided by the temperature, not multiplied"),
        Slip("exponential forgotten", lambda *, logits, temperature: _shares(logits),
             "is that the logits by their sum? Take e to each of them first"),
    ),
)  # fmt: skip
def softmax(*, logits: tuple[float, ...], temperature: float) -> tuple[float, ...]:
    """Probabilities of the tokens at a temperature.

    exp(z_i / T) / sum of exp(z_j / T).
    (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015, equation 1)
    """
    return softmax_of(logits, temperature)


def _shares(logits: Sequence[float]) -> tuple[float, ...]:
    total = fsum(logits)
    return tuple(logit / total for logit in logits) if total else tuple(logits)


def _ranked(probabilities: Sequence[float]) -> str:
    return listed([probabilities[place] for place in by_rank(probabilities)])


@answer(
    topic="sampling",
    shape=Shape.SET,
    tolerance=EXACT,
    parameters=(
        PROBABILITIES,
        count("k", "tokens that may be drawn", high=10**6, aliases=("top_k", "top-k"), typical=(1, 2, 3)),
    ),
    cues=("top-k sampling keeps", "kept by top-k", "top_k"),
    steps=lambda *, probabilities, k: (
        Worked("ranked", "from the largest down", _ranked(probabilities)),
        Worked("kept", f"positions of the first {k}, from 0", listed(sorted(by_rank(probabilities)[:k]))),
    ),
    slips=(
        Slip("smallest kept", lambda *, probabilities, k: frozenset(by_rank(probabilities)[-k:]), "the largest stay"),
        Slip("counted from 1", lambda *, probabilities, k: _from_one(by_rank(probabilities)[:k]),
             "positions count from 0 here"),
    ),
)  # fmt: skip
def top_k_kept(*, probabilities: tuple[float, ...], k: int) -> frozenset[int]:
    """Positions, counted from 0, of the tokens that top-k sampling keeps.

    The k most probable; of equal ones the first.
    (Fan et al., "Hierarchical Neural Story Generation", 2018)
    """
    return frozenset(by_rank(checked(probabilities))[:k])


def _nucleus(probabilities: Sequence[float], mass: float) -> list[int]:
    """The most probable positions until their probabilities reach the mass."""
    order = by_rank(probabilities)
    reached = accumulate(probabilities[place] for place in order)
    short = sum(total < mass - 1e-9 for total in reached)  # sums such as 0.5 + 0.25 + 0.15 must count as 0.9
    return order[: short + 1]


def _from_one(places: Sequence[int]) -> frozenset[int]:
    return frozenset(place + 1 for place in places)


@answer(
    topic="sampling",
    shape=Shape.SET,
    tolerance=EXACT,
    parameters=(
        PROBABILITIES,
        measure("mass", "probability that the kept tokens reach together", "ratio", low=0.001, high=1,
                aliases=("top_p", "top-p", "p_cut", "nucleus"), typical=(0.7, 0.8, 0.9)),
    ),
    cues=("top-p sampling keeps", "nucleus sampling", "kept by top-p", "top_p"),
    steps=lambda *, probabilities, mass: (
        Worked("ranked", "from the largest down", _ranked(probabilities)),
        Worked("reached", "summed so far",
               listed(list(accumulate(probabilities[place] for place in by_rank(probabilities))))),
        Worked("kept", f"positions until {figure(mass)} is reached, from 0",
               listed(sorted(_nucleus(probabilities, mass)))),
    ),
    slips=(
        Slip("crossing token left out", lambda *, probabilities, mass: frozenset(_nucleus(probabilities, mass)[:-1]),
             "one short: the token that reaches the mass is kept"),
        Slip("threshold for mass",
             lambda *, probabilities, mass: frozenset(i for i, p in enumerate(probabilities) if p >= mass),
             "the sum must reach it, not each token"),
        Slip("counted from 1", lambda *, probabilities, mass: _from_one(_nucleus(probabilities, mass)),
             "positions count from 0 here"),
    ),
)  # fmt: skip
def top_p_kept(*, probabilities: tuple[float, ...], mass: float) -> frozenset[int]:
    """Positions, counted from 0, of the tokens that nucleus (top-p) sampling keeps.

    The smallest set of most probable tokens whose probabilities add up to at least the mass.
    (Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020, section 3.1)
    """
    return frozenset(_nucleus(checked(probabilities), mass))


def _above(probabilities: Sequence[float], min_p: float) -> list[int]:
    """Positions with at least that share of the largest probability."""
    floor = min_p * max(probabilities) - 1e-12
    return [place for place, probability in enumerate(probabilities) if probability >= floor]


@answer(
    topic="sampling",
    shape=Shape.SET,
    tolerance=EXACT,
    parameters=(
        PROBABILITIES,
        measure("min_p", "share of the largest probability that a token needs", "ratio", low=0, high=1,
                aliases=("min-p", "p_base", "base probability"), typical=(0.1, 0.2, 0.3)),
    ),
    cues=("min-p sampling", "kept by min-p", "min_p"),
    steps=lambda *, probabilities, min_p: (
        Worked("threshold", f"{figure(min_p)} × {figure(max(probabilities))}", figure(min_p * max(probabilities))),
        Worked("kept", "positions at or above it, from 0",
               listed(_above(probabilities, min_p))),
    ),
    slips=(
        Slip("fixed threshold",
             lambda *, probabilities, min_p: frozenset(i for i, p in enumerate(probabilities) if p >= min_p),
             "the threshold scales with the most probable token"),
        Slip("counted from 1",
             lambda *, probabilities, min_p: _from_one(_above(probabilities, min_p)),
             "positions count from 0 here"),
    ),
)  # fmt: skip
def min_p_kept(*, probabilities: tuple[float, ...], min_p: float) -> frozenset[int]:
    """Positions, counted from 0, of the tokens that min-p sampling keeps.

    Those with a probability of at least min_p times the largest one.
    (Nguyen et al., "Turning Up the Heat: Min-p Sampling", 2024, section 3)
    """
    return frozenset(_above(checked(probabilities), min_p))
