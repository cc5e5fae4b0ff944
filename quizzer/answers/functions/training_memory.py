"""Training memory: gradients, optimizer state, and how ZeRO and FSDP share them out."""

from __future__ import annotations

from quizzer.answers.registry import Parameter, Slip, Step, answer, count, flag, measure
from quizzer.answers.vocabulary import GPUS, PARAMETERS, dtype, renamed

_OPTIMIZER_BYTES: Parameter = measure(
    "optimizer_bytes",
    "bytes of optimizer state per parameter: master copy, momentum and variance in float32",
    "B",
    low=0,
    high=64,
    default=12,
    aliases=("K", "optimizer bytes", "optimizer bytes per parameter", "optimizer state per parameter"),
    typical=(12,),
)
_WHOLE = Slip(
    "nothing shared", "(4 + optimizer_bytes) * parameters", "is that without sharing? The devices split part of it"
)
_ALL_SHARED = Slip("everything shared", "(4 + optimizer_bytes) * parameters / gpus", "only stage 3 splits everything")
_MASTER = Slip(
    "master copy forgotten",
    "answer - 4 * parameters / gpus",
    "close: mixed precision keeps a float32 copy of the weights in the optimizer",
)


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, dtype("dtype", "number format of the gradients")),
    cues=("memory for the gradients", "gradient memory"),
    steps=(Step("size", "parameters * dtype", "B", "one gradient for every parameter"),),
    slips=(
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes per gradient?"),
        Slip("optimizer state", "parameters * 12", "is that Adam's state? The gradients alone are asked"),
        Slip("weights and gradients", "answer * 2", "twice: did you count the weights too?"),
    ),
)
def gradient_bytes(*, parameters: int, dtype: float) -> float:
    """Size of the gradients of a model.

    parameters * bytes per gradient.
    (Rajbhandari et al., "ZeRO", 2020, section 3.1: 2 bytes each in mixed precision)
    """
    return parameters * dtype


@answer(
    topic="memory",
    unit="B",
    parameters=(
        PARAMETERS,
        count(
            "moments",
            "running averages per parameter: 2 for Adam, 1 for SGD with momentum",
            low=0,
            high=4,
            default=2,
            aliases=("optimizer moments", "number of moments", "states per parameter"),
            typical=(1, 2),
        ),
        flag("master_copy", "keeps a float32 copy of the weights", default=True, aliases=("master weights",)),
        dtype("state_dtype", "number format of the moments", default=4),
    ),
    cues=("optimizer state", "optimizer states", "adam state", "adam states", "adam optimizer memory"),
    steps=(
        Step("averages", "moments * state_dtype", "B", "momentum and variance of one parameter"),
        Step("master", "4 * master_copy", "B", "float32 copy of one parameter"),
        Step("size", "parameters * (averages + master)", "B", "all parameters"),
    ),
    slips=(
        Slip("one moment", "parameters * (averages / 2 + master)", "Adam keeps two averages: momentum and variance"),
        Slip("master copy forgotten", "parameters * averages", "mixed precision keeps a float32 copy of the weights"),
        Slip("half precision state", "answer / 2", "half: the optimizer state is float32, not float16"),
        Slip("whole training state", "answer + 4 * parameters", "did you add weights and gradients? Only the state"),
    ),
)
def optimizer_state_bytes(*, parameters: int, moments: int, master_copy: bool, state_dtype: float) -> float:
    """Size of the optimizer's state; with the defaults, Adam in mixed precision at 12 bytes a parameter.

    parameters * (moments * bytes per moment + 4 for the float32 master copy).
    (Rajbhandari et al., "ZeRO", 2020, section 3.1)
    """
    return parameters * (moments * state_dtype + 4 * master_copy)


