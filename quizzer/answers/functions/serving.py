"""Serving: tokens per second, latency against throughput, users on a device."""

from __future__ import annotations

from quizzer.answers.registry import Slip, Step, answer, count, measure
from quizzer.answers.tolerance import EXACT
from quizzer.answers.vocabulary import (
    BANDWIDTH,
    BATCH,
    GPU_MEMORY,
    GPUS,
    HEAD_DIM,
    HEADS,
    HIDDEN_SIZE,
    KV_HEADS,
    LAYERS,
    PARAMETERS,
    PEAK_FLOPS,
    TOKENS,
    dtype,
    renamed,
    utilization,
)

_TOGETHER = count("gpus", "devices that hold the model together", high=10**6, default=1, aliases=GPUS.aliases,
                  typical=(1, 2, 4, 8))  # fmt: skip
_CACHE = measure("cache_bytes", "key and value cache of one sequence", "B", low=0, high=1e14, default=0,
                 aliases=("kv cache per sequence", "KV cache size", "cache per sequence"),
                 typical=(0, 128e6, 512e6, 1e9))  # fmt: skip
_DIVIDING = ("hidden_size % heads == 0", "heads % kv_heads == 0")


@answer(
    topic="serving",
    unit="token/s",
    parameters=(PARAMETERS, dtype("dtype", "number format of the weights"), BANDWIDTH),
    cues=("decode tokens per second", "decoding speed", "tokens per second from bandwidth", "bandwidth-bound decoding"),
    steps=(
        Step("weights", "parameters * dtype", "B", "read once for every token"),
        Step("speed", "bandwidth / weights", "token/s", "tokens while a second of bytes arrives"),
    ),
    slips=(
        Slip("elements, not bytes", "bandwidth / parameters", "each parameter takes some bytes"),
        Slip("two FLOPs in bytes", "bandwidth / (2 * weights)", "half: the 2 is for FLOPs, weights are read once"),
        Slip("bits for bytes", "answer / 8", "an eighth: the bandwidth is in bytes"),
        Slip("upside down", "weights / bandwidth", "that is the seconds for one token"),
    ),
)  # fmt: skip
def decode_speed(*, parameters: int, dtype: float, bandwidth: float) -> float:
    """Tokens per second of one sequence at most, when reading the weights is what takes the time.

    bandwidth / (parameters * bytes per parameter); cache and arithmetic left out.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1)
    """
    return bandwidth / (parameters * dtype)


@answer(
    topic="serving",
    unit="s",
    parameters=(PARAMETERS, dtype("dtype", "number format of the weights"), BATCH, _CACHE, BANDWIDTH),
    cues=("latency per token", "time per output token", "decode latency", "inter-token latency"),
    steps=(
        Step("weights", "parameters * dtype", "B", "read once for the whole batch"),
        Step("caches", "batch * cache_bytes", "B", "read for every sequence"),
        Step("latency", "(weights + caches) / bandwidth", "s", "one token for every sequence"),
    ),
    slips=(
        Slip("caches forgotten", "weights / bandwidth", "every sequence reads its cache as well"),
        Slip("weights read per sequence", "(batch * weights + caches) / bandwidth",
             "the weights are read once for the whole batch: that is why batching pays"),
        Slip("one cache", "(weights + cache_bytes) / bandwidth", "every sequence of the batch has its own cache"),
        Slip("bits for bytes", "answer * 8", "eight times too large: the bandwidth is in bytes"),
    ),
)  # fmt: skip
def decode_latency(*, parameters: int, dtype: float, batch: int, cache_bytes: float, bandwidth: float) -> float:
    """Time of one decoding step at least: the weights once, and the cache of every sequence, are read.

    (parameters * bytes per parameter + batch * cache_bytes) / bandwidth seconds.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1)
    """
    return (parameters * dtype + batch * cache_bytes) / bandwidth


