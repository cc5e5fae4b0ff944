"""Detection: boxes and how much they overlap."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.answers.notation import figure
from quizzer.answers.registry import Slip, Worked, answer, vector
from quizzer.errors import AnswerError

_BOXES = tuple(
    vector(name, f"{about} box as left, top, right, bottom", low=-1e6, high=1e6, aliases=aliases, typical=typical)
    for name, about, aliases, typical in (
        ("box", "first", ("box a", "prediction", "predicted box"), ((0, 0, 10, 10), (0, 0, 4, 2))),
        ("other", "second", ("box b", "ground truth", "true box"), ((5, 5, 15, 15), (2, 0, 6, 2))),
    )
)


def _area(box: Sequence[float]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _shared(box: Sequence[float], other: Sequence[float]) -> float:
    if len(box) != 4 or len(other) != 4:
        raise AnswerError("box and other have four values each: left, top, right, bottom")
    return _area((max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])))


def _overlap(box: Sequence[float], other: Sequence[float]) -> float:
    shared = _shared(box, other)
    union = _area(box) + _area(other) - shared
    return shared / union if union else 0.0


@answer(
    topic="layers",
    unit="ratio",
    parameters=_BOXES,
    cues=("intersection over union", "iou of"),
    low=0,
    high=1,
    steps=lambda *, box, other: (
        Worked("intersection", "area that both cover", figure(_shared(box, other))),
        Worked("union", f"{figure(_area(box))} + {figure(_area(other))} - intersection",
               figure(_area(box) + _area(other) - _shared(box, other))),
        Worked("overlap", "intersection / union", figure(_overlap(box, other))),
    ),
    slips=(
        Slip("intersection counted twice",
             lambda *, box, other: _shared(box, other) / ((_area(box) + _area(other)) or 1.0),
             "the union counts the shared area once: take it off the sum"),
        Slip("against one box", lambda *, box, other: _shared(box, other) / (_area(box) or 1.0),
             "divide by what both cover together"),
        Slip("intersection alone", lambda *, box, other: _shared(box, other), "divide by the union"),
    ),
)  # fmt: skip
def intersection_over_union(*, box: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Overlap of two boxes: the area of the intersection against that of the union, 0 for empty boxes.

    intersection / (area + area - intersection).
    (Everingham et al., "The PASCAL Visual Object Classes Challenge", 2010, section 4.2)
    """
    return _overlap(box, other)
