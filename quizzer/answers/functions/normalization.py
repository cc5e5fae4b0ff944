"""Normalisation and scaling of vectors, and the spread with which weights begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum, hypot, sqrt

from quizzer.answers.functions.sampling import HUNDREDTH
from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Shape, Slip, Step, Worked, answer, count, measure, vector

_INPUT: Parameter = vector("x", "the vector to normalise", low=-1e6, high=1e6,
                           aliases=("input", "vector", "activations", "values"),
                           typical=((1, 2, 3, 4), (3, 4), (2, -2, 1, 5)))  # fmt: skip
_EPSILON: Parameter = measure("epsilon", "keeps the divisor from 0", low=1e-12, high=1, default=1e-6,
                              aliases=("eps", "ε"), typical=(1e-6,))  # fmt: skip


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    return _mean([value * value for value in values])


def _variance(values: Sequence[float]) -> float:
    mean = _mean(values)
    return _mean([(value - mean) ** 2 for value in values])


def _divided(values: Sequence[float], divisor: float) -> tuple[float, ...]:
    return tuple(value / divisor for value in values)


def _centred(values: Sequence[float]) -> tuple[float, ...]:
    mean = _mean(values)
    return tuple(value - mean for value in values)


def _over(divisor: Callable[[Sequence[float]], float]) -> Callable[..., tuple[float, ...]]:
    """A wrong RMSNorm: the input divided by something else."""
    return lambda *, x, epsilon: _divided(x, divisor(x) or 1.0)


def _by_root(x: Sequence[float], epsilon: float) -> tuple[float, ...]:
    return _divided(x, sqrt(_squares(x) + epsilon))


def _by_deviation(x: Sequence[float], epsilon: float) -> tuple[float, ...]:
    return _divided(_centred(x), sqrt(_variance(x) + epsilon))


@answer(
    topic="layers",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(_INPUT, _EPSILON),
    cues=("rmsnorm of", "rms norm of", "apply rmsnorm", "rmsnorm output"),
    steps=lambda *, x, epsilon: (
        Worked("mean_square", f"mean of the squares of {listed(x)}", figure(_squares(x))),
        Worked("root", "its root, with epsilon", figure(sqrt(_squares(x) + epsilon))),
        Worked("normalised", "each by the root", listed(_by_root(x, epsilon))),
    ),
    slips=(
        Slip("mean subtracted", lambda *, x, epsilon: _by_deviation(x, epsilon),
             "is that LayerNorm? RMSNorm does not centre"),
        Slip("root forgotten", _over(_squares), "divide by the root of the mean square"),
        Slip("sum for mean", _over(lambda x: hypot(*x)), "is that by the length? The mean of the squares is taken"),
    ),
)  # fmt: skip
def rms_norm(*, x: tuple[float, ...], epsilon: float) -> tuple[float, ...]:
    """RMSNorm of a vector, gain 1.

    x / sqrt(mean of x ** 2 + epsilon).
    (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019, equation 4)
    """
    return _by_root(x, epsilon)


@answer(
    topic="layers",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(_INPUT, _EPSILON),
    cues=("layernorm of", "layer norm of", "apply layernorm", "layernorm output"),
    steps=lambda *, x, epsilon: (
        Worked("mean", f"mean of {listed(x)}", figure(_mean(x))),
        Worked("centred", "each less the mean", listed(_centred(x))),
        Worked("variance", "mean of their squares", figure(_variance(x))),
        Worked("normalised", "each by the root of it, with epsilon", listed(_by_deviation(x, epsilon))),
    ),
    slips=(
        Slip("mean not subtracted", lambda *, x, epsilon: _by_root(x, epsilon),
             "is that RMSNorm? LayerNorm takes the mean off first"),
        Slip("one less in the divisor",
             lambda *, x, epsilon: _divided(_centred(x), sqrt(_variance(x) * len(x) / max(1, len(x) - 1) + epsilon)),
             "the variance is divided by the width, not by one less"),
        Slip("variance for deviation", lambda *, x, epsilon: _divided(_centred(x), _variance(x) or 1.0),
             "divide by the root of the variance"),
        Slip("centred only", lambda *, x, epsilon: _centred(x), "divide by the standard deviation as well"),
    ),
)  # fmt: skip
def layer_norm(*, x: tuple[float, ...], epsilon: float) -> tuple[float, ...]:
    """LayerNorm of a vector, gain 1 and shift 0.

    (x - mean) / sqrt(variance + epsilon), the variance divided by the width.
    (Ba et al., "Layer Normalization", 2016, equation 3)
    """
    return _by_deviation(x, epsilon)


def _clipped(gradient: Sequence[float], max_norm: float) -> tuple[float, ...]:
    factor = min(1.0, max_norm / (hypot(*gradient) or max_norm))
    return tuple(g * factor for g in gradient)


@answer(
    topic="layers",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(
        vector("gradient", "the gradient", low=-1e6, high=1e6, aliases=("g", "gradients", "grad"),
               typical=((3, 4), (6, 8), (0.3, 0.4))),
        measure("max_norm", "largest length allowed", low=1e-6, high=1e6, default=1, aliases=("threshold", "clip"),
                typical=(1, 2)),
    ),
    cues=("gradient clipping", "clip_grad_norm", "clipped gradient"),
    steps=lambda *, gradient, max_norm: (
        Worked("norm", "root of the summed squares", figure(hypot(*gradient))),
        Worked("factor", f"{figure(max_norm)} / norm, at most 1",
               figure(min(1.0, max_norm / (hypot(*gradient) or max_norm)))),
        Worked("clipped", "each times the factor", listed(_clipped(gradient, max_norm))),
    ),
    slips=(
        Slip("clipped by value",
             lambda *, gradient, max_norm: tuple(min(max(g, -max_norm), max_norm) for g in gradient),
             "is each element cut? Clipping by norm keeps the direction"),
        Slip("always scaled",
             lambda *, gradient, max_norm: tuple(g * max_norm / (hypot(*gradient) or max_norm) for g in gradient),
             "a gradient within the limit stays as it is"),
        Slip("not clipped", lambda *, gradient, max_norm: gradient, "its length is above the limit"),
    ),
)  # fmt: skip
def clipped_gradient(*, gradient: tuple[float, ...], max_norm: float) -> tuple[float, ...]:
    """Gradient after clipping by its norm.

    g * min(1, max_norm / length of g).
    (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013, algorithm 1)
    """
    return _clipped(gradient, max_norm)


_FAN_IN: Parameter = count("fan_in", "inputs of a unit", high=10**7,
                           aliases=("n_in", "fan in", "input units", "inputs", "in_features"),
                           typical=(128, 256, 512, 1024))  # fmt: skip
_FAN_OUT: Parameter = count("fan_out", "outputs that an input feeds", high=10**7,
                            aliases=("n_out", "fan out", "output units", "outputs", "out_features"),
                            typical=(128, 256, 1024))  # fmt: skip


@answer(
    topic="layers",
    parameters=(_FAN_IN, _FAN_OUT),
    cues=("xavier initialization", "xavier initialisation", "glorot initialization", "xavier standard deviation"),
    low=0,
    steps=(
        Step("variance", "2 / (fan_in + fan_out)", "", "between what the forward and the backward pass want"),
        Step("deviation", "sqrt(variance)"),
    ),
    slips=(
        Slip("variance for deviation", "variance", "is that the variance? Take the root"),
        Slip("He for Xavier", "sqrt(2 / fan_in)", "is that He's? Xavier counts the outputs as well"),
        Slip("factor 2 forgotten", "sqrt(1 / (fan_in + fan_out))", "2 over the sum: the mean of both stands below"),
        Slip("uniform bound", "sqrt(6 / (fan_in + fan_out))", "is that the bound of the uniform variant?"),
    ),
)
def xavier_deviation(*, fan_in: int, fan_out: int) -> float:
    """Standard deviation of Xavier's (Glorot's) initialisation, normal variant.

    sqrt(2 / (fan_in + fan_out)).
    (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, equation 12)
    """
    return sqrt(2 / (fan_in + fan_out))


@answer(
    topic="layers",
    parameters=(_FAN_IN,),
    cues=("he initialization", "he initialisation", "kaiming initialization", "kaiming initialisation"),
    low=0,
    steps=(
        Step("variance", "2 / fan_in", "", "the 2 makes up for the half that ReLU cuts off"),
        Step("deviation", "sqrt(variance)"),
    ),
    slips=(
        Slip("variance for deviation", "variance", "is that the variance? Take the root"),
        Slip("factor 2 forgotten", "sqrt(1 / fan_in)", "ReLU cuts half of the signal off: 2 for 1"),
        Slip("uniform bound", "sqrt(6 / fan_in)", "is that the bound of the uniform variant?"),
    ),
)
def he_deviation(*, fan_in: int) -> float:
    """Standard deviation of He's (Kaiming) initialisation for ReLU, normal variant.

    sqrt(2 / fan_in).
    (He et al., "Delving Deep into Rectifiers", 2015, equation 10)
    """
    return sqrt(2 / fan_in)
