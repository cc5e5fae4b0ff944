"""The keys that a review shows at the foot, the most useful first: what they are follows from the state of the card."""

from __future__ import annotations

from dataclasses import dataclass

from quizzer.domain.consequence import GRADE_NAMES, QUALITY_NAMES
from quizzer.domain.reviews import Grade

Hint = tuple[str, str]
"""An action, and a word for it."""
_PASSING = {1: "Again", 3: "Hard", 5: "Easy"}
"""What Space gives, by quality, where that is not Good."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How the card on the table stands."""

    is_revealed: bool
    is_typing: bool
    is_computed: bool
    """Its numbers can be drawn anew."""
    has_options: bool
    is_chosen: bool
    """Options were chosen, and not checked yet."""
    has_points: bool
    """Points of the answer are listed, to be ticked."""
    suggested: int
    """The quality that Space gives."""
    is_six: bool
    """Grades are SM-2's own six."""
    own: Hint
    """A key for what this card holds."""


def grade_name(key: int, *, is_six: bool) -> str:
    """What a number key gives, by the names of the person's scale."""
    names = QUALITY_NAMES if is_six else ("", *GRADE_NAMES.values(), "")
    return names[key].capitalize()


def review_hints(moment: Moment) -> list[Hint]:
    """Up to six actions with a word each."""
    if moment.is_revealed:
        return _grading(moment)
    if moment.is_typing:
        return _typing(moment)
    return _asking(moment)


def _grading(moment: Moment) -> list[Hint]:
    if moment.is_typing:
        return [("submit", "Check"), ("escape", "Leave field")]
    name = _PASSING.get(moment.suggested, "Good")
    if moment.is_computed:
        return [("go_on", name), ("renew", "New numbers"), ("what_if", "What if"), ("undo", "Undo"),
                ("leave", "Leave"), ("keys", "Keys")]  # fmt: skip
    if moment.has_points:
        return [("go_on", name), ("tick", "Tick"), ("pass_over", "Next point"), ("undo", "Undo"), ("leave", "Leave"),
                ("keys", "Keys")]  # fmt: skip
    other = 1 if moment.suggested > Grade.AGAIN else 4 if moment.is_six else 3
    return [("go_on", name), (f"grade({other})", grade_name(other, is_six=moment.is_six)), ("undo", "Undo"),
            moment.own, ("leave", "Leave"), ("keys", "Keys")]  # fmt: skip


def _typing(moment: Moment) -> list[Hint]:
    if moment.is_computed:
        return [("submit", "Check"), ("hint", "Hint"), ("give_up", "Steps"), ("renew", "New numbers"),
                ("escape", "Leave field")]  # fmt: skip
    return [("submit", "Answer"), ("escape", "Leave field")]


def _asking(moment: Moment) -> list[Hint]:
    if moment.is_computed:
        return [("go_on", "Steps"), ("answer", "Type it"), ("hint", "Hint"), ("renew", "New numbers"),
                ("leave", "Leave"), ("keys", "Keys")]  # fmt: skip
    if moment.has_options:
        check = [("go_on", "Check"), ("give_up", "Answer")] if moment.is_chosen else [("go_on", "Answer")]
        return [*check, ("undo", "Undo"), ("leave", "Leave"), ("keys", "Keys")]
    return [("go_on", "Answer"), ("answer", "Type it"), ("undo", "Undo"), moment.own, ("leave", "Leave"),
            ("keys", "Keys")]  # fmt: skip
