"""Backups that are made by themselves: beside the first grade of a day, and beside one every half hour of use.

What they would replace is never waited for: the copy is made in a thread from a connection of its own, which sees one
moment of the database whatever is written meanwhile.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

from quizzer.config import Home, Settings
from quizzer.errors import QuizzerError

EVERY = timedelta(minutes=30)
"""Of use with changes; two backups are at least so far apart."""


class Caretaker:
    """Makes the backups of one home while its cards are graded."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._not_before = 0.0
        self._work: threading.Thread | None = None
        self._problem = ""

    def after_change(self) -> None:
        """Start the backup that is due; returns at once."""
        if time.monotonic() < self._not_before:
            return
        self._not_before = time.monotonic() + EVERY.total_seconds()
        self._work = threading.Thread(target=self._back_up, name="backup")
        self._work.start()

    def take_problem(self) -> str:
        """Why the newest backup could not be made, told once; empty while all is well."""
        problem, self._problem = self._problem, ""
        return problem

    def finish(self) -> None:
        """Wait for a backup that is being made."""
        if self._work is not None:
            self._work.join()

    def _back_up(self) -> None:
        # Loaded here, because no first card waits for it.
        from quizzer.services.health import make_backup
        from quizzer.store import backup

        moment = datetime.now(UTC)
        try:
            newest = next(iter(backup.find(self._home.backups)), None)
            if newest is not None and moment - newest.made_at < EVERY:
                return
            make_backup(self._home, self._settings, reason="by-itself")
            backup.thin(self._home.backups, moment)
        except (QuizzerError, OSError) as error:
            self._problem = f"No backup could be made: {error}"
