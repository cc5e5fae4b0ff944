"""Caches smaller than multi-head attention's: one latent vector, a sliding window, what still fits."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import (
    BATCH,
    GPU_MEMORY,
    HEAD_DIM,
    HEADS,
    HIDDEN_SIZE,
    KV_HEADS,
    LAYERS,
    TOKENS,
    dtype,
    renamed,
)

_BITS = Slip("bits for bytes", "answer * 8", "eight times too large: bits or bytes per element?")
_ONE_LAYER = Slip("one layer", "answer / layers", "is that one layer? Every layer keeps its own cache")
_ONE_SEQUENCE = Slip("batch forgotten", "answer / batch", "is that one sequence? Each one in the batch has its own")
_ELEMENTS = Slip("elements, not bytes", "answer / dtype", "is that the number of elements? Each takes some bytes")


@answer(
    topic="memory",
    unit="B",
    parameters=(
        LAYERS,
        count(
            "latent_dim",
            "width of the compressed keys and values",
            high=10**5,
            aliases=("d_c", "kv_lora_rank", "latent dimension", "compression dimension", "kv latent dimension"),
            typical=(256, 512),
        ),
        count(
            "rope_dim",
            "width of the rotary key that all heads share",
            low=0,
            high=10**5,
            aliases=("qk_rope_head_dim", "d_r", "rope dimension", "rotary dimension", "decoupled key dimension"),
            typical=(32, 64),
        ),
        TOKENS,
        BATCH,
        dtype(),
    ),
    cues=("mla cache", "multi-head latent attention", "multihead latent attention", "latent kv cache"),
    steps=(
        Step("per_token", "latent_dim + rope_dim", "", "elements of one token in one layer"),
        Step("all_layers", "layers * per_token", "", "elements of one token"),
        Step("elements", "all_layers * tokens * batch", "", "elements of the whole cache"),
        Step("size", "elements * dtype", "B", "all of it"),
    ),
    slips=(
        Slip("latent counted twice", "answer * 2", "twice too large: K and V are both rebuilt from one latent vector"),
        Slip(
            "rotary key forgotten",
            "answer * latent_dim / (latent_dim + rope_dim)",
            "a little short: the rotary part of the key is cached beside the latent vector",
        ),
        _ONE_LAYER,
        _ONE_SEQUENCE,
        _ELEMENTS,
        _BITS,
    ),
)
def mla_cache_bytes(*, layers: int, latent_dim: int, rope_dim: int, tokens: int, batch: int, dtype: float) -> float:
    """Size of the cache of multi-head latent attention.

    layers * (latent_dim + rope_dim) * tokens * batch * bytes per element: keys and values are rebuilt from one
    latent vector, so neither a factor 2 nor the number of heads appears.
    (DeepSeek-AI, "DeepSeek-V2", 2024, section 2.1.3 and table 1)
    """
    return layers * (latent_dim + rope_dim) * tokens * batch * dtype


@answer(
    topic="memory",
    unit="B",
    parameters=(
        LAYERS,
        HIDDEN_SIZE,
        HEADS,
        KV_HEADS,
        HEAD_DIM,
        TOKENS,
        count(
            "window",
            "positions that a layer looks back on",
            high=10**9,
            aliases=("W", "window size", "sliding window", "sliding_window", "attention window"),
            typical=(512, 1024, 4096),
        ),
        BATCH,
        dtype(),
    ),
    constraints=("hidden_size % heads == 0", "heads % kv_heads == 0"),
    cues=("sliding window cache", "rolling buffer cache", "sliding-window kv cache"),
    steps=(
        Step("kept", "min(tokens, window)", "", "positions that stay in the cache"),
        Step("per_layer", "2 * kv_heads * head_dim * kept * dtype", "B", "K and V of one layer"),
        Step("per_sequence", "layers * per_layer", "B", "all layers"),
        Step("all", "batch * per_sequence", "B", "all sequences of the batch"),
    ),
    slips=(
        Slip(
            "window forgotten",
            "answer * tokens / min(tokens, window)",
            "is that the whole context? Only the window stays in the cache",
        ),
        Slip("K or V counted once", "answer / 2", "about half: did you count both K and V?"),
        Slip(
            "query heads for KV heads", "answer * heads / kv_heads", "did you cache the query heads? Only K and V are"
        ),
        _ONE_LAYER,
        _ONE_SEQUENCE,
        _BITS,
    ),
)
def sliding_window_cache_bytes(
    *, layers: int, kv_heads: int, head_dim: int, tokens: int, window: int, batch: int, dtype: float
) -> float:
    """Size of the key and value cache when every layer attends to a sliding window.

    2 * layers * kv_heads * head_dim * min(tokens, window) * batch * bytes per element: once the window is full,
    the oldest position is overwritten.
    (Jiang et al., "Mistral 7B", 2023, section 2, rolling buffer cache)
    """
    return 2 * layers * kv_heads * head_dim * min(tokens, window) * batch * dtype


@answer(
    topic="memory",
    unit="token",
    tolerance=EXACT,
    parameters=(
        renamed(GPU_MEMORY, "free_memory", "memory left for the cache", ("memory", "free memory", "cache budget")),
        LAYERS,
        HIDDEN_SIZE,
        HEADS,
        KV_HEADS,
        HEAD_DIM,
        dtype(),
    ),
    constraints=("hidden_size % heads == 0", "heads % kv_heads == 0"),
    cues=("tokens fit in the kv cache", "how many tokens of kv cache"),
    steps=(
        Step("per_token", "2 * layers * kv_heads * head_dim * dtype", "B", "K and V of one token, all layers"),
        Step("fitting", "floor(free_memory / per_token)", "token", "whole tokens that fit"),
    ),
    slips=(
        Slip("K or V counted once", "floor(free_memory / per_token * 2)", "twice too many: each token has K and V"),
        Slip(
            "query heads for KV heads",
            "floor(free_memory / per_token * kv_heads / heads)",
            "too few: only the KV heads are cached",
        ),
        Slip("one layer", "floor(free_memory / per_token * layers)", "far too many: every layer caches the token"),
        Slip("elements, not bytes", "floor(free_memory / per_token * dtype)", "each element takes some bytes"),
    ),
)
def cached_tokens(*, free_memory: float, layers: int, kv_heads: int, head_dim: int, dtype: float) -> int:
    """Tokens whose keys and values fit into a given amount of memory, over all sequences together.

    floor(free_memory / (2 * layers * kv_heads * head_dim * bytes per element)).
    (the cache size of Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 3.3, solved for tokens)
    """
    return int(free_memory / (2 * layers * kv_heads * head_dim * dtype) // 1)
