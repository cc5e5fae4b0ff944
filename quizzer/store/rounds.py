"""Rounds: dated interviews as they are kept, one row each. Plain SQL; the row's columns are those of its table."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.store.connection import writing

if TYPE_CHECKING:
    from quizzer.domain.rounds import Round, Topic


class Rounds:
    """Keeps, changes and forgets rounds by name."""

    def __init__(self, connection: sqlite3.Connection, path: Path, learner_id: int = 1) -> None:
        self._connection = connection
        self._path = path
        self._learner_id = learner_id

    def all(self) -> list[Round]:
        """Every round by date, those that are over too."""
        rows = self._connection.execute(
            "SELECT name, day, minutes, topics FROM rounds WHERE learner_id = ? ORDER BY day, id", (self._learner_id,)
        )
        found = rows.fetchall()
        if not found:
            return []
        from quizzer.domain.rounds import Round

        return [
            Round(name, date.fromisoformat(day), read_topics(topics), minutes) for name, day, minutes, topics in found
        ]

    def put(self, interview: Round, now: int) -> bool:
        """Keep a round; one of the same name is changed. Whether it is a new one."""
        values = (interview.day.isoformat(), round(interview.minutes), write_topics(interview.topics))
        with writing(self._connection, self._path):
            changed = self._connection.execute(
                "UPDATE rounds SET day = ?, minutes = ?, topics = ? WHERE learner_id = ? AND name = ?",
                (*values, self._learner_id, interview.name),
            ).rowcount
            if not changed:
                self._connection.execute(
                    "INSERT INTO rounds (day, minutes, topics, learner_id, name, id, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*values, self._learner_id, interview.name, uuid.uuid4().hex, now),
                )
        return not changed

    def drop(self, name: str) -> bool:
        """Forget a round; whether there was one. Cards, schedules and the log know nothing of rounds."""
        with writing(self._connection, self._path):
            found = self._connection.execute(
                "DELETE FROM rounds WHERE learner_id = ? AND name = ?", (self._learner_id, name)
            ).rowcount
        return found > 0


def write_topics(topics: Sequence[Topic]) -> str:
    """Topics as the JSON of a row: a list of objects with `decks`, `tags` and `weight`."""
    return json.dumps([{"decks": t.decks, "tags": t.tags, "weight": t.weight} for t in topics], ensure_ascii=False)


def read_topics(text: str) -> tuple[Topic, ...]:
    """The topics of a row's JSON; what it leaves out has its usual value."""
    from quizzer.domain.rounds import Topic

    return tuple(
        Topic(tuple(t.get("decks", ())), tuple(t.get("tags", ())), float(t.get("weight", 1.0)))
        for t in json.loads(text)
    )
