"""Memory: what has to fit on the device."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer
from quizzer.answers.vocabulary import BATCH, HEAD_DIM, HEADS, HIDDEN_SIZE, KV_HEADS, LAYERS, TOKENS, dtype


@answer(
    topic="memory",
    unit="B",
    parameters=(LAYERS, HIDDEN_SIZE, HEADS, KV_HEADS, HEAD_DIM, TOKENS, BATCH, dtype()),
    constraints=("hidden_size % heads == 0", "heads % kv_heads == 0"),
    cues=("kv cache", "kv-cache", "key-value cache", "key value cache", "key/value cache"),
    steps=(
        Step("one_of_k_v", "kv_heads * tokens * head_dim", "", "elements in K (V has as many)"),
        Step("per_layer", "2 * one_of_k_v * dtype", "B", "K and V of one layer"),
        Step("per_sequence", "layers * per_layer", "B", "all layers"),
        Step("all", "batch * per_sequence", "B", "all sequences of the batch"),
    ),
    slips=(
        Slip("K or V counted once", "answer / 2", "about half: did you count both K and V?"),
        Slip(
            "query heads for KV heads", "answer * heads / kv_heads", "did you cache the query heads? Only K and V are"
        ),
        Slip("one layer", "answer / layers", "is that one layer? Every layer keeps its own cache"),
        Slip("batch forgotten", "answer / batch", "is that one sequence? Each one in the batch has its own"),
        Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes per element?"),
        Slip("elements, not bytes", "answer / dtype", "is that the number of elements? Each takes some bytes"),
        Slip("one head", "answer / kv_heads", "is that one head? There are more"),
    ),
)
def kv_cache_bytes(*, layers: int, kv_heads: int, head_dim: int, tokens: int, batch: int, dtype: float) -> float:
    """Size of the cache of keys and values that a decoder keeps while generating.

    2 * layers * kv_heads * head_dim * tokens * batch * bytes per element. With as many KV heads as query heads
    this is multi-head attention, with fewer grouped-query, with one multi-query attention.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 3.3; Ainslie et al., "GQA", 2023)
    """
    return 2 * layers * kv_heads * head_dim * tokens * batch * dtype
