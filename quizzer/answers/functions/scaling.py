"""Scaling laws: how many tokens, how many parameters, which loss."""

from __future__ import annotations

from math import sqrt

from quizzer.answers.registry import Parameter, Slip, Step, answer, measure
from quizzer.answers.vocabulary import PARAMETERS, TRAINING_TOKENS

_RATIO: Parameter = measure("tokens_per_parameter", "training tokens for each parameter at the optimum", low=0.1,
                            high=1e5, default=20, aliases=("ratio", "tokens per parameter"),
                            typical=(20,))  # fmt: skip


@answer(
    topic="scaling",
    unit="token",
    parameters=(PARAMETERS, _RATIO),
    cues=("chinchilla-optimal tokens", "chinchilla optimal", "compute-optimal tokens", "compute-optimal number of"),
    steps=(Step("optimum", "tokens_per_parameter * parameters", "token"),),
    slips=(
        Slip("one token each", "parameters", "is that one token for each parameter? The optimum has about 20"),
        Slip("6 for 20", "6 * parameters", "6 is the FLOPs per parameter and token; the optimum has about 20 tokens"),
        Slip("upside down", "parameters / tokens_per_parameter", "more tokens than parameters, not fewer"),
        Slip("Kaplan's ratio", "1.7 * parameters", "that ratio is the older one: GPT-3 had 1.7 tokens a parameter"),
    ),
)
def chinchilla_tokens(*, parameters: int, tokens_per_parameter: float) -> float:
    """Training tokens at which a model of this size makes the best of its compute.

    About 20 * parameters.
    (Hoffmann et al., "Training Compute-Optimal Large Language Models", 2022, section 4: 70 billion parameters go
    with 1.4 trillion tokens)
    """
    return tokens_per_parameter * parameters


@answer(
    topic="scaling",
    unit="param",
    parameters=(
        measure("budget", "compute that may be spent", "flop", low=1e12, high=1e32,
                aliases=("C", "compute budget", "flops", "compute", "training flops"), typical=(1e21, 1e22, 5.76e23)),
        _RATIO,
    ),
    cues=("compute-optimal model size", "chinchilla-optimal model", "optimal model size"),
    steps=(
        Step("square", "budget / (6 * tokens_per_parameter)", "", "C = 6 N D and D = ratio times N give N squared"),
        Step("size", "sqrt(square)", "param"),
    ),
    slips=(
        Slip("root forgotten", "square", "that is the square: tokens grow with the parameters"),
        Slip("2N for 6N", "sqrt(budget / (2 * tokens_per_parameter))", "training costs 6 FLOPs, not 2"),
        Slip("tokens for parameters", "answer * tokens_per_parameter", "is that the number of tokens?"),
        Slip("6 forgotten", "sqrt(budget / tokens_per_parameter)", "each parameter costs 6 FLOPs a token"),
    ),
)  # fmt: skip
def chinchilla_parameters(*, budget: float, tokens_per_parameter: float) -> float:
    """Parameters of the compute-optimal model for a budget of training FLOPs.

    sqrt(budget / (6 * 20)), from budget = 6 * N * D and D = 20 * N.
    (Hoffmann et al., "Training Compute-Optimal Large Language Models", 2022, table 3: 5.76e23 FLOPs, 67 billion)
    """
    return sqrt(budget / (6 * tokens_per_parameter))


@answer(
    topic="scaling",
    parameters=(PARAMETERS, TRAINING_TOKENS),
    cues=("chinchilla loss", "parametric loss", "predicted loss for parameters and tokens"),
    low=1.69,
    steps=(
        Step("size_term", "406.4 / parameters ** 0.34", "", "what a finite model adds"),
        Step("data_term", "410.7 / training_tokens ** 0.28", "", "what finite data add"),
        Step("loss", "1.69 + size_term + data_term", "", "nats a token, on top of the entropy of text"),
    ),
    slips=(
        Slip("irreducible loss forgotten", "size_term + data_term", "text itself has entropy: 1.69 stays"),
        Slip("data term forgotten", "1.69 + size_term", "finite data add to the loss as well"),
        Slip("size term forgotten", "1.69 + data_term", "a finite model adds to the loss as well"),
    ),
)
def chinchilla_loss(*, parameters: int, training_tokens: int) -> float:
    """Loss in nats a token that the Chinchilla fit predicts.

    1.69 + 406.4 / parameters ** 0.34 + 410.7 / training_tokens ** 0.28.
    (Hoffmann et al., "Training Compute-Optimal Large Language Models", 2022, appendix D.3, equation 10)
    """
    return float(1.69 + 406.4 / parameters**0.34 + 410.7 / training_tokens**0.28)


@answer(
    topic="scaling",
    parameters=(
        PARAMETERS,
        measure("scale", "size at which the law would reach 1", low=1, high=1e20, default=8.8e13,
                aliases=("N_c", "critical scale", "Nc"), typical=(8.8e13,)),
        measure("exponent", "how steeply the loss falls", low=0.001, high=2, default=0.076,
                aliases=("alpha_N", "alpha", "exponent alpha"), typical=(0.076,)),
    ),
    cues=("power-law loss", "power law loss", "kaplan scaling law", "loss as a power law"),
    steps=(
        Step("ratio", "scale / parameters", "", "how far the model is from the scale"),
        Step("loss", "ratio ** exponent", "", "nats a token"),
    ),
    slips=(
        Slip("sign of the exponent", "(parameters / scale) ** exponent", "more parameters must lower the loss"),
        Slip("power forgotten", "ratio * exponent", "the exponent is a power, not a factor"),
    ),
)  # fmt: skip
def power_law_loss(*, parameters: int, scale: float, exponent: float) -> float:
    """Loss in nats a token by a power law in the number of parameters, data and compute unlimited.

    (scale / parameters) ** exponent; with the fitted 8.8e13 and 0.076 for parameters without embeddings.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, equation 1.1)
    """
    return float((scale / parameters) ** exponent)


@answer(
    topic="scaling",
    unit="ratio",
    parameters=(
        measure("growth", "how many times larger the model or data become", low=1, high=1e12,
                aliases=("factor", "times larger", "scale factor"), typical=(2, 10, 100)),
        measure("exponent", "exponent of the power law", low=0.001, high=2, aliases=("alpha", "exponent alpha"),
                typical=(0.05, 0.076, 0.095)),
    ),
    cues=("loss falls by", "power law improvement", "drop in loss when scaling"),
    low=0,
    high=1,
    steps=(
        Step("remaining", "growth ** -exponent", "ratio", "what is left of the reducible loss"),
        Step("drop", "1 - remaining", "ratio"),
    ),
    slips=(
        Slip("what is left", "remaining", "is that what is left? The drop is asked"),
        Slip("linear", "exponent * growth", "a power law is not a straight line: take the power"),
    ),
)  # fmt: skip
def power_law_drop(*, growth: float, exponent: float) -> float:
    """Share by which a power-law loss falls when one quantity grows.

    1 - growth ** -exponent.
    (Kaplan et al., "Scaling Laws for Neural Language Models", 2020, equations 1.1 to 1.3)
    """
    return float(1 - growth**-exponent)
