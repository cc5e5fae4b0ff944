"""Parameters of whole models: decoders of two families, the rule of thumb, mixtures of experts."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count, flag
from quizzer.answers.vocabulary import FFN_SIZE, HEAD_DIM, HEADS, HIDDEN_SIZE, KV_HEADS, LAYERS, VOCABULARY

_TIED = flag(
    "tied",
    "whether the output layer is the embedding again",
    default=False,
    aliases=("tied embeddings", "tie_word_embeddings", "weight tying", "shared embeddings"),
)
_EXPERTS = count(
    "experts",
    "experts in every layer",
    high=10**5,
    aliases=("E", "n_experts", "num_experts", "num_local_experts", "number of experts", "total experts"),
    typical=(8, 16, 64),
)
_ACTIVE = count(
    "active_experts",
    "experts that one token visits",
    high=10**5,
    aliases=("k", "top_k", "num_experts_per_tok", "experts per token", "experts_per_token", "active experts"),
    typical=(1, 2, 4),
)
_SHARED = (LAYERS, HIDDEN_SIZE, FFN_SIZE, HEADS, KV_HEADS, HEAD_DIM, VOCABULARY, _TIED)
_DIVIDING = ("hidden_size % heads == 0", "heads % kv_heads == 0")
_ATTENTION = Step(
    "attention", "2 * hidden_size * head_dim * (heads + kv_heads)", "param", "Q, O and the smaller K, V of one layer"
)
_TABLES = Step("tables", "2 - tied", "", "token embedding and output layer: one matrix when tied, else two")
_EMBEDDING = Step("embedding", "tables * vocabulary * hidden_size", "param", "all tables")
_EMBEDDINGS_FORGOTTEN = Slip(
    "embeddings forgotten", "answer - embedding", "a little short: the embedding tables are parameters too"
)


def _decoder(
    layers: int, hidden_size: int, mlp: int, heads: int, kv_heads: int, head_dim: int, vocabulary: int, tied: bool
) -> int:
    attention = 2 * hidden_size * head_dim * (heads + kv_heads)
    tables = vocabulary * hidden_size * (1 if tied else 2)
    return layers * (attention + mlp + 2 * hidden_size) + hidden_size + tables


@answer(
    topic="parameters",
    unit="param",
    parameters=_SHARED,
    constraints=_DIVIDING,
    cues=("parameters of a decoder", "parameters does the model have", "total parameters", "llama parameters"),
    steps=(
        _ATTENTION,
        Step("mlp", "3 * hidden_size * ffn_size", "param", "gate, up and down projection of one layer"),
        Step("per_layer", "attention + mlp + 2 * hidden_size", "param", "one layer with its two norms"),
        Step("blocks", "layers * per_layer + hidden_size", "param", "all layers and the final norm"),
        _TABLES,
        _EMBEDDING,
        Step("all", "blocks + embedding", "param", "the whole model"),
    ),
    slips=(
        Slip("plain for gated", "answer - layers * mlp / 3", "too small: the gated MLP has three matrices"),
        Slip("query heads for KV heads", "answer + layers * 2 * hidden_size * head_dim * (heads - kv_heads)",
             "too large: keys and values have fewer heads"),
        Slip("one layer", "per_layer", "is that one layer? There are more"),
        Slip("output layer forgotten", "answer - (1 - tied) * vocabulary * hidden_size",
             "the output layer has its own matrix when it is not tied"),
        _EMBEDDINGS_FORGOTTEN,
        Slip("tied embeddings twice", "answer + tied * vocabulary * hidden_size",
             "tied input and output share one matrix"),
    ),
)  # fmt: skip
def decoder_parameters(
    *, layers: int, hidden_size: int, ffn_size: int, heads: int, kv_heads: int, head_dim: int, vocabulary: int,
    tied: bool,
) -> int:  # fmt: skip
    """Parameters of a decoder of the LLaMA family: RMSNorm, gated MLP, rotary positions, no biases.

    layers * (attention + 3 * hidden_size * ffn_size + 2 * hidden_size) + hidden_size + embedding and output layer.
    (Touvron et al., "LLaMA", 2023, section 2.2; Llama 2 7B has 6,738,415,616)
    """
    return _decoder(layers, hidden_size, 3 * hidden_size * ffn_size, heads, kv_heads, head_dim, vocabulary, tied)


@answer(
    topic="parameters",
    unit="param",
    parameters=(
        LAYERS,
        HIDDEN_SIZE,
        VOCABULARY,
        count("positions", "learned positions", low=0, high=10**8,
              aliases=("n_ctx", "context length", "max_position_embeddings", "n_positions", "context window"),
              typical=(512, 1024, 2048)),
    ),
    cues=("gpt-2 parameters", "gpt2 parameters", "gpt parameters"),
    steps=(
        Step("attention", "4 * hidden_size ** 2 + 4 * hidden_size", "param", "Q, K, V, O with biases"),
        Step("mlp", "8 * hidden_size ** 2 + 5 * hidden_size", "param", "to 4 times the width and back, with biases"),
        Step("per_layer", "attention + mlp + 4 * hidden_size", "param", "one layer with its two LayerNorms"),
        Step("blocks", "layers * per_layer + 2 * hidden_size", "param", "all layers and the final LayerNorm"),
        Step("embedding", "(vocabulary + positions) * hidden_size", "param", "tokens, positions; output tied"),
        Step("all", "blocks + embedding", "param", "the whole model"),
    ),
    slips=(
        Slip("tied embeddings twice", "answer + vocabulary * hidden_size", "tied input and output share one matrix"),
        Slip("one layer", "per_layer", "is that one layer? There are more"),
        Slip("MLP forgotten", "answer - layers * mlp", "attention is only a third of a layer"),
        Slip("gated for plain", "answer + 4 * layers * hidden_size ** 2", "its MLP is not gated: two matrices"),
        _EMBEDDINGS_FORGOTTEN,
    ),
)  # fmt: skip
def gpt_parameters(*, layers: int, hidden_size: int, vocabulary: int, positions: int) -> int:
    """Parameters of a decoder of the GPT-2 family: LayerNorm, biases, learned positions, tied output layer.

    layers * (12 * hidden_size ** 2 + 13 * hidden_size) + 2 * hidden_size + (vocabulary + positions) * hidden_size.
    (Radford et al., "Language Models are Unsupervised Multitask Learners", 2019, section 2.3; the smallest model
    has 124,439,808)
    """
    return layers * (12 * hidden_size**2 + 13 * hidden_size) + (2 + vocabulary + positions) * hidden_size


@answer(
    topic="parameters",
    unit="param",
    parameters=(LAYERS, HIDDEN_SIZE),
    cues=("12 * layers * d_model", "rule of thumb for parameters", "non-embedding parameters"),
    steps=(
        Step("attention", "4 * hidden_size ** 2", "param", "Q, K, V and O"),
        Step("mlp", "8 * hidden_size ** 2", "param", "to 4 times the width and back"),
        Step("all", "layers * (attention + mlp)", "param", "all layers, without embeddings"),
    ),
    slips=(
        Slip("MLP forgotten", "layers * attention", "a third: the MLP holds twice as much as attention"),
        Slip("attention forgotten", "layers * mlp", "two thirds: did you count attention?"),
        Slip("one layer", "answer / layers", "is that one layer? There are more"),
    ),
)
def transformer_parameters_estimate(*, layers: int, hidden_size: int) -> int:
    """Parameters of a transformer without embeddings, by the rule of thumb.

    12 * layers * hidden_size ** 2: 4 for attention, 8 for an MLP of 4 times the width.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, section 2.1)
    """
    return 12 * layers * hidden_size**2


@answer(
    topic="parameters",
    unit="param",
    parameters=(*_SHARED, _EXPERTS),
    constraints=_DIVIDING,
    cues=("moe parameters", "total parameters of the mixture", "mixture-of-experts parameters"),
    steps=(
        _ATTENTION,
        Step("expert", "3 * hidden_size * ffn_size", "param", "one expert: gate, up and down projection"),
        Step("moe", "experts * expert + experts * hidden_size", "param", "all experts of a layer and the router"),
        Step("blocks", "layers * (attention + moe + 2 * hidden_size) + hidden_size", "param", "all layers, all norms"),
        _TABLES,
        _EMBEDDING,
        Step("all", "blocks + embedding", "param", "the whole model"),
    ),
    slips=(
        Slip("one expert", "answer - layers * (experts - 1) * expert", "the dense model? Every expert is stored"),
        Slip("experts times model", "experts * (answer - layers * (experts - 1) * expert)",
             "only the MLP is repeated: attention and embeddings are shared"),
        Slip("plain for gated", "answer - layers * experts * expert / 3", "each gated expert has three matrices"),
        _EMBEDDINGS_FORGOTTEN,
    ),
)  # fmt: skip
def moe_parameters(
    *, layers: int, hidden_size: int, ffn_size: int, heads: int, kv_heads: int, head_dim: int, vocabulary: int,
    tied: bool, experts: int,
) -> int:  # fmt: skip
    """Parameters of a mixture-of-experts decoder that must be stored.

    As a dense decoder of the LLaMA family, with `experts` gated MLPs and a router of experts * hidden_size a layer.
    (Jiang et al., "Mixtral of Experts", 2024, section 2; Mixtral 8x7B has 46.7 billion)
    """
    moe = experts * (3 * hidden_size * ffn_size + hidden_size)
    return _decoder(layers, hidden_size, moe, heads, kv_heads, head_dim, vocabulary, tied)


@answer(
    topic="parameters",
    unit="param",
    parameters=(*_SHARED, _EXPERTS, _ACTIVE),
    constraints=(*_DIVIDING, "active_experts <= experts"),
    cues=("active parameters", "parameters active per token", "activated parameters"),
    steps=(
        _ATTENTION,
        Step("expert", "3 * hidden_size * ffn_size", "param", "one expert: gate, up and down projection"),
        Step("visited", "active_experts * expert + experts * hidden_size", "param", "experts visited, and the router"),
        Step("blocks", "layers * (attention + visited + 2 * hidden_size) + hidden_size", "param", "all layers, norms"),
        _TABLES,
        _EMBEDDING,
        Step("all", "blocks + embedding", "param", "what one token uses"),
    ),
    slips=(
        Slip("all experts", "answer + layers * (experts - active_experts) * expert",
             "is that the total? A token visits a few experts only"),
        Slip("one expert", "answer - layers * (active_experts - 1) * expert", "a token visits more than one expert"),
        Slip("share of the total", "(answer + layers * (experts - active_experts) * expert) * active_experts / experts",
             "attention and embeddings are always active: only the MLP is divided"),
        _EMBEDDINGS_FORGOTTEN,
    ),
)  # fmt: skip
def moe_active_parameters(
    *, layers: int, hidden_size: int, ffn_size: int, heads: int, kv_heads: int, head_dim: int, vocabulary: int,
    tied: bool, experts: int, active_experts: int,
) -> int:  # fmt: skip
    """Parameters of a mixture-of-experts decoder that one token uses.

    As the stored ones, with `active_experts` gated MLPs instead of all; the router is always used.
    (Jiang et al., "Mixtral of Experts", 2024, section 2; Mixtral 8x7B uses 12.9 billion)
    """
    moe = active_experts * 3 * hidden_size * ffn_size + experts * hidden_size
    return _decoder(layers, hidden_size, moe, heads, kv_heads, head_dim, vocabulary, tied)
