"""Readiness: for each interview still to come, what would be recalled on its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzer.domain.outlook import Outlook
from quizzer.services.study import Desk


def readiness(desk: Desk) -> list[Outlook]:
    """The outlook of every round ahead, the nearest first; reads the whole log when there is one, else nothing."""
    rounds = desk.rounds_ahead()
    if not rounds:
        return []
    from quizzer.services.interviewing import read_outlooks

    return list(read_outlooks(desk.home, desk.settings, desk.clock.now().day, rounds))


def readiness_json(outlooks: Sequence[Outlook]) -> list[dict[str, Any]]:
    """The documented form within `quizzer stats --json`."""
    return [
        {
            "name": each.round.name, "day": each.round.day.isoformat(), "days_left": each.days_left,
            "cards": each.cards, "unseen": each.unseen, "recall_now": round(each.now, 4),
            "recall_if_kept": round(each.kept, 4),
        }
        for each in outlooks
    ]  # fmt: skip
