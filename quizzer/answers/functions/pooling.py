"""Pooling: how large the output is, and what a window keeps."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from quizzer.answers.functions.convolution import INPUT_SIZE, KERNEL, PADDING
from quizzer.answers.notation import listed
from quizzer.answers.registry import Shape, Slip, Step, Worked, answer, count, flag, vector
from quizzer.answers.tolerance import EXACT
from quizzer.errors import AnswerError


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
    steps=(
        Step("room", "input_size + 2 * padding - kernel", "", "positions that the window can move on"),
        Step("moves", "room / stride", "", "steps of the window"),
        Step("output", "(1 - rounds_up) * floor(moves) + rounds_up * ceil(moves) + 1", "", "its first place, and them"),
    ),
    slips=(
        Slip("first place forgotten", "floor(moves)", "one short: the window's first place counts"),
        Slip("stride 1", "room + 1", "does the window move by one? Its step is given"),
        Slip("rounded up", "ceil(moves) + 1", "a window that sticks out is left out"),
        Slip("rounded down", "floor(moves) + 1", "the window that sticks out is kept here"),
    ),
)  # fmt: skip
def pool_output_size(*, input_size: int, kernel: int, stride: int, padding: int, rounds_up: bool) -> int:
    """Height or width of a pooling layer's output.

    floor((input_size + 2 * padding - kernel) / stride) + 1, or rounded up.
    (PyTorch documentation, MaxPool2d, shape; Dumoulin and Visin, "A guide to convolution arithmetic", 2016)
    """
    moves = (input_size + 2 * padding - kernel) / stride
    if moves < 0:
        raise AnswerError("kernel does not fit into the padded input_size")
    return (ceil(moves) if rounds_up else floor(moves)) + 1


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
