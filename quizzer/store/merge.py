"""One card takes over the history of another: the log stays as it is, and says by `merged_into` whose it is now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from quizzer.domain.scheduling import replay
from quizzer.store.batch import CARDS, CHANGES, Batch
from quizzer.store.codec import dump
from quizzer.store.log import ReviewLog, SchedulerFor


def merge_into(connection: Connection, batch: Batch, old_id: str, new_id: str, now: int) -> list[str]:
    """Give the history of one card, and of those merged into it before, to another; the ids of all of them."""
    old, new = (connection.execute(select(CARDS).where(CARDS.c.id == i)).mappings().one() for i in (old_id, new_id))
    earlier = connection.execute(select(CARDS.c.id).where(CARDS.c.merged_into == old_id)).scalars().all()
    for card_id in (old_id, *earlier):
        gone = {"merged_into": new_id, "state": "parked", "returns_as": None}
        batch.update(CARDS, {"id": card_id}, gone, {"updated_at": now})
    tags = list(dict.fromkeys((*json.loads(new["own_tags"]), *json.loads(old["own_tags"]))))
    kept = {"own_tags": dump(tags), "is_flagged": bool(new["is_flagged"] or old["is_flagged"])}
    batch.update(CARDS, {"id": new_id}, kept, {"updated_at": now})
    return [old_id, *earlier, new_id]


def merged_in(connection: Connection, batch_id: str) -> list[str]:
    """The cards whose histories a batch joined; empty for one that joined none."""
    found: dict[str, None] = {}
    query = select(CHANGES).where(CHANGES.c.batch_id == batch_id, CHANGES.c.relation == "cards")
    for change in connection.execute(query).mappings():
        after: dict[str, Any] = json.loads(change["after"] or "{}")
        if change["before"] is not None and after.get("merged_into"):
            found[json.loads(change["row_id"])[0]] = None
            found[after["merged_into"]] = None
    return list(found)


def fold_again(connection: Connection, path: Path, ids: Iterable[str], scheduler_for: SchedulerFor) -> None:
    """Make the schedules of these cards again from the log that is theirs now."""
    log = log_within(connection, path)
    for card_id in ids:
        row = connection.execute(select(CARDS.c.deck, CARDS.c.merged_into).where(CARDS.c.id == card_id)).one()
        scheduler = scheduler_for(row.deck)
        entries = [] if row.merged_into else log.of_card(card_id)
        log.write_schedule(card_id, replay(scheduler, entries), scheduler.name)


def log_within(connection: Connection, path: Path) -> ReviewLog:
    """The review log inside the transaction of this connection."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    return ReviewLog(raw, path)
