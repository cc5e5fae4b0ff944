"""A day's worth: how many cards a usual day of this person holds. While more are overdue, new ones wait."""

from __future__ import annotations

from collections.abc import Iterable

LEAST_DAY_WORTH = 60
"""Cards: the day's worth of somebody who has not reviewed enough yet to tell."""


def day_worth(showings: Iterable[int]) -> int:
    """Cards that a usual day holds: the mean over the days studied, given the showings of recent days."""
    studied = [count for count in showings if count > 0]
    return max(LEAST_DAY_WORTH, round(sum(studied) / len(studied))) if studied else LEAST_DAY_WORTH
