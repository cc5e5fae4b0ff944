"""The roofline: whether memory or arithmetic is what a kernel waits for."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.answers.notation import figure
from quizzer.answers.readable import short
from quizzer.answers.registry import Parameter, Shape, Slip, Step, Worked, answer, count, measure
from quizzer.answers.units import parse_unit
from quizzer.answers.vocabulary import BANDWIDTH, PEAK_FLOPS, dtype

_INTENSITY: Parameter = measure(
    "intensity",
    "FLOPs for each byte moved",
    "flop/B",
    low=1e-3,
    high=1e7,
    aliases=("AI", "I", "arithmetic intensity", "operational intensity"),
    typical=(1, 2, 64, 150, 1000),
)


@answer(
    topic="compute",
    unit="flop/B",
    parameters=(
        count("rows", "rows of the left matrix: tokens in flight", high=10**8, aliases=("m", "batch", "tokens"),
              typical=(1, 16, 256, 4096)),
        count("inner", "columns of the left, rows of the right matrix", high=10**8, aliases=("k", "inner dimension"),
              typical=(1024, 4096)),
        count("columns", "columns of the right matrix", high=10**8, aliases=("n",), typical=(1024, 4096)),
        dtype(),
    ),
    cues=("arithmetic intensity", "operational intensity"),
    steps=(
        Step("work", "2 * rows * inner * columns", "flop", "a multiplication and an addition each"),
        Step("elements", "rows * inner + inner * columns + rows * columns", "", "inputs and result, once each"),
        Step("moved", "elements * dtype", "B", "bytes read and written"),
        Step("intensity", "work / moved", "flop/B"),
    ),
    slips=(
        Slip("multiply-adds", "answer / 2", "half: a multiply-add is two FLOPs"),
        Slip("elements, not bytes", "work / elements", "each element takes some bytes"),
        Slip("weights only", "work / (inner * columns * dtype)", "the other input and the result are moved as well"),
        Slip("upside down", "moved / work", "that is bytes for each FLOP"),
    ),
)  # fmt: skip
def matmul_intensity(*, rows: int, inner: int, columns: int, dtype: float) -> float:
    """Arithmetic intensity of a matrix product whose operands are moved once.

    2 * rows * inner * columns / ((rows * inner + inner * columns + rows * columns) * bytes per element).
    (Williams et al., "Roofline", 2009; NVIDIA, "Matrix Multiplication Background User's Guide", section 2)
    """
    return 2 * rows * inner * columns / ((rows * inner + inner * columns + rows * columns) * dtype)


@answer(
    topic="compute",
    unit="flop/B",
    parameters=(PEAK_FLOPS, BANDWIDTH),
    cues=("ridge point", "machine balance", "flops per byte of the hardware", "ops:byte ratio"),
    steps=(Step("ridge", "peak_flops / bandwidth", "flop/B", "where the two roofs meet"),),
    slips=(
        Slip("upside down", "bandwidth / peak_flops", "that is bytes for each FLOP"),
        Slip("sparse peak", "answer * 2", "twice: is your peak the one with sparsity? Take the dense one"),
        Slip("bits for bytes", "answer / 8", "an eighth: bandwidth is in bytes per second"),
    ),
)
def ridge_point(*, peak_flops: float, bandwidth: float) -> float:
    """Arithmetic intensity from which a device is limited by its arithmetic.

    peak_flops / bandwidth.
    (Williams et al., "Roofline", 2009, the ridge point)
    """
    return peak_flops / bandwidth


@answer(
    topic="compute",
    unit="flop/s",
    parameters=(_INTENSITY, PEAK_FLOPS, BANDWIDTH),
    cues=("attainable performance", "attainable flops", "roofline performance"),
    steps=(
        Step("from_memory", "intensity * bandwidth", "flop/s", "what the memory can feed"),
        Step("attainable", "min(peak_flops, from_memory)", "flop/s", "the lower roof holds"),
    ),
    slips=(
        Slip("memory roof forgotten", "peak_flops", "is that the peak? The memory may not feed it"),
        Slip("compute roof forgotten", "from_memory", "that is above the peak of the device"),
        Slip("bits for bytes", "min(peak_flops, from_memory * 8)", "bandwidth is in bytes per second"),
    ),
)
def attainable_flops(*, intensity: float, peak_flops: float, bandwidth: float) -> float:
    """FLOPs per second that a kernel can reach on a device.

    min(peak_flops, intensity * bandwidth).
    (Williams et al., "Roofline", 2009, equation 1)
    """
    return min(peak_flops, intensity * bandwidth)


def _roofline_steps(*, intensity: float, peak_flops: float, bandwidth: float) -> Sequence[Worked]:
    ridge = peak_flops / bandwidth
    shown = [short(value, parse_unit(unit).dimension) for value, unit in ((peak_flops, "flop/s"), (bandwidth, "B/s"))]
    sign = "<" if intensity < ridge else "≥"
    return (
        Worked("ridge", f"{shown[0]} / {shown[1]}", f"{figure(ridge)} FLOP/B"),
        Worked("bound", f"{figure(intensity)} {sign} {figure(ridge)}", _bound(intensity, ridge)),
    )


def _bound(intensity: float, ridge: float) -> str:
    return "memory" if intensity < ridge else "compute"


def _opposite(*, intensity: float, peak_flops: float, bandwidth: float) -> str:
    return "compute" if intensity < peak_flops / bandwidth else "memory"


@answer(
    topic="compute",
    shape=Shape.TEXT,
    parameters=(_INTENSITY, PEAK_FLOPS, BANDWIDTH),
    cues=("memory-bound or compute-bound", "memory bound or compute bound", "bandwidth-bound or compute-bound"),
    steps=_roofline_steps,
    slips=(Slip("bound swapped", _opposite, "below the ridge point the arithmetic waits for the memory"),),
)
def roofline_bound(*, intensity: float, peak_flops: float, bandwidth: float) -> str:
    """What limits a kernel on a device, in one word: `memory` or `compute`.

    memory if intensity < peak_flops / bandwidth, else compute.
    (Williams et al., "Roofline", 2009)
    """
    return _bound(intensity, peak_flops / bandwidth)


@answer(
    topic="serving",
    parameters=(PEAK_FLOPS, BANDWIDTH, dtype("dtype", "number format of the weights")),
    cues=("critical batch size", "batch at which decoding becomes compute-bound", "break-even batch"),
    steps=(
        Step("ridge", "peak_flops / bandwidth", "flop/B", "FLOPs the device does while one byte arrives"),
        Step("per_weight", "ridge * dtype", "flop", "FLOPs while one weight arrives"),
        Step("sequences", "per_weight / 2", "", "each sequence needs 2 FLOPs for the weight"),
    ),
    slips=(
        Slip(
            "multiply-adds",
            "per_weight",
            "twice: a weight costs two FLOPs a sequence (or is your peak the sparse one?)",
        ),
        Slip("elements, not bytes", "ridge / 2", "a weight takes more than one byte"),
    ),
)
def critical_batch(*, peak_flops: float, bandwidth: float, dtype: float) -> float:
    """Batch from which decoding is limited by arithmetic and no longer by reading the weights (cache left out).

    peak_flops * bytes per weight / (2 * bandwidth), where reading takes as long as 2 FLOPs a weight and sequence.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1; 208 for an A100 with 312 TFLOPS
    and 1.5 TB/s in fp16, Chen, "Transformer Inference Arithmetic", 2022)
    """
    return peak_flops * dtype / (2 * bandwidth)