@answer(
    topic="serving",
    unit="token/s",
    parameters=(PARAMETERS, dtype("dtype", "number format of the weights"), BATCH, _CACHE, BANDWIDTH),
    cues=("decode throughput", "batch throughput", "tokens per second of the batch", "generation throughput"),
    steps=(
        Step("weights", "parameters * dtype", "B", "read once for the whole batch"),
        Step("caches", "batch * cache_bytes", "B", "read for every sequence"),
        Step("latency", "(weights + caches) / bandwidth", "s", "one step"),
        Step("throughput", "batch / latency", "token/s", "one token for every sequence in each step"),
    ),
    slips=(
        Slip("batch forgotten", "answer / batch", "is that one sequence? Each step gives a token to every one"),
        Slip("caches forgotten", "batch * bandwidth / weights", "too fast: every sequence reads its cache as well"),
        Slip("weights read per sequence", "batch * bandwidth / (batch * weights + caches)",
             "the weights are read once for the whole batch: that is why batching pays"),
        Slip("latency for throughput", "latency", "that is the time of a step"),
    ),
)  # fmt: skip
def decode_throughput(*, parameters: int, dtype: float, batch: int, cache_bytes: float, bandwidth: float) -> float:
    """Tokens per second of a whole batch at most, while reading memory is what takes the time.

    batch * bandwidth / (parameters * bytes per parameter + batch * cache_bytes).
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1)
    """
    return batch * bandwidth / (parameters * dtype + batch * cache_bytes)


@answer(
    topic="serving",
    unit="token/s",
    parameters=(PARAMETERS, PEAK_FLOPS, utilization(1)),
    cues=("prefill tokens per second", "prefill speed", "prompt processing speed"),
    steps=(
        Step("per_token", "2 * parameters", "flop/token", "forward pass"),
        Step("reached", "peak_flops * utilization", "flop/s", "what the device does"),
        Step("speed", "reached / per_token", "token/s"),
    ),
    slips=(
        Slip("6N for 2N", "answer / 3", "a third: nothing is trained, a forward pass costs 2N"),
        Slip("multiply-adds", "answer * 2", "twice: a multiply-add is two FLOPs (or is your peak the sparse one?)"),
        Slip("full utilization", "answer / utilization", "is that at the full peak? A share of it is reached"),
    ),
)
def prefill_speed(*, parameters: int, peak_flops: float, utilization: float) -> float:
    """Tokens per second with which a prompt is read, when arithmetic is what takes the time.

    peak_flops * utilization / (2 * parameters); the attention scores left out.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1)
    """
    return peak_flops * utilization / (2 * parameters)


@answer(
    topic="serving",
    unit="s",
    parameters=(PARAMETERS, TOKENS, PEAK_FLOPS, _TOGETHER, utilization(1)),
    cues=("time to first token", "ttft", "prefill time", "prompt processing time"),
    steps=(
        Step("work", "2 * parameters * tokens", "flop", "forward pass over the prompt"),
        Step("reached", "gpus * peak_flops * utilization", "flop/s", "what the devices do"),
        Step("time", "work / reached", "s"),
    ),
    slips=(
        Slip("6N for 2N", "answer * 3", "three times: nothing is trained, a forward pass costs 2N"),
        Slip("multiply-adds", "answer / 2", "half: a multiply-add is two FLOPs"),
        Slip("full utilization", "answer * utilization", "is that at the full peak? A share of it is reached"),
        Slip("one device", "answer * gpus", "is that one device? They share the work"),
        Slip("one token", "answer / tokens", "is that one token? The whole prompt is read first"),
    ),
)
def prefill_time(*, parameters: int, tokens: int, peak_flops: float, gpus: int, utilization: float) -> float:
    """Time until a prompt has been read, when arithmetic is what takes the time.

    2 * parameters * tokens / (gpus * peak_flops * utilization) seconds; the attention scores left out.
    (Pope et al., "Efficiently Scaling Transformer Inference", 2022, section 2.1)
    """
    return 2 * parameters * tokens / (gpus * peak_flops * utilization)


