"""Information: entropy, cross-entropy, divergence and perplexity."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log, log2

from quizzer.answers.functions.sampling import PROBABILITIES, checked
from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Slip, Step, Worked, answer, measure, vector
from quizzer.errors import AnswerError

_TARGET: Parameter = vector("target", "true distribution, adding up to 1", low=0, high=1,
                            aliases=("p", "true distribution", "labels", "teacher"),
                            typical=((1, 0, 0), (0.5, 0.5, 0), (0.7, 0.2, 0.1)))  # fmt: skip
_PREDICTED: Parameter = vector("predicted", "predicted distribution, adding up to 1", low=0, high=1,
                               aliases=("q", "prediction", "model distribution", "student"),
                               typical=((0.6, 0.3, 0.1), (0.25, 0.5, 0.25), (0.8, 0.1, 0.1)))  # fmt: skip


def surprise(target: Sequence[float], predicted: Sequence[float]) -> float:
    """Cross-entropy in nats. Raises AnswerError where something happens that was ruled out."""
    if len(target) != len(predicted):
        raise AnswerError(f"target has {len(target)} values and predicted {len(predicted)}")
    checked(target, "target")
    checked(predicted, "predicted")
    if any(p > 0 and q == 0 for p, q in zip(target, predicted, strict=True)):
        raise AnswerError("predicted is 0 where target is not: the cross-entropy is infinite")
    return -fsum(p * log(q) for p, q in zip(target, predicted, strict=True) if p > 0)


def _nats(probabilities: Sequence[float]) -> float:
    return -fsum(p * log(p) for p in probabilities if p > 0)


def _divergence(target: Sequence[float], predicted: Sequence[float]) -> float:
    return max(0.0, surprise(target, predicted) - _nats(target))


@answer(
    topic="losses",
    parameters=(PROBABILITIES,),
    cues=("entropy of the distribution", "shannon entropy", "entropy in bits"),
    low=0,
    steps=lambda *, probabilities: (
        Worked("each", "-p × log2(p)", listed([-p * log2(p) if p else 0 for p in probabilities])),
        Worked("entropy", "their sum", figure(_nats(probabilities) / log(2))),
    ),
    slips=(
        Slip("nats for bits", lambda *, probabilities: _nats(probabilities), "in nats? Bits take the log to base 2"),
        Slip("sign", lambda *, probabilities: -_nats(probabilities) / log(2), "an entropy is not negative"),
        Slip("logs not weighted", lambda *, probabilities: -fsum(log2(p) for p in probabilities if p),
             "each log counts with its probability"),
        Slip("uniform", lambda *, probabilities: log2(len(probabilities)), "that holds when all are equally likely"),
    ),
)  # fmt: skip
def entropy(*, probabilities: tuple[float, ...]) -> float:
    """Entropy of a distribution in bits.

    -sum of p * log2(p), where 0 * log2(0) counts 0.
    (Shannon, "A Mathematical Theory of Communication", 1948, section 6)
    """
    return _nats(checked(probabilities)) / log(2)


@answer(
    topic="losses",
    parameters=(_TARGET, _PREDICTED),
    cues=("cross-entropy", "cross entropy loss"),
    low=0,
    steps=lambda *, target, predicted: (
        Worked("each", "-p × ln(q)", listed([-p * log(q) if p else 0 for p, q in zip(target, predicted, strict=True)])),
        Worked("cross_entropy", "their sum", figure(surprise(target, predicted))),
    ),
    slips=(
        Slip("bits for nats", lambda *, target, predicted: surprise(target, predicted) / log(2),
             "is that in bits? The loss takes the natural logarithm"),
        Slip("KL for cross-entropy", lambda *, target, predicted: surprise(target, predicted) - _nats(target),
             "is that the divergence? The entropy of the target belongs to it"),
        Slip("sign", lambda *, target, predicted: -surprise(target, predicted), "a cross-entropy is not negative"),
        Slip("entropy for cross-entropy", lambda *, target, predicted: _nats(target),
             "is that the entropy of the target alone?"),
    ),
)  # fmt: skip
def cross_entropy(*, target: tuple[float, ...], predicted: tuple[float, ...]) -> float:
    """Cross-entropy of a prediction against the true distribution, in nats.

    -sum of p * ln(q); with a one-hot target, -ln of the probability of the right class.
    (Goodfellow et al., "Deep Learning", 2016, section 3.13)
    """
    return surprise(target, predicted)


@answer(
    topic="losses",
    parameters=(_TARGET, _PREDICTED),
    cues=("kl divergence", "kullback-leibler"),
    low=-1e-9,
    steps=lambda *, target, predicted: (
        Worked("each", "p × ln(p / q)",
               listed([p * log(p / q) if p else 0 for p, q in zip(target, predicted, strict=True)])),
        Worked("divergence", "their sum", figure(_divergence(target, predicted))),
    ),
    slips=(
        Slip("direction swapped", lambda *, target, predicted: _reversed(target, predicted),
             "the divergence has a direction: the true distribution gives the weights"),
        Slip("cross-entropy for KL", lambda *, target, predicted: surprise(target, predicted),
             "is that the cross-entropy? Take the entropy of the target off"),
        Slip("bits for nats", lambda *, target, predicted: _divergence(target, predicted) / log(2),
             "is that in bits? Nats are asked"),
    ),
)  # fmt: skip
def kl_divergence(*, target: tuple[float, ...], predicted: tuple[float, ...]) -> float:
    """Kullback-Leibler divergence of a prediction from the true distribution, in nats.

    sum of p * ln(p / q), the cross-entropy less the entropy of the target.
    (Kullback and Leibler, "On Information and Sufficiency", 1951; Goodfellow et al., 2016, section 3.13)
    """
    return _divergence(target, predicted)


def _reversed(target: Sequence[float], predicted: Sequence[float]) -> float:
    if any(q > 0 and p == 0 for p, q in zip(target, predicted, strict=True)):
        return surprise(target, predicted) - _nats(target)  # the other way is infinite: nothing to compare with
    return surprise(predicted, target) - _nats(predicted)


@answer(
    topic="losses",
    parameters=(measure("loss", "mean cross-entropy of a token, in nats", low=0, high=50,
                        aliases=("cross-entropy", "cross entropy", "nll", "mean loss"), typical=(1.5, 2, 2.3, 3)),),
    cues=("perplexity from the loss", "perplexity"),
    low=1,
    steps=(Step("perplexity", "exp(loss)", "", "how many equally likely tokens that would be"),),
    slips=(
        Slip("base 2 for e", "2 ** loss", "the loss is in nats: e to the loss, not 2"),
        Slip("sign of the exponent", "exp(-loss)", "is that the mean probability of a token?"),
        Slip("loss for perplexity", "loss", "take e to the loss"),
    ),
)  # fmt: skip
def perplexity(*, loss: float) -> float:
    """Perplexity that goes with a loss in nats.

    exp(loss).
    (Jurafsky and Martin, "Speech and Language Processing", 3rd edition, chapter 3, perplexity and entropy)
    """
    return exp(loss)


@answer(
    topic="losses",
    parameters=(vector("token_probabilities", "probability that the model gave to each token that came", low=1e-9,
                       high=1, aliases=("probabilities", "probs", "p"),
                       typical=((0.5, 0.25, 0.125), (0.2, 0.5, 0.1, 0.4), (0.9, 0.1))),),
    cues=("perplexity of the sequence", "perplexity of the sentence"),
    low=1,
    steps=lambda *, token_probabilities: (
        Worked("surprises", "-ln(p) of each token", listed([-log(p) for p in token_probabilities])),
        Worked("mean", "their mean", figure(_mean_surprise(token_probabilities))),
        Worked("perplexity", "e to the mean", figure(exp(_mean_surprise(token_probabilities)))),
    ),
    slips=(
        Slip("arithmetic mean", lambda *, token_probabilities: len(token_probabilities) / fsum(token_probabilities),
             "the logs are averaged, not the probabilities"),
        Slip("length forgotten", lambda *, token_probabilities: _whole_surprise(token_probabilities),
             "is that the whole sequence? Perplexity is for one token: take the mean"),
        Slip("loss for perplexity", lambda *, token_probabilities: _mean_surprise(token_probabilities),
             "is that the loss? Take e to it"),
    ),
)  # fmt: skip
def sequence_perplexity(*, token_probabilities: tuple[float, ...]) -> float:
    """Perplexity of a sequence from the probabilities of its tokens.

    exp(mean of -ln p), the inverse of their geometric mean.
    (Jurafsky and Martin, "Speech and Language Processing", 3rd edition, chapter 3, perplexity)
    """
    return exp(_mean_surprise(token_probabilities))


def _mean_surprise(probabilities: Sequence[float]) -> float:
    return -fsum(log(p) for p in probabilities) / len(probabilities)


def _whole_surprise(probabilities: Sequence[float]) -> float:
    return exp(min(700.0, -fsum(log(p) for p in probabilities)))
