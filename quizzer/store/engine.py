"""The SQLAlchemy engine over the one file: every pooled connection through `connect`, every transaction IMMEDIATE."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from quizzer.store.connection import connect


def open_engine(path: Path, *, is_read_only: bool = False) -> Engine:
    """An engine on an existing, current database; one connection, because one writer is all that SQLite has."""
    engine = create_engine("sqlite://", creator=lambda: connect(path, is_read_only=is_read_only), poolclass=StaticPool)
    if not is_read_only:
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    # The driver begins no transaction before DDL and a deferred one before the first write: both lose races.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