@answer(
    topic="serving",
    tolerance=EXACT,
    parameters=(
        _TOGETHER,
        GPU_MEMORY,
        PARAMETERS,
        dtype("dtype", "number format of the weights"),
        LAYERS,
        HIDDEN_SIZE,
        HEADS,
        KV_HEADS,
        HEAD_DIM,
        TOKENS,
        renamed(dtype(), "cache_dtype", "number format of the cache", ("kv dtype", "kv cache dtype", "cache precision")),
        measure("usable", "share of the memory that weights and cache may take", "ratio", low=0.1, high=1, default=0.9,
                aliases=("gpu_memory_utilization", "usable share", "memory utilization"), typical=(0.9,)),
    ),
    constraints=_DIVIDING,
    cues=("concurrent users", "how many users", "concurrent requests", "concurrent sequences", "how many requests fit"),
    low=0,
    steps=(
        Step("memory", "gpus * gpu_memory * usable", "B", "what all devices offer"),
        Step("weights", "parameters * dtype", "B", "the model, once"),
        Step("free", "max(0, memory - weights)", "B", "left for the caches"),
        Step("per_token", "2 * layers * kv_heads * head_dim * cache_dtype", "B", "K and V of one token"),
        Step("per_user", "per_token * tokens", "B", "a full context"),
        Step("users", "floor(free / per_user)", "", "whole users"),
    ),
    slips=(
        Slip("weights forgotten", "floor(memory / per_user)", "too many: the weights take their part first"),
        Slip("K or V counted once", "floor(free / per_user * 2)", "twice too many: each token has K and V"),
        Slip("query heads for KV heads", "floor(free / per_user * kv_heads / heads)",
             "too few: only the KV heads are cached"),
        Slip("whole memory", "floor(max(0, gpus * gpu_memory - weights) / per_user)",
             "a few too many: not all of the memory is usable"),
        Slip("one device", "floor(max(0, gpu_memory * usable - weights) / per_user)", "is that one device?"),
        Slip("weights on every device", "floor(max(0, memory - gpus * weights) / per_user)",
             "the devices hold the model together: its weights are there once"),
    ),
)  # fmt: skip
def concurrent_users(
    *, gpus: int, gpu_memory: float, parameters: int, dtype: float, layers: int, kv_heads: int, head_dim: int,
    tokens: int, cache_dtype: float, usable: float,
) -> int:  # fmt: skip
    """Users whose full contexts fit beside the weights, on devices that hold the model together.

    floor((gpus * gpu_memory * usable - parameters * bytes per parameter)
    / (2 * layers * kv_heads * head_dim * tokens * bytes per cached element)), at least 0; activations are in the rest.
    (Kwon et al., "Efficient Memory Management for Large Language Model Serving with PagedAttention", 2023, section 1)
    """
    free = max(0.0, gpus * gpu_memory * usable - parameters * dtype)
    return int(free / (2 * layers * kv_heads * head_dim * cache_dtype * tokens) // 1)


@answer(
    topic="serving",
    parameters=(
        measure("arrivals", "requests that arrive per second", "requests/s", low=1e-4, high=1e7,
                aliases=("request rate", "requests per second", "QPS", "RPS", "arrival rate"), typical=(2, 5, 10, 50)),
        measure("latency", "time that one request stays", "s", low=1e-4, high=1e6,
                aliases=("request latency", "time per request", "response time"), typical=(2, 4, 10, 20)),
    ),
    cues=("requests in flight", "concurrency needed", "little's law"),
    steps=(Step("in_flight", "arrivals * latency", "", "Little's law"),),
    slips=(
        Slip("divided for multiplied", "arrivals / latency", "longer requests mean more of them in flight"),
        Slip("latency forgotten", "arrivals", "that is per second: how long does each one stay?"),
    ),
)  # fmt: skip
def requests_in_flight(*, arrivals: float, latency: float) -> float:
    """Requests that a server holds at a time, on average and in a steady state.

    arrivals * latency.
    (Little, "A Proof for the Queuing Formula L = λW", 1961)
    """
    return arrivals * latency
