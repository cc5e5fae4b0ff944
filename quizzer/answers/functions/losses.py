"""Losses against soft labels: a teacher's, and smoothed ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, log

from quizzer.answers.functions.information import surprise
from quizzer.answers.functions.sampling import softmax_of
from quizzer.answers.notation import figure, listed
from quizzer.answers.registry import Parameter, Slip, Worked, answer, count, measure, vector
from quizzer.errors import AnswerError

_TEACHER: Parameter = vector("teacher_logits", "logits of the teacher", low=-100, high=100,
                             aliases=("teacher", "teacher scores"), typical=((3, 1, 0), (2, 1, -1)))  # fmt: skip
_STUDENT: Parameter = vector("student_logits", "logits of the student", low=-100, high=100,
                             aliases=("student", "student scores"), typical=((1, 1, 0), (2, 0, 1)))  # fmt: skip


def _soft_part(teacher: Sequence[float], student: Sequence[float], temperature: float) -> float:
    """Divergence in nats of the softened student from the softened teacher."""
    if len(teacher) != len(student):
        raise AnswerError(f"teacher_logits has {len(teacher)} values and student_logits {len(student)}")
    p, q = softmax_of(teacher, temperature), softmax_of(student, temperature)
    return fsum(a * (log(a) - log(b)) for a, b in zip(p, q, strict=True) if a > 0 and b > 0)


def _hard_part(student: Sequence[float], label: int) -> float:
    if not 0 <= label < len(student):
        raise AnswerError(f"label must be from 0 to {len(student) - 1}, not {label}")
    return -log(softmax_of(student)[label])


def _mixed(hard: float, soft: float, weight: float) -> float:
    return weight * hard + (1 - weight) * soft


def _distillation_steps(
    *, teacher_logits: tuple[float, ...], student_logits: tuple[float, ...], label: int, temperature: float,
    weight: float,
) -> Sequence[Worked]:  # fmt: skip
    hard = _hard_part(student_logits, label)
    soft = _soft_part(teacher_logits, student_logits, temperature)
    scaled = temperature**2 * soft
    return (
        Worked("teacher", f"softmax at T = {figure(temperature)}", listed(softmax_of(teacher_logits, temperature))),
        Worked("student", f"softmax at T = {figure(temperature)}", listed(softmax_of(student_logits, temperature))),
        Worked("soft", "KL(teacher, student)", figure(soft)),
        Worked("scaled", f"{figure(temperature)}² × {figure(soft)}", figure(scaled)),
        Worked("hard", "-ln of the student's probability of the label at T = 1", figure(hard)),
        Worked("loss", f"{figure(weight)} × {figure(hard)} + {figure(1 - weight)} × {figure(scaled)}",
               figure(_mixed(hard, scaled, weight))),
    )  # fmt: skip


@answer(
    topic="losses",
    parameters=(
        _TEACHER,
        _STUDENT,
        count("label", "position of the right class, from 0", low=0, high=63, aliases=("hard label", "target class"),
              typical=(0, 1)),
        measure("temperature", "softens both distributions", low=0.1, high=100, default=1, aliases=("T", "tau"),
                typical=(1, 2, 4)),
        measure("weight", "weight of the hard label", "ratio", low=0, high=1, default=0.5, aliases=("alpha",),
                typical=(0.1, 0.5)),
    ),
    cues=("distillation loss", "knowledge distillation loss"),
    low=0,
    steps=_distillation_steps,
    slips=(
        Slip("T² forgotten",
             lambda *, teacher_logits, student_logits, label, temperature, weight: _mixed(
                 _hard_part(student_logits, label), _soft_part(teacher_logits, student_logits, temperature), weight),
             "the soft part is multiplied by T², or its gradients fade"),
        Slip("weights swapped",
             lambda *, teacher_logits, student_logits, label, temperature, weight: _mixed(
                 _hard_part(student_logits, label),
                 temperature**2 * _soft_part(teacher_logits, student_logits, temperature), 1 - weight),
             "the weight belongs to the hard label"),
        Slip("hard label only",
             lambda *, teacher_logits, student_logits, label, temperature, weight: _hard_part(student_logits, label),
             "is that the hard label alone? The teacher counts as well"),
        Slip("soft labels only",
             lambda *, teacher_logits, student_logits, label, temperature, weight: temperature**2 * _soft_part(
                 teacher_logits, student_logits, temperature),
             "is that the teacher alone? The hard label counts as well"),
    ),
)  # fmt: skip
def distillation_loss(
    *, teacher_logits: tuple[float, ...], student_logits: tuple[float, ...], label: int, temperature: float,
    weight: float,
) -> float:  # fmt: skip
    """Distillation loss in nats: the hard label, and the teacher's softened distribution.

    weight * CE(label, student) + (1 - weight) * T ** 2 * KL(teacher at T, student at T).
    (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015, section 2; the divergence for their
    cross-entropy has the same gradients)
    """
    soft = temperature**2 * _soft_part(teacher_logits, student_logits, temperature)
    return max(0.0, _mixed(_hard_part(student_logits, label), soft, weight))


@answer(
    topic="losses",
    parameters=(
        vector("probabilities", "predicted probabilities of the classes", low=1e-12, high=1, aliases=("p", "probs"),
               typical=((0.7, 0.2, 0.1), (0.1, 0.6, 0.3))),
        count("label", "position of the right class, from 0", low=0, high=63, aliases=("target class", "class"),
              typical=(0, 1, 2)),
        measure("smoothing", "probability spread over all classes", "ratio", low=0, high=0.99, default=0.1,
                aliases=("label smoothing", "epsilon"), typical=(0.1, 0.2)),
    ),
    cues=("label smoothing",),
    low=0,
    steps=lambda *, probabilities, label, smoothing: (
        Worked("target", "the smoothed label", listed(_smoothed(len(probabilities), label, smoothing))),
        Worked("each", "-target × ln(p)", listed(_terms(probabilities, label, smoothing))),
        Worked("loss", "their sum", figure(fsum(_terms(probabilities, label, smoothing)))),
    ),
    slips=(
        Slip("smoothing forgotten", lambda *, probabilities, label, smoothing: -log(probabilities[label]),
             "is that with the hard label?"),
        Slip("label left out of the spread",
             lambda *, probabilities, label, smoothing: surprise(
                 _smoothed_elsewhere(len(probabilities), label, smoothing), probabilities),
             "the right class gets its share of the smoothing too"),
    ),
)  # fmt: skip
def smoothed_cross_entropy(*, probabilities: tuple[float, ...], label: int, smoothing: float) -> float:
    """Cross-entropy against a smoothed label, in nats.

    The target is 1 - smoothing on the label, plus smoothing / classes on every class.
    (Szegedy et al., "Rethinking the Inception Architecture", 2016, section 7)
    """
    if label >= len(probabilities):
        raise AnswerError(f"label must be from 0 to {len(probabilities) - 1}, not {label}")
    return surprise(_smoothed(len(probabilities), label, smoothing), probabilities)


def _smoothed(classes: int, label: int, smoothing: float) -> tuple[float, ...]:
    return tuple((1 - smoothing) * (place == label) + smoothing / classes for place in range(classes))


def _smoothed_elsewhere(classes: int, label: int, smoothing: float) -> tuple[float, ...]:
    others = smoothing / max(1, classes - 1)
    return tuple(1 - smoothing if place == label else others for place in range(classes))


def _terms(probabilities: Sequence[float], label: int, smoothing: float) -> list[float]:
    target = _smoothed(len(probabilities), label, smoothing)
    return [-share * log(p) for share, p in zip(target, probabilities, strict=True)]
