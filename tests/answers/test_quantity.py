"""Strings that people type, and what they mean by them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.answers.quantity import Prefix, Quantity, read
from quizzer.answers.typed import Illegible

MB, MIB, GB, GIB = 10**6, 2**20, 10**9, 2**30
KV = 201_326_592

READ = [
    # the size of a cache, in every spelling
    ("192 MB", "B", [192 * MB, 192 * MIB]),
    ("192MB", "B", [192 * MB, 192 * MIB]),
    ("192MiB", "B", [KV]),
    ("192 MiB", "B", [KV]),
    ("192 mib", "B", [KV]),
    ("192 mebibytes", "B", [KV]),
    ("192 megabytes", "B", [192 * MB, 192 * MIB]),
    ("192 Megabytes", "B", [192 * MB, 192 * MIB]),
    ("192 mb", "B", [192 * MB, 192 * MIB, 24 * MB]),
    ("192 Mb", "B", [24 * MB, 24 * MIB]),
    ("192 megabits", "B", [24 * MB, 24 * MIB]),
    ("0.19 GB", "B", [190 * MB, 0.19 * GIB]),
    (".19GB", "B", [190 * MB, 0.19 * GIB]),
    ("0,19 GB", "B", [190 * MB, 0.19 * GIB]),
    ("201326592", "B", [KV]),
    ("201,326,592", "B", [KV]),
    ("201 326 592", "B", [KV]),
    ("201'326'592 bytes", "B", [KV]),
    ("201_326_592 B", "B", [KV]),
    ("201.326.592", "B", [KV]),
    ("8,388,608 bytes", "B", [8_388_608]),
    ("196608 KiB", "B", [KV]),
    ("196,608 KB", "B", [196_608_000, KV]),
    ("196608 kB", "B", [196_608_000, KV]),
    ("1.6 Gb", "B", [200 * MB, 0.2 * GIB]),
    ("1.6 Gbit", "B", [200 * MB, 0.2 * GIB]),
    ("1610612736 bits", "B", [KV]),
    ("1.2 KB", "B", [1200, 1228.8]),
    ("1,5 GB", "B", [1_500 * MB, 1.5 * GIB]),
    ("2^30 bytes", "B", [GIB]),
    ("2**30 B", "B", [GIB]),
    ("2³⁰ B", "B", [GIB]),
    ("1 GiB", "B", [GIB]),
    ("1GB", "B", [GB, GIB]),
    ("80 GB", "B", [80 * GB, 80 * GIB]),
    ("1 TB", "B", [10**12, 2**40]),
    ("1 TiB", "B", [2**40]),
    ("1 petabyte", "B", [10**15, 2**50]),
    ("16 B", "B", [16]),
    ("7B", "B", [7]),
    ("192M", "B", [192 * MB, 192 * MIB]),
    ("192 million bytes", "B", [192 * MB]),
    ("~192 MB", "B", [192 * MB, 192 * MIB]),
    ("≈ 192 MB", "B", [192 * MB, 192 * MIB]),
    ("approx. 192 MB", "B", [192 * MB, 192 * MIB]),
    ("about 192 MB", "B", [192 * MB, 192 * MIB]),
    ("192 MB approx", "B", [192 * MB, 192 * MIB]),
    ("192MB approx.", "B", [192 * MB, 192 * MIB]),
    ("roughly 192MB.", "B", [192 * MB, 192 * MIB]),
    ("= 192 MB", "B", [192 * MB, 192 * MIB]),
    ("it's 192 MB", "B", [192 * MB, 192 * MIB]),
    ("answer: 192 MiB", "B", [KV]),
    ("192 MB", "B", [192 * MB, 192 * MIB]),
    ("１９２ MB", "B", [192 * MB, 192 * MIB]),
    ("192 MB in total", "B", [192 * MB, 192 * MIB]),
    ("192 MB of memory", "B", [192 * MB, 192 * MIB]),
    ("192 MB (batch=1)", "B", [192 * MB, 192 * MIB]),
    ("1.5 GiB (1.61 GB)", "B", [1.5 * GIB]),
    ("192 MBs", "B", [192 * MB, 192 * MIB]),
    ("14 gigs", "B", [14 * GB, 14 * GIB]),
    ("14 Gi", "B", [14 * GIB]),
    ("0 B", "B", [0]),
    ("-5 B", "B", [-5]),
    ("−5 B", "B", [-5]),
    ("+5 bytes", "B", [5]),
    # a question that names its unit
    ("192", "MB", [192 * MB, 192 * MIB, 192]),
    ("201326592", "MiB", [KV * MIB, KV]),
    ("0.19 GB", "MB", [190 * MB, 0.19 * GIB]),
    ("1.5", "GiB", [1.5 * GIB, 1.5]),
    ("7", "ms", [0.007, 7]),
    ("7 ms", "s", [0.007]),
    # arithmetic
    ("2*24*32*128*512*2 B", "B", [KV]),
    ("2*24*32*128*512*2", "B", [KV]),
    ("2 × 24 × 32 × 128 × 512 × 2 bytes", "B", [KV]),
    ("2·24·32·128·512·2 bytes", "B", [KV]),
    ("2 x 24 x 32 x 128 x 512 x 2 bytes", "B", [KV]),
    ("2x24x32x128x512x2", "B", [KV]),
    ("8 MB × 24", "B", [192 * MB, 192 * MIB]),
    ("24 * 8 MiB", "B", [KV]),
    ("24 x 8MiB", "B", [KV]),
    ("192 * 1024^2 B", "B", [KV]),
    ("80 GB / 2", "B", [40 * GB, 40 * GIB]),
    ("1 GB - 500 MB", "B", [500 * MB, GIB - 500 * MIB]),
    ("(2+6) GiB", "B", [8 * GIB]),
    ("14 GB + 2 GB", "B", [16 * GB, 16 * GIB]),
    ("100/2 GB", "B", [50 * GB, 50 * GIB]),
    ("10 - 5 B", "B", [5]),
    ("sqrt(16) B", "B", [4]),
    ("√16", "", [4]),
    ("√(16)", "", [4]),
    ("2 * sqrt (16)", "", [8]),
    ("ln(1)", "", [0]),
    ("8 * (2 + 3)", "", [40]),
    ("max(3, 4)", "", [4]),
    ("log2(1024)", "", [10]),
    ("ceil(7/2)", "", [4]),
    ("10 ÷ 4", "", [2.5]),
    ("7 % 4", "", [3]),
    ("(3+4) % 4", "", [3]),
    ("3/4", "ratio", [0.75]),
    ("½", "ratio", [0.5]),
    ("2½", "", [2.5]),
    ("1 ¾", "", [1.75]),
    ("10^9", "param", [10**9]),
    ("10⁹", "param", [10**9]),
    ("3×10^9", "param", [3 * 10**9]),
    ("3·10⁹", "param", [3 * 10**9]),
    ("3 x 10^9", "param", [3 * 10**9]),
    ("3e9", "param", [3 * 10**9]),
    ("3E9", "param", [3 * 10**9]),
    ("1.5e9 params", "param", [1_500_000_000]),
    ("1e-3", "ratio", [0.001]),
    ("10^-3", "ratio", [0.001]),
    ("10⁻³", "ratio", [0.001]),
    # shares
    ("48%", "ratio", [0.48]),
    ("48 %", "ratio", [0.48]),
    ("48 percent", "ratio", [0.48]),
    ("48 per cent", "ratio", [0.48]),
    ("0.48", "ratio", [0.48]),
    ("~0.48", "ratio", [0.48]),
    ("48%", "%", [0.48]),
    ("48", "%", [0.48, 48]),
    ("0.48", "%", [0.0048, 0.48]),
    ("5‰", "ratio", [0.005]),
    ("6*125M*200k/312T", "ratio", [6 * 125e6 * 200e3 / 312e12]),
    ("6*125e6*200e3/312e12", "ratio", [6 * 125e6 * 200e3 / 312e12]),
    ("2x", "ratio", [2]),
    ("1.8 times", "ratio", [1.8]),
    # counts
    ("125M", "param", [125 * MB]),
    ("125 M", "param", [125 * MB]),
    ("125m params", "param", [125 * MB]),
    ("125 million", "param", [125 * MB]),
    ("125 million parameters", "param", [125 * MB]),
    ("7B", "param", [7 * 10**9]),
    ("7b", "param", [7 * 10**9]),
    ("7 B params", "param", [7 * 10**9]),
    ("1.5 bn parameters", "param", [1_500_000_000]),
    ("2 trillion tokens", "token", [2 * 10**12]),
    ("2T tokens", "token", [2 * 10**12]),
    ("8k tokens", "token", [8000]),
    ("300B", "token", [300 * 10**9]),
    ("1_000", "", [1000]),
    ("1,000", "", [1000]),
    ("12,5", "", [12.5]),
    ("0,125", "", [0.125]),
    ("64 GPUs", "", [64]),
    ("8 layers", "", [8]),
    ("twelve 12"[7:], "", [12]),
    # rates and compute
    ("200k tokens/s", "token/s", [200_000]),
    ("200k tok/s", "token/s", [200_000]),
    ("200 ktok/s", "token/s", [200_000]),
    ("200k tokens per second", "token/s", [200_000]),
    ("200,000 tokens/sec", "token/s", [200_000]),
    ("5/s", "1/s", [5]),
    ("5 requests/s", "1/s", [5]),
    ("120 tps", "token/s", [120]),
    ("200k", "token/s", [200_000]),
    ("312 TFLOPS", "flop/s", [312e12]),
    ("312TFLOPS", "flop/s", [312e12]),
    ("312 teraFLOPS", "flop/s", [312e12]),
    ("312 teraflops", "flop/s", [312e12]),
    ("312 TFLOP/s", "flop/s", [312e12]),
    ("312 TFLOPs/s", "flop/s", [312e12]),
    ("312 Tflops", "flop/s", [312e12]),
    ("312e12", "flop/s", [312e12]),
    ("312/2 TFLOPS", "flop/s", [156e12]),
    ("0.312 PFLOPS", "flop/s", [312e12]),
    ("6e23 FLOPs", "flop", [6e23]),
    ("6e23 flops", "flop", [6e23]),
    ("14 GFLOPs", "flop", [14e9]),
    ("750 MFLOPs/token", "flop/token", [750e6]),
    ("750 MFLOPs per token", "flop/token", [750e6]),
    ("750 MFLOPs", "flop/token", [750e6]),
    ("2 TB/s", "B/s", [2e12]),
    ("2 terabytes per second", "B/s", [2e12]),
    ("900 GB/s", "B/s", [900e9]),
    ("400 Gbps", "B/s", [50e9]),
    ("400 Gb/s", "B/s", [50e9]),
    ("3.2 Tbps", "B/s", [400e9]),
    ("156 FLOPs/byte", "flop/B", [156]),
    ("156 FLOP per byte", "flop/B", [156]),
    ("128 KiB per token", "B/token", [131_072]),
    ("2 B/param", "B/param", [2]),
    # time, power, money
    ("90 s", "s", [90]),
    ("1.5 min", "s", [90]),
    ("2 h 30 min", "s", [9000]),
    ("2h30min", "s", [9000]),
    ("2 hours", "s", [7200]),
    ("3 days", "s", [259_200]),
    ("5 ms", "s", [0.005]),
    ("5 µs", "s", [5e-6]),
    ("5 us", "s", [5e-6]),
    ("250 ns", "s", [250e-9]),
    ("1000 GPU-hours", "s", [3_600_000]),
    ("400 W", "W", [400]),
    ("0.4 kW", "W", [400]),
    ("$12.50", "$", [12.5]),
    ("12.50 $", "$", [12.5]),
    ("12.5 dollars", "$", [12.5]),
    ("$1.5M", "$", [1_500_000]),
    ("$2/h", "$/s", [2 / 3600]),
    ("5 cents", "$", [0.05]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "values"), READ)
def test_readings(text, unit, values):
    found = [quantity.value for quantity in read(text, unit)]
    assert found == pytest.approx(list(dict.fromkeys(values)), rel=1e-12)


def test_the_table_is_long_enough():
    assert len(READ) + len(REFUSED) >= 200


REFUSED = [
    ("", "B", "nothing typed"),
    ("   ", "B", "nothing typed"),
    ("hello", "B", "no number"),
    ("MB", "B", "no number"),
    ("no idea", "B", "no number"),
    ("192 bananas", "B", "no unit 'bananas'"),
    ("iB 192", "B", "no unit 'iB'"),
    ("MB 192", "B", "no number before 'MB'"),
    ("48%", "B", "a share (per cent), the question asks for a size"),
    ("48 %", "", "a share (per cent), the question asks for a plain number"),
    ("192 MB/s", "B", "a rate (bytes per second), the question asks for a size"),
    ("200k tokens/s", "B", "a rate (tokens per second), the question asks for a size"),
    ("312 TFLOPS", "flop", "a rate (FLOPs per second), the question asks for a number of FLOPs"),
    ("312 TFLOPs", "flop/s", "a number of FLOPs, the question asks for a rate (FLOPs per second)"),
    ("3 s", "B", "a time, the question asks for a size"),
    ("192 MB", "ratio", "a size, the question asks for a share"),
    ("3 GB", "s", "a size, the question asks for a time"),
    ("$3", "s", "a price, the question asks for a time"),
    ("400 W", "$", "a power, the question asks for a price"),
    ("7B params", "token", "a number of parameters, the question asks for a number of tokens"),
    ("3 MB + 2 s", "B", "those units do not add up"),
    ("5-10", "B", "a range"),
    ("150–200 MB", "B", "a range"),
    ("150 to 200 MB", "B", "a range"),
    ("9**9**9", "B", "at most 256 bits"),
    ("9^9^9 B", "B", "at most 256 bits"),
    ("1/0", "B", "division by zero"),
    ("1e400", "B", "too large"),
    ("0x10", "B", "only decimal"),
    ("nan", "B", "no number"),
    ("inf", "B", "no number"),
    ("∞", "B", "no number"),
    ("1.2.3", "B", "cannot read"),
    ("1,2,3", "B", "cannot read"),
    ("1 2", "B", "two numbers"),
    ("192 MB 5", "B", "two numbers"),
    ("64 GPUs 8", "", "two numbers"),
    ("((((", "B", "no number"),
    ("(1", "B", "brackets do not match"),
    ("__import__('os')", "B", "no number"),
    ("open('x1')", "B", "cannot read"),
    ("5!", "B", "cannot read"),
    ("1" * 401, "B", "too long"),
    ("factorial(1000)", "", "factorial takes"),
    ("3 > 2", "", "cannot read"),
]


@pytest.mark.parametrize(("text", "unit", "reason"), REFUSED)
def test_refusals_say_why(text, unit, reason):
    with pytest.raises(Illegible) as caught:
        read(text, unit)
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("prefix", "values"), [(Prefix.EITHER, [MB, MIB]), (Prefix.DECIMAL, [MB]), (Prefix.BINARY, [MIB])]
)
def test_the_card_says_what_a_prefix_means(prefix, values):
    assert [quantity.value for quantity in read("1 MB", "B", prefix)] == values
    assert [quantity.value for quantity in read("1 MiB", "B", prefix)] == [MIB]


def test_a_reading_says_how_it_was_read():
    decimal, binary = read("1 MB", "B")
    assert (decimal.prefix, binary.prefix) == (Prefix.DECIMAL, Prefix.BINARY)
    (bare,) = read("5", "B")
    assert bare.is_bare


def test_without_a_question_every_dimension_is_left():
    symbols = {quantity.dimension.symbol for quantity in read("7B")}
    assert symbols == {"B", ""}


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text("0123456789.,eE+-*/^() kKMGTBbsiFLOPS%$~xµ½²√", max_size=40))
def test_any_text_gives_finite_readings_or_a_refusal(text):
    try:
        found = read(text, "B")
    except Illegible:
        return
    assert found
    assert all(isinstance(quantity, Quantity) and math.isfinite(quantity.value) for quantity in found)


@settings(max_examples=100)
@given(st.integers(0, 10**15), st.sampled_from(["{:,} B", "{} bytes", "{:_} B", "{}B"]))
def test_whole_numbers_come_back_exactly(number, form):
    assert read(form.format(number), "B")[0].value == number
