"""Activations: what the forward pass keeps for the backward pass, with and without checkpointing."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer
from quizzer.answers.vocabulary import BATCH, HEADS, HIDDEN_SIZE, LAYERS, TOKENS

_ONE_LAYER = Slip("one layer", "answer / layers", "is that one layer? Every layer keeps its own")
_BATCH = Slip("batch forgotten", "answer / batch", "is that one sequence? Each one in the batch has its own")


@answer(
    topic="memory",
    unit="B",
    parameters=(LAYERS, HIDDEN_SIZE, HEADS, TOKENS, BATCH),
    cues=("activation memory", "memory for the activations", "size of the activations"),
    steps=(
        Step("linear", "34 * tokens * batch * hidden_size", "B", "inputs of the matrix products, norms and masks"),
        Step("scores", "5 * heads * tokens ** 2 * batch", "B", "attention scores, softmax and its dropout"),
        Step("per_layer", "linear + scores", "B", "one layer"),
        Step("all", "layers * per_layer", "B", "all layers"),
    ),
    slips=(
        Slip("scores forgotten", "layers * linear", "too small: the scores grow with the square of the tokens"),
        Slip("inputs only", "2 * layers * tokens * batch * hidden_size", "with checkpointing? Here all is kept"),
        Slip("one head", "layers * (linear + scores / heads)", "every head has its own score matrix"),
        _ONE_LAYER,
        _BATCH,
    ),
)  # fmt: skip
def activation_bytes(*, layers: int, hidden_size: int, heads: int, tokens: int, batch: int) -> int:
    """Activations that a 16-bit transformer keeps for the backward pass, nothing recomputed, on one device.

    layers * tokens * batch * hidden_size * (34 + 5 * heads * tokens / hidden_size) bytes.
    (Korthikanti et al., "Reducing Activation Recomputation in Large Transformer Models", 2022, section 4.1)
    """
    return layers * tokens * batch * (34 * hidden_size + 5 * heads * tokens)


@answer(
    topic="memory",
    unit="B",
    parameters=(LAYERS, HIDDEN_SIZE, TOKENS, BATCH),
    cues=("selective recomputation", "selective activation recomputation", "selective checkpointing"),
    steps=(
        Step("per_layer", "34 * tokens * batch * hidden_size", "B", "all but the attention scores"),
        Step("all", "layers * per_layer", "B", "all layers"),
    ),
    slips=(
        Slip("inputs only", "answer / 17", "is that full checkpointing? Only the attention scores are recomputed"),
        _ONE_LAYER,
        _BATCH,
    ),
)
def selective_activation_bytes(*, layers: int, hidden_size: int, tokens: int, batch: int) -> int:
    """Activations kept when the attention scores alone are recomputed, as FlashAttention also does.

    34 * layers * tokens * batch * hidden_size bytes, in 16-bit precision on one device.
    (Korthikanti et al., "Reducing Activation Recomputation in Large Transformer Models", 2022, section 5)
    """
    return 34 * layers * tokens * batch * hidden_size


@answer(
    topic="memory",
    unit="B",
    parameters=(LAYERS, HIDDEN_SIZE, TOKENS, BATCH),
    cues=("activation checkpointing", "gradient checkpointing", "full recomputation", "checkpointed activations"),
    steps=(
        Step("per_layer", "2 * tokens * batch * hidden_size", "B", "the layer's input, 2 bytes an element"),
        Step("all", "layers * per_layer", "B", "all layers"),
    ),
    slips=(
        Slip("nothing recomputed", "answer * 17", "checkpointing keeps the input of each layer only"),
        Slip("elements, not bytes", "answer / 2", "half: each element takes 2 bytes"),
        _ONE_LAYER,
        _BATCH,
    ),
)
def checkpointed_activation_bytes(*, layers: int, hidden_size: int, tokens: int, batch: int) -> int:
    """Activations kept with full checkpointing: the input of every layer, the rest is computed again.

    2 * layers * tokens * batch * hidden_size bytes, in 16-bit precision; one layer's own activations come on top
    while it is recomputed.
    (Korthikanti et al., "Reducing Activation Recomputation in Large Transformer Models", 2022, section 5, table 2)
    """
    return 2 * layers * tokens * batch * hidden_size
