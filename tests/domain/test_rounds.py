"""Rounds: what they are about, how long they last."""

from __future__ import annotations

from datetime import date

import pytest

from quizzer.domain.candidates import Candidate
from quizzer.domain.rounds import Round, Topic, next_rounds

DAY = date(2026, 12, 14)
TOPICS = (Topic(decks=("LLM",)), Topic(tags=("rl",), weight=2.0), Topic(decks=("Old",), weight=0.0))


@pytest.mark.parametrize(
    ("topics", "deck", "tags", "weight"),
    [
        ((), "anything", (), 1.0),
        (TOPICS, "LLM / Sampling", (), 1.0),
        (TOPICS, "LLM", ("rl/ppo",), 2.0),
        (TOPICS, "Cooking", ("rl",), 2.0),
        (TOPICS, "Cooking", (), 0.0),
        (TOPICS, "Old", (), 0.0),
    ],
)
def test_weight_of_a_card(topics: tuple[Topic, ...], deck: str, tags: tuple[str, ...], weight: float) -> None:
    assert Round("onsite", DAY, topics).weight(Candidate("c", deck, tags=tags)) == weight


@pytest.mark.parametrize(
    ("today", "left", "is_over"),
    [(date(2026, 12, 7), 7, False), (date(2026, 12, 13), 1, False), (DAY, 0, False), (date(2026, 12, 15), 0, True)],
)
def test_a_round_ends_by_itself(today: date, left: int, is_over: bool) -> None:
    interview = Round("onsite", DAY)
    assert (interview.days_left(today), interview.is_over(today)) == (left, is_over)


def test_the_nearest_round_comes_first() -> None:
    rounds = [Round("b", date(2027, 1, 1)), Round("a", DAY), Round("past", date(2026, 12, 1))]
    assert [r.name for r in next_rounds(rounds, date(2026, 12, 10))] == ["a", "b"]
