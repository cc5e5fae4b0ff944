"""Parameters that many answer functions share, with the names people give them in notes and papers."""

from __future__ import annotations

from dataclasses import replace

from quizzer.answers.registry import Choice, Parameter, choice, count, measure

BILLION = 10**9

LAYERS = count(
    "layers",
    "transformer blocks",
    high=10_000,
    aliases=("L", "n_layers", "num_layers", "num_hidden_layers", "number of layers", "decoder layers", "blocks",
             "transformer blocks", "transformer layers", "n_layer", "depth"),
    typical=(12, 24, 32, 40, 48, 80),
)  # fmt: skip
HIDDEN_SIZE = count(
    "hidden_size",
    "width of the residual stream",
    high=10**6,
    aliases=("d_model", "hidden", "hidden size", "hidden dimension", "hidden dim", "model dimension", "model dim",
             "embedding dimension", "embedding size", "embedding dim", "n_embd", "hidden_dim", "width", "model width"),
    typical=(1024, 2048, 4096, 5120, 8192),
)  # fmt: skip
HEADS = count(
    "heads",
    "query heads",
    high=4096,
    aliases=("H", "n_heads", "num_heads", "num_attention_heads", "number of attention heads", "attention heads",
             "query heads", "n_head", "number of heads", "q_heads"),
    typical=(16, 32, 40, 64),
)  # fmt: skip
KV_HEADS = count(
    "kv_heads",
    "key and value heads",
    high=4096,
    derived="heads",
    aliases=("n_kv_heads", "num_key_value_heads", "num_kv_heads", "kv heads", "key-value heads", "key/value heads",
             "KV groups", "number of kv heads", "number of key-value heads", "query groups"),
    typical=(1, 4, 8),
)  # fmt: skip
HEAD_DIM = count(
    "head_dim",
    "width of one head",
    high=100_000,
    derived="hidden_size / heads",
    aliases=("d_head", "d_k", "head dimension", "head size", "head dim", "dimension per head", "size_per_head"),
    typical=(64, 128),
)  # fmt: skip
TOKENS = count(
    "tokens",
    "positions in the sequence",
    high=10**9,
    aliases=("S", "T", "seq", "seq_len", "sequence_length", "sequence length", "context length", "context", "n_ctx",
             "seqlen", "context window", "prompt length", "sequence"),
    typical=(512, 1024, 2048, 4096, 8192),
)  # fmt: skip
BATCH = count(
    "batch",
    "sequences at a time",
    high=10**7,
    default=1,
    aliases=("B", "batch_size", "batch size", "concurrent requests", "concurrent sequences", "concurrent users"),
    typical=(1, 2, 4, 8),
)  # fmt: skip
PARAMETERS = count(
    "parameters",
    "weights of the model",
    unit="param",
    high=10**16,
    aliases=("N", "params", "n_params", "number of parameters", "parameter count", "model size", "num_params",
             "model parameters", "weights"),
    typical=(125_000_000, 350_000_000, 1_300_000_000, 7 * BILLION, 13 * BILLION, 70 * BILLION),
)  # fmt: skip
FFN_SIZE = count(
    "ffn_size",
    "width inside the feed-forward block",
    high=10**7,
    aliases=("d_ff", "d_ffn", "ffn", "intermediate_size", "feed-forward dimension", "ffn_dim", "feed-forward size",
             "feedforward dimension", "feedforward size", "ffn dimension", "mlp size", "mlp dimension", "mlp_dim",
             "inner dimension", "intermediate dimension"),
    typical=(4096, 8192, 11_008, 14_336, 28_672),
)  # fmt: skip
VOCABULARY = count(
    "vocabulary",
    "tokens in the vocabulary",
    high=10**8,
    aliases=("V", "vocab", "vocab_size", "vocabulary size", "d_vocab", "n_vocab", "size of the vocabulary"),
    typical=(32_000, 50_257, 128_256),
)  # fmt: skip
TRAINING_TOKENS = count(
    "training_tokens",
    "tokens that the model is trained on",
    unit="token",
    high=10**17,
    aliases=("D", "n_tokens", "dataset size", "dataset tokens", "number of training tokens", "tokens seen",
             "token budget", "tokens"),
    typical=(300 * BILLION, 1_000 * BILLION, 2_000 * BILLION, 15_000 * BILLION),
)  # fmt: skip
GPUS = count(
    "gpus",
    "devices that share the work",
    high=10**6,
    aliases=("n_gpus", "num_gpus", "number of GPUs", "GPU count", "devices", "world size", "accelerators", "chips",
             "n_devices", "data-parallel size"),
    typical=(8, 64, 256, 1024),
)  # fmt: skip
PEAK_FLOPS = measure(
    "peak_flops",
    "theoretical peak of one device",
    "flop/s",
    low=1e6,
    high=1e20,
    aliases=("P", "peak", "theoretical peak", "peak performance", "peak throughput", "peak compute", "peak FLOPs"),
    typical=(125e12, 312e12, 989e12),
)
BANDWIDTH = measure(
    "bandwidth",
    "memory bandwidth of one device",
    "B/s",
    low=1e6,
    high=1e16,
    aliases=("BW", "memory bandwidth", "HBM bandwidth", "mem_bw", "peak bandwidth", "DRAM bandwidth"),
    typical=(0.9e12, 2e12, 3.35e12, 4.8e12),
)
GPU_MEMORY = measure(
    "gpu_memory",
    "memory of one device",
    "B",
    low=1e6,
    high=1e14,
    aliases=("memory", "HBM", "VRAM", "GPU memory", "memory per GPU", "HBM capacity", "device memory"),
    typical=(24e9, 40e9, 80e9, 141e9),
)


def utilization(default: float | None = None) -> Parameter:
    """The share of the peak that is reached, from measurement or experience."""
    return measure(
        "utilization",
        "share of the peak that is reached",
        "ratio",
        low=0.001,
        high=1,
        default=default,
        aliases=("MFU", "utilisation", "efficiency", "model flops utilization", "model flops utilisation"),
        typical=(0.3, 0.4, 0.5),
        must_be_stated=True,
    )


DTYPES = (
    Choice("float64", 8, ("fp64", "double", "64-bit")),
    Choice("float32", 4, ("fp32", "single", "full precision", "32-bit", "tf32")),
    Choice("float16", 2, ("fp16", "half", "half precision", "16-bit", "f16")),
    Choice("bfloat16", 2.0, ("bf16",)),
    Choice("float8", 1.0, ("fp8", "fp8_e4m3", "fp8_e5m2", "f8")),
    Choice("int8", 1, ("8-bit", "uint8", "q8")),
    Choice("int4", 0.5, ("4-bit", "nf4", "fp4", "q4", "uint4", "float4")),
)
"""Number formats; the value is bytes per element. Formats of one size differ in type, so that each keeps its name."""


def dtype(name: str = "dtype", about: str = "number format", default: Parameter | float | None = 2) -> Parameter:
    """A number format, as bytes per element. A default is for the prompt: the prose reader wants it stated."""
    return choice(
        name,
        about,
        DTYPES,
        unit="B",
        default=default,
        aliases=("data type", "precision", "dtype_bytes", "datatype", "bytes per element", "bytes per value"),
        typical=(2, 4, 1),
        must_be_stated=True,
    )


def renamed(parameter: Parameter, name: str, about: str = "", aliases: tuple[str, ...] = ()) -> Parameter:
    """The same kind of quantity in another role, such as the parameters of a draft model."""
    return replace(parameter, name=name, about=about or parameter.about, aliases=aliases)
