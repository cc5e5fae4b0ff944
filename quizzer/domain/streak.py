"""The streak: study days in a row with at least one review."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta


def streak(days: Collection[date], today: date) -> int:
    """Days in a row up to `today`; today itself may still be to come.

    >>> streak({date(2026, 1, 1), date(2026, 1, 2)}, date(2026, 1, 3))
    2
    """
    studied = set(days)
    day = today if today in studied else today - timedelta(days=1)
    length = 0
    while day in studied:
        length += 1
        day -= timedelta(days=1)
    return length
