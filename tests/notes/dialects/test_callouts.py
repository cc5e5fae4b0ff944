from __future__ import annotations

import pytest

from tests.notes.dialects.test_obsidian import Cards, cards

CASES: list[tuple[str, str, Cards]] = [
    ("callout", "> [!sr] What is a warp?\n> 32 threads\n> in lockstep", [("What is a warp?", "32 threads\nin lockstep")]),
    ("folded", "> [!SR]- What is a warp?\n> 32 threads", [("What is a warp?", "32 threads")]),
    ("both ways", "> [!sr-bi] TTFT\n> time to first token", [("TTFT", "time to first token"), ("time to first token", "TTFT")]),
    ("lazy line", "> [!sr] Q?\n> a\nb\n\nnot this", [("Q?", "a\nb")]),
    ("two in a row", "> [!sr] Q?\n> a\n> [!sr] R?\n> b", [("Q?", "a"), ("R?", "b")]),
    ("list in the answer", "> [!sr] Q?\n> - a\n>   - b", [("Q?", "- a\n  - b")]),
    ("another callout", "> [!note] Q?\n> a", []),
    ("in a fence", "```\n> [!sr] Q?\n> a\n```", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "note", "expected"), CASES, ids=[case[0] for case in CASES])
def test_callouts(title: str, note: str, expected: Cards) -> None:
    assert cards(note) == expected
