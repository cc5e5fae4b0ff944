"""Convolution: output sizes, parameters, receptive fields."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import mul

from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Slip, Step, Worked, answer, count, flag, vector
from quizzer.answers.tolerance import EXACT
from quizzer.errors import AnswerError

INPUT_SIZE: Parameter = count("input_size", "height or width of the input", high=10**6,
                               aliases=("n", "input size", "input width", "input height", "image size", "W", "size"),
                               typical=(7, 28, 32, 224))  # fmt: skip
KERNEL: Parameter = count("kernel", "height or width of the kernel", high=1000,
                           aliases=("k", "f", "kernel_size", "kernel size", "filter size", "window"),
                           typical=(2, 3, 5, 7))  # fmt: skip
_STRIDE: Parameter = count("stride", "step of the kernel", high=1000, default=1, aliases=("s",), typical=(1, 2))
PADDING: Parameter = count("padding", "zeros added on each side", low=0, high=1000, default=0, aliases=("p", "pad"),
                            typical=(0, 1, 2))  # fmt: skip
_DILATION: Parameter = count("dilation", "distance between kernel elements", high=1000, default=1, aliases=("d",),
                             typical=(1, 2))  # fmt: skip


@answer(
    topic="layers",
    tolerance=EXACT,
    parameters=(INPUT_SIZE, KERNEL, _STRIDE, PADDING, _DILATION),
    constraints=("input_size + 2 * padding >= dilation * (kernel - 1) + 1",),
    cues=("output size of the convolution", "convolution output size", "size of the feature map", "output of a conv"),
    low=1,
    steps=(
        Step("reach", "dilation * (kernel - 1) + 1", "", "positions that the kernel spans"),
        Step("room", "input_size + 2 * padding - reach", "", "positions it can move on"),
        Step("output", "floor(room / stride) + 1", "", "its first place, and one for each step"),
    ),
    slips=(
        Slip("first place forgotten", "floor(room / stride)", "one short: the kernel's first place counts"),
        Slip("padding on one side", "floor((room - padding) / stride) + 1", "the padding is on both sides"),
        Slip("padding forgotten", "floor((room - 2 * padding) / stride) + 1", "did you add the padding?"),
        Slip("stride forgotten", "room + 1", "too large: the kernel moves by the stride"),
        Slip("rounded up", "ceil(room / stride) + 1", "a step that leaves the input is not taken: round down"),
        Slip("dilation forgotten", "floor((input_size + 2 * padding - kernel) / stride) + 1",
             "a dilated kernel spans more than its size"),
    ),
)  # fmt: skip
def conv_output_size(*, input_size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """Height or width of a convolution's output.

    floor((input_size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1.
    (PyTorch documentation, Conv2d, shape; Dumoulin and Visin, "A guide to convolution arithmetic", 2016)
    """
    room = input_size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise AnswerError("kernel does not fit into the padded input_size")
    return room // stride + 1


_CHANNELS = (
    count("in_channels", "channels of the input", high=10**6, aliases=("c_in", "input channels"),
          typical=(3, 64, 128)),
    count("out_channels", "channels of the output", high=10**6, aliases=("c_out", "filters", "output channels"),
          typical=(16, 64, 256)),
)  # fmt: skip


@answer(
    topic="layers",
    unit="param",
    tolerance=EXACT,
    parameters=(*_CHANNELS, KERNEL, flag("biases", "whether each filter has a bias", default=True, aliases=("bias",))),
    cues=("parameters of a convolution", "parameters in a conv layer", "parameters of the convolutional layer"),
    steps=(
        Step("filter", "kernel ** 2 * in_channels", "param", "one filter reaches through all input channels"),
        Step("weights", "filter * out_channels", "param", "all filters"),
        Step("all", "weights + biases * out_channels", "param", "and their biases"),
    ),
    slips=(
        Slip("biases forgotten", "weights", "each filter has a bias"),
        Slip("biases counted", "weights + out_channels", "there are no biases here"),
        Slip("input channels forgotten", "kernel ** 2 * out_channels + biases * out_channels",
             "a filter reaches through all input channels"),
        Slip("kernel not squared", "kernel * in_channels * out_channels + biases * out_channels",
             "the kernel has height and width"),
    ),
)  # fmt: skip
def conv_parameters(*, in_channels: int, out_channels: int, kernel: int, biases: bool) -> int:
    """Parameters of a two-dimensional convolution with a square kernel.

    kernel ** 2 * in_channels * out_channels, and out_channels biases.
    (Goodfellow et al., "Deep Learning", 2016, section 9.1)
    """
    return kernel**2 * in_channels * out_channels + (out_channels if biases else 0)


def _field(kernels: Sequence[float], strides: Sequence[float]) -> int:
    if len(kernels) != len(strides):
        raise AnswerError(f"kernels has {len(kernels)} values and strides {len(strides)}")
    return 1 + sum(int(kernel - 1) * jump for kernel, jump in zip(kernels, _jumps(strides), strict=True))


def _jumps(strides: Sequence[float]) -> list[int]:
    """Distance, in input positions, between neighbours in front of each layer."""
    return list(accumulate((int(stride) for stride in strides[:-1]), mul, initial=1))


@answer(
    topic="layers",
    tolerance=EXACT,
    parameters=(
        vector("kernels", "kernel sizes, first layer first", low=1, high=1000, aliases=("kernel sizes", "k"),
               typical=((3, 3, 3), (7, 3, 3), (5, 2, 3))),
        vector("strides", "strides, first layer first", low=1, high=100, aliases=("s",),
               typical=((1, 1, 1), (2, 1, 1), (1, 2, 1))),
    ),
    cues=("receptive field",),
    low=1,
    steps=lambda *, kernels, strides: (
        Worked("jumps", "input positions between neighbours in front of each layer", listed(_jumps(strides))),
        Worked("growth", "(kernel - 1) × jump",
               listed([(k - 1) * jump for k, jump in zip(kernels, _jumps(strides), strict=True)])),
        Worked("field", "1 + their sum", figure(_field(kernels, strides))),
    ),
    slips=(
        Slip("strides forgotten", lambda *, kernels, strides: 1 + sum(k - 1 for k in kernels),
             "after a stride every further position covers more of the input"),
        Slip("kernels multiplied", lambda *, kernels, strides: _product(kernels), "the fields grow by adding"),
        Slip("kernels added", lambda *, kernels, strides: sum(kernels),
             "neighbouring windows overlap: each layer adds its kernel less one"),
        Slip("stride one layer early",
             lambda *, kernels, strides: 1 + sum((k - 1) * j for k, j in zip(kernels, _late(strides), strict=True)),
             "a layer's own stride matters for the layers after it only"),
    ),
)  # fmt: skip
def receptive_field(*, kernels: tuple[float, ...], strides: tuple[float, ...]) -> int:
    """Input positions, along one side, that one output of a stack of convolutions sees.

    1 + sum over the layers of (kernel - 1) * product of the strides before it.
    (Araujo et al., "Computing Receptive Fields of Convolutional Neural Networks", 2019, equation 2)
    """
    return _field(kernels, strides)


def _late(strides: Sequence[float]) -> list[int]:
    return list(accumulate((int(stride) for stride in strides), mul))


def _product(values: Sequence[float]) -> int:
    return _late(values)[-1]
