"""Training runs: how long, how many devices, what they cost, how many steps."""

from __future__ import annotations

from math import ceil

from quizzer.answers.registry import Slip, Step, answer, count, measure
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import GPUS, PARAMETERS, PEAK_FLOPS, TOKENS, TRAINING_TOKENS, utilization

_DURATION = measure("duration", "time there is", "s", low=60, high=1e10,
                    aliases=("time", "training time", "deadline", "days", "wall-clock time"),
                    typical=(7 * 86_400, 30 * 86_400, 90 * 86_400))  # fmt: skip
_WORK = Step("work", "6 * parameters * training_tokens", "flop", "forward and backward over all tokens")
_FORWARD = Slip("2N for 6N", "answer / 3", "a third: 2N is the forward pass alone, training adds the backward pass")
_NO_BACKWARD = Slip("parameters times tokens", "answer / 6", "a sixth: each parameter costs 6 FLOPs a token")
_IDEAL = Slip("full utilization", "answer * utilization", "is that at the full peak? Only a share of it is reached")
_SPARSE = Slip("sparse peak", "answer / 2", "half: is your peak the one with sparsity? Take the dense one")


@answer(
    topic="training",
    unit="s",
    parameters=(PARAMETERS, TRAINING_TOKENS, GPUS, PEAK_FLOPS, utilization()),
    cues=("training time", "how long to train", "how long does training take", "days to train"),
    steps=(
        _WORK,
        Step("speed", "gpus * peak_flops * utilization", "flop/s", "what all devices reach together"),
        Step("time", "work / speed", "s"),
    ),
    slips=(
        _FORWARD, _NO_BACKWARD, _IDEAL, _SPARSE,
        Slip("one device", "answer * gpus", "is that one device? They share the work"),
        Slip("utilization squared", "answer / utilization", "did you divide by the utilization twice?"),
    ),
)  # fmt: skip
def training_time(*, parameters: int, training_tokens: int, gpus: int, peak_flops: float, utilization: float) -> float:
    """Time of a training run.

    6 * parameters * training_tokens / (gpus * peak_flops * utilization) seconds.
    (Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters", 2021, section 5.1,
    equation 4, there with 8 for 6 because activations are recomputed)
    """
    return 6 * parameters * training_tokens / (gpus * peak_flops * utilization)


@answer(
    topic="training",
    tolerance=EXACT,
    parameters=(PARAMETERS, TRAINING_TOKENS, _DURATION, PEAK_FLOPS, utilization()),
    cues=("how many gpus to train", "number of gpus to train", "gpus are needed to train"),
    steps=(
        _WORK,
        Step("each", "peak_flops * utilization * duration", "flop", "what one device does in the time"),
        Step("devices", "ceil(work / each)", "", "rounded up: the deadline holds"),
    ),
    slips=(
        Slip("2N for 6N", "ceil(work / each / 3)", "a third: 2N is the forward pass alone"),
        Slip("full utilization", "ceil(work / each * utilization)", "is that at the full peak? A share is reached"),
        Slip("rounded down", "floor(work / each)", "one short: round up, or the deadline passes"),
        Slip("sparse peak", "ceil(work / each / 2)", "half: is your peak the one with sparsity?"),
    ),
)
def training_gpus(
    *, parameters: int, training_tokens: int, duration: float, peak_flops: float, utilization: float
) -> int:
    """Devices needed to train within a given time.

    ceil(6 * parameters * training_tokens / (duration * peak_flops * utilization)).
    (Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters", 2021, equation 4,
    solved for the devices)
    """
    return ceil(6 * parameters * training_tokens / (peak_flops * utilization * duration))


