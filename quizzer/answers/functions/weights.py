"""Weights at rest: plain, quantised with scales, and as an adapter beside a frozen model."""

from __future__ import annotations

from quizzer.answers.registry import Parameter, Slip, Step, answer, count, measure
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import PARAMETERS, dtype, renamed

_BITS: Parameter = measure(
    "bits",
    "bits of one quantised weight",
    low=1,
    high=16,
    aliases=("weight bits", "bit width", "bits per weight", "n_bits"),
    typical=(2, 3, 4, 8),
)
_GROUP_SIZE = count(
    "group_size",
    "weights that share a scale",
    high=10**6,
    aliases=("group size", "block size", "blocksize", "quantization group", "q_group_size"),
    typical=(32, 64, 128),
)
_SCALE_BITS: Parameter = measure(
    "scale_bits",
    "bits of the scale of a group",
    low=0,
    high=64,
    default=16,
    aliases=("scale bits", "bits per scale", "constant bits"),
    typical=(16, 32),
)
_ZERO_BITS: Parameter = measure(
    "zero_bits",
    "bits of the zero point of a group, 0 without one",
    low=0,
    high=64,
    default=0,
    aliases=("zero-point bits", "zero point bits", "bits per zero point"),
    typical=(0,),
)


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, dtype()),
    cues=("model weights", "memory for the weights", "weight memory", "memory to load", "store the weights"),
    steps=(Step("size", "parameters * dtype", "B", "every parameter takes its bytes"),),
    slips=(
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes per parameter?"),
        Slip("full precision", "parameters * 4", "is that float32? The question names another format"),
        Slip("one byte each", "parameters", "is that one byte per parameter?"),
        Slip("training state", "parameters * 16", "is that training with Adam? The weights alone are asked"),
    ),
)
def weights_bytes(*, parameters: int, dtype: float) -> float:
    """Size of the weights of a model.

    parameters * bytes per parameter.
    (Rajbhandari et al., "ZeRO", 2020, section 3.1: 2 bytes for each of the parameters in fp16)
    """
    return parameters * dtype


@answer(
    topic="memory",
    unit="B",
    parameters=(PARAMETERS, _BITS, _GROUP_SIZE, _SCALE_BITS, _ZERO_BITS),
    cues=("quantized weights", "quantised weights", "group-wise quantization", "group size"),
    steps=(
        Step("packed", "parameters * bits / 8", "B", "the quantised weights themselves"),
        Step("groups", "ceil(parameters / group_size)", "", "groups, the last one perhaps not full"),
        Step("overhead", "groups * (scale_bits + zero_bits) / 8", "B", "scale and zero point of every group"),
        Step("size", "packed + overhead", "B", "both"),
    ),
    slips=(
        Slip("scales forgotten", "packed", "a little short: every group keeps a scale"),
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes?"),
        Slip("one scale per weight", "packed + parameters * (scale_bits + zero_bits) / 8", "one scale serves a group"),
        Slip("half precision", "parameters * 2", "is that 16 bits a weight? They are quantised"),
    ),
)
def quantized_weights_bytes(
    *, parameters: int, bits: float, group_size: int, scale_bits: float, zero_bits: float
) -> float:
    """Size of weights quantised in groups that share a scale and perhaps a zero point.

    parameters * bits / 8 + ceil(parameters / group_size) * (scale_bits + zero_bits) / 8.
    (Dettmers et al., "QLoRA", 2023, section 3: 32-bit constants for blocks of 64 cost 0.5 bit a parameter)
    """
    return parameters * bits / 8 + -(-parameters // group_size) * (scale_bits + zero_bits) / 8


@answer(
    topic="memory",
    parameters=(_BITS, _GROUP_SIZE, _SCALE_BITS, _ZERO_BITS),
    cues=("effective bits per weight", "average bits per weight"),
    tolerance=EXACT,
    steps=(
        Step("overhead", "(scale_bits + zero_bits) / group_size", "", "bits that a weight pays for its group"),
        Step("effective", "bits + overhead", "", "bits of a weight in all"),
    ),
    slips=(
        Slip("scales forgotten", "bits", "every group keeps a scale: share it among its weights"),
        Slip("one scale per weight", "bits + scale_bits + zero_bits", "one scale serves the whole group"),
        Slip("scale in bytes", "bits + overhead / 8", "the overhead is asked in bits, not bytes"),
    ),
)
def effective_bits(*, bits: float, group_size: int, scale_bits: float, zero_bits: float) -> float:
    """Bits that one weight costs in group-wise quantisation, its share of scale and zero point included.

    bits + (scale_bits + zero_bits) / group_size.
    (Dettmers et al., "QLoRA", 2023, section 3, double quantisation: 32 / 64 = 0.5 bit a parameter)
    """
    return bits + (scale_bits + zero_bits) / group_size


@answer(
    topic="memory",
    unit="B",
    parameters=(
        PARAMETERS,
        renamed(
            PARAMETERS, "trainable", "parameters of the adapter", ("trainable parameters", "adapter parameters", "r")
        ),
        dtype("dtype", "number format of the frozen weights"),
        measure(
            "trainable_bytes",
            "bytes of training state for each trainable parameter",
            "B",
            low=1,
            high=64,
            default=16,
            aliases=("bytes per trainable parameter",),
            typical=(16,),
        ),
    ),
    constraints=("trainable <= parameters",),
    cues=("memory for lora fine-tuning", "qlora memory", "memory to fine-tune with lora"),
    steps=(
        Step("frozen", "parameters * dtype", "B", "the frozen weights, no gradients"),
        Step("adapter", "trainable * trainable_bytes", "B", "weights, gradients and Adam state of the adapter"),
        Step("size", "frozen + adapter", "B", "together, without activations"),
    ),
    slips=(
        Slip(
            "everything trained",
            "parameters * trainable_bytes",
            "is that full fine-tuning? The base model is frozen: no gradients, no optimizer state",
        ),
        Slip("base model forgotten", "adapter", "the adapter alone: the frozen weights must be there too"),
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes?"),
    ),
)
def lora_training_bytes(*, parameters: int, trainable: int, dtype: float, trainable_bytes: float) -> float:
    """Memory of weights, gradients and optimizer state when only an adapter is trained.

    parameters * bytes per frozen parameter + trainable * 16: gradients and Adam's state exist for the adapter only.
    (Hu et al., "LoRA", 2021, section 4.2; the 16 bytes from Rajbhandari et al., "ZeRO", 2020, section 3.1)
    """
    return parameters * dtype + trainable * trainable_bytes
