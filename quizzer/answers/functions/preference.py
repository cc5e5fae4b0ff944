"""Preference learning and reinforcement learning: DPO, group-relative advantages, the clipped objective."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log1p, sqrt

from quizzer.answers.functions.sampling import HUNDREDTH
from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Shape, Slip, Step, Worked, answer, measure, vector


def _log_probability(name: str, about: str, aliases: tuple[str, ...], typical: tuple[float, ...]) -> Parameter:
    return measure(name, about, low=-1e5, high=0, aliases=aliases, typical=typical)


_DPO_STEPS = (
    Step("gain_chosen", "policy_chosen - reference_chosen", "", "how much likelier the policy makes the chosen answer"),
    Step("gain_rejected", "policy_rejected - reference_rejected", "", "and the rejected one"),
    Step("margin", "beta * (gain_chosen - gain_rejected)", "", "difference of the implicit rewards"),
    Step("loss", "log(1 + exp(-margin))", "", "-ln of the sigmoid of the margin"),
)


@answer(
    topic="losses",
    parameters=(
        measure("beta", "strength of the tie to the reference", low=0.001, high=10, default=0.1, aliases=("β",),
                typical=(0.1, 0.5)),
        _log_probability("policy_chosen", "log-probability of the chosen answer under the policy",
                         ("policy chosen logp", "logp chosen"), (-12, -20)),
        _log_probability("policy_rejected", "log-probability of the rejected answer under the policy",
                         ("policy rejected logp", "logp rejected"), (-15, -25)),
        _log_probability("reference_chosen", "log-probability of the chosen answer under the reference",
                         ("reference chosen logp", "ref logp chosen", "ref_chosen"), (-14, -22)),
        _log_probability("reference_rejected", "log-probability of the rejected answer under the reference",
                         ("reference rejected logp", "ref logp rejected", "ref_rejected"), (-13, -20)),
    ),
    constraints=("beta * abs(policy_chosen - reference_chosen - policy_rejected + reference_rejected) <= 700",),
    cues=("dpo loss", "direct preference optimization loss", "direct preference optimisation loss"),
    low=0,
    steps=_DPO_STEPS,
    slips=(
        Slip("reference forgotten", "log(1 + exp(-beta * (policy_chosen - policy_rejected)))",
             "the gains count against the reference model"),
        Slip("beta forgotten", "log(1 + exp(gain_rejected - gain_chosen))",
             "the margin is scaled by beta"),
        Slip("chosen and rejected swapped", "log(1 + exp(margin))",
             "the chosen answer should gain: is the sign turned?"),
        Slip("logarithm forgotten", "1 / (1 + exp(-margin))",
             "is that the probability? The loss is its negative log"),
    ),
)  # fmt: skip
def dpo_loss(
    *, beta: float, policy_chosen: float, policy_rejected: float, reference_chosen: float, reference_rejected: float
) -> float:
    """Loss of direct preference optimisation for one pair of answers.

    -ln sigmoid(beta * ((policy - reference of the chosen) - (policy - reference of the rejected))).
    (Rafailov et al., "Direct Preference Optimization", 2023, equation 7)
    """
    margin = beta * ((policy_chosen - reference_chosen) - (policy_rejected - reference_rejected))
    return log1p(exp(-margin))


def _spread(rewards: Sequence[float], divisor: int) -> float:
    """Standard deviation; the divisor is the number of rewards, or one less."""
    mean = fsum(rewards) / len(rewards)
    return sqrt(fsum((reward - mean) ** 2 for reward in rewards) / divisor) if divisor else 0.0


def _standardised(rewards: Sequence[float], divisor: int) -> tuple[float, ...]:
    mean, spread = fsum(rewards) / len(rewards), _spread(rewards, divisor)
    return tuple((reward - mean) / spread if spread else 0.0 for reward in rewards)


@answer(
    topic="losses",
    shape=Shape.VECTOR,
    tolerance=HUNDREDTH,
    parameters=(
        vector("rewards", "rewards of the answers to one prompt", low=-1e6, high=1e6,
               aliases=("r", "group rewards", "reward"),
               typical=((1, 0, 0, 1), (1, 0, 0, 0), (3, 1, 2, 2))),
    ),
    cues=("grpo advantages", "group-relative advantage", "group relative advantage"),
    steps=lambda *, rewards: (
        Worked("mean", "mean of the group", figure(fsum(rewards) / len(rewards))),
        Worked("spread", "standard deviation, divided by the group's size", figure(_spread(rewards, len(rewards)))),
        Worked("advantages", "(reward - mean) / spread", listed(_standardised(rewards, len(rewards)))),
    ),
    slips=(
        Slip("spread forgotten", lambda *, rewards: tuple(r - fsum(rewards) / len(rewards) for r in rewards),
             "is that the reward less the mean? Divide by the standard deviation"),
        Slip("one less in the divisor", lambda *, rewards: _standardised(rewards, len(rewards) - 1),
             "is that the sample's standard deviation? Divide by the group's size"),
        Slip("sign", lambda *, rewards: tuple(-a for a in _standardised(rewards, len(rewards))),
             "a reward above the mean is an advantage"),
        Slip("variance for deviation", lambda *, rewards: _by_variance(rewards), "take the root of the variance"),
    ),
)  # fmt: skip
def grpo_advantages(*, rewards: tuple[float, ...]) -> tuple[float, ...]:
    """Advantages of a group of answers to one prompt; all 0 when the rewards are equal.

    (reward - mean of the group) / standard deviation of the group, here with the group's size as divisor.
    (Shao et al., "DeepSeekMath", 2024, section 4.1.2)
    """
    return _standardised(rewards, len(rewards))


def _by_variance(rewards: Sequence[float]) -> tuple[float, ...]:
    spread = _spread(rewards, len(rewards))
    return tuple(a / spread if spread else 0.0 for a in _standardised(rewards, len(rewards)))


@answer(
    topic="losses",
    parameters=(
        measure("ratio", "probability of the action, new policy against old", low=0, high=1e6,
                aliases=("probability ratio", "r", "importance ratio"), typical=(0.5, 0.9, 1.1, 1.5)),
        measure("advantage", "advantage of the action", low=-1e6, high=1e6, aliases=("A", "adv"),
                typical=(-1, 2, 1)),
        measure("epsilon", "how far the ratio may move", "ratio", low=0, high=1, default=0.2,
                aliases=("eps", "clip", "clip range", "ε"), typical=(0.1, 0.2)),
    ),
    cues=("ppo clip", "clipped surrogate objective", "clipped objective"),
    steps=(
        Step("clipped", "min(max(ratio, 1 - epsilon), 1 + epsilon)", "", "the ratio, held near 1"),
        Step("free_term", "ratio * advantage"),
        Step("clipped_term", "clipped * advantage"),
        Step("objective", "min(free_term, clipped_term)", "", "the worse of the two"),
    ),
    slips=(
        Slip("always clipped", "clipped_term", "the smaller term counts: a bad move is not forgiven"),
        Slip("never clipped", "free_term", "did you clip the ratio?"),
        Slip("sign", "-answer", "the objective is maximised; the loss has the other sign"),
    ),
)  # fmt: skip
def ppo_clip(*, ratio: float, advantage: float, epsilon: float) -> float:
    """Clipped objective of PPO for one action, to be maximised.

    min(ratio * advantage, clip(ratio, 1 - epsilon, 1 + epsilon) * advantage).
    (Schulman et al., "Proximal Policy Optimization Algorithms", 2017, equation 7)
    """
    return min(ratio * advantage, min(max(ratio, 1 - epsilon), 1 + epsilon) * advantage)