@answer(
    topic="memory",
    unit="B",
    parameters=(
        PARAMETERS,
        renamed(dtype(), "weight_dtype", "number format of the weights", ("weight precision", "weights dtype")),
        renamed(dtype(), "gradient_dtype", "number format of the gradients", ("gradient precision", "grad dtype")),
        _OPTIMIZER_BYTES,
    ),
    cues=("training memory", "memory to train", "memory for full fine-tuning", "weights, gradients and optimizer"),
    steps=(
        Step("per_parameter", "weight_dtype + gradient_dtype + optimizer_bytes", "B", "one parameter"),
        Step("size", "parameters * per_parameter", "B", "all parameters, without activations"),
    ),
    slips=(
        Slip(
            "weights only", "parameters * weight_dtype", "the weights alone: training keeps gradients and Adam's state"
        ),
        Slip("optimizer forgotten", "parameters * (weight_dtype + gradient_dtype)", "Adam keeps state as well"),
        Slip("gradients forgotten", "parameters * (weight_dtype + optimizer_bytes)", "did you count the gradients?"),
        Slip("master copy forgotten", "answer - 4 * parameters", "mixed precision keeps a float32 copy of the weights"),
        Slip("one moment", "answer - 4 * parameters * 2", "Adam keeps momentum, variance and a float32 copy"),
    ),
)
def training_state_bytes(
    *, parameters: int, weight_dtype: float, gradient_dtype: float, optimizer_bytes: float
) -> float:
    """Memory of weights, gradients and optimizer state; 16 bytes a parameter for Adam in mixed precision.

    parameters * (2 for the weight + 2 for its gradient + 12 for Adam), without activations.
    (Rajbhandari et al., "ZeRO", 2020, section 3.1: 1.5 billion parameters need at least 24 GB)
    """
    return parameters * (weight_dtype + gradient_dtype + optimizer_bytes)


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, GPUS, _OPTIMIZER_BYTES),
    cues=("zero-1", "zero 1", "zero stage 1", "zero1"),
    steps=(
        Step("kept", "(2 + 2) * parameters", "B", "weights and gradients, whole on every GPU"),
        Step("shared", "optimizer_bytes * parameters / gpus", "B", "a GPU's share of the optimizer state"),
        Step("per_gpu", "kept + shared", "B", "one GPU, without activations"),
    ),
    slips=(
        Slip("stage 2 for stage 1", "2 * parameters + (2 + optimizer_bytes) * parameters / gpus",
             "stage 1 splits the optimizer state only; gradients stay whole"),
        _ALL_SHARED, _WHOLE, _MASTER,
    ),
)  # fmt: skip
def zero1_bytes_per_gpu(*, parameters: int, gpus: int, optimizer_bytes: float) -> float:
    """Training memory of one GPU under ZeRO stage 1, which splits the optimizer state.

    2 * parameters + 2 * parameters + 12 * parameters / gpus, without activations.
    (Rajbhandari et al., "ZeRO", 2020, section 5 and figure 1: 31.4 GB for 7.5 billion parameters on 64 GPUs)
    """
    return 4 * parameters + optimizer_bytes * parameters / gpus


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, GPUS, _OPTIMIZER_BYTES),
    cues=("zero-2", "zero 2", "zero stage 2", "zero2"),
    steps=(
        Step("kept", "2 * parameters", "B", "weights, whole on every GPU"),
        Step("shared", "(2 + optimizer_bytes) * parameters / gpus", "B", "its share of gradients and optimizer state"),
        Step("per_gpu", "kept + shared", "B", "one GPU, without activations"),
    ),
    slips=(
        Slip("stage 1 for stage 2", "4 * parameters + optimizer_bytes * parameters / gpus",
             "stage 2 splits the gradients as well"),
        _ALL_SHARED, _WHOLE, _MASTER,
    ),
)  # fmt: skip
def zero2_bytes_per_gpu(*, parameters: int, gpus: int, optimizer_bytes: float) -> float:
    """Training memory of one GPU under ZeRO stage 2, which splits optimizer state and gradients.

    2 * parameters + (2 + 12) * parameters / gpus, without activations.
    (Rajbhandari et al., "ZeRO", 2020, section 5 and figure 1: 16.6 GB for 7.5 billion parameters on 64 GPUs)
    """
    return 2 * parameters + (2 + optimizer_bytes) * parameters / gpus


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, GPUS, _OPTIMIZER_BYTES),
    cues=("zero-3", "zero 3", "zero stage 3", "zero3"),
    steps=(
        Step("per_parameter", "2 + 2 + optimizer_bytes", "B", "weight, gradient and optimizer state"),
        Step("whole", "per_parameter * parameters", "B", "the model once"),
        Step("per_gpu", "whole / gpus", "B", "one GPU's share, without activations"),
    ),
    slips=(
        Slip("stage 2 for stage 3", "2 * parameters + (2 + optimizer_bytes) * parameters / gpus",
             "stage 3 splits the weights as well"),
        Slip("weights only", "2 * parameters / gpus", "the weights alone: gradients and optimizer state come on top"),
        _WHOLE, _MASTER,
    ),
)  # fmt: skip
def zero3_bytes_per_gpu(*, parameters: int, gpus: int, optimizer_bytes: float) -> float:
    """Training memory of one GPU under ZeRO stage 3, which splits weights, gradients and optimizer state.

    (2 + 2 + 12) * parameters / gpus, without activations and without the layer gathered at the moment.
    (Rajbhandari et al., "ZeRO", 2020, section 5 and figure 1: 1.9 GB for 7.5 billion parameters on 64 GPUs)
    """
    return (4 + optimizer_bytes) * parameters / gpus


@answer(
    topic="memory",
    unit="B",
    parameters=(
        PARAMETERS,
        GPUS,
        renamed(PARAMETERS, "unit_parameters", "parameters gathered at a time, such as one block",
                ("unit size", "largest unit", "block parameters", "parameters per unit")),
        dtype("dtype", "number format of the gathered weights"),
        _OPTIMIZER_BYTES,
    ),
    constraints=("unit_parameters <= parameters",),
    cues=("fsdp", "fully sharded data parallel"),
    steps=(
        Step("shard", "(2 * dtype + optimizer_bytes) * parameters / gpus", "B", "its share of the training state"),
        Step("gathered", "unit_parameters * dtype", "B", "weights of the unit being computed, whole"),
        Step("per_gpu", "shard + gathered", "B", "at the peak, without activations"),
    ),
    slips=(
        Slip("gathered unit forgotten", "shard", "the unit being computed is there whole"),
        Slip("whole model gathered", "shard + parameters * dtype", "only one unit is gathered at a time"),
        Slip("nothing shared", "(2 * dtype + optimizer_bytes) * parameters", "the devices split the training state"),
    ),
)  # fmt: skip
def fsdp_bytes_per_gpu(
    *, parameters: int, gpus: int, unit_parameters: int, dtype: float, optimizer_bytes: float
) -> float:
    """Training memory of one GPU under fully sharded data parallelism, at the peak and without activations.

    (weight + gradient + 12) * parameters / gpus + weight * unit_parameters: its shard, and the gathered unit.
    (Zhao et al., "PyTorch FSDP", 2023, section 3.2.1: sum of the shards plus the largest unsharded unit)
    """
    return (2 * dtype + optimizer_bytes) * parameters / gpus + unit_parameters * dtype
