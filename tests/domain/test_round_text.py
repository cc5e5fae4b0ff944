"""Interviews typed on a line."""

from __future__ import annotations

from datetime import date

import pytest

from quizzer.domain.round_text import change_round, read_round, write_round
from quizzer.domain.rounds import Round, Topic
from quizzer.errors import UsageError

DAY = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Onsite 2027-01-31", Round("Onsite", DAY)),
        ("2027-1-31 Second round 45 min", Round("Second round", DAY, minutes=45)),
        ("Loop 4 2027-01-31 10min tag:#llm", Round("Loop 4", DAY, (Topic(tags=("llm",)),), 10)),
        ('Onsite deck:"A / B" 2027-01-31 deck:C', Round("Onsite", DAY, (Topic(("A / B", "C")),))),
        ('Onsite 2027-01-31 deck:""', Round("Onsite", DAY)),
        ("Onsite, 2027-01-31, 45 min, deck:C, tag:llm", Round("Onsite", DAY, (Topic(("C",), ("llm",)),), 45)),
        ("Acme, Inc. 2027-01-31", Round("Acme, Inc.", DAY)),
    ],
)
def test_lines_are_read_in_any_order(text: str, expected: Round) -> None:
    read = read_round(text, 20)
    assert read == expected
    assert read_round(write_round(read), 20) == read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Onsite", "has a date"),
        ("2027-01-31 20 min", "has a name"),
        (", 2027-01-31; 20 min", "has a name"),
        ("Onsite 2027-02-30", "no day 2027-02-30"),
        ("Onsite 2027-01-31 0 min", "out of range"),
        ("Onsite 2027-01-31 1441 min", "out of range"),
    ],
)
def test_what_is_missing_is_said(text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        read_round(text, 20)


def test_topics_left_alone_keep_their_weights() -> None:
    before = Round("Onsite", DAY, (Topic(("A",), weight=2.0), Topic(tags=("b",))))
    assert change_round(before, f"{write_round(before)} again").topics == before.topics
    assert change_round(before, "Onsite 2027-01-31 deck:A").topics == (Topic(("A",)),)