@answer(
    topic="training",
    unit="$",
    parameters=(
        PARAMETERS,
        TRAINING_TOKENS,
        PEAK_FLOPS,
        utilization(),
        measure("price", "dollars for one device and hour", "$", low=0.01, high=1000,
                aliases=("price per GPU hour", "cost per GPU-hour", "hourly price", "price per hour", "hourly rate"),
                typical=(1.5, 2, 3)),
    ),
    cues=("cost to train", "training cost", "how much does it cost to train"),
    steps=(
        _WORK,
        Step("device_seconds", "work / (peak_flops * utilization)", "s", "as if one device did it all"),
        Step("device_hours", "device_seconds / 3600", "", "device-hours, however many share them"),
        Step("cost", "device_hours * price", "$"),
    ),
    slips=(
        _FORWARD, _NO_BACKWARD, _IDEAL, _SPARSE,
        Slip("seconds for hours", "answer * 3600", "is that the price of a second? It is for an hour"),
        Slip("minutes for hours", "answer * 60", "is that the price of a minute? It is for an hour"),
    ),
)  # fmt: skip
def training_cost(
    *, parameters: int, training_tokens: int, peak_flops: float, utilization: float, price: float
) -> float:
    """Price of the device-hours of a training run; the number of devices does not matter.

    6 * parameters * training_tokens / (peak_flops * utilization) / 3600 * price.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, section 2.1, for the work; the rest is arithmetic)
    """
    return 6 * parameters * training_tokens / (peak_flops * utilization) / 3600 * price


_ACCUMULATION = count("accumulation", "batches whose gradients are added before a step", default=1, high=10**6,
                      aliases=("gradient accumulation", "accumulation steps", "gradient_accumulation_steps",
                               "grad accum"), typical=(1, 2, 4, 8))  # fmt: skip
_MICRO_BATCH = count("micro_batch", "sequences per device at a time", high=10**6,
                     aliases=("micro batch size", "per-device batch size", "per_device_train_batch_size", "batch size",
                              "micro-batch"), typical=(1, 2, 4, 8))  # fmt: skip


@answer(
    topic="training",
    unit="token",
    tolerance=EXACT,
    parameters=(GPUS, _MICRO_BATCH, _ACCUMULATION, TOKENS),
    cues=("tokens per step", "global batch size in tokens", "tokens per optimizer step", "effective batch size"),
    steps=(
        Step("sequences", "gpus * micro_batch * accumulation", "", "sequences of one step"),
        Step("all", "sequences * tokens", "token", "tokens of one step"),
    ),
    slips=(
        Slip("accumulation forgotten", "answer / accumulation", "gradients are added over several batches"),
        Slip("one device", "answer / gpus", "is that one device? All contribute to a step"),
        Slip("sequences for tokens", "sequences", "is that in sequences? Tokens are asked"),
    ),
)
def tokens_per_step(*, gpus: int, micro_batch: int, accumulation: int, tokens: int) -> int:
    """Tokens of one optimizer step under data parallelism.

    gpus * micro_batch * accumulation * tokens.
    (Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters", 2021, section 3:
    batch size B = b * d * microbatches)
    """
    return gpus * micro_batch * accumulation * tokens


@answer(
    topic="training",
    tolerance=EXACT,
    parameters=(
        TRAINING_TOKENS,
        count("step_tokens", "tokens of one optimizer step", unit="token", high=10**12,
              aliases=("batch size in tokens", "tokens per step", "global batch size", "tokens per batch"),
              typical=(500_000, 3_200_000, 4_194_304)),
    ),
    cues=("optimizer steps", "training steps", "how many steps"),
    steps=(Step("steps", "ceil(training_tokens / step_tokens)", "", "the last one perhaps not full"),),
    slips=(
        Slip("rounded down", "floor(training_tokens / step_tokens)", "one short: the last step is not full"),
        Slip("upside down", "step_tokens / training_tokens", "that is the share of one step"),
    ),
)  # fmt: skip
def training_steps(*, training_tokens: int, step_tokens: int) -> int:
    """Optimizer steps of one pass over the training tokens.

    ceil(training_tokens / step_tokens).
    (Brown et al., "Language Models are Few-Shot Learners", 2020, table 2.1 and appendix B: 300 billion tokens in
    batches of 3.2 million for the largest model)
    """
    return -(-training_tokens // step_tokens)
