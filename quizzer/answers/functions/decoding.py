"""Speculative decoding: how many tokens a check gives, and how much faster that is."""

from __future__ import annotations

from quizzer.answers.registry import Parameter, Slip, Step, answer, count, measure

_ACCEPTANCE: Parameter = measure("acceptance", "chance that a draft is accepted", "ratio", low=0.001, high=0.999,
                                 aliases=("alpha", "acceptance rate", "acceptance probability"),
                                 typical=(0.6, 0.7, 0.8, 0.9))  # fmt: skip
_DRAFTED: Parameter = count("drafted", "tokens drafted before each check", high=1000,
                            aliases=("gamma", "draft tokens", "draft length", "k", "num_speculative_tokens"),
                            typical=(3, 4, 5, 7))  # fmt: skip
_EXPECTED = Step(
    "expected", "(1 - acceptance ** (drafted + 1)) / (1 - acceptance)", "token", "1 + a + a² + … up to all drafted"
)


@answer(
    topic="serving",
    unit="token",
    parameters=(_ACCEPTANCE, _DRAFTED),
    cues=("expected tokens per verification", "tokens per target pass", "expected number of accepted tokens"),
    low=1,
    steps=(_EXPECTED,),
    slips=(
        Slip("own token forgotten", "answer - 1", "one short: the check itself always gives a token"),
        Slip("independent of the order", "1 + acceptance * drafted",
             "a rejected token throws away all that follow: it is a geometric sum"),
        Slip("everything accepted", "drafted + 1", "that is the best case"),
        Slip("endless draft", "1 / (1 - acceptance)", "that is for an endless draft"),
    ),
)  # fmt: skip
def speculative_tokens(*, acceptance: float, drafted: int) -> float:
    """Tokens that one pass of the large model gives on average in speculative decoding.

    (1 - acceptance ** (drafted + 1)) / (1 - acceptance).
    (Leviathan et al., "Fast Inference from Transformers via Speculative Decoding", 2023, equation 1)
    """
    return float((1 - acceptance ** (drafted + 1)) / (1 - acceptance))


@answer(
    topic="serving",
    parameters=(
        _ACCEPTANCE,
        _DRAFTED,
        measure("draft_cost", "time of a draft pass against one of the large model", "ratio", low=0, high=1,
                aliases=("c", "cost coefficient", "draft cost", "relative draft cost"), typical=(0.02, 0.05, 0.1)),
    ),
    cues=("speculative decoding speedup", "speculative decoding speed-up", "speedup from speculative decoding"),
    low=0,
    steps=(
        _EXPECTED,
        Step("cost", "drafted * draft_cost + 1", "", "the drafts and one pass of the large model"),
        Step("speedup", "expected / cost", "", "against one token for each pass"),
    ),
    slips=(
        Slip("draft is free", "expected", "drafting takes time as well"),
        Slip("own token forgotten", "(expected - 1) / cost", "the check itself always gives a token"),
        Slip("independent of the order", "(1 + acceptance * drafted) / cost",
             "a rejected token throws away all that follow: it is a geometric sum"),
    ),
)  # fmt: skip
def speculative_speedup(*, acceptance: float, drafted: int, draft_cost: float) -> float:
    """How many times faster speculative decoding is than plain decoding.

    (1 - acceptance ** (drafted + 1)) / ((1 - acceptance) * (drafted * draft_cost + 1)).
    (Leviathan et al., "Fast Inference from Transformers via Speculative Decoding", 2023, theorem 3.8)
    """
    return float((1 - acceptance ** (drafted + 1)) / ((1 - acceptance) * (drafted * draft_cost + 1)))
