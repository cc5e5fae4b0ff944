"""The slip ledger over hand-made answers."""

from __future__ import annotations

from typing import Any

import pytest

from quizzer.domain.ledger import LedgerLine, judged_tries, make_ledger


def answer(function: str, *verdicts: str) -> dict[str, Any]:
    """An answer as the log keeps it; `wrong:NAME` is a try with a slip."""
    tries = []
    for verdict in verdicts:
        kind, _, slip = verdict.partition(":")
        tries.append({"typed": "1", "verdict": kind} | ({"slip": slip} if slip else {}))
    return {"function": function, "tries": tries, "slips": [t["slip"] for t in tries if "slip" in t]}


CASES: list[tuple[str, list[dict[str, Any]], list[tuple[str, int, int]]]] = [
    ("nothing", [], []),
    ("no slip", [answer("kv", "wrong", "right")], []),
    ("one", [answer("kv", "wrong:GB/GiB", "right")], [("GB/GiB", 1, 2)]),
    (
        "six in fourteen",
        [answer("kv", "wrong:GB/GiB", "wrong:GB/GiB", "right")] * 3 + [answer("kv", "right")] * 5,
        [("GB/GiB", 6, 14)],
    ),
    (
        "only functions where it was made are a chance to make it",
        [answer("kv", "wrong:GB/GiB"), answer("weights", "wrong:GB/GiB", "right"), answer("mfu", "right", "right")],
        [("GB/GiB", 2, 3)],
    ),
    (
        "the most frequent first, then the larger share, then by name",
        [answer("a", "wrong:x", "right"), answer("b", "wrong:z"), answer("b", "wrong:y"), answer("c", "wrong:w", "wrong:w")],
        [("w", 2, 2), ("x", 1, 2), ("y", 1, 2), ("z", 1, 2)],
    ),
    ("what could not be read is no try", [answer("kv", "unreadable", "wrong:half")], [("half", 1, 1)]),
    ("other answers are passed over", [{}, {"typed": "x"}, {"tries": 3}, {"tries": ["1"]}], []),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_ledger(answers: list[dict[str, Any]], lines: list[tuple[str, int, int]]) -> None:
    tries = [(*key, count) for each in answers for key, count in judged_tries(each).items()]
    assert make_ledger(tries) == tuple(LedgerLine(*line) for line in lines)
