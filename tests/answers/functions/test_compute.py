import pytest

from quizzer.answers.registry import function


@pytest.mark.parametrize(
    ("parameters", "tokens_per_second", "peak_flops", "devices", "flops_per_parameter", "expected"),
    [
        (125e6, 200e3, 312e12, 1, 6, 0.4808),
        (540e9, 238.3e3, 275e12, 6144, 6, 0.457),  # PaLM, appendix B: 45.7 % without attention
        (1e9, 1e3, 1e12, 1, 2, 2.0),
    ],
)
def test_mfu(parameters, tokens_per_second, peak_flops, devices, flops_per_parameter, expected):
    value = function("mfu").run(
        parameters=parameters,
        tokens_per_second=tokens_per_second,
        peak_flops=peak_flops,
        devices=devices,
        flops_per_parameter=flops_per_parameter,
    )
    assert value == pytest.approx(expected, rel=1e-3)
