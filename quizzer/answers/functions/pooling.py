"""Pooling: how large the output is, and what a window keeps."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from quizzer.answers.functions.convolution import INPUT_SIZE, KERNEL, PADDING
from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Shape, Slip, Worked, answer, count, flag, vector
from quizzer.answers.tolerance import EXACT
from quizzer.errors import AnswerError


def _moves(input_size: int, kernel: int, stride: int, padding: int, rounds_up: bool) -> int:
    room = input_size + 2 * padding - kernel
    if room < 0:
        raise AnswerError("kernel does not fit into the padded input_size")
    return ceil(room / stride) if rounds_up else floor(room / stride)


@answer(
    topic="layers",
    tolerance=EXACT,
    parameters=(
        INPUT_SIZE,
        KERNEL,
        count("stride", "step of the window; the kernel's size when not given", high=1000, derived="kernel",
              aliases=("s",), typical=(1, 2)),
        PADDING,
        flag("rounds_up", "whether a last window that sticks out is kept", default=False, aliases=("ceil_mode",)),
    ),
    constraints=("input_size + 2 * padding >= kernel", "2 * padding <= kernel"),
    cues=("output size of the pooling", "pooling output size", "output of max pooling", "after max pooling"),
    low=1,
    steps=lambda *, input_size, kernel, stride, padding, rounds_up: (
        Worked("room", f"{input_size} + 2 × {padding} - {kernel}", figure(input_size + 2 * padding - kernel)),
        Worked("moves", f"by {stride}, rounded {'up' if rounds_up else 'down'}",
               figure(_moves(input_size, kernel, stride, padding, rounds_up))),
        Worked("output", "its first place, and one for each move",
               figure(_moves(input_size, kernel, stride, padding, rounds_up) + 1)),
    ),
    slips=(
        Slip("first place forgotten", "answer - 1", "one short: the window's first place counts"),
        Slip("stride 1", "input_size + 2 * padding - kernel + 1", "does the window move by one? Its step is given"),
        Slip("rounded up", "ceil((input_size + 2 * padding - kernel) / stride) + 1",
             "a window that sticks out is left out"),
        Slip("rounded down", "floor((input_size + 2 * padding - kernel) / stride) + 1",
             "the window that sticks out is kept here"),
    ),
)  # fmt: skip
def pool_output_size(*, input_size: int, kernel: int, stride: int, padding: int, rounds_up: bool) -> int:
    """Height or width of a pooling layer's output.

    floor((input_size + 2 * padding - kernel) / stride) + 1, or rounded up.
    (PyTorch documentation, MaxPool2d, shape; Dumoulin and Visin, "A guide to convolution arithmetic", 2016)
    """
    return _moves(input_size, kernel, stride, padding, rounds_up) + 1


def _pooled(x: Sequence[float], kernel: int, stride: int) -> tuple[float, ...]:
    return tuple(max(window) for window in _windows(x, kernel, stride))


@answer(
    topic="layers",
    shape=Shape.VECTOR,
    tolerance=EXACT,
    parameters=(
        vector("x", "the row to be pooled", low=-1e6, high=1e6, aliases=("input", "row", "values"),
               typical=((1, 3, 2, 4), (5, 1, 0, 2, 7, 6))),
        count("kernel", "values in a window", high=64, aliases=("k", "window", "pool size"), typical=(2,)),
        count("stride", "step of the window; its size when not given", high=64, derived="kernel", aliases=("s",),
              typical=(1, 2)),
    ),
    cues=("max pooling of", "max-pool the row"),
    steps=lambda *, x, kernel, stride: (
        Worked("windows", f"{kernel} values each, moving by {stride}",
               "; ".join(listed(window) for window in _windows(x, kernel, stride))),
        Worked("pooled", "the largest of each", listed(_pooled(x, kernel, stride))),
    ),
    slips=(
        Slip("mean for maximum",
             lambda *, x, kernel, stride: tuple(sum(window) / kernel for window in _windows(x, kernel, stride)),
             "is that the mean of each window? The largest is asked"),
        Slip("smallest for largest",
             lambda *, x, kernel, stride: tuple(min(window) for window in _windows(x, kernel, stride)),
             "the largest of each window is kept"),
    ),
)  # fmt: skip
def max_pool(*, x: tuple[float, ...], kernel: int, stride: int) -> tuple[float, ...]:
    """Max pooling of a row of numbers, without padding.

    The largest of each window of `kernel` values, windows `stride` apart.
    (Goodfellow et al., "Deep Learning", 2016, section 9.3)
    """
    if kernel > len(x):
        raise AnswerError(f"kernel must not be larger than the row of {len(x)} values")
    return _pooled(x, kernel, stride)


def _windows(x: Sequence[float], kernel: int, stride: int) -> list[Sequence[float]]:
    return [x[start : start + kernel] for start in range(0, len(x) - kernel + 1, stride)]
