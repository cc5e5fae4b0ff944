"""Compute: FLOPs, and what the hardware makes of them."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, measure
from quizzer.answers.vocabulary import PARAMETERS

TOKENS_PER_SECOND = measure(
    "tokens_per_second",
    "tokens processed per second, all devices together",
    "token/s",
    low=1e-3,
    high=1e12,
    aliases=("D", "throughput", "tokens/s", "tok/s", "tokens per second", "observed throughput", "training throughput"),
    typical=(50e3, 100e3, 200e3, 400e3),
)
PEAK_FLOPS = measure(
    "peak_flops",
    "theoretical peak of one device",
    "flop/s",
    low=1e6,
    high=1e20,
    aliases=("P", "peak", "theoretical peak", "peak performance", "peak throughput", "peak compute", "peak FLOPs"),
    typical=(125e12, 312e12, 989e12),
)


@answer(
    topic="compute",
    unit="ratio",
    parameters=(
        PARAMETERS,
        TOKENS_PER_SECOND,
        PEAK_FLOPS,
        measure(
            "devices",
            "accelerators that give the throughput together",
            low=1,
            high=1e6,
            default=1,
            aliases=("GPUs", "n_gpus", "num_gpus", "number of GPUs", "accelerators", "chips"),
            typical=(1,),
        ),
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
