"""Bullets without letters of which a tick says that one is right, above a fold that says why.

- the kiln is too cold
- ✅ the glaze is too thick

<details><summary>Show answer & why each option</summary>
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizzer.domain.patterns import late
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.right_options import hides_answer

_RIGHT = late(r"^(?:✅|✔️?|☑️?)\s*|\s*(?:✅|✔️?|☑️?)$")
_SIGNS = frozenset("✅✔☑")
_MOST = 8


class Bullet(NamedTuple):
    """One option: its place among the lines, its text without the tick."""

    at: int
    text: str
    is_right: bool


def marked_bullets(lines: Sequence[Line]) -> list[Bullet]:
    """The options right above the first fold that holds an answer; empty where no tick parts them."""
    if not any(sign in line.body for line in lines for sign in _SIGNS):
        return []
    fold = next((at for at, line in enumerate(lines) if not line.is_masked and hides_answer(line.body)), 0)
    above = [at for at in range(fold) if lines[at].body]
    items = [at for at in above if lines[at].kind is LineKind.ITEM and lines[at].number is None]
    if not 1 < len(items) <= _MOST or above[-len(items) :] != items or len({lines[at].indent for at in items}) > 1:
        return []
    found = [
        Bullet(at, _RIGHT.sub("", content), bool(_RIGHT.search(content)))
        for at in items
        if (content := lines[at].content)
    ]
    return found if 0 < sum(bullet.is_right for bullet in found) < len(found) == len(items) else []
