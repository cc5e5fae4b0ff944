"""Parallel training: what is sent over the wires, and what a pipeline waits."""

from __future__ import annotations

from quizzer.answers.registry import Parameter, Slip, Step, answer, count, measure
from quizzer.answers.vocabulary import BATCH, GPUS, HIDDEN_SIZE, LAYERS, TOKENS, dtype

_SIZE: Parameter = measure("size", "bytes of the tensor to be reduced", "B", low=1, high=1e15,
                           aliases=("message size", "gradient size", "tensor size", "data size", "S", "bytes"),
                           typical=(1e9, 14e9, 140e9))  # fmt: skip
_LINK: Parameter = measure("link_bandwidth", "bandwidth of one device's link", "B/s", low=1e6, high=1e14,
                           aliases=("bandwidth", "link bandwidth", "network bandwidth", "bus bandwidth",
                                    "interconnect bandwidth", "NVLink bandwidth"),
                           typical=(50e9, 300e9, 450e9))  # fmt: skip
_SENT = Step("sent", "2 * (gpus - 1) / gpus * size", "B", "reduce-scatter, then all-gather")


@answer(
    topic="systems",
    unit="B",
    parameters=(_SIZE, GPUS),
    cues=("all-reduce volume", "all-reduce sends", "ring all-reduce", "allreduce communication"),
    low=0,
    steps=(
        Step("chunk", "size / gpus", "B", "the ring cuts the tensor into as many pieces as there are devices"),
        Step("rounds", "2 * (gpus - 1)", "", "reduce-scatter, then all-gather"),
        Step("sent", "rounds * chunk", "B", "sent by each device"),
    ),
    slips=(
        Slip("reduce-scatter only", "answer / 2", "half: the reduced pieces must be gathered again"),
        Slip("naive exchange", "(gpus - 1) * size", "a ring sends pieces, not whole tensors"),
        Slip("all devices together", "answer * gpus", "is that the sum over the devices? One of them is asked"),
        Slip("size alone", "size", "about half: the tensor goes round twice, once to add and once to gather"),
    ),
)
def all_reduce_bytes(*, size: float, gpus: int) -> float:
    """Bytes that each device sends in a ring all-reduce.

    2 * (gpus - 1) / gpus * size.
    (Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", 2009;
    Rajbhandari et al., "ZeRO", 2020, section 7.1: 2 times the gradients)
    """
    return 2 * (gpus - 1) / gpus * size


@answer(
    topic="systems",
    unit="s",
    parameters=(_SIZE, GPUS, _LINK),
    cues=("all-reduce time", "time of the all-reduce", "time to all-reduce"),
    low=0,
    steps=(_SENT, Step("time", "sent / link_bandwidth", "s", "latency left out")),
    slips=(
        Slip("reduce-scatter only", "answer / 2", "half: the reduced pieces must be gathered again"),
        Slip("bits for bytes", "answer / 8", "an eighth: the tensor is in bytes; is the link in bits?"),
        Slip("size alone", "size / link_bandwidth", "about half: the tensor goes round twice"),
        Slip("naive exchange", "(gpus - 1) * size / link_bandwidth", "a ring sends pieces, not whole tensors"),
    ),
)
def all_reduce_time(*, size: float, gpus: int, link_bandwidth: float) -> float:
    """Time of a ring all-reduce at least, latency left out.

    2 * (gpus - 1) / gpus * size / link_bandwidth seconds.
    (Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", 2009)
    """
    return 2 * (gpus - 1) / gpus * size / link_bandwidth


_STAGES: Parameter = count("stages", "pipeline stages", high=10_000,
                           aliases=("p", "pipeline stages", "pipeline depth", "pipeline parallel size", "pp"),
                           typical=(2, 4, 8))  # fmt: skip
_MICRO_BATCHES: Parameter = count("micro_batches", "micro-batches of one step", high=10**6,
                                  aliases=("m", "microbatches", "number of micro-batches", "number of microbatches"),
                                  typical=(4, 8, 16, 32))  # fmt: skip


