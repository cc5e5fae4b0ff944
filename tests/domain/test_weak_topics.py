"""Weak topics over hand-made counts."""

from __future__ import annotations

import pytest

from quizzer.domain.weak_topics import Recalls, sum_topics, weakest_of

STRONG = Recalls(("solid",), ("Solid",), 100, 0)
CASES: list[tuple[str, list[Recalls], list[tuple[str, int, int]]]] = [
    ("nothing", [], []),
    ("never forgotten", [STRONG], []),
    ("a tag", [STRONG, Recalls(("kv",), (), 10, 4)], [("kv", 10, 4)]),
    ("cards of a tag add up", [STRONG, Recalls(("kv",), (), 5, 1), Recalls(("KV",), (), 5, 3)], [("kv", 10, 4)]),
    ("too few to say", [STRONG, Recalls(("kv",), (), 7, 7)], []),
    (
        "a tag within a tag",
        [STRONG, Recalls(("ml/attention",), (), 10, 5), Recalls(("ml::loss",), (), 10, 0)],
        [("ml/attention", 10, 5), ("ml", 20, 5)],
    ),
    ("two tags within one count once for it", [STRONG, Recalls(("ml/a", "ml/b"), (), 9, 3)], [("ml/a", 9, 3), ("ml/b", 9, 3)]),
    (
        "headings",
        [STRONG, Recalls((), ("Serving", "Caches"), 10, 6), Recalls((), ("Serving", "Queues"), 10, 0)],
        [("Serving › Caches", 10, 6), ("Serving", 20, 6)],
    ),
    ("the inner of two that mean the same cards", [STRONG, Recalls((), ("A", "B"), 10, 6)], [("A › B", 10, 6)]),
    ("the same heading elsewhere is another", [STRONG, Recalls((), ("A", "X"), 8, 4), Recalls((), ("B", "X"), 8, 2)],
     [("A › X", 8, 4), ("B › X", 8, 2)]),
    ("only those above the rate of all", [Recalls(("a",), (), 10, 5), Recalls(("b",), (), 10, 4)], [("a", 10, 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("cards", "topics"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_weak_topics(cards: list[Recalls], topics: list[tuple[str, int, int]]) -> None:
    assert [(topic.name, topic.shown, topic.lapses) for topic in weakest_of(sum_topics(cards), cards)] == topics


def test_the_limit_keeps_the_weakest() -> None:
    cards = [Recalls((f"t{n}",), (), 10, n) for n in range(10)]
    assert [topic.name for topic in weakest_of(sum_topics(cards), cards, limit=2)] == ["t9", "t8"]
