import pytest

from quizzer.answers.computed import load
from quizzer.answers.registry import function


@pytest.mark.parametrize(
    ("layers", "kv_heads", "head_dim", "tokens", "batch", "dtype", "expected"),
    [
        (24, 32, 128, 512, 1, 2, 201_326_592),  # 2 * 24 * 32 * 128 * 512 * 2
        (32, 8, 128, 1, 1, 2, 131_072),  # grouped queries, one token: 128 KiB
        (32, 8, 128, 8192, 1, 2, 2**30),  # 131,072 B times 2**13 is 1 GiB
        (1, 1, 1, 1, 3, 0.5, 3),
    ],
)
def test_kv_cache_bytes(layers, kv_heads, head_dim, tokens, batch, dtype, expected):
    run = function("kv_cache_bytes").run
    assert run(layers=layers, kv_heads=kv_heads, head_dim=head_dim, tokens=tokens, batch=batch, dtype=dtype) == expected


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("int8", "int8"),
        ("fp8", "float8"),
        ("bf16", "bfloat16"),
        ("half", "float16"),
        ("nf4", "int4"),
        ("2 bytes", "float16"),
    ],
)
def test_a_number_format_keeps_its_name(written, shown):
    data = {"function": "weights_bytes", "parameters": {"parameters": "7B", "dtype": {"choices": [written]}}}
    assert load("How large in {dtype}?", data).variant(1).question == f"How large in {shown}?"
