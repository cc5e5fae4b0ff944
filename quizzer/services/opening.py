"""Opening the database of a home, and what to say before that takes a while."""

from __future__ import annotations

import sqlite3

from quizzer.config import Home
from quizzer.store.connection import SCHEMA_VERSION, check, connect


def first_words(home: Home) -> str:
    """What to say before a database is opened that has to be made or upgraded, which takes seconds; else nothing."""
    path = home.database
    if not path.exists():
        return f"Setting up quizzer in {home.data} (only this once) ..."
    if check(path) < SCHEMA_VERSION:
        return f"Bringing {path} up to date, after a backup ..."
    return ""


def open_database(home: Home) -> sqlite3.Connection:
    """A connection to the home's database: made if there is none, upgraded if it is behind."""
    path = home.database
    if not path.exists() or check(path) < SCHEMA_VERSION:
        from quizzer.store import migrate

        migrate.ensure(path, home.backups)
    return connect(path)
