"""Parameters of the parts of a transformer: attention, MLP, norms, embeddings."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count, flag
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import FFN_SIZE, HEAD_DIM, HEADS, HIDDEN_SIZE, KV_HEADS, VOCABULARY

BIASES = flag("biases", "whether the projections have biases", default=False, aliases=("bias", "with bias", "use_bias"))


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=(HIDDEN_SIZE, HEADS, KV_HEADS, HEAD_DIM, BIASES),
    constraints=("hidden_size % heads == 0", "heads % kv_heads == 0"),
    cues=("parameters in attention", "attention parameters", "parameters of the attention"),
    steps=(
        Step("q_and_o", "2 * hidden_size * heads * head_dim", "param", "query and output projection"),
        Step("k_and_v", "2 * hidden_size * kv_heads * head_dim", "param", "key and value projection"),
        Step("bias", "biases * (heads * head_dim + 2 * kv_heads * head_dim + hidden_size)", "param", "their biases"),
        Step("all", "q_and_o + k_and_v + bias", "param", "one layer"),
    ),
    slips=(
        Slip("output projection forgotten", "answer - hidden_size * heads * head_dim",
             "Q, K and V have an output projection beside them"),
        Slip("query heads for KV heads", "2 * q_and_o + bias", "too large: the keys and values have fewer heads"),
        Slip("one head", "4 * hidden_size * head_dim", "is that one head? There are more"),
        Slip("biases counted", "answer + heads * head_dim + 2 * kv_heads * head_dim + hidden_size",
             "slightly too large: are there biases?"),
        Slip("biases forgotten", "q_and_o + k_and_v", "slightly too small: did you count the biases?"),
    ),
)  # fmt: skip
def attention_parameters(*, hidden_size: int, heads: int, kv_heads: int, head_dim: int, biases: bool) -> int:
    """Parameters of one attention block: query, key, value and output projection.

    2 * hidden_size * heads * head_dim + 2 * hidden_size * kv_heads * head_dim, and the biases if there are any;
    4 * hidden_size ** 2 in plain multi-head attention.
    (Vaswani et al., "Attention Is All You Need", 2017, section 3.2.2; Ainslie et al., "GQA", 2023)
    """
    bias = heads * head_dim + 2 * kv_heads * head_dim + hidden_size if biases else 0
    return 2 * hidden_size * head_dim * (heads + kv_heads) + bias


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=(HIDDEN_SIZE, FFN_SIZE, BIASES),
    cues=("parameters in the mlp", "mlp parameters", "feed-forward parameters", "parameters of the ffn"),
    steps=(
        Step("up", "hidden_size * ffn_size", "param", "up projection"),
        Step("down", "ffn_size * hidden_size", "param", "down projection"),
        Step("bias", "biases * (ffn_size + hidden_size)", "param", "their biases"),
        Step("all", "up + down + bias", "param", "one layer"),
    ),
    slips=(
        Slip("one matrix", "up", "half: there is a way up and a way down"),
        Slip("gated for plain", "3 * up", "is that a gated MLP? A plain one has two matrices"),
        Slip("biases counted", "answer + ffn_size + hidden_size", "slightly too large: are there biases?"),
        Slip("biases forgotten", "up + down", "slightly too small: did you count the biases?"),
    ),
)
def mlp_parameters(*, hidden_size: int, ffn_size: int, biases: bool) -> int:
    """Parameters of a plain two-matrix MLP.

    2 * hidden_size * ffn_size, and ffn_size + hidden_size biases if there are any.
    (Vaswani et al., "Attention Is All You Need", 2017, section 3.3)
    """
    return 2 * hidden_size * ffn_size + (ffn_size + hidden_size if biases else 0)


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=(HIDDEN_SIZE, FFN_SIZE),
    cues=("swiglu parameters", "gated mlp", "parameters of the swiglu", "geglu"),
    steps=(
        Step("matrix", "hidden_size * ffn_size", "param", "gate, up and down projection have this size each"),
        Step("all", "3 * matrix", "param", "one layer"),
    ),
    slips=(
        Slip("plain for gated", "2 * matrix", "two thirds: the gate is a third matrix"),
        Slip("one matrix", "matrix", "a third: gate, up and down"),
    ),
)
def gated_mlp_parameters(*, hidden_size: int, ffn_size: int) -> int:
    """Parameters of a gated MLP (SwiGLU, GEGLU) without biases.

    3 * hidden_size * ffn_size: gate, up and down projection.
    (Shazeer, "GLU Variants Improve Transformer", 2020, section 2)
    """
    return 3 * hidden_size * ffn_size


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=(
        HIDDEN_SIZE,
        count("norms", "normalisation layers", default=1, high=10**5, aliases=("number of norms", "norm layers"),
              typical=(1, 2, 65)),
        flag("shift", "whether there is a shift beside the scale (LayerNorm: yes, RMSNorm: no)", default=True,
             aliases=("beta", "layer_norm", "has shift")),
    ),
    cues=("layernorm parameters", "parameters of layernorm", "rmsnorm parameters", "parameters in the norm"),
    steps=(
        Step("vectors", "1 + shift", "", "scale, and shift if there is one"),
        Step("one", "vectors * hidden_size", "param", "one norm"),
        Step("all", "norms * one", "param", "all of them"),
    ),
    slips=(
        Slip("shift forgotten", "norms * hidden_size", "half: LayerNorm has a scale and a shift"),
        Slip("shift counted", "2 * norms * hidden_size", "twice: RMSNorm has a scale only"),
        Slip("one norm", "one", "is that one norm? There are more"),
    ),
)  # fmt: skip
def norm_parameters(*, hidden_size: int, norms: int, shift: bool) -> int:
    """Parameters of normalisation layers: LayerNorm with a shift, RMSNorm without.

    norms * 2 * hidden_size for LayerNorm, norms * hidden_size for RMSNorm.
    (Ba et al., "Layer Normalization", 2016, section 3; Zhang and Sennrich, "RMSNorm", 2019, section 4)
    """
    return norms * (2 if shift else 1) * hidden_size


@answer(
    topic="parameters",
    unit="param",
    tolerance=EXACT,
    parameters=(
        VOCABULARY,
        HIDDEN_SIZE,
        flag("tied", "whether the output layer is the embedding again", default=True,
             aliases=("tied embeddings", "tie_word_embeddings", "weight tying", "shared embeddings")),
    ),
    cues=("embedding parameters", "parameters of the embedding", "embedding table", "embedding matrix"),
    steps=(
        Step("table", "vocabulary * hidden_size", "param", "one vector for every token"),
        Step("tables", "2 - tied", "", "input and output layer: one matrix when tied, else two"),
        Step("all", "tables * table", "param"),
    ),
    slips=(
        Slip("tied embeddings twice", "2 * table", "twice: tied input and output share one matrix"),
        Slip("output layer forgotten", "table", "half: the output layer has its own matrix"),
    ),
)  # fmt: skip
def embedding_parameters(*, vocabulary: int, hidden_size: int, tied: bool) -> int:
    """Parameters of the token embedding and of the output layer, which may be the same matrix.

    vocabulary * hidden_size when tied, twice that when not.
    (Press and Wolf, "Using the Output Embedding to Improve Language Models", 2017, section 2)
    """
    return vocabulary * hidden_size * (1 if tied else 2)
