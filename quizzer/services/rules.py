"""Which rule of memory a deck uses, how due dates are spread, and when the schedules have to be made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from quizzer.config import Settings
from quizzer.domain.scheduling import SM2, Scheduler

if TYPE_CHECKING:
    from quizzer.domain.fuzz import Fuzz
    from quizzer.domain.memory import Memory


def scheduler_of(settings: Settings) -> Scheduler:
    """The scheduler that these settings name."""
    if settings.scheduler == "sm2":
        return SM2
    return _fsrs(settings.target_retention, parameters_of(settings))


@cache
def _fsrs(retention: float, parameters: tuple[float, ...]) -> Scheduler:
    from quizzer.schedulers.fsrs import Fsrs

    return Fsrs(retention, parameters) if parameters else Fsrs(retention)


def parameters_of(settings: Settings) -> tuple[float, ...]:
    """The person's own FSRS parameters; empty for the published ones."""
    return tuple(float(part) for part in settings.fsrs_parameters.split(",")) if settings.fsrs_parameters else ()


def memory_of(settings: Settings) -> Memory:
    """The model of memory that looks ahead under any scheduler: FSRS's, with the person's own parameters if there are."""
    from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS, FsrsMemory

    return FsrsMemory(parameters_of(settings) or DEFAULT_PARAMETERS)


def signature(settings: Settings) -> str:
    """What the schedules depend on besides the log: they are made again when it changes."""
    own = [
        f"{deck}={chosen.scheduler}:{chosen.target_retention}"
        for deck in sorted(settings.decks)
        if (chosen := settings.for_deck(deck)).scheduler != "sm2" or settings.scheduler != "sm2"
    ]
    general = settings.scheduler if settings.scheduler == "sm2" else f"{settings.scheduler}:{settings.target_retention}"
    names = [settings.scheduler, *(settings.for_deck(deck).scheduler for deck in settings.decks)]
    fitted = [f"parameters={settings.fsrs_parameters}"] if settings.fsrs_parameters and "fsrs" in names else []
    return ";".join([general, *own, *fitted])


def fuzz_of(settings: Settings, load: Callable[[], Mapping[date, int]]) -> Fuzz | None:
    """How due dates are spread; None when they are exact. `load` counts the cards due on each day."""
    if not (settings.fuzz or settings.balance):
        return None
    from quizzer.domain.fuzz import Fuzz, week_of

    return Fuzz(load() if settings.balance else None, week_of(settings.easy_days))
