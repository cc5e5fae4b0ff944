"""The calculator: calls, arithmetic, and what it refuses."""

import pytest

from quizzer.answers.calc import calculate, listing
from quizzer.answers.registry import functions
from quizzer.errors import UsageError


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "kv_cache_bytes(layers=24, hidden_size=4096, heads=32, tokens=512, dtype=float16)",
            "201,326,592 B = 192 MiB = 201.3 MB",
        ),
        (
            "kv_cache_bytes(layers=24, hidden_size=4096, heads=32, kv_heads=8, tokens=512, dtype=float16)",
            "50,331,648 B = 48 MiB = 50.33 MB",
        ),
        ("kv_cache_bytes(L=32, kv_heads=8, head_dim=128, tokens=8,192, batch=1)", "1,073,741,824 B = 1 GiB = 1.074 GB"),
        ("kv_cache_bytes(num_layers=1,kv_heads=1,head_dim=1,seq_len=1,dtype='int4')", "1 B"),
        ("mfu(parameters=125e6, tokens_per_second=200e3, peak_flops=312e12)", "0.4808 = 48.08 %"),
        ("mfu(N=125M, throughput=200k tokens/s, peak=312 TFLOPS)", "0.4808 = 48.08 %"),
        ("2*24*32*128*512*2", "201,326,592 = 201.3 million"),
        ("2*24*32*128*512*2 bytes", "201,326,592 B = 192 MiB = 201.3 MB"),
        ("2^10", "1,024"),
        ("1/3", "0.3333333333"),
        ("80 GiB", "85,899,345,920 B = 80 GiB = 85.9 GB"),
        ("14 GB / 2 TB/s", "0.007 s = 7 ms"),
        ("sqrt(2) * 10", "14.14213562"),
        ("max(1, 2)", "2"),
        ("48 %", "0.48 = 48 %"),
        ("2**255", f"{2**255:,}"),
    ],
)
def test_answers(text, answer):
    assert calculate(text).answer == answer


def test_a_call_comes_with_its_steps():
    steps = calculate("kv_cache_bytes(layers=24, hidden_size=4096, heads=32, tokens=512)").steps
    assert [line.name for line in steps] == ["head_dim", "one_of_k_v", "per_layer", "per_sequence", "all"]


def test_what_else_it_may_mean_is_told():
    assert calculate("192 MB").others == ("as MiB: 201,326,592 B = 192 MiB = 201.3 MB",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing typed"),
        ("import os", "no number"),
        ("__import__('os').system('ls')", "no number"),
        ("__import__('os')", "no answer function '__import__'"),
        ("open('/etc/passwd')", "no answer function 'open'"),
        ("[1, 2, 3]", "cannot read"),
        ("(1).__class__", "cannot read"),
        ("lambda: 1", "cannot read"),
        ("9**9**9", "256 bits"),
        ("1/0", "division by zero"),
        ("kv_cache_bytes(24, 4096)", "cannot read '24'"),
        ("kv_cache_bytes(layers=24)", "needs kv_heads"),
        ("kv_cache_bytes(layers=24, layers=3)", "given twice"),
        ("kv_cache_bytes(layers=24, L=3)", "given twice"),
        ("kv_cache_bytes(layers=many)", "layers: no number"),
        ("kv_cache_bytes(layers=1e9, kv_heads=1, head_dim=1, tokens=1)", "layers is 1,000,000,000"),
        ("kv_cache_bytes(layers=0.5, kv_heads=1, head_dim=1, tokens=1)", "layers is 0.5"),
        ("kv_cache_bytes(layers=9**9**9)", "256 bits"),
        ("mfu(parameters=125e6, tokens_per_second=3 GB, peak_flops=1e12)", "that is a size"),
        ("kv_cache_bytes(dtype=float17)", "dtype: float17"),
        ("1" * 5000, "characters"),
    ],
)
def test_everything_else_is_refused_in_one_line(text, message):
    with pytest.raises(UsageError) as caught:
        calculate(text)
    assert message in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == 2


def test_every_function_is_documented():
    text = listing()
    for function in functions():
        assert function.name in text
        assert function.about in text
        for parameter in function.parameters:
            assert f"{parameter.name}: {parameter.about}" in text
