"""What the formulas must obey for any numbers: growth, proportion, sums, symmetry."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzer.answers import registry
from quizzer.answers.arguments import bind, call
from quizzer.answers.computed import load
from quizzer.answers.variants import Chosen, Fixed, draw
from quizzer.answers.verdict import Right
from quizzer.errors import AnswerError

quick = settings(max_examples=25)


def value(name, **parameters):
    function = registry.function(name)
    return call(function, bind(function, parameters))


def drawn(name, seed):
    """Typical arguments of a function, as keyword arguments."""
    function = registry.function(name)
    sources = {}
    for parameter in function.parameters:
        if parameter.name in function.arguments and parameter.typical:
            sources[parameter.name] = Chosen(parameter.typical)
        elif parameter.default is not None:
            sources[parameter.name] = Fixed(parameter.default)
    return dict(draw(function, sources, seed).given)


LINEAR = [
    ("kv_cache_bytes", "layers"), ("kv_cache_bytes", "tokens"), ("kv_cache_bytes", "batch"),
    ("mla_cache_bytes", "layers"), ("mla_cache_bytes", "tokens"), ("sliding_window_cache_bytes", "batch"),
    ("weights_bytes", "parameters"), ("gradient_bytes", "parameters"), ("optimizer_state_bytes", "parameters"),
    ("training_state_bytes", "parameters"), ("zero1_bytes_per_gpu", "parameters"), ("zero3_bytes_per_gpu", "parameters"),
    ("activation_bytes", "layers"), ("activation_bytes", "batch"), ("selective_activation_bytes", "tokens"),
    ("checkpointed_activation_bytes", "hidden_size"), ("mlp_parameters", "ffn_size"),
    ("gated_mlp_parameters", "hidden_size"), ("norm_parameters", "norms"), ("embedding_parameters", "vocabulary"),
    ("transformer_parameters_estimate", "layers"), ("lora_parameters", "rank"), ("lora_share", "matrices"),
    ("lora_adapter_bytes", "rank"), ("matmul_flops", "inner"), ("attention_flops", "layers"),
    ("forward_flops", "tokens"), ("training_flops", "training_tokens"), ("mfu", "tokens_per_second"),
    ("hfu", "parameters"), ("training_time", "training_tokens"), ("training_cost", "price"),
    ("tokens_per_step", "micro_batch"), ("chinchilla_tokens", "parameters"), ("ridge_point", "peak_flops"),
    ("decode_speed", "bandwidth"), ("decode_throughput", "bandwidth"), ("prefill_speed", "peak_flops"),
    ("prefill_time", "tokens"), ("requests_in_flight", "latency"), ("all_reduce_bytes", "size"),
    ("tensor_parallel_bytes", "batch"), ("ppo_clip", "advantage"), ("critical_batch", "peak_flops"),
]  # fmt: skip
INVERSE = [
    ("zero3_bytes_per_gpu", "gpus"), ("mfu", "peak_flops"), ("training_time", "gpus"), ("training_cost", "utilization"),
    ("decode_speed", "parameters"), ("decode_latency", "bandwidth"), ("prefill_time", "gpus"),
    ("all_reduce_time", "link_bandwidth"), ("pipeline_overhead", "micro_batches"), ("wordpiece_score", "first_count"),
    ("ridge_point", "bandwidth"), ("prefill_speed", "parameters"),
]  # fmt: skip
GROWING = [
    ("kv_cache_bytes", "kv_heads"), ("cached_tokens", "free_memory"), ("quantized_weights_bytes", "bits"),
    ("effective_bits", "bits"), ("lora_training_bytes", "parameters"), ("fsdp_bytes_per_gpu", "unit_parameters"),
    ("activation_bytes", "tokens"), ("decoder_parameters", "layers"), ("decoder_parameters", "vocabulary"),
    ("gpt_parameters", "hidden_size"), ("moe_parameters", "experts"), ("moe_active_parameters", "active_experts"),
    ("training_flops_per_token", "tokens"), ("training_gpus", "parameters"), ("training_steps", "training_tokens"),
    ("chinchilla_parameters", "budget"), ("matmul_intensity", "rows"), ("attainable_flops", "intensity"),
    ("decode_latency", "batch"), ("decode_throughput", "batch"), ("concurrent_users", "gpu_memory"),
    ("speculative_tokens", "acceptance"), ("speculative_tokens", "drafted"), ("speculative_speedup", "acceptance"),
    ("all_reduce_bytes", "gpus"), ("pipeline_bubble", "stages"), ("amdahl_speedup", "workers"),
    ("perplexity", "loss"), ("conv_output_size", "input_size"), ("power_law_drop", "growth"),
    ("repetition_penalty", "logit"), ("bpe_vocabulary", "merges"), ("conv_parameters", "kernel"),
]  # fmt: skip
FALLING = [
    ("zero1_bytes_per_gpu", "gpus"), ("zero2_bytes_per_gpu", "gpus"), ("fsdp_bytes_per_gpu", "gpus"),
    ("quantized_weights_bytes", "group_size"), ("chinchilla_loss", "parameters"), ("chinchilla_loss", "training_tokens"),
    ("power_law_loss", "parameters"), ("concurrent_users", "tokens"), ("concurrent_users", "parameters"),
    ("training_gpus", "duration"), ("cached_tokens", "layers"), ("speculative_speedup", "draft_cost"),
    ("pipeline_bubble", "micro_batches"), ("xavier_deviation", "fan_out"), ("he_deviation", "fan_in"),
    ("conv_output_size", "stride"), ("occurrence_penalty", "occurrences"),
]  # fmt: skip


def pair(name, parameter, seed, factor):
    """The answer at typical values, and with one of them larger."""
    stated = drawn(name, seed)
    larger = stated | {parameter: stated[parameter] * factor}
    try:
        return value(name, **stated), value(name, **larger)
    except AnswerError:
        assume(False)


@pytest.mark.parametrize(("name", "parameter"), LINEAR)
@quick
@given(seed=st.integers(0, 10**6), factor=st.integers(2, 5))
def test_it_is_proportional(name, parameter, seed, factor):
    one, other = pair(name, parameter, seed, factor)
    assert other == pytest.approx(one * factor, rel=1e-9)


@pytest.mark.parametrize(("name", "parameter"), INVERSE)
@quick
@given(seed=st.integers(0, 10**6))
def test_it_is_inversely_proportional(name, parameter, seed):
    one, other = pair(name, parameter, seed, 2)
    assert other == pytest.approx(one / 2, rel=1e-9)


@pytest.mark.parametrize(("name", "parameter"), GROWING)
@quick
@given(seed=st.integers(0, 10**6))
def test_it_grows(name, parameter, seed):
    stated = drawn(name, seed)
    assume(not isinstance(stated[parameter], int | float) or stated[parameter] > 0)
    factor = 1.1 if parameter == "acceptance" else 2
    one, other = pair(name, parameter, seed, factor)
    assert other >= one
    if name not in ("attainable_flops", "decode_latency", "concurrent_users", "training_gpus", "conv_output_size"):
        assert other > one


@pytest.mark.parametrize(("name", "parameter"), FALLING)
@quick
@given(seed=st.integers(0, 10**6))
def test_it_falls(name, parameter, seed):
    one, other = pair(name, parameter, seed, 2)
    assert other <= one


@pytest.mark.parametrize(
    ("larger", "smaller"),
    [
        ("training_state_bytes", "zero1_bytes_per_gpu"),
        ("zero1_bytes_per_gpu", "zero2_bytes_per_gpu"),
        ("zero2_bytes_per_gpu", "zero3_bytes_per_gpu"),
    ],
)
@quick
@given(parameters=st.integers(10**6, 10**12), gpus=st.integers(2, 4096))
def test_each_zero_stage_saves_more(larger, smaller, parameters, gpus):
    stated = {"parameters": parameters, "gpus": gpus}
    whole = {"parameters": parameters} if larger == "training_state_bytes" else stated
    assert value(larger, **whole) > value(smaller, **stated)


logits = st.lists(st.floats(-20, 20), min_size=2, max_size=12)


@st.composite
def distributions(draw, size=None):
    weights = draw(st.lists(st.integers(1, 50), min_size=size or 2, max_size=size or 10))
    return [weight / sum(weights) for weight in weights]


@quick
@given(logits, st.floats(0.05, 20))
def test_softmax_adds_up_to_one_and_keeps_the_order(scores, temperature):
    shares = value("softmax", logits=scores, temperature=temperature)
    assert sum(shares) == pytest.approx(1)
    for one, other in zip(range(len(scores)), range(1, len(scores)), strict=False):
        if scores[one] > scores[other]:
            assert shares[one] >= shares[other]


@quick
@given(logits, st.floats(-50, 50))
def test_softmax_does_not_mind_a_shift(scores, shift):
    moved = [score + shift for score in scores]
    assert value("softmax", logits=moved) == pytest.approx(value("softmax", logits=scores), abs=1e-9)


@quick
@given(distributions())
def test_entropy_lies_between_certain_and_uniform_whatever_the_order(probabilities):
    bits = value("entropy", probabilities=probabilities)
    assert 0 <= bits <= math.log2(len(probabilities)) + 1e-9
    assert value("entropy", probabilities=probabilities[::-1]) == pytest.approx(bits)


@quick
@given(st.integers(2, 6).flatmap(lambda size: st.tuples(distributions(size), distributions(size))))
def test_divergence_is_cross_entropy_less_entropy_and_never_negative(pair):
    target, predicted = pair
    divergence = value("kl_divergence", target=target, predicted=predicted)
    own = value("entropy", probabilities=target) * math.log(2)
    assert divergence >= 0
    assert value("cross_entropy", target=target, predicted=predicted) == pytest.approx(divergence + own)
    assert value("kl_divergence", target=target, predicted=target) == pytest.approx(0, abs=1e-9)


@quick
@given(distributions(), st.integers(1, 10), st.floats(0.05, 1))
def test_kept_sets_are_the_most_probable_tokens(probabilities, k, mass):
    for kept in (
        value("top_k_kept", probabilities=probabilities, k=k),
        value("top_p_kept", probabilities=probabilities, mass=mass),
        value("min_p_kept", probabilities=probabilities, min_p=min(1, mass)),
    ):
        assert kept
        left_out = set(range(len(probabilities))) - kept
        assert not left_out or min(probabilities[i] for i in kept) >= max(probabilities[i] for i in left_out)


@quick
@given(distributions(), st.floats(0.05, 1))
def test_the_nucleus_reaches_its_mass_and_no_smaller_one_does(probabilities, mass):
    kept = value("top_p_kept", probabilities=probabilities, mass=mass)
    inside = [probabilities[place] for place in kept]
    assert sum(inside) >= mass - 1e-6
    assert sum(inside) - min(inside) < mass


@quick
@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=10))
def test_perplexity_does_not_mind_the_order_and_lies_between_the_extremes(probabilities):
    perplexity = value("sequence_perplexity", token_probabilities=probabilities)
    assert perplexity == pytest.approx(value("sequence_perplexity", token_probabilities=probabilities[::-1]))
    assert 1 / max(probabilities) <= perplexity * (1 + 1e-9)
    assert perplexity <= (1 + 1e-9) / min(probabilities)


@quick
@given(st.lists(st.integers(-5, 5), min_size=2, max_size=8), st.integers(-10, 10), st.integers(1, 9))
def test_group_advantages_add_up_to_nothing_and_do_not_mind_scale(rewards, shift, scale):
    advantages = value("grpo_advantages", rewards=rewards)
    assert sum(advantages) == pytest.approx(0, abs=1e-9)
    moved = value("grpo_advantages", rewards=[scale * reward + shift for reward in rewards])
    assert moved == pytest.approx(advantages, abs=1e-6)


@quick
@given(st.floats(-50, 0), st.floats(-50, 0), st.floats(-50, 0), st.floats(-50, 0))
def test_swapping_the_pair_of_dpo_gives_the_complement(chosen, rejected, ref_chosen, ref_rejected):
    def loss(a, b, c, d):
        return value("dpo_loss", beta=0.1, policy_chosen=a, policy_rejected=b, reference_chosen=c, reference_rejected=d)

    one, other = loss(chosen, rejected, ref_chosen, ref_rejected), loss(rejected, chosen, ref_rejected, ref_chosen)
    assert math.exp(-one) + math.exp(-other) == pytest.approx(1)


@quick
@given(st.lists(st.floats(-10, 10), min_size=2, max_size=8).filter(lambda x: max(x) - min(x) > 0.1))
def test_norms_give_what_they_promise(x):
    normed = value("layer_norm", x=x)
    assert sum(normed) == pytest.approx(0, abs=1e-6)
    assert sum(each * each for each in normed) / len(x) == pytest.approx(1, abs=1e-2)
    rooted = value("rms_norm", x=x)
    assert sum(each * each for each in rooted) / len(x) == pytest.approx(1, abs=1e-2)


@quick
@given(st.lists(st.floats(-10, 10), min_size=2, max_size=2), st.lists(st.floats(-10, 10), min_size=2, max_size=2),
       st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))  # fmt: skip
def test_rotary_scores_depend_on_the_distance_only(query, key, first, second, shift):
    def score(one, other):
        q = value("rope_rotation", x=query, position=one)
        k = value("rope_rotation", x=key, position=other)
        return sum(a * b for a, b in zip(q, k, strict=True))

    assert score(first + shift, second + shift) == pytest.approx(score(first, second), abs=1e-6)


matrices = st.integers(1, 3).flatmap(
    lambda width: st.tuples(
        st.lists(st.lists(st.integers(-3, 3), min_size=width, max_size=width), min_size=1, max_size=3),
        st.lists(st.lists(st.integers(-3, 3), min_size=width, max_size=width), min_size=3, max_size=4),
    )
)


@quick
@given(matrices, st.booleans())
def test_attention_mixes_values_with_weights_that_add_up_to_one(pair, causal):
    queries, keys = pair
    weights = value("attention_weights", queries=queries, keys=keys, causal=causal)
    assert all(sum(row) == pytest.approx(1) for row in weights)
    output = value("attention_output", queries=queries, keys=keys, values=[[5]] * len(keys), causal=causal)
    assert all(row[0] == pytest.approx(5) for row in output)


@quick
@given(st.integers(1, 64), st.integers(1, 7), st.integers(1, 4), st.integers(0, 3), st.integers(1, 2))
def test_output_size_is_the_number_of_places_a_kernel_fits(size, kernel, stride, padding, dilation):
    span = dilation * (kernel - 1) + 1
    assume(size + 2 * padding >= span)
    places = range(0, size + 2 * padding - span + 1, stride)
    stated = {"input_size": size, "kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    assert value("conv_output_size", **stated) == len(places)


@quick
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 3)), min_size=1, max_size=4))
def test_a_receptive_field_is_the_input_that_one_output_needs(layers):
    needed = 1  # going backwards: n outputs need (n - 1) * stride + kernel inputs
    for kernel, stride in reversed(layers):
        needed = (needed - 1) * stride + kernel
    kernels, strides = zip(*layers, strict=True)
    assert value("receptive_field", kernels=list(kernels), strides=list(strides)) == needed


@quick
@given(st.text("abc", min_size=2, max_size=20))
def test_a_merge_keeps_the_text_and_takes_away_a_symbol_for_each_pair_joined(text):
    merged = value("bpe_merge", symbols=list(text))
    assert "".join(merged) == text
    assert 1 <= len(text) - len(merged) <= value("bpe_pair_count", symbols=list(text))


@quick
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_overlap_is_symmetric_and_a_share(one, other):
    overlap = value("intersection_over_union", box=one, other=other)
    assert 0 <= overlap <= 1
    assert overlap == value("intersection_over_union", box=other, other=one)


def test_the_cache_of_grouped_queries_lies_between_multi_query_and_multi_head():
    shape = {"layers": 32, "hidden_size": 4096, "heads": 32, "tokens": 1024}
    sizes = [value("kv_cache_bytes", **shape, kv_heads=heads) for heads in (1, 8, 32)]
    assert sizes == [sizes[0], 8 * sizes[0], 32 * sizes[0]]
    assert value("kv_cache_bytes", **shape) == sizes[-1]


def test_a_run_is_the_same_by_time_devices_and_price():
    run = {"parameters": 10**9, "training_tokens": 2 * 10**10, "peak_flops": 3e14, "utilization": 0.4}
    seconds = value("training_time", **run, gpus=16)
    assert value("training_gpus", **run, duration=seconds * 1.0001) == 16
    assert value("training_cost", **run, price=3.6) == pytest.approx(seconds * 16 / 1000)


@pytest.mark.parametrize("typed", ["1.5", "1.5 bits", "3/2", "1.50"])
def test_an_entropy_may_be_typed_in_bits(typed):
    card = load("Entropy in bits?", {"function": "entropy", "parameters": {"probabilities": [0.5, 0.25, 0.25]}})
    assert isinstance(card.check(card.variant(), typed), Right)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("entropy", {"probabilities": [0.5, 0.6]}),
        ("cross_entropy", {"target": [1, 0], "predicted": [0, 1]}),
        ("cross_entropy", {"target": [1, 0], "predicted": [0.5, 0.25, 0.25]}),
        ("attention_output", {"queries": [[1, 2]], "keys": [[1]], "values": [[1]]}),
        ("attention_output", {"queries": [[1]], "keys": [[1]], "values": [[1], [2]]}),
        ("attention_weights", {"queries": [[1], [2]], "keys": [[1]], "causal": True}),
        ("rope_rotation", {"x": [1, 2, 3], "position": 1}),
        ("receptive_field", {"kernels": [3, 3], "strides": [1]}),
        ("max_pool", {"x": [1], "kernel": 2}),
        ("conv_output_size", {"input_size": 2, "kernel": 3}),
        ("pool_output_size", {"input_size": 2, "kernel": 3}),
        ("intersection_over_union", {"box": [0, 0, 1], "other": [0, 0, 1, 1]}),
        ("bpe_merge", {"symbols": ["a"]}),
        ("dpo_loss", {"beta": 1, "policy_chosen": -1000, "policy_rejected": 0, "reference_chosen": 0, "reference_rejected": 0}),
        ("distillation_loss", {"teacher_logits": [1, 2], "student_logits": [1, 2], "label": 2}),
        ("distillation_loss", {"teacher_logits": [1, 2], "student_logits": [1, 2, 3], "label": 0}),
        ("smoothed_cross_entropy", {"probabilities": [0.5, 0.5], "label": 2}),
        ("moe_active_parameters", {"experts": 2, "active_experts": 3, "layers": 1, "hidden_size": 8, "ffn_size": 8, "heads": 1, "vocabulary": 8}),
        ("fsdp_bytes_per_gpu", {"parameters": 10, "gpus": 2, "unit_parameters": 20}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(name, parameters):
    with pytest.raises(AnswerError) as caught:
        value(name, **parameters)
    assert caught.value.message
