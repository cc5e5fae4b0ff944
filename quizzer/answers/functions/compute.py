"""Compute: the FLOPs of matrix products, attention, forward passes and whole trainings."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count
from quizzer.answers.vocabulary import BATCH, HIDDEN_SIZE, LAYERS, PARAMETERS, TOKENS, TRAINING_TOKENS


@answer(
    topic="compute",
    unit="flop",
    parameters=(
        count("rows", "rows of the left matrix", high=10**9, aliases=("m",), typical=(512, 1024, 4096)),
        count("inner", "columns of the left, rows of the right matrix", high=10**9, aliases=("k", "inner dimension"),
              typical=(1024, 4096)),
        count("columns", "columns of the right matrix", high=10**9, aliases=("n",), typical=(1024, 4096, 11_008)),
    ),
    cues=("flops of a matrix multiplication", "flops of a matmul", "flops in a matrix product"),
    steps=(
        Step("elements", "rows * columns", "", "elements of the result"),
        Step("each", "2 * inner", "flop", "a multiplication and an addition for each inner position"),
        Step("all", "elements * each", "flop"),
    ),
    slips=(
        Slip("multiply-adds", "answer / 2", "half: a multiply-add is two FLOPs"),
        Slip("elements of the result", "elements", "each element is a sum of many products"),
    ),
)  # fmt: skip
def matmul_flops(*, rows: int, inner: int, columns: int) -> int:
    """FLOPs of one matrix product.

    2 * rows * inner * columns: one multiplication and one addition for each product.
    (Hoffmann et al., "Training Compute-Optimal Large Language Models", 2022, appendix F)
    """
    return 2 * rows * inner * columns


@answer(
    topic="compute",
    unit="flop",
    parameters=(LAYERS, HIDDEN_SIZE, TOKENS, BATCH),
    cues=("flops of the attention scores", "attention flops", "quadratic attention flops"),
    steps=(
        Step("scores", "2 * tokens ** 2 * hidden_size", "flop", "queries times keys, one layer, all heads"),
        Step("mixing", "2 * tokens ** 2 * hidden_size", "flop", "scores times values"),
        Step("all", "batch * layers * (scores + mixing)", "flop", "all layers, all sequences"),
    ),
    slips=(
        Slip("scores only", "answer / 2", "half: the scores are then multiplied with the values"),
        Slip("one layer", "answer / layers", "is that one layer? There are more"),
        Slip("linear in tokens", "answer / tokens", "every token looks at every other: the square of the tokens"),
        Slip("batch forgotten", "answer / batch", "is that one sequence?"),
    ),
)
def attention_flops(*, layers: int, hidden_size: int, tokens: int, batch: int) -> int:
    """FLOPs of scores and mixing in one forward pass, the projections and causal savings left out.

    4 * layers * tokens ** 2 * hidden_size * batch.
    (Chowdhery et al., "PaLM", 2022, appendix B: 12 * L * H * Q * T a token with the backward pass)
    """
    return 4 * batch * layers * tokens**2 * hidden_size


@answer(
    topic="compute",
    unit="flop",
    parameters=(PARAMETERS, TOKENS),
    cues=("forward flops", "forward pass flops", "flops for one forward pass", "inference flops"),
    steps=(
        Step("per_token", "2 * parameters", "flop/token", "a multiplication and an addition for each parameter"),
        Step("all", "per_token * tokens", "flop", "all tokens"),
    ),
    slips=(
        Slip("6N for 2N", "answer * 3", "three times: 6N is forward and backward, a forward pass alone is 2N"),
        Slip("multiply-adds", "answer / 2", "half: a multiply-add is two FLOPs"),
        Slip("one token", "2 * parameters", "is that one token?"),
    ),
)
def forward_flops(*, parameters: int, tokens: int) -> int:
    """FLOPs of a forward pass, the attention scores left out.

    2 * parameters * tokens.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, section 2.1)
    """
    return 2 * parameters * tokens


@answer(
    topic="compute",
    unit="flop",
    parameters=(PARAMETERS, TRAINING_TOKENS),
    cues=("training flops", "flops to train", "training compute", "compute budget", "flops does training"),
    steps=(
        Step("forward", "2 * parameters", "flop/token", "forward pass, one token"),
        Step("backward", "4 * parameters", "flop/token", "gradients of inputs and of weights"),
        Step("all", "(forward + backward) * training_tokens", "flop", "all tokens"),
    ),
    slips=(
        Slip("2N for 6N", "answer / 3", "a third: 2N is the forward pass alone, training adds the backward pass"),
        Slip("4N for 6N", "answer * 2 / 3", "two thirds: did you count the backward pass only?"),
        Slip("8N for 6N", "answer * 4 / 3", "a third too large: is recomputation counted? The model needs 6N"),
        Slip("parameters times tokens", "answer / 6", "a sixth: each parameter costs 6 FLOPs a token"),
    ),
)
def training_flops(*, parameters: int, training_tokens: int) -> int:
    """FLOPs of a whole training, the attention scores left out.

    6 * parameters * training_tokens: 2 forward, 4 backward.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, section 2.1)
    """
    return 6 * parameters * training_tokens


@answer(
    topic="compute",
    unit="flop/token",
    parameters=(PARAMETERS, LAYERS, HIDDEN_SIZE, TOKENS),
    cues=("flops per token with attention", "training flops per token including attention"),
    steps=(
        Step("dense", "6 * parameters", "flop/token", "forward and backward through the weights"),
        Step("attention", "12 * layers * hidden_size * tokens", "flop/token", "scores and mixing, three passes"),
        Step("all", "dense + attention", "flop/token"),
    ),
    slips=(
        Slip("attention forgotten", "dense", "a little short: the scores grow with the context"),
        Slip("forward pass only", "answer / 3", "a third: the backward pass costs twice the forward pass"),
        Slip("attention forward only", "dense + attention / 3", "the attention term has a backward pass as well"),
    ),
)
def training_flops_per_token(*, parameters: int, layers: int, hidden_size: int, tokens: int) -> int:
    """FLOPs of training on one token, the attention scores included, no causal savings.

    6 * parameters + 12 * layers * hidden_size * tokens, where hidden_size is heads times head width.
    (Chowdhery et al., "PaLM", 2022, appendix B: 6N + 12LHQT)
    """
    return 6 * parameters + 12 * layers * hidden_size * tokens
