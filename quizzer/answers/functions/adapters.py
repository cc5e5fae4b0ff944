"""Low-rank adapters: how many parameters, what share of the model, how many bytes."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import HIDDEN_SIZE, PARAMETERS, dtype

_RANK = count("rank", "rank of the two small matrices", high=10**5, aliases=("r", "lora_r", "lora rank", "rank r"),
              typical=(1, 4, 8, 16, 64))  # fmt: skip
_IN = count("in_features", "columns of the adapted matrix", high=10**7, derived="hidden_size",
            aliases=("d_in", "input size", "input features", "k"), typical=(1024, 4096, 10_000))  # fmt: skip
_OUT = count("out_features", "rows of the adapted matrix", high=10**7, derived="hidden_size",
             aliases=("d_out", "output size", "output features", "d"), typical=(1024, 4096, 10_000))  # fmt: skip
_MATRICES = count("matrices", "adapted matrices in the whole model", high=10**6, default=1,
                  aliases=("adapted matrices", "number of matrices", "target modules"),
                  typical=(1, 64, 128))  # fmt: skip
_SHAPE = (HIDDEN_SIZE, _IN, _OUT, _RANK, _MATRICES)
_PER_MATRIX = Step("per_matrix", "rank * (in_features + out_features)", "param", "A and B of one adapted matrix")
_SLIPS = (
    Slip("one of A and B", "answer / 2", "half: there are two small matrices, A and B"),
    Slip("one matrix", "answer / matrices", "is that one adapted matrix? There are more"),
)


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=_SHAPE,
    cues=("lora parameters", "trainable parameters with lora", "lora adapter parameters"),
    steps=(_PER_MATRIX, Step("all", "matrices * per_matrix", "param", "the whole adapter")),
    slips=(
        *_SLIPS,
        Slip(
            "product of the sides", "matrices * rank * in_features * out_features", "A and B are added, not multiplied"
        ),
        Slip("full matrix", "matrices * in_features * out_features", "is that the frozen matrix? Only A and B train"),
    ),
)
def lora_parameters(*, in_features: int, out_features: int, rank: int, matrices: int) -> int:
    """Trainable parameters of a LoRA adapter.

    matrices * rank * (in_features + out_features): A is rank by in, B is out by rank.
    (Hu et al., "LoRA", 2021, section 4.1; GPT-3 with rank 8 on query and value has 37.7 million)
    """
    return matrices * rank * (in_features + out_features)


@answer(
    topic="parameters",
    unit="ratio",
    parameters=(*_SHAPE, PARAMETERS),
    cues=("share of trainable parameters", "percentage of parameters", "trainable share", "fraction of parameters"),
    low=0,
    steps=(
        _PER_MATRIX,
        Step("adapter", "matrices * per_matrix", "param", "the whole adapter"),
        Step("share", "adapter / parameters", "ratio", "against the frozen model"),
    ),
    slips=(
        *_SLIPS,
        Slip("percent twice", "answer / 100", "a hundred times too small: did you divide by 100 as well?"),
    ),
)
def lora_share(*, in_features: int, out_features: int, rank: int, matrices: int, parameters: int) -> float:
    """Trainable share of a LoRA adapter against the frozen model.

    matrices * rank * (in_features + out_features) / parameters.
    (Hu et al., "LoRA", 2021, section 4.2: ten thousand times fewer trainable parameters for GPT-3)
    """
    return matrices * rank * (in_features + out_features) / parameters


@answer(
    topic="memory",
    unit="B",
    parameters=(*_SHAPE, dtype()),
    cues=("lora adapter size", "size of the lora adapter", "adapter checkpoint"),
    steps=(
        _PER_MATRIX,
        Step("adapter", "matrices * per_matrix", "param", "the whole adapter"),
        Step("size", "adapter * dtype", "B", "its bytes"),
    ),
    slips=(
        *_SLIPS,
        Slip("elements, not bytes", "adapter", "is that the number of parameters? Each takes some bytes"),
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes per parameter?"),
    ),
)
def lora_adapter_bytes(*, in_features: int, out_features: int, rank: int, matrices: int, dtype: float) -> float:
    """Size of a LoRA adapter on disk.

    matrices * rank * (in_features + out_features) * bytes per parameter.
    (Hu et al., "LoRA", 2021, section 4.2: 35 MB for GPT-3 with rank 4 on query and value)
    """
    return matrices * rank * (in_features + out_features) * dtype
