"""Tries and hints, and the grade they suggest."""

import pytest

from quizzer.answers.tutor import Stage, Tutor
from quizzer.answers.verdict import Right, Unreadable, Wrong
from quizzer.domain.reviews import Grade

RIGHT, WRONG, ODD = Right("1 B"), Wrong("2 B", "about half", "K or V counted once"), Unreadable("no number")


def after(*events, hints=("first", "second")):
    tutor = Tutor(hints)
    for event in events:
        if event == "hint":
            tutor = tutor.hinted()
        elif event == "show":
            tutor = tutor.shown()
        else:
            tutor = tutor.tried("typed", event)
    return tutor


@pytest.mark.parametrize(
    ("events", "stage", "grade"),
    [
        ([], Stage.ASKING, None),
        ([RIGHT], Stage.SOLVED, Grade.GOOD),
        ([ODD, ODD, RIGHT], Stage.SOLVED, Grade.GOOD),
        ([WRONG, RIGHT], Stage.SOLVED, Grade.HARD),
        ([WRONG, WRONG, RIGHT], Stage.SOLVED, Grade.HARD),
        (["hint", RIGHT], Stage.SOLVED, Grade.HARD),
        ([WRONG], Stage.ASKING, None),
        ([WRONG, WRONG, WRONG], Stage.SHOWN, Grade.AGAIN),
        ([WRONG, ODD, WRONG, ODD, WRONG], Stage.SHOWN, Grade.AGAIN),
        (["show"], Stage.SHOWN, Grade.AGAIN),
        ([RIGHT, "show", WRONG], Stage.SOLVED, Grade.GOOD),
        ([Right("1 B", band=1.25)], Stage.SOLVED, Grade.GOOD),
        ([Right("1 B", band=10.0)], Stage.SOLVED, Grade.HARD),
    ],
)
def test_the_suggested_grade(events, stage, grade):
    tutor = after(*events)
    assert (tutor.stage, tutor.suggested) == (stage, grade)


def test_hints_come_in_order_and_end():
    tutor = after("hint")
    assert (tutor.hint, tutor.has_hint) == ("first", True)
    tutor = tutor.hinted()
    assert (tutor.hint, tutor.has_hint) == ("second", False)
    assert tutor.hinted() == tutor


def test_tries_are_counted_and_slips_named():
    tutor = after(WRONG, ODD)
    assert (tutor.wrong_tries, tutor.try_number, tutor.slips) == (1, 2, ("K or V counted once",))
