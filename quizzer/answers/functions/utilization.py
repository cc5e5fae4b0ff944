"""Utilisation: what share of the hardware's peak a training run uses."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, measure
from quizzer.answers.vocabulary import PARAMETERS, PEAK_FLOPS

TOKENS_PER_SECOND = measure(
    "tokens_per_second",
    "tokens processed per second, all devices together",
    "token/s",
    low=1e-3,
    high=1e12,
    aliases=("D", "throughput", "tokens/s", "tok/s", "tokens per second", "observed throughput", "training throughput"),
    typical=(50e3, 100e3, 200e3, 400e3),
)
_DEVICES = measure(
    "devices",
    "accelerators that give the throughput together",
    low=1,
    high=1e6,
    default=1,
    aliases=("GPUs", "n_gpus", "num_gpus", "number of GPUs", "accelerators", "chips"),
    typical=(1, 8),
)


@answer(
    topic="compute",
    unit="ratio",
    parameters=(
        PARAMETERS,
        TOKENS_PER_SECOND,
        PEAK_FLOPS,
        _DEVICES,
        measure(
            "flops_per_parameter",
            "FLOPs per parameter and token, 6 for training and 2 for inference",
            low=1,
            high=100,
            default=6,
            aliases=("flops per param",),
            typical=(6,),
        ),
    ),
    cues=("mfu", "model flops utilization", "model flops utilisation", "model flop utilization"),
    low=0,
    high=1,
    steps=(
        Step("per_token", "flops_per_parameter * parameters", "flop/token", "forward and backward, one token"),
        Step("achieved", "per_token * tokens_per_second", "flop/s", "what the model needs each second"),
        Step("available", "peak_flops * devices", "flop/s", "what the devices could do"),
        Step("mfu", "achieved / available", "ratio"),
    ),
    slips=(
        Slip("2N for 6N", "answer / 3", "a third: 2N is the forward pass alone, training adds the backward pass"),
        Slip("4N for 6N", "answer * 2 / 3", "two thirds: did you count the backward pass only?"),
        Slip("sparse peak", "answer / 2", "half: is your peak the one with sparsity? Take the dense one"),
        Slip("devices forgotten", "answer * devices", "did you divide by the peak of one device only?"),
        Slip(
            "parameters without FLOPs",
            "answer / flops_per_parameter",
            "how many FLOPs does each parameter cost a token?",
        ),
    ),
)
def mfu(
    *, parameters: int, tokens_per_second: float, peak_flops: float, devices: float, flops_per_parameter: float
) -> float:
    """Model FLOPs utilisation: the share of the peak that the model's own arithmetic uses.

    6 * parameters * tokens_per_second / (peak_flops * devices); recomputed activations do not count.
    (Chowdhery et al., "PaLM", 2022, appendix B, without the attention term)
    """
    return flops_per_parameter * parameters * tokens_per_second / (peak_flops * devices)


@answer(
    topic="compute",
    unit="ratio",
    parameters=(
        PARAMETERS,
        TOKENS_PER_SECOND,
        PEAK_FLOPS,
        _DEVICES,
        measure(
            "recomputed",
            "forward passes done again: 1 with full checkpointing, 0 without",
            low=0,
            high=1,
            default=1,
            aliases=("recomputation", "recomputed forward passes", "recomputed share"),
            typical=(1,),
            must_be_stated=True,
        ),
    ),
    cues=("hfu", "hardware flops utilization", "hardware flops utilisation"),
    low=0,
    high=1.5,
    steps=(
        Step("per_parameter", "6 + 2 * recomputed", "flop/token", "forward, backward, and the forward passes again"),
        Step("executed", "per_parameter * parameters * tokens_per_second", "flop/s", "what the devices execute"),
        Step("available", "peak_flops * devices", "flop/s", "what the devices could do"),
        Step("hfu", "executed / available", "ratio"),
    ),
    slips=(
        Slip(
            "MFU for HFU", "answer * 6 / per_parameter", "is that MFU? HFU counts the recomputed forward pass as well"
        ),
        Slip("2N for 6N", "answer * 2 / per_parameter", "2N is one forward pass alone"),
        Slip("sparse peak", "answer / 2", "half: is your peak the one with sparsity? Take the dense one"),
        Slip("devices forgotten", "answer * devices", "did you divide by the peak of one device only?"),
    ),
)
def hfu(*, parameters: int, tokens_per_second: float, peak_flops: float, devices: float, recomputed: float) -> float:
    """Hardware FLOPs utilisation: the share of the peak that is executed, recomputation included.

    (6 + 2 * recomputed) * parameters * tokens_per_second / (peak_flops * devices).
    (Chowdhery et al., "PaLM", 2022, section 4.1; Korthikanti et al., 2022, section 6)
    """
    return (6 + 2 * recomputed) * parameters * tokens_per_second / (peak_flops * devices)
