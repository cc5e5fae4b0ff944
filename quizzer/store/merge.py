"""One card takes over the history of another: the log stays as it is, and says by `merged_into` whose it is now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quizzer.domain.scheduling import mark, replay
from quizzer.store.batch import Batch, run
from quizzer.store.codec import dump
from quizzer.store.log import ReviewLog, SchedulerFor


def merge_into(connection: sqlite3.Connection, batch: Batch, old_id: str, new_id: str, now: int) -> list[str]:
    """Give the history of one card, and of those merged into it before, to another; the ids of all of them."""
    old, new = (run(connection, "SELECT * FROM cards WHERE id = ?", (i,)).fetchone() for i in (old_id, new_id))
    earlier = [row[0] for row in connection.execute("SELECT id FROM cards WHERE merged_into = ?", (old_id,))]
    for card_id in (old_id, *earlier):
        gone = {"merged_into": new_id, "state": "parked", "returns_as": None}
        batch.update("cards", {"id": card_id}, gone, {"updated_at": now})
    tags = list(dict.fromkeys((*json.loads(new["own_tags"]), *json.loads(old["own_tags"]))))
    kept = {"own_tags": dump(tags), "is_flagged": bool(new["is_flagged"] or old["is_flagged"])}
    batch.update("cards", {"id": new_id}, kept, {"updated_at": now})
    return [old_id, *earlier, new_id]


def merged_in(connection: sqlite3.Connection, batch_id: str) -> list[str]:
    """The cards whose histories a batch joined; empty for one that joined none."""
    found: dict[str, None] = {}
    query = "SELECT * FROM batch_changes WHERE batch_id = ? AND relation = 'cards'"
    for change in run(connection, query, (batch_id,)).fetchall():
        after: dict[str, Any] = json.loads(change["after"] or "{}")
        if change["before"] is not None and after.get("merged_into"):
            found[json.loads(change["row_id"])[0]] = None
            found[after["merged_into"]] = None
    return list(found)


def fold_again(connection: sqlite3.Connection, path: Path, ids: Iterable[str], scheduler_for: SchedulerFor) -> None:
    """Make the schedules of these cards again from the log that is theirs now."""
    log = ReviewLog(connection, path, is_brief=True)
    for card_id in ids:
        deck, owner = connection.execute("SELECT deck, merged_into FROM cards WHERE id = ?", (card_id,)).fetchone()
        scheduler = scheduler_for(deck)
        entries = [] if owner else log.of_card(card_id)
        log.write_schedule(card_id, replay(scheduler, entries), mark(scheduler))
