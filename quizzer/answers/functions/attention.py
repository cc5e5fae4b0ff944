"""Attention on small matrices, and the rotation of rotary positions."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, fsum, sin, sqrt

from quizzer.answers.functions.sampling import HUNDREDTH, softmax_of
from quizzer.answers.notation import figure, listed, tabled
from quizzer.answers.registry import Parameter, Shape, Slip, Worked, answer, count, flag, matrix, measure, vector
from quizzer.errors import AnswerError

Rows = Sequence[Sequence[float]]

_QUERIES: Parameter = matrix("queries", "one row for each query", low=-100, high=100, aliases=("Q", "q", "query"),
                             typical=(((1, 0), (0, 1)), ((1, 1), (2, 0))))  # fmt: skip
_KEYS: Parameter = matrix("keys", "one row for each key", low=-100, high=100, aliases=("K", "key"),
                          typical=(((1, 0), (0, 1)), ((1, 1), (0, 2))))  # fmt: skip
_VALUES: Parameter = matrix("values", "one row for each key", low=-1e6, high=1e6, aliases=("V", "value"),
                            typical=(((1, 2), (3, 4)), ((10, 0), (0, 10))))  # fmt: skip
_CAUSAL: Parameter = flag("causal", "whether a query sees only the keys up to its own place", default=False,
                          aliases=("masked", "causal mask"))  # fmt: skip


def _scores(queries: Rows, keys: Rows, divisor: float) -> list[list[float]]:
    if not queries or not keys or len(queries[0]) != len(keys[0]):
        raise AnswerError("queries and keys must have rows of equal length")
    return [[fsum(a * b for a, b in zip(q, k, strict=True)) / divisor for k in keys] for q in queries]


def _scaled(queries: Rows, keys: Rows) -> list[list[float]]:
    return _scores(queries, keys, sqrt(len(queries[0]) if queries else 1))


def _weights(scores: Rows, is_causal: bool) -> list[tuple[float, ...]]:
    """Each row through softmax; a causal row stops at its own place, counted from the end as when decoding."""
    shift = len(scores[0]) - len(scores)
    if is_causal and shift < 0:
        raise AnswerError("keys must be at least as many as queries under a causal mask")
    weights = []
    for place, row in enumerate(scores):
        seen = place + 1 + shift if is_causal else len(row)
        weights.append(softmax_of(row[:seen]) + (0.0,) * (len(row) - seen))
    return weights


def _mixed(weights: Rows, values: Rows) -> tuple[tuple[float, ...], ...]:
    if len(weights[0]) != len(values):
        raise AnswerError(f"values must have {len(weights[0])} rows, one for each key")
    columns = range(len(values[0]))
    return tuple(
        tuple(fsum(w * row[column] for w, row in zip(shares, values, strict=True)) for column in columns)
        for shares in weights
    )


def _attended(
    queries: Rows, keys: Rows, values: Rows, is_causal: bool, divisor: float
) -> tuple[tuple[float, ...], ...]:
    return _mixed(_weights(_scores(queries, keys, divisor), is_causal), values)


def _attention_steps(*, queries: Rows, keys: Rows, values: Rows, causal: bool) -> Sequence[Worked]:
    root = sqrt(len(queries[0]))
    scaled = _scores(queries, keys, root)
    weights = _weights(scaled, causal)
    rows = "softmax of each row, up to its own place" if causal else "softmax of each row"
    return (
        Worked("scores", "queries × keys transposed", tabled(_scores(queries, keys, 1))),
        Worked("scaled", f"divided by √{len(queries[0])}, which is {figure(root)}", tabled(scaled)),
        Worked("weights", rows, tabled(weights)),
        Worked("output", "weights × values", tabled(_mixed(weights, values))),
    )


@answer(
    topic="layers",
    shape=Shape.MATRIX,
    tolerance=HUNDREDTH,
    parameters=(_QUERIES, _KEYS, _VALUES, _CAUSAL),
    cues=("attention output", "output of attention", "scaled dot-product attention of"),
    steps=_attention_steps,
    slips=(
        Slip("not scaled", lambda *, queries, keys, values, causal: _attended(queries, keys, values, causal, 1),
             "the scores are divided by the root of the head width"),
        Slip("scaled by the width",
             lambda *, queries, keys, values, causal: _attended(queries, keys, values, causal, len(queries[0])),
             "by the root of the head width, not the width itself"),
        Slip("softmax forgotten",
             lambda *, queries, keys, values, causal: _mixed(_scaled(queries, keys), values),
             "the scores go through softmax first"),
        Slip("mask forgotten",
             lambda *, queries, keys, values, causal: _attended(queries, keys, values, False, sqrt(len(queries[0]))),
             "a causal query sees no later keys"),
    ),
)  # fmt: skip
def attention_output(*, queries: Rows, keys: Rows, values: Rows, causal: bool) -> tuple[tuple[float, ...], ...]:
    """Output of one attention head, a row for each query.

    softmax(queries * keys transposed / sqrt(head width)) * values.
    (Vaswani et al., "Attention Is All You Need", 2017, equation 1)
    """
    return _attended(queries, keys, values, causal, sqrt(len(queries[0]) if queries else 1))


@answer(
    topic="layers",
    shape=Shape.MATRIX,
    tolerance=HUNDREDTH,
    parameters=(_QUERIES, _KEYS, _CAUSAL),
    cues=("attention weights", "attention matrix of"),
    steps=lambda *, queries, keys, causal: (
        Worked("scaled", f"queries × keys transposed, divided by √{len(queries[0])}",
               tabled(_scaled(queries, keys))),
        Worked("weights", "softmax of each row", tabled(_weights(_scaled(queries, keys), causal))),
    ),
    slips=(
        Slip("not scaled", lambda *, queries, keys, causal: tuple(_weights(_scores(queries, keys, 1), causal)),
             "the scores are divided by the root of the head width"),
        Slip("softmax forgotten",
             lambda *, queries, keys, causal: tuple(map(tuple, _scaled(queries, keys))),
             "each row goes through softmax"),
        Slip("mask forgotten",
             lambda *, queries, keys, causal: tuple(_weights(_scaled(queries, keys), False)),
             "a causal query sees no later keys"),
    ),
)  # fmt: skip
def attention_weights(*, queries: Rows, keys: Rows, causal: bool) -> tuple[tuple[float, ...], ...]:
    """Attention weights of one head, a row for each query that adds up to 1.

    softmax(queries * keys transposed / sqrt(head width)).
    (Vaswani et al., "Attention Is All You Need", 2017, equation 1)
    """
    return tuple(_weights(_scaled(queries, keys), causal))


def _rotated(vector: Sequence[float], angles: Sequence[float]) -> tuple[float, ...]:
    pairs = zip(vector[::2], vector[1::2], angles, strict=True)
    turned = ((a * cos(t) - b * sin(t), a * sin(t) + b * cos(t)) for a, b, t in pairs)
    return tuple(value for pair in turned for value in pair)


def _angles(width: int, position: int, base: float) -> list[float]:
    if width % 2:
        raise AnswerError("x must have an even number of values: they are turned in pairs")
    return [position * base ** (-2 * pair / width) for pair in range(width // 2)]


@answer(
    topic="layers",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(
        vector("x", "query or key, its values taken in neighbouring pairs", low=-1e6, high=1e6,
               aliases=("vector", "q", "query", "k"), typical=((1, 0), (1, 0, 1, 0), (0, 1, 2, 0))),
        count("position", "place in the sequence, from 0", low=0, high=10**7, aliases=("m", "pos"), typical=(1, 2, 3)),
        measure("base", "base of the frequencies", low=2, high=1e9, default=10_000, aliases=("theta", "rope_theta"),
                typical=(10_000,)),
    ),
    cues=("rope rotation", "rotary embedding of", "apply rope"),
    steps=lambda *, x, position, base: (
        Worked("angles", f"{position} × {figure(base)}^(-2i/{len(x)})", listed(_angles(len(x), position, base))),
        Worked("rotated", "each pair turned by its angle", listed(_rotated(x, _angles(len(x), position, base)))),
    ),
    slips=(
        Slip("turned the other way",
             lambda *, x, position, base: _rotated(x, [-angle for angle in _angles(len(x), position, base)]),
             "the pairs turn counter-clockwise: is a sign of the sine swapped?"),
        Slip("one frequency for all",
             lambda *, x, position, base: _rotated(x, [float(position)] * (len(x) // 2)),
             "every pair turns with its own frequency"),
        Slip("position from 1",
             lambda *, x, position, base: _rotated(x, _angles(len(x), position + 1, base)),
             "positions count from 0"),
    ),
)  # fmt: skip
def rope_rotation(*, x: tuple[float, ...], position: int, base: float) -> tuple[float, ...]:
    """A query or key after rotary position embedding, neighbouring values forming the pairs.

    Pair i turns by the angle position * base ** (-2i / width).
    (Su et al., "RoFormer", 2021, equations 14 and 15)
    """
    return _rotated(x, _angles(len(x), position, base))
