"""Mock interviews: which questions, and what scores come to."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.domain.candidates import Candidate
from quizzer.domain.mock import CHECKS, Scored, choose, quality_of, weak_topics

CARDS = [
    Candidate(f"{topic}{n}", "LLM", topic=topic, path="a.md", position=n, sibling="pair" if topic == "c" else "")
    for topic, count in (("a", 10), ("b", 2), ("c", 3))
    for n in range(count)
]


def test_topics_take_turns_and_siblings_do_not_meet() -> None:
    chosen = choose(CARDS, 6, "seed")
    assert len({card.card_id for card in chosen}) == 6
    counts = {topic: sum(card.topic == topic for card in chosen) for topic in "abc"}
    assert counts == {"a": 3, "b": 2, "c": 1}
    assert {card.topic for card in chosen[:3]} == {"a", "b", "c"}


@given(seed=st.text(max_size=8), count=st.integers(0, 20), order=st.randoms(use_true_random=False))
def test_the_seed_alone_decides(seed: str, count: int, order: random.Random) -> None:
    shuffled = list(CARDS)
    order.shuffle(shuffled)
    chosen = choose(shuffled, count, seed)
    assert chosen == choose(CARDS, count, seed)
    assert len(chosen) == min(count, 13)  # of the three siblings, one


def test_another_seed_asks_others() -> None:
    assert len({tuple(card.card_id for card in choose(CARDS, 3, str(n))) for n in range(20)}) > 5


def test_weight_leaves_out_and_brings_forward() -> None:
    heavy = {"a3"}
    firsts = [
        choose(CARDS, 1, str(n), lambda c: 50.0 if c.card_id in heavy else float(c.topic == "a"))[0] for n in range(40)
    ]
    assert {card.topic for card in firsts} == {"a"}
    assert sum(card.card_id == "a3" for card in firsts) > 20


@pytest.mark.parametrize(
    ("checks", "quality"),
    [((), 1), (CHECKS[1:], 1), (CHECKS[:1], 3), (CHECKS[:2], 3), (CHECKS[:3], 4), (CHECKS, 4)],
)
def test_a_score_stands_for_a_grade(checks: tuple[str, ...], quality: int) -> None:
    assert quality_of(checks) == quality


def test_weak_topics() -> None:
    def scored(topic: str, *checks: str) -> Scored:
        return Scored("?", topic, 60, checks=frozenset(checks))

    found = weak_topics(
        [
            scored("sure", *CHECKS),
            scored("missed once", *CHECKS),
            scored("missed once", *CHECKS[1:]),
            scored("thin", "correct"),
            scored("gone"),
        ]
    )
    assert found == ["gone", "thin", "missed once"]
