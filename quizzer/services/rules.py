"""Which rule of memory a deck uses."""

from __future__ import annotations

from quizzer.config import Settings
from quizzer.domain.scheduling import SM2, Scheduler


def scheduler_of(settings: Settings) -> Scheduler:
    """The scheduler that these settings name."""
    return SM2
