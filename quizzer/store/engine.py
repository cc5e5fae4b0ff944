"""The SQLAlchemy engine over a connection that plain SQL shares: one for both, every transaction IMMEDIATE."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


def open_engine(connection: sqlite3.Connection, *, is_read_only: bool = False) -> Engine:
    """An engine on an existing, current database; one connection, because one writer is all that SQLite has."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    if not is_read_only:
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    # The driver begins no transaction before DDL and a deferred one before the first write: both lose races.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