@answer(
    topic="systems",
    unit="ratio",
    parameters=(_STAGES, _MICRO_BATCHES),
    cues=("pipeline bubble fraction", "share of time in the bubble", "bubble share"),
    low=0,
    high=1,
    steps=(
        Step("idle", "stages - 1", "", "slots in which a stage waits, filling and draining"),
        Step("slots", "micro_batches + stages - 1", "", "slots of the whole step"),
        Step("share", "idle / slots", "ratio"),
    ),
    slips=(
        Slip("against useful time", "idle / micro_batches", "that is against the useful time, not the whole step"),
        Slip("all stages wait", "stages / slots", "one slot too many: each stage works when its turn comes"),
        Slip("busy share", "1 - answer", "is that the busy share? The waiting is asked"),
    ),
)
def pipeline_bubble(*, stages: int, micro_batches: int) -> float:
    """Share of a step that a pipeline stage waits.

    (stages - 1) / (micro_batches + stages - 1).
    (Huang et al., "GPipe", 2019, section 2.3)
    """
    return (stages - 1) / (micro_batches + stages - 1)


@answer(
    topic="systems",
    unit="ratio",
    parameters=(
        _STAGES,
        _MICRO_BATCHES,
        count("chunks", "model chunks of one device in the interleaved schedule", high=1000, default=1,
              aliases=("v", "virtual stages", "interleaved stages", "model chunks"), typical=(1, 2, 4)),
    ),
    cues=("pipeline bubble overhead", "bubble time over ideal time", "interleaved schedule"),
    low=0,
    steps=(
        Step("idle", "(stages - 1) / chunks", "", "slots in which a stage waits"),
        Step("overhead", "idle / micro_batches", "ratio", "against the useful time"),
    ),
    slips=(
        Slip("against the whole step", "idle / (micro_batches + idle)", "that is the share of the whole step"),
        Slip("all stages wait", "stages / chunks / micro_batches", "one slot too many"),
        Slip("chunks forgotten", "(stages - 1) / micro_batches", "interleaving makes the slots smaller"),
    ),
)  # fmt: skip
def pipeline_overhead(*, stages: int, micro_batches: int, chunks: int) -> float:
    """Time that a pipeline stage waits against the time it works.

    (stages - 1) / (chunks * micro_batches); 1 chunk without interleaving.
    (Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters", 2021, section 2.2)
    """
    return (stages - 1) / (chunks * micro_batches)


@answer(
    topic="systems",
    unit="B",
    parameters=(LAYERS, HIDDEN_SIZE, TOKENS, BATCH, dtype()),
    cues=("tensor parallel communication", "tensor-parallel all-reduce volume"),
    steps=(
        Step("tensor", "batch * tokens * hidden_size * dtype", "B", "one activation tensor"),
        Step("per_layer", "2 * tensor", "B", "after attention and after the MLP"),
        Step("all", "layers * per_layer", "B", "to be all-reduced in one forward pass"),
    ),
    slips=(
        Slip("one all-reduce a layer", "answer / 2", "half: attention and MLP each end with one"),
        Slip("one layer", "answer / layers", "is that one layer? There are more"),
        Slip("backward pass counted", "answer * 2", "twice: only the forward pass is asked"),
        Slip("elements, not bytes", "answer / dtype", "each element takes some bytes"),
    ),
)
def tensor_parallel_bytes(*, layers: int, hidden_size: int, tokens: int, batch: int, dtype: float) -> float:
    """Bytes of the activations that tensor parallelism has to all-reduce in one forward pass.

    2 * layers * batch * tokens * hidden_size * bytes per element.
    (Shoeybi et al., "Megatron-LM", 2019, section 3: two all-reduces a layer in the forward pass)
    """
    return 2 * layers * batch * tokens * hidden_size * dtype


@answer(
    topic="systems",
    parameters=(
        measure("parallel", "share of the work that can be split", "ratio", low=0, high=1,
                aliases=("p", "parallel fraction", "parallel share"), typical=(0.9, 0.95, 0.99)),
        count("workers", "workers that share it", high=10**7, aliases=("n", "processors", "gpus", "devices"),
              typical=(4, 8, 64)),
    ),
    cues=("amdahl", "amdahl's law"),
    low=1,
    steps=(
        Step("serial", "1 - parallel", "ratio", "stays as it is"),
        Step("shared", "parallel / workers", "ratio", "is divided"),
        Step("speedup", "1 / (serial + shared)", "", "against one worker"),
    ),
    slips=(
        Slip("serial part forgotten", "workers", "the serial part is not divided"),
        Slip("endless workers", "1 / (serial + 0.000001)", "that is the limit with endless workers"),
        Slip("linear in the share", "parallel * workers", "the times add up, not the speeds"),
    ),
)  # fmt: skip
def amdahl_speedup(*, parallel: float, workers: int) -> float:
    """Speed-up of work of which only a part can be shared.

    1 / ((1 - parallel) + parallel / workers).
    (Amdahl, "Validity of the single processor approach", 1967)
    """
    return 1 / (1 - parallel + parallel / workers)
