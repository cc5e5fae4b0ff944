"""Penalties on tokens that have already occurred."""

from __future__ import annotations

from quizzer.answers.notation import figure
from quizzer.answers.registry import Slip, Step, Worked, answer, count, measure


def _penalised(logit: float, penalty: float) -> float:
    return logit / penalty if logit > 0 else logit * penalty


@answer(
    topic="sampling",
    parameters=(
        measure("logit", "logit of a token that has occurred", low=-1000, high=1000, aliases=("z", "score"),
                typical=(4, 2.4, -1.5, -3)),
        measure("penalty", "repetition penalty", low=1, high=10, aliases=("r", "theta", "repetition_penalty"),
                typical=(1.1, 1.2, 1.5)),
    ),
    cues=("repetition penalty", "repetition_penalty"),
    steps=lambda *, logit, penalty: (
        Worked("penalised", f"{figure(logit)} {'/' if logit > 0 else '×'} {figure(penalty)}",
               figure(_penalised(logit, penalty))),
    ),
    slips=(
        Slip("always divided", "logit / penalty", "dividing a negative logit makes the token likelier"),
        Slip("always multiplied", "logit * penalty", "multiplying a positive logit makes the token likelier"),
        Slip("subtracted", "logit - penalty", "that is how a presence penalty works"),
    ),
)  # fmt: skip
def repetition_penalty(*, logit: float, penalty: float) -> float:
    """Logit of a token that has already occurred, after the repetition penalty.

    logit / penalty if it is positive, logit * penalty if not.
    (Keskar et al., "CTRL", 2019, section 4.1; the sign rule as in the transformers library)
    """
    return _penalised(logit, penalty)


@answer(
    topic="sampling",
    parameters=(
        measure("logit", "logit of the token", low=-1000, high=1000, aliases=("z", "score"), typical=(4, 2.5, -1)),
        count("occurrences", "how often the token has occurred", low=0, high=10**6, aliases=("count", "times"),
              typical=(1, 2, 5)),
        measure("presence", "presence penalty", low=-2, high=2, default=0, aliases=("presence_penalty",),
                typical=(0, 0.5, 1)),
        measure("frequency", "frequency penalty", low=-2, high=2, default=0, aliases=("frequency_penalty",),
                typical=(0, 0.2, 0.5)),
    ),
    cues=("frequency penalty", "presence penalty"),
    steps=(
        Step("once", "presence * min(1, occurrences)", "", "for having occurred at all"),
        Step("each_time", "frequency * occurrences", "", "for every occurrence"),
        Step("penalised", "logit - once - each_time"),
    ),
    slips=(
        Slip("presence for every occurrence", "logit - (presence + frequency) * occurrences",
             "the presence penalty counts once, however often the token occurred"),
        Slip("frequency once", "logit - (presence + frequency) * min(1, occurrences)",
             "the frequency penalty grows with every occurrence"),
        Slip("sign of the penalty", "logit + once + each_time", "a penalty lowers the logit"),
    ),
)  # fmt: skip
def occurrence_penalty(*, logit: float, occurrences: int, presence: float, frequency: float) -> float:
    """Logit of a token after presence and frequency penalty.

    logit - presence * (1 if it has occurred) - frequency * occurrences.
    (OpenAI API reference, "Frequency and presence penalties")
    """
    return logit - presence * min(1, occurrences) - frequency * occurrences
