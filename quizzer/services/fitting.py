"""Fitting: FSRS's parameters searched on one's own reviews, and taken into use when they predict better."""

from __future__ import annotations

from contextlib import closing

from quizzer.config import Home, Settings
from quizzer.config_file import store
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs_fit import Fit, fit
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS
from quizzer.services.rules import parameters_of
from quizzer.store.connection import connect
from quizzer.store.log import ReviewLog

SETTING = "fsrs_parameters"


def fit_to_reviews(home: Home, settings: Settings) -> Fit:
    """Search from the parameters in use; `before` is their log loss. UsageError when there are too few reviews."""
    with closing(connect(home.database, is_read_only=True)) as connection:
        logs = dict(ReviewLog(connection, home.database).by_card())
    return fit(logs, parameters_of(settings) or DEFAULT_PARAMETERS)


def take_into_use(home: Home, found: Fit) -> None:
    """Write the parameters into the settings; schedules under FSRS are made again from the log at the next start.

    UsageError when they predict later reviews no better than those in use.
    """
    if not found.is_better:
        raise UsageError("the fitted parameters predict your later reviews no better: nothing was changed")
    store(home.config, SETTING, ", ".join(f"{value:.6g}" for value in found.parameters))
